"""Commitments: what was agreed, promised, ordered, suspended, resumed, refused, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crossread.records import Act, FindingKind, HistoryEntry, Stance
from crossread.stages.compare import tables
from crossread.stages.compare.accounts import standing
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.lexicon import class_of, is_nation, statuses
from crossread.stages.compare.matters import Field, Signal, link, logistic
from crossread.stages.compare.units import Unit, giver, overlapping
from crossread.stages.compare.utterances import Groups
from crossread.stages.compare.words import Kind

_ACTS: Mapping[Act, str] = {
    Act.AGREE: "agreed",
    Act.PROMISE: "promised",
    Act.ORDER: "ordered",
    Act.REFUSE: "refused",
}
# Acts that are undertakings only of something to be done, not of something that is so.
_STATED = frozenset({Act.AGREE, Act.ORDER})
# Status words that say something of an object without any act of speech.
_DEEDS = frozenset(
    {"suspended", "resumed", "refused", "cancelled", "broken", "ordered", "agreed", "promised", "done"}
)
_OBJECT = 10  # words after the status word
_MASS = 1.0  # weight of shared object words that joins two items
_STATE = 0.5  # what a status word that both hold adds to it
_TELLING = frozenset({"ordered", "suspended", "resumed", "cancelled", "broken"})
_LIKELY = 0.45
_PARALLEL = 0.1  # what two parties' documents on one talk are let off
_CLOSE = 0.8
_LEAST_OBJECT = 2
_OPENING = 8
_SINGLES = 5  # steps that stand alone, shown of each story
_VAGUE = frozenset(
    {"class:plan", "issue", "matter", "work", "time", "year", "day", "week", "new", "further", "continu"}
)


@dataclass(frozen=True, slots=True)
class Item:
    """One step: the unit that tells it, its status, and the words of its object."""

    unit: int
    status: str
    object: frozenset[str]
    states: frozenset[str]
    deed: bool


def commitments(builder: Builder) -> list[Draft]:
    """A finding for each object undertaken, suspended, resumed or refused, with its dated history."""
    field = builder.field
    items = [item for index in range(len(field.units)) if (item := _item(field, index))]
    groups = Groups(len(items))
    for place, one in enumerate(items):
        for offset in range(place + 1, len(items)):
            if _same_object(field, one, items[offset]):
                groups.join(place, offset)
    drafts = [_finding(builder, [items[i] for i in members]) for members in groups.members().values()]
    found = sorted((draft for draft in drafts if draft), key=lambda d: (-d.finding.score, d.finding.id))
    count: dict[str | None, int] = {}
    out = []
    for draft in found:
        single = len(draft.units) == 1
        count[draft.finding.story] = count.get(draft.finding.story, 0) + single
        if not single or count[draft.finding.story] <= _SINGLES:
            out.append(draft)
    return out


def _item(field: Field, index: int) -> Item | None:
    unit, view = field.units[index], field.views[index]
    if view.asks:
        return None
    if unit.claim and not unit.report and unit.act in _ACTS and not unit.own:
        held = frozenset(_object_classes(field, index, 0))
        if len(held) < _LEAST_OBJECT or _only_names(unit) or (unit.act in _STATED and not _undertakes(unit)):
            return None
        return Item(index, _ACTS[unit.act], held, _states(unit), False)
    for place, term in enumerate(unit.terms):
        status = statuses().get(term.stem)
        if term.kind is not Kind.CONTENT or status not in _DEEDS or not _verb(term.lower):
            continue
        held = frozenset(_object_classes(field, index, place + 1))
        if len(held) >= _LEAST_OBJECT:
            return Item(index, status, held, _states(unit), True)
    return None


def _states(unit: Unit) -> frozenset[str]:
    return frozenset(status for term in unit.terms if (status := statuses().get(term.stem)))


def _only_names(unit: Unit) -> bool:
    """Whether an object is nothing but names and titles: a person is no undertaking."""
    return not any(term.kind is Kind.CONTENT and term.lower in unit.text for term in unit.terms)


def _undertakes(unit: Unit) -> bool:
    """Whether an act is on a thing or on something to do, not merely on what is so."""
    first = unit.terms[0].lower
    if first in {"to", "on"}:
        return True
    return first not in {"that", "with"} and not any(
        term.lower in tables.word_list("auxiliaries.txt") for term in unit.terms[:_OPENING]
    )


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
        if (
            term.kind in (Kind.CONTENT, Kind.NAME)
            and not is_nation(class_)
            and term.stem not in statuses()
            and class_ not in _VAGUE
        ):
            out.append(class_)
    return out


def _same_object(field: Field, one: Item, other: Item) -> bool:
    first, second = field.units[one.unit], field.units[other.unit]
    if field.utterance[one.unit] == field.utterance[other.unit] or overlapping(first, second):
        return True
    near = (first.story == second.story) or (first.story or "", second.story or "") in field.related
    shared = one.object & other.object
    if not near or not shared:
        return False
    mass = sum(field.weight(c) for c in sorted(shared))
    count = len(shared)
    if one.states & other.states & _TELLING:
        mass, count = mass + _STATE, count + 1
    close = link(field, min(one.unit, other.unit), max(one.unit, other.unit)).probability
    parallel = first.of_party and second.of_party and giver(first) != giver(second)
    least = _LIKELY - _PARALLEL if parallel else _LIKELY
    return (mass >= _MASS and count >= 2 and close >= least) or (close >= _CLOSE and mass >= _MASS / 2)


def _finding(builder: Builder, items: Sequence[Item]) -> Draft | None:
    field = builder.field
    shared = _core(items)
    telling = sorted(items, key=lambda item: (-len(item.object & shared), field.units[item.unit].key))
    by_unit = {item.unit: item for item in telling}
    chosen = standing(field, [(item.unit, _stance(field, item)) for item in telling])
    steps = [by_unit[index] for index, _ in chosen]
    told = {field.utterance[item.unit] for item in steps}
    if len(told) == 1 and all(item.deed for item in steps):
        return None
    dated = sorted(steps, key=lambda item: (_day(field.units[item.unit]), field.units[item.unit].key))
    states = list(dict.fromkeys(item.status for item in dated))
    articles = {field.units[item.unit].article for item in steps}
    signals = [
        Signal("steps", float(len(told) - 1), 0.4, f"{len(told)} tellings"),
        Signal("states", float(len(states) - 1), 0.7, ", ".join(states)),
        Signal("articles", float(len(articles) - 1), 0.8, f"{len(articles)} articles"),
    ]
    score = logistic(-1.0 + sum(min(signal.share, 1.5) for signal in signals))
    return builder.build(
        FindingKind.COMMITMENT,
        chosen,
        shared,
        score,
        signals,
        history=_history(field, dated),
        silence=len(articles) > 1,
    )


def _history(field: Field, dated: Sequence[Item]) -> tuple[HistoryEntry, ...]:
    """The steps by date, a status once for each day and article."""
    out: dict[tuple[str, str, str], HistoryEntry] = {}
    for item in dated:
        unit = field.units[item.unit]
        if unit.claim:
            entry = HistoryEntry(_day(unit) or None, item.status, unit.claim.id)
            out.setdefault((_day(unit), item.status, unit.article), entry)
    return tuple(out.values())


def _day(unit: Unit) -> str:
    return (unit.date or "")[:10]


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
