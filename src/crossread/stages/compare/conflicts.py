"""Conflicts: contradictions, differences of numbers and of emphasis, and denials that stand alone."""

from collections.abc import Sequence
from itertools import pairwise

from crossread.models import PairModel
from crossread.records import Act, FindingKind, Stance
from crossread.stages.compare import tables
from crossread.stages.compare.charged import charges
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.lexicon import class_of
from crossread.stages.compare.matters import Field, Link, alike
from crossread.stages.compare.places import (
    Places,
    denied_words,
    of_a_proposal,
    placed,
    points_back,
    preceding,
)
from crossread.stages.compare.points import EMPHASIS, SHOWN, Attacher, Joiner, Point
from crossread.stages.compare.signals import Signal, odds
from crossread.stages.compare.stance import OUTRIGHT, denies_by_act, unsaid
from crossread.stages.compare.units import Unit, overlapping, within
from crossread.stages.compare.verdict import Judge, Opposition

_DENIAL_WORDS = 3
_ALIKE = 0.5  # share of the words that two accounts hold alike where one only hedges what the other says
_AGAINST = frozenset({Act.REJECT, Act.REFUSE, Act.DENY, Act.CONDEMN})
_OF_POSITIONS = frozenset({"positions", "turned_down"})
_SPOKEN_OF = 0.75
_SPOKEN_WEIGHT = 0.8  # of the words that are no names
_TOLD_BACK = 2  # sentences before a denial in which its article may tell of what is denied
_CHARGES = frozenset(
    {"allegation", "allegations", "accusation", "accusations", "insinuation", "insinuations"}
)
_NAMED = frozenset({"of", "that", "about", "against", "regarding", "he", "she", "they"})
_INQUIRIES = frozenset({"investigation", "investigations", "investigating", "probe", "probes", "inquiry"})
_BARE = 0.9  # weight of what a denial names, below which it only points at what it denies
_CALLED = 6  # words of what is denied
_FIRST = 3  # words of a denial that name what is denied
_LARGELY = 0.5  # share of words by which two denials of one speaker are one
_PROPOSED = frozenset({"idea", "notion", "prospect", "possibility"})
_BEGINNING = 8  # words of a denial in which its object stands
_OUGHT = frozenset({"should", "must", "ought"})


def conflicts(
    builder: Builder, links: Sequence[Link], judge: Judge, found: Sequence[Opposition]
) -> list[Draft]:
    """A finding for each point under dispute, the strongest first, with all parties of each side."""
    joiner = Joiner(builder.field, links, judge)
    attacher = Attacher(builder.field, links, {(o.one, o.other): o.score for o in found})
    kept: list[tuple[Point, dict[int, int]]] = []
    for point in joiner.points(found):
        home = next((item for item in kept if _same(builder.field, point, *item)), None)
        if home is None:
            kept.append((point, attacher.attach(point)))
        else:
            home[1].update(_sided(builder.field, point, home[0]))
    return [_conflict(builder, point, extra) for point, extra in kept]


def _sided(field: Field, point: Point, home: Point) -> dict[int, int]:
    """The units of a point that joins another, each on the side where its party or utterance stands there."""
    by_party = {field.units[i].party: side for i, side in reversed(home.side.items())}
    by_utterance = {field.utterance[i]: side for i, side in home.side.items()}
    new = {i: side for i, side in point.side.items() if i not in home.side}
    known = [
        (i, by_utterance.get(field.utterance[i], by_party.get(field.units[i].party))) for i in point.side
    ]
    turned = next((side != point.side[i] for i, side in known if side is not None), False)
    return {i: 1 - side if turned else side for i, side in new.items()}


def _same(field: Field, point: Point, other: Point, extra: dict[int, int]) -> bool:
    """Whether another point tells at least half of this one, or an end of it on largely the same words."""
    if not other.turns_on(point.best.keys):
        return False
    if _of_the_same(field, point, other):
        return True
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


def _of_the_same(field: Field, point: Point, other: Point) -> bool:
    """Whether two parties stand against each other by the same opposed words in both points, in one story."""
    keys = point.best.keys & other.best.keys
    stories = {field.units[edge.one].story for edge in (point.best, other.best)}
    parties = [frozenset(field.units[i].party for i in (e.one, e.other)) for e in (point.best, other.best)]
    return len(keys) > 1 and len(stories) == 1 and len(parties[0]) > 1 and parties[0] == parties[1]


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
    topic = point.topic | point.best.keys  # what it hangs on belongs to its name
    rivals = {(edge.one, edge.other) for edge in point.edges}
    return builder.build(
        kind, chosen, topic, point.best.score, (*point.best.signals, witnesses), rivals=rivals
    )


def _stance(field: Field, index: int, point: Point) -> Stance:
    """Denies where a word of the topic or one on which the point hangs stands negated; else as it is said."""
    view = field.views[index]
    if _charge_of(field, index, point):
        return Stance.HEDGES if view.hedges else Stance.ASSERTS
    keys = point.topic | {key for edge in point.edges for key in edge.keys}
    positions = any(sign.name in _OF_POSITIONS for edge in point.edges for sign in edge.signals)
    if positions and field.units[index].act in _AGAINST:
        return Stance.DENIES
    for piece in view.pieces:
        if piece.denies or any(piece.polarity.get(c) == -1 for c in keys if c in piece.heads):
            return Stance.DENIES
    return Stance.HEDGES if view.hedges or view.asks else Stance.ASSERTS


def _charge_of(field: Field, index: int, point: Point) -> bool:
    """Whether a unit is what a denial points back at: it states, whatever negations its words hold."""
    mine = [edge for edge in point.edges if index in (edge.one, edge.other)]
    if mine and all(_holds(field, edge, index) for edge in mine):
        return True
    rebutted = bool(mine) and all(any(s.name == "rebuttal" for s in edge.signals) for edge in mine)
    return rebutted and not (denies_by_act(field.units[index]) or field.views[index].denies)


def _holds(field: Field, edge: Opposition, index: int) -> bool:
    """Whether the words of the other unit of an edge hold this one's."""
    mine = field.units[index]
    outer = field.units[edge.other if edge.one == index else edge.one]
    inside = within(mine, outer)
    return inside and sum(map(len, mine.spans)) < sum(map(len, outer.spans))


def emphases(builder: Builder, found: Sequence[Opposition], taken: set[int]) -> list[Draft]:
    """Pairs that some sign sets apart, too weak to call a conflict: shown as a difference of emphasis."""
    out = []
    used: set[int] = set()
    units = builder.field.units
    for edge in sorted(found, key=lambda o: (-o.score, units[o.one].key, units[o.other].key)):
        if not EMPHASIS <= edge.score < SHOWN or {edge.one, edge.other} & (taken | used):
            continue
        if _only_hedged(edge) and alike(builder.field, units[edge.one], units[edge.other]) < _ALIKE:
            continue
        used |= {edge.one, edge.other}
        chosen = [(i, builder.field.views[i].stance) for i in (edge.one, edge.other)]
        out.append(builder.build(FindingKind.EMPHASIS, chosen, edge.shared, edge.score, edge.signals))
    return out


def _only_hedged(edge: Opposition) -> bool:
    """Whether nothing sets two accounts apart but that one of them hedges."""
    return {signal.name for signal in edge.signals} <= {
        "matter",
        "strength",
        "sides",
        "one_side",
        "own_voice",
    }


def denials(
    builder: Builder, links: Sequence[Link], taken: set[int], model: PairModel | None = None
) -> list[Draft]:
    """What somebody denies and nobody in the texts is heard asserting, with who else speaks of it.

    Where ``model`` finds whose account a denial answers, the two are a contradiction.
    """
    alone = _alone(builder, links, taken)
    answered = charges(builder.field, links, [index for index, _ in alone], model) if model else {}
    out = []
    for index, chosen in alone:
        unit = builder.field.units[index]
        kind, score, signals = FindingKind.DENIAL, 0.5 * (unit.claim.confidence if unit.claim else 1.0), []
        if index in answered:
            kind, score = FindingKind.CONTRADICTION, answered[index][0][1]
            signals = [Signal("rivals", odds(score), 1.0, f"{score:.0%} rival accounts")]
            told = [other for other, _ in answered[index]]
            chosen = [*(item for item in chosen if item[0] not in told), *((i, Stance.ASSERTS) for i in told)]
        out.append(builder.build(kind, chosen, _named(builder.field, index), score, signals))
    return out


def _alone(
    builder: Builder, links: Sequence[Link], taken: set[int]
) -> list[tuple[int, list[tuple[int, Stance]]]]:
    """The denials that stand in no conflict, each with the units to show: its tellings, who speaks of it."""
    field = builder.field
    near: dict[int, list[tuple[float, int]]] = {}
    for link in links:
        if link.probability >= _SPOKEN_OF:
            near.setdefault(link.one, []).append((-link.probability, link.other))
            near.setdefault(link.other, []).append((-link.probability, link.one))
    places = placed(field.units)
    out: list[tuple[int, list[tuple[int, Stance]]]] = []
    used: set[int] = {field.utterance[index] for index in taken}
    known: dict[str, list[Unit]] = {}
    for index, unit in enumerate(field.units):
        if not _denies(field, index) or unit.own or index in taken or field.utterance[index] in used:
            continue
        used.add(field.utterance[index])
        tellings = [i for i, utterance in enumerate(field.utterance) if utterance == field.utterance[index]]
        apart = (i for _, i in sorted(near.get(index, ())) if field.units[i].party != unit.party)
        others = [i for i in apart if i not in tellings and _speaks_of(field, i, unit)][:2]
        before = None if others else _told_before(field, places, index)
        told = len(unit.classes) >= _DENIAL_WORDS and (others or len(tellings) > 1)
        if _ought(unit) or not (told or before is not None or _outright(field, unit)):
            continue
        if any(_largely(unit, other) for other in known.setdefault(unit.party, [])):
            continue
        known[unit.party].append(unit)
        chosen = [(i, Stance.DENIES) for i in [index, *(t for t in tellings if t != index)]]
        chosen += [(i, _spoken(field, i, unit)) for i in others]
        chosen += [] if before is None else [(before, Stance.HEDGES)]
        out.append((index, chosen))
    return out


def _named(field: Field, index: int) -> frozenset[str]:
    """What a denial is called by: the first words of what it denies, not those that go on from there."""
    unit = field.units[index]
    pieces = [piece for piece in field.views[index].pieces if piece.denies]
    there = {class_of(term.stem) for term in (pieces[0].terms if pieces else unit.terms) if term.matters}
    told = [c for c in denied_words(unit) if c in there]
    return frozenset(told[:_CALLED]) or unit.classes


def _spoken(field: Field, index: int, denial: Unit) -> Stance:
    """The stance of who speaks of what is denied: hedging, where it is only mentioned there."""
    told = set(denied_words(denial)) & field.units[index].classes
    mentioned = {c for piece in field.views[index].pieces for c in piece.mentions}
    return Stance.HEDGES if told & mentioned else field.views[index].stance


def _told_before(field: Field, places: Places, index: int) -> int | None:
    """The article's own words just before a denial that tell of what is denied, if they do.

    They do where the denial only points at them ("denied such involvement", "denied the claims" after a
    sentence that charges somebody), or where they share enough of what it denies.
    """
    unit = field.units[index]
    bare = sum(map(field.weight, denied_words(unit))) < _BARE
    for other in preceding(places, index, _TOLD_BACK):
        told = field.units[other]
        if overlapping(unit, told) or told.party == unit.party or field.views[other].denies:
            continue
        just_before = places.sentence[index] - places.sentence[other] <= 1
        if just_before and (points_back(unit) or (bare and _charging(told))):
            return other
        if _speaks_of(field, other, unit):
            return other
    return None


def _charging(unit: Unit) -> bool:
    words = {term.lower for term in unit.terms}
    return bool(words & (tables.word_list("allegations.txt") | _INQUIRIES))


def _denies(field: Field, index: int) -> bool:
    """Whether a unit denies by its act, or says of a named charge that it is not so ("no sign of …")."""
    unit = field.units[index]
    if of_a_proposal(unit):
        return False
    if denies_by_act(unit):
        return True
    words = [term.lower for term in unit.terms]
    charge = any(a in _CHARGES and b in _NAMED for a, b in pairwise(words))
    said = unit.claim is not None and not unit.report and not unsaid(unit)
    return said and charge and field.views[index].denies


def _outright(field: Field, unit: Unit) -> bool:
    """ "Denied that he had sought the post" is a finding by itself: words of denial, and a thing denied."""
    said = unit.act is not Act.DENY or any(term.stem in OUTRIGHT for term in unit.cue)
    return said and unit.act is not Act.REJECT and sum(map(field.weight, denied_words(unit))) >= _BARE


def _speaks_of(field: Field, index: int, denial: Unit) -> bool:
    """Whether a unit shares enough of what is denied, names left aside, to speak of it."""
    told = denied_words(denial)
    shared = [c for c in told if c in field.units[index].classes]
    weight = sum(map(field.weight, shared))
    # What is denied comes first; what is told beside it ("before the fair") ties nobody to it.
    return weight >= _SPOKEN_WEIGHT and len(shared) > 1 and bool(set(shared) & set(told[:_FIRST]))


def _ought(unit: Unit) -> bool:
    """ "Rejected the notion that it should …", "the idea of selling" take a position and deny no fact."""
    words = [term.lower for term in unit.terms[:_BEGINNING]]
    proposed = any(
        a in _PROPOSED and b == "of" and c.endswith("ing")
        for a, b, c in zip(words, words[1:], words[2:], strict=False)
    )
    return proposed or any(term.lower in _OUGHT for term in unit.terms)


def _largely(one: Unit, other: Unit) -> bool:
    common = len(one.classes & other.classes)
    return common >= _LARGELY * min(len(one.classes), len(other.classes))
