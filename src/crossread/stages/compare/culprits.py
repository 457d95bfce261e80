"""Rival culprits: two voices say of one deed that somebody else did it.

"The general was responsible for the attack" and "the attack was carried out by
rebels", "Ostmark blamed Brenn for the shelling" and "Brenn accused Ostmark of
shelling the bridge": nothing is negated and no word opposed, and often hardly a
word is shared, yet both cannot be the whole of it. What is told as possible, asked or
denied charges nobody here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from crossread.stages.compare import phrases, tables
from crossread.stages.compare.lexicon import class_of, is_nation
from crossread.stages.compare.matters import Field
from crossread.stages.compare.signs import signal
from crossread.stages.compare.stance import unsaid
from crossread.stages.compare.units import Unit
from crossread.stages.compare.verdict import Judge, Opposition, of_sides, opposition
from crossread.stages.compare.words import Kind, Term, stem

_BEFORE = 6  # words before "was responsible for" in which who did it stands
_AFTER = 6  # words after "carried out by" in which it does
_DEED = 10  # words that name the deed
_NEAR = 4  # words before the phrase that may take the charge back
_SHARED = 0.6  # share of the lighter deed's weight that both name
_LEAST = 0.6  # weight of what both name
_PER_STORY = 6
_BREAKS = frozenset({"that", "which", "who", "when", "where", "because", "after", "before", "while", "but"})
_MARKS = frozenset({",", ";", ":", "—", "–", ".", "!", "?"})
_NEGATIONS = frozenset({"not", "no", "never", "neither", "nor", "denied", "denies", "without"})
_OPEN = frozenset({"whether", "if", "who", "which"})
_PASSIVE = frozenset(
    {"is", "was", "were", "are", "be", "been", "being", "had", "has", "have", "also", "indeed"}
)
_DEED_AFTER = frozenset({"of", "for"})


@dataclass(frozen=True, slots=True)
class _Culprit:
    """Who is said to have done it: actors, classes of the words, the nations and kinds that these are."""

    actors: frozenset[str]
    classes: frozenset[str]
    nations: frozenset[str]
    kinds: frozenset[str]

    def other_than(self, other: "_Culprit") -> bool:
        """True where the two cannot be one: other kinds, or other nations."""
        if self.actors & other.actors or (self.classes & other.classes) - self.nations - other.nations:
            return False
        if self.kinds and other.kinds:
            return not self.kinds & other.kinds or _apart(self.nations, other.nations)
        return _apart(self.nations, other.nations)


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


@dataclass(frozen=True, slots=True)
class _Charge:
    """A unit that says who did a deed."""

    index: int
    culprit: _Culprit
    deed: frozenset[str]


def culprits(field: Field, judge: Judge) -> list[Opposition]:
    """Oppositions of units of one story that name different culprits of one deed, a few a story."""
    stories: dict[str, list[_Charge]] = {}
    for index, unit in enumerate(field.units):
        if unit.story is None or (unit.own and not unit.of_party) or unsaid(unit) or field.views[index].asks:
            continue
        stories.setdefault(unit.story, []).extend(_charges(field, index))
    out: list[Opposition] = []
    for _, charges in sorted(stories.items()):
        rival = [
            (-_common(field, one, other), one, other)
            for one, other in combinations(charges, 2)
            if one.culprit.other_than(other.culprit)
            and _one_deed(field, one, other)
            and judge.may_differ(one.index, other.index)
        ]
        rival.sort(key=lambda item: (item[0], item[1].index, item[2].index))
        out += [_opposition(field, one, other) for _, one, other in rival[:_PER_STORY]]
    return out


def _charges(field: Field, index: int) -> Iterator[_Charge]:
    unit = field.units[index]
    for number, piece in enumerate(field.views[index].pieces):
        words = (*unit.cue, *piece.terms) if number == 0 else tuple(piece.terms)
        for found in phrases.find([term.lower for term in words], "culprits.csv"):
            if _taken_back(words[max(0, found.start - _NEAR) : found.start]):
                continue
            who, deed = _parts(words, found)
            culprit = _culprit(field, unit, who)
            classes = frozenset(
                c for term in deed if term.matters and not is_nation(c := class_of(term.stem))
            )
            classes -= culprit.classes
            if (culprit.kinds or culprit.nations) and classes:
                yield _Charge(index, culprit, classes)


def _taken_back(before: Sequence[Term]) -> bool:
    """Whether the charge is denied, asked or only possible."""
    words = {term.lower for term in before}
    held = _NEGATIONS | _OPEN | tables.word_list("modals.txt")
    return bool(words & held) or any(word.endswith("n't") for word in words)


def _parts(words: Sequence[Term], found: phrases.Found) -> tuple[Sequence[Term], Sequence[Term]]:
    """The words that may name who did it, and those that name the deed."""
    if found.value == "before":
        return _phrase_before(words, found.start), _phrase_after(words, found.end, _DEED)
    if found.value == "by":
        return _phrase_after(words, found.end, _AFTER), words[max(0, found.start - _DEED) : found.start]
    rest = words[found.end : found.end + _AFTER + _DEED]
    for at, term in enumerate(rest):
        if term.lower in _DEED_AFTER and at:
            return rest[:at], _phrase_after(rest, at + 1, _DEED)
        if term.lower == "on" and at:
            return _phrase_after(rest, at + 1, _AFTER), rest[:at]
    return (), ()


def _phrase_before(words: Sequence[Term], end: int) -> Sequence[Term]:
    """The noun phrase before a verb, auxiliaries passed over."""
    last = end
    while last > 0 and words[last - 1].lower in _PASSIVE:
        last -= 1
    first = last
    while first > max(0, last - _BEFORE) and words[first - 1].lower not in _BREAKS | _MARKS:
        first -= 1
    return words[first:last]


def _phrase_after(words: Sequence[Term], start: int, most: int) -> Sequence[Term]:
    end = start
    while end < min(len(words), start + most) and words[end].lower not in _BREAKS | _MARKS:
        end += 1
    return words[start:end]


def _culprit(field: Field, unit: Unit, words: Sequence[Term]) -> _Culprit:
    actors = {actor for span, actor in unit.meant if any(span.overlap(term.span) for term in words)}
    classes = {class_of(term.stem) for term in words if term.kind in (Kind.NAME, Kind.CONTENT)}
    sides = {field.sides[actor] for actor in actors if actor in field.sides}
    nations = {c for c in classes if is_nation(c)} | {class_of(stem(side.lower())) for side in sides}
    kinds = {kind for term in words for kind in _kinds().get(term.stem, ())}
    # A country by itself stands for those who rule it.
    kinds |= {"authorities"} if nations and not kinds else set()
    return _Culprit(frozenset(actors), frozenset(classes), frozenset(nations), frozenset(kinds))


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for kind, words in tables.pairs("culprit_kinds.csv"):
        for word in words.split():
            out[stem(word)] = (*out.get(stem(word), ()), kind)
    return out


def _one_deed(field: Field, one: _Charge, other: _Charge) -> bool:
    lighter = min(sum(map(field.weight, sorted(charge.deed))) for charge in (one, other))
    return _common(field, one, other) >= max(_LEAST, _SHARED * lighter)


def _common(field: Field, one: _Charge, other: _Charge) -> float:
    return round(sum(map(field.weight, sorted(one.deed & other.deed))), 6)


def _opposition(field: Field, first: _Charge, second: _Charge) -> Opposition:
    one, other = sorted((first, second), key=lambda charge: charge.index)
    # The name is its own key: what hangs on an opposed word is another matter and joins it not.
    signals = [signal("culprits", 1.0, "each names another who did it", {"culprits"})]
    if sides := of_sides(field, field.units[one.index], field.units[other.index]):
        signals.append(sides)
    topic = (one.deed & other.deed) | one.culprit.classes | other.culprit.classes
    return opposition(field, one.index, other.index, signals, topic)
