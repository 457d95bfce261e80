"""Commitments: what was agreed, promised, ordered, suspended, resumed, refused, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crossread.compare.accounts import standing
from crossread.compare.findings import Builder, Draft
from crossread.compare.lexicon import class_of, is_nation, statuses
from crossread.compare.matters import Field, Link, Signal, logistic
from crossread.compare.utterances import Groups
from crossread.compare.words import Kind
from crossread.records import Act, FindingKind, HistoryEntry, Stance

_ACTS: Mapping[Act, str] = {
    Act.AGREE: "agreed",
    Act.PROMISE: "promised",
    Act.ORDER: "ordered",
    Act.REFUSE: "refused",
    Act.PLAN: "planned",
}
# Status words that say something of an object without any act of speech.
_DEEDS = frozenset({"suspended", "resumed", "refused", "cancelled", "broken", "ordered", "agreed", "promised", "done"})
_OBJECT = 10  # words after the status word
_MASS = 1.0  # weight of shared object words that joins two items
_CLOSE = 0.75
_LEAST_OBJECT = 2
_VAGUE = frozenset({"class:plan", "issue", "matter", "work", "time", "year", "day", "week", "new", "further", "continu"})


@dataclass(frozen=True, slots=True)
class Item:
    """One step: the unit that tells it, its status, and the words of its object."""

    unit: int
    status: str
    object: frozenset[str]
    deed: bool


def commitments(builder: Builder, links: Sequence[Link]) -> list[Draft]:
    """A finding for each object that somebody undertook, suspended, resumed or refused, with its dated history."""
    field = builder.field
    items = [item for index in range(len(field.units)) if (item := _item(field, index))]
    groups = Groups(len(items))
    likely = {(link.one, link.other): link.probability for link in links}
    for place, one in enumerate(items):
        for offset in range(place + 1, len(items)):
            if _same_object(field, one, items[offset], likely):
                groups.join(place, offset)
    out = []
    for members in groups.members().values():
        draft = _finding(builder, [items[i] for i in members])
        if draft:
            out.append(draft)
    return out


def _item(field: Field, index: int) -> Item | None:
    unit, view = field.units[index], field.views[index]
    if view.asks:
        return None
    if unit.claim and not unit.report and unit.act in _ACTS and not unit.own:
        held = frozenset(_object_classes(field, index, 0))
        return Item(index, _ACTS[unit.act], held, False) if len(held) >= _LEAST_OBJECT else None
    for place, term in enumerate(unit.terms):
        status = statuses().get(term.stem)
        if term.kind is not Kind.CONTENT or status not in _DEEDS or not _verb(term.lower):
            continue
        held = frozenset(_object_classes(field, index, place + 1))
        if len(held) >= _LEAST_OBJECT:
            return Item(index, status, held, True)
    return None


def _verb(word: str) -> bool:
    """Whether a status word has the form of something done rather than of a thing."""
    return word.endswith(("ed", "es", "ing", "oze", "ew", "oke", "ore", "art", "ume", "ate", "ree"))


def _object_classes(field: Field, index: int, start: int) -> list[str]:
    """Classes of the words after a place, up to ten, names of nations and words of status left out."""
    out = []
    for term in field.units[index].terms[start : start + _OBJECT]:
        if term.lower in {".", ";", "but"}:
            break
        class_ = class_of(term.stem)
        if term.kind in (Kind.CONTENT, Kind.NAME) and not is_nation(class_) and term.stem not in statuses() and class_ not in _VAGUE:
            out.append(class_)
    return out


def _same_object(field: Field, one: Item, other: Item, likely: Mapping[tuple[int, int], float]) -> bool:
    first, second = field.units[one.unit], field.units[other.unit]
    if field.utterance[one.unit] == field.utterance[other.unit]:
        return True
    near = (first.story == second.story) or (first.story or "", second.story or "") in field.related
    shared = one.object & other.object
    mass = sum(field.weight(c) for c in sorted(shared))
    close = likely.get((one.unit, other.unit), 0.0)
    return near and ((mass >= _MASS and len(shared) >= 2 and close >= 0.3) or (close >= _CLOSE and mass >= _MASS / 2))


def _finding(builder: Builder, items: Sequence[Item]) -> Draft | None:
    field = builder.field
    articles = {field.units[item.unit].article for item in items}
    states = {item.status for item in items}
    told = {field.utterance[index] for index, _ in standing(field, [(item.unit, Stance.ASSERTS) for item in items])}
    if len(told) == 1 and all(item.deed for item in items):
        return None
    ordered = sorted(items, key=lambda item: ((field.units[item.unit].date or "")[:10], field.units[item.unit].key))
    shared = _core(items)
    signals = [
        Signal("steps", float(len(told) - 1), 0.4, f"{len(told)} tellings"),
        Signal("states", float(len(states) - 1), 0.7, ", ".join(dict.fromkeys(item.status for item in ordered))),
        Signal("articles", float(len(articles) - 1), 0.8, f"{len(articles)} articles"),
    ]
    score = logistic(-1.0 + sum(min(signal.share, 1.5) for signal in signals))
    history = tuple(
        HistoryEntry((unit.date or "")[:10] or None, item.status, unit.claim.id)
        for item in ordered
        if (unit := field.units[item.unit]).claim
    )
    telling = sorted(ordered, key=lambda item: (-len(item.object & shared), field.units[item.unit].key))
    chosen = [(item.unit, _stance(field, item)) for item in telling]
    return builder.build(FindingKind.COMMITMENT, chosen, shared, score, signals, history=history, silence=len(articles) > 1)


def _core(items: Sequence[Item]) -> frozenset[str]:
    """The words of the object that most of the items hold."""
    counts: dict[str, int] = {}
    for item in items:
        for class_ in item.object:
            counts[class_] = counts.get(class_, 0) + 1
    return frozenset(class_ for class_, count in counts.items() if 2 * count > len(items)) or items[0].object


def _stance(field: Field, item: Item) -> Stance:
    if item.status == "refused":
        return Stance.DENIES
    return Stance.HEDGES if field.views[item.unit].hedges else Stance.ASSERTS
