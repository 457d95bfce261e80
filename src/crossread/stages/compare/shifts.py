"""Position shifts: one voice, opposed words at two times, or the writers' own word for a turn."""

from collections.abc import Mapping, Sequence

from crossread.records import FindingKind, HistoryEntry, Stance
from crossread.stages.compare import phrases, tables
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.lexicon import class_of, is_nation, tones
from crossread.stages.compare.matters import Field, Link, Signal, link, logistic
from crossread.stages.compare.pages import Page
from crossread.stages.compare.units import Unit, overlapping
from crossread.stages.compare.verdict import Judge
from crossread.stages.compare.words import terms

_SHOWN = 0.5
_RARE = 0.55
_LEAST_MATTER = 0.45


def shifts(builder: Builder, judge: Judge, links: Sequence[Link], pages: Sequence[Page]) -> list[Draft]:
    """A finding for each voice and matter on which its words have turned."""
    field = builder.field
    known = {(item.one, item.other): item for item in links}
    found: list[tuple[float, int, int, list[Signal], frozenset[str]]] = []
    by_voice: dict[str, list[int]] = {}
    for index, unit in enumerate(field.units):
        if not unit.own and not unit.report:
            by_voice.setdefault(unit.party, []).append(index)
    texts = {page.article.id: page.article.prose for page in pages}
    markers = {index: _marker(unit, texts) for index, unit in enumerate(field.units) if not unit.own}
    for _, members in sorted(by_voice.items()):
        for place, one in enumerate(members):
            for other in members[place + 1 :]:
                item = _shift(field, judge, known.get((one, other)), one, other, markers)
                if item:
                    found.append(item)
    found.sort(key=lambda item: (-item[0], field.units[item[1]].key, field.units[item[2]].key))
    return _joined(builder, found)


def _shift(
    field: Field,
    judge: Judge,
    known: Link | None,
    one: int,
    other: int,
    markers: dict[int, tuple[str, float] | None],
) -> tuple[float, int, int, list[Signal], frozenset[str]] | None:
    first, second = field.units[one], field.units[other]
    shared = first.classes & second.classes
    if field.utterance[one] == field.utterance[other] or not shared or overlapping(first, second):
        return None
    marker = max((m for m in (markers.get(one), markers.get(other)) if m), key=lambda m: m[1], default=None)
    apart = _day(first) != _day(second) and bool(_day(first) and _day(second))
    if not marker and not (apart and known):
        return None
    weights = tables.weights("shift")
    pair = known or link(field, one, other)
    if pair.probability < _LEAST_MATTER:
        return None
    signs = [s for s in judge.signs(pair) if s.name in {"polarity", "opposites"}]
    turned = [Signal(s.name, s.value, weights[s.name], s.words) for s in signs]
    tone = _tone(field, one, other, shared) if apart else None
    if tone:
        turned.append(Signal("tone", 1.0, weights["tone"], tone))
    if not turned and marker:
        turned += _rare_turn(field, one, other, shared, weights["polarity"])
    if not turned:
        return None
    out = [
        Signal("matter", pair.probability, weights["matter"], f"same matter: {pair.probability:.0%}"),
        *turned,
    ]
    if marker:
        out.append(Signal("marker", marker[1], weights["marker"], f"“{marker[0]}”"))
    if apart:
        out.append(Signal("days_apart", 1.0, weights["days_apart"], f"{_day(first)} and {_day(second)}"))
    score = logistic(weights["bias"] + sum(signal.share for signal in out))
    return (score, one, other, out, shared) if score >= _SHOWN else None


def _rare_turn(field: Field, one: int, other: int, shared: frozenset[str], weight: float) -> list[Signal]:
    """A rare word that one telling negates anywhere and the other affirms."""
    signs = []
    for index in (one, other):
        merged: dict[str, int] = {}
        for piece in field.views[index].pieces:
            for class_, sign in piece.polarity.items():
                merged.setdefault(class_, sign)
        signs.append(merged)
    rare = [c for c in sorted(shared) if field.weight(c) >= _RARE and not is_nation(c)]
    turned = [c for c in rare if signs[0].get(c, 1) != signs[1].get(c, 1)]
    if not turned:
        return []
    word = next(t.lower for t in field.units[one].terms if class_of(t.stem) == turned[0])
    return [Signal("polarity", 1.0, weight, f"“{word}” is taken back")]


def _tone(field: Field, one: int, other: int, shared: frozenset[str]) -> str | None:
    """The words of tone, where one telling is bright and the other dark on a shared matter."""
    if sum(field.weight(c) for c in sorted(shared) if not is_nation(c)) < _RARE:
        return None
    sums, words = [], []
    for index in (one, other):
        told = [
            (term.lower, tones()[term.stem] * piece.sign(term.stem))
            for piece in field.views[index].pieces
            for term in piece.terms
            if term.stem in tones()
        ]
        total = sum(value for _, value in told)
        sums.append(total)
        words.append(next((word for word, value in told if value * total > 0), ""))
    return f"“{words[0]}” and “{words[1]}”" if sums[0] * sums[1] < 0 else None


def _turned(field: Field, index: int, topic: frozenset[str]) -> Stance:
    """Denies where the rarest words of the topic stand negated."""
    rare = sorted(topic, key=lambda c: (-field.weight(c), c))[:2]
    negated = any(piece.polarity.get(c) == -1 for piece in field.views[index].pieces for c in rare)
    if negated:
        return Stance.DENIES
    return Stance.HEDGES if field.views[index].hedges else Stance.ASSERTS


def _day(unit: Unit) -> str:
    return (unit.date or "")[:10]


def _marker(unit: Unit, texts: Mapping[str, str]) -> tuple[str, float] | None:
    """The writer's strongest word for a turn in the unit's sentence, if any."""
    words = [term.lower for term in terms(texts[unit.article], unit.sentence.start, unit.sentence.end)]
    found = [item for item in phrases.find(words, "shifts.csv") if not _negated(words, item.start)]
    best = max(found, key=lambda item: (float(item.value), -item.start), default=None)
    return (best.phrase, float(best.value)) if best else None


def _negated(words: Sequence[str], place: int) -> bool:
    """ "Has not changed his mind" is no turn."""
    return any(
        word in {"not", "never", "no"} or word.endswith("n't") for word in words[max(0, place - 3) : place]
    )


def _joined(
    builder: Builder, found: Sequence[tuple[float, int, int, list[Signal], frozenset[str]]]
) -> list[Draft]:
    """One finding for each chain of turns that share a telling and a matter."""
    field = builder.field
    groups: list[tuple[float, list[int], list[Signal], frozenset[str]]] = []
    for score, one, other, signals, shared in found:
        ends = {field.utterance[one], field.utterance[other]}
        for _, members, _, topic in groups:
            if ends & {field.utterance[i] for i in members} and topic & shared:
                members.extend(i for i in (one, other) if i not in members)
                break
        else:
            groups.append((score, [one, other], signals, shared))
    out = []
    for score, members, signals, topic in groups:
        ordered = sorted(members, key=lambda i: (_day(field.units[i]), field.units[i].key))
        chosen = [(i, _turned(field, i, topic)) for i in ordered]
        history = tuple(
            HistoryEntry(_day(field.units[i]) or None, stance.value, claim.id)
            for i, stance in chosen
            if (claim := field.units[i].claim)
        )
        out.append(
            builder.build(
                FindingKind.POSITION_SHIFT, chosen, topic, score, signals, history=history, silence=False
            )
        )
    return out
