"""Rebuttals: denials that point at what they deny without saying it again.

"Brask denied the allegations", "the ministry called the report unfounded", "that
is not true, said Olin": words alone do not tie such a denial to what it denies.
The charge is what another is heard to say shortly before in the same article, or
anywhere in the story where the denial names whose words it denies.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crossread.records import Act
from crossread.stages.compare import tables
from crossread.stages.compare.lexicon import class_of, is_nation
from crossread.stages.compare.matters import Field, Link, Signal, link, logistic
from crossread.stages.compare.signs import meta
from crossread.stages.compare.stance import denies_by_act, naming, unsaid
from crossread.stages.compare.units import Unit, overlapping
from crossread.stages.compare.verdict import Judge, Opposition
from crossread.stages.compare.words import Kind

_BACK = 3  # sentences before an anaphoric denial in which its charge may stand
_BARE = 0.9  # weight of the words of its own that a denial may add to "the allegations"
_LEAST = 0.8  # weight that a named charge must share with what the named one says
_PER_DENIAL = 2
_OPENING = 10  # words of a denial in which its object stands
_FINDING = frozenset({"find", "found"})
_POINTERS = frozenset({"that", "this", "those", "these", "such"})
_CHARGING = 5  # first words of a content in which it may say that it charges somebody
_OWNED = 4  # words between an accuser and "claims"
_BY = frozenset({"by", "from", "made"})


@dataclass(frozen=True, slots=True)
class _Places:
    """For each unit the place of its sentence in its article, and the units of each article in order."""

    sentence: tuple[int, ...]
    by_article: dict[str, tuple[int, ...]]


def rebuttals(field: Field, judge: Judge) -> list[Opposition]:
    """Oppositions of a denial and the charge that it points at, in the order of the denials."""
    places = _placed(field.units)
    out: list[Opposition] = []
    seen: set[tuple[int, int]] = set()
    for index, unit in enumerate(field.units):
        if unit.own or unit.report or not _denies(field, index):
            continue
        for other, signals in _charges(field, places, index):
            key = (min(index, other), max(index, other))
            if key not in seen and judge.may_differ(index, other):
                seen.add(key)
                out.append(_opposition(field, index, other, signals))
    return out


def _denies(field: Field, index: int) -> bool:
    """Whether a unit denies by its act, or is said or called to be untrue."""
    unit = field.units[index]
    told = any(term.lower in tables.word_list("sayings.txt") or naming(term) for term in unit.cue)
    return denies_by_act(unit) or (field.views[index].denies and told)


def _placed(units: Sequence[Unit]) -> _Places:
    starts: dict[str, list[int]] = {}
    by_article: dict[str, list[int]] = {}
    for index, unit in enumerate(units):
        starts.setdefault(unit.article, []).append(unit.sentence.start)
        by_article.setdefault(unit.article, []).append(index)
    rank = {a: {s: i for i, s in enumerate(sorted(set(values)))} for a, values in starts.items()}
    return _Places(
        tuple(rank[unit.article][unit.sentence.start] for unit in units),
        {article: tuple(found) for article, found in by_article.items()},
    )


def _charges(field: Field, places: _Places, index: int) -> Iterator[tuple[int, tuple[Signal, ...]]]:
    """The units that a denial may be about, the nearest first, with the signals that say so."""
    unit = field.units[index]
    own = _denied_words(field, unit)
    named = _accusers(unit) - {unit.party} - field.members.get(unit.party, frozenset())
    bare = sum(map(field.weight, own)) < _BARE
    found = 0
    for other in _before(field, places, index):
        if found >= _PER_DENIAL:
            return
        distance = places.sentence[index] - places.sentence[other]
        signals = _near(field, unit, other, named, distance) if bare else None
        if signals:
            found += 1
            yield other, signals
    if found or not named:
        return
    for other, charge in enumerate(field.units):
        if charge.party not in named or charge.story != unit.story or charge.report:
            continue
        shared = [c for c in own if c in charge.classes]
        against = _alleges(charge) and bool({unit.party} & charge.actors)
        if (against or sum(map(field.weight, shared)) >= _LEAST) and _stated(field, other):
            found += 1
            yield other, (_signal("names_accuser", "the denial names whose words it denies"),)
            if found >= _PER_DENIAL:
                return


def _accusers(unit: Unit) -> frozenset[str]:
    """Whose allegations a denial is about: "Farrow's claims", "the report by the Herald"."""
    out: set[str] = set()
    for index, term in enumerate(unit.terms[:_OPENING]):
        if term.lower not in tables.word_list("telling_nouns.txt") or term.lower in _FINDING:
            continue
        before = unit.terms[max(0, index - _OWNED) : index]
        after = unit.terms[index + 1 : index + 2 + _OWNED]
        told = after if any(t.lower in _BY for t in after[:2]) else ()
        for span, actor in unit.meant:
            if any(span.overlap(t.span) for t in (*before, *told)):
                out.add(actor)
    return frozenset(out)


def _before(field: Field, places: _Places, index: int) -> Iterator[int]:
    """Units of the sentences before a unit in its article and of its own sentence, the nearest first."""
    unit = field.units[index]
    here = places.sentence[index]
    near = [
        other
        for other in places.by_article[unit.article]
        if other != index and 0 <= here - places.sentence[other] <= _BACK and _stated(field, other)
    ]
    yield from sorted(near, key=lambda other: (here - places.sentence[other], field.units[other].key))


def _near(
    field: Field, unit: Unit, other: int, named: frozenset[str], distance: int
) -> tuple[Signal, ...] | None:
    """Whether a unit just before is the charge: of whom the denial names, or a charge against the denier."""
    charge = field.units[other]
    if overlapping(unit, charge) or charge.own:
        return None
    denier = {unit.party} | field.members.get(unit.party, frozenset())
    if charge.party in named:
        return (_signal("names_accuser", "the denial names whose words it denies"),)
    if named and not named <= charge.actors:
        return None
    if _alleges(charge) and (denier & charge.actors):
        return (_signal("charged", "the denial follows a charge against the one who denies"),)
    if distance <= 1 and _points_back(unit):
        return (_signal("charged", "the denial points at what was said just before"),)
    return None


def _points_back(unit: Unit) -> bool:
    """ "That assertion", "this account": what was said last."""
    words = [term.lower for term in unit.terms]
    telling = tables.word_list("telling_nouns.txt")
    return any(a in _POINTERS and b in telling for a, b in pairwise(words[:_OPENING]))


def _stated(field: Field, index: int) -> bool:
    """Whether a unit says something that can be denied: no question, no denial, a voice behind it."""
    unit, view = field.units[index], field.views[index]
    return not (view.denies or view.asks or unsaid(unit)) and sum(t.matters for t in unit.terms) > 2


def _alleges(unit: Unit) -> bool:
    words = {term.lower for term in (*unit.cue, *unit.terms[:_CHARGING])}
    return unit.act is Act.ACCUSE or bool(words & tables.word_list("allegations.txt"))


def _denied_words(field: Field, unit: Unit) -> list[str]:
    """The classes of a denial's own words that say what is denied: no names, no "allegations"."""
    told = {class_of(term.stem) for term in unit.terms if term.kind is Kind.CONTENT}
    return sorted(c for c in told if not meta(c) and not is_nation(c))


def _signal(name: str, words: str) -> Signal:
    return Signal(name, 1.0, tables.weights("conflict")[name], words)


def _opposition(field: Field, index: int, other: int, signals: tuple[Signal, ...]) -> Opposition:
    one, two = sorted((index, other))
    known = link(field, one, two)
    pair = Link(one, two, known.probability, known.cosine, known.signals)
    denial = _signal("rebuttal", "one side denies what the other says")
    total = tables.weights("conflict")["bias"] + denial.share + sum(signal.share for signal in signals)
    charge = field.units[other]
    topic = frozenset(c for c in charge.classes if not is_nation(c))
    return Opposition(pair, logistic(total), (denial, *signals), False, False, topic)
