"""Conflicts: contradictions, differences of numbers and of emphasis, and denials that stand alone."""

from collections.abc import Sequence

from crossread.records import Act, FindingKind, Stance
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.lexicon import class_of, is_nation
from crossread.stages.compare.matters import Field, Link
from crossread.stages.compare.points import SHOWN, Joiner, Point, attach
from crossread.stages.compare.signs import meta
from crossread.stages.compare.stance import denies_by_act
from crossread.stages.compare.units import Unit, overlapping
from crossread.stages.compare.verdict import Judge, Opposition
from crossread.stages.compare.words import Kind

_EMPHASIS = 0.42  # least score of a pair that is shown as a difference of emphasis
_DENIAL_WORDS = 3
_AGAINST = frozenset({Act.REJECT, Act.REFUSE, Act.DENY, Act.CONDEMN})
_SPOKEN_OF = 0.75
_SPOKEN_WEIGHT = 0.8  # of the words that are no names
_FIRST = 3  # words of a denial that name what is denied
_LARGELY = 0.5  # share of words by which two denials of one speaker are one
_OUGHT = frozenset({"should", "must", "ought"})


def conflicts(
    builder: Builder, links: Sequence[Link], judge: Judge, found: Sequence[Opposition]
) -> list[Draft]:
    """A finding for each point under dispute, the strongest first, with all parties of each side."""
    joiner = Joiner(builder.field, links, judge)
    scores = {(o.one, o.other): o.score for o in found}
    kept: list[tuple[Point, dict[int, int]]] = []
    for point in joiner.points(found):
        home = next((item for item in kept if _same(builder.field, point, *item)), None)
        if home is None:
            kept.append((point, attach(point, builder.field, links, scores)))
        else:
            home[1].update({index: 0 for index in point.side if index not in home[0].side})
    return [_conflict(builder, point, extra) for point, extra in kept]


def _same(field: Field, point: Point, other: Point, extra: dict[int, int]) -> bool:
    """Whether another point tells at least half of this one, or an end of it on largely the same words."""
    if not other.turns_on(point.best.keys):
        return False
    known = [*other.side, *extra]
    there = {field.utterance[index] for index in known}
    told = {
        index
        for index in point.side
        if field.utterance[index] in there
        or any(overlapping(field.units[index], field.units[member]) for member in known)
    }
    if 2 * len(told) >= len(point.side):
        return True
    common = sum(field.weight(c) for c in sorted(point.topic & other.topic))
    least = min(sum(field.weight(c) for c in sorted(topic)) for topic in (point.topic, other.topic))
    return bool(told & {point.best.one, point.best.other}) and 2 * common >= least


def _conflict(builder: Builder, point: Point, extra: dict[int, int]) -> Draft:
    kind = FindingKind.CONTRADICTION
    if all(edge.numeric for edge in point.edges):
        kind = FindingKind.NUMERIC_DIFFERENCE
    elif all(edge.charge for edge in point.edges):
        kind = FindingKind.DENIAL
    order: dict[int, None] = {}
    for edge in point.edges:
        order.setdefault(edge.one)
        order.setdefault(edge.other)
    chosen = [(index, _stance(builder.field, index, point)) for index in (*order, *sorted(extra))]
    sides = point.side | extra
    witnesses = builder.witnesses([[i for i, _ in chosen if sides[i] == side] for side in (0, 1)])
    return builder.build(kind, chosen, point.topic, point.best.score, (*point.best.signals, witnesses))


def _stance(field: Field, index: int, point: Point) -> Stance:
    """Denies where a word of the topic stands negated; else as the unit is said."""
    view = field.views[index]
    positions = any(sign.name == "positions" for edge in point.edges for sign in edge.signals)
    if positions and field.units[index].act in _AGAINST:
        return Stance.DENIES
    for piece in view.pieces:
        if piece.denies or any(piece.polarity.get(c) == -1 for c in point.topic if c in piece.heads):
            return Stance.DENIES
    return Stance.HEDGES if view.hedges or view.asks else Stance.ASSERTS


def emphases(builder: Builder, found: Sequence[Opposition], taken: set[int]) -> list[Draft]:
    """Pairs that some sign sets apart, too weak to call a conflict: shown as a difference of emphasis."""
    out = []
    used: set[int] = set()
    units = builder.field.units
    for edge in sorted(found, key=lambda o: (-o.score, units[o.one].key, units[o.other].key)):
        if not _EMPHASIS <= edge.score < SHOWN or {edge.one, edge.other} & (taken | used):
            continue
        used |= {edge.one, edge.other}
        chosen = [(i, builder.field.views[i].stance) for i in (edge.one, edge.other)]
        out.append(builder.build(FindingKind.EMPHASIS, chosen, edge.shared, edge.score, edge.signals))
    return out


def denials(builder: Builder, links: Sequence[Link], taken: set[int]) -> list[Draft]:
    """What somebody denies and nobody in the texts is heard asserting, with who else speaks of it."""
    near: dict[int, list[tuple[float, int]]] = {}
    for link in links:
        if link.probability >= _SPOKEN_OF:
            near.setdefault(link.one, []).append((-link.probability, link.other))
            near.setdefault(link.other, []).append((-link.probability, link.one))
    out = []
    used: set[int] = set()
    denied: dict[str, list[Unit]] = {}
    for index, unit in enumerate(builder.field.units):
        utterance = builder.field.utterance[index]
        if (
            not denies_by_act(unit)
            or unit.own
            or index in taken
            or utterance in used
            or len(unit.classes) < _DENIAL_WORDS
        ):
            continue
        if any(builder.field.utterance[i] == utterance for i in taken):
            continue
        used.add(utterance)
        tellings = [i for i, u in enumerate(builder.field.utterance) if u == utterance]
        units = builder.field.units
        apart = (i for _, i in sorted(near.get(index, ())) if units[i].party != unit.party)
        others = [i for i in apart if i not in tellings and _speaks_of(builder.field, i, unit)][:2]
        known = denied.setdefault(unit.party, [])
        if _ought(unit) or not (others or len(tellings) > 1) or any(_largely(unit, o) for o in known):
            continue
        known.append(unit)
        chosen = [(i, Stance.DENIES) for i in [index, *(t for t in tellings if t != index)]]
        chosen += [(i, builder.field.views[i].stance) for i in others]
        score = 0.5 * (unit.claim.confidence if unit.claim else 1.0)
        out.append(builder.build(FindingKind.DENIAL, chosen, unit.classes, score, ()))
    return out


def _speaks_of(field: Field, index: int, denial: Unit) -> bool:
    """Whether a unit shares enough of what is denied, names left aside, to speak of it."""
    content = [class_of(term.stem) for term in denial.terms if term.kind is Kind.CONTENT]
    told = [c for c in dict.fromkeys(content) if not meta(c) and not is_nation(c)]
    shared = [c for c in told if c in field.units[index].classes]
    weight = sum(map(field.weight, shared))
    # What is denied comes first; what is told beside it ("before the fair") ties nobody to it.
    return weight >= _SPOKEN_WEIGHT and len(shared) > 1 and bool(set(shared) & set(told[:_FIRST]))


def _ought(unit: Unit) -> bool:
    """ "Rejected the notion that it should …" takes a position and denies no fact."""
    return any(term.lower in _OUGHT for term in unit.terms)


def _largely(one: Unit, other: Unit) -> bool:
    common = len(one.classes & other.classes)
    return common >= _LARGELY * min(len(one.classes), len(other.classes))
