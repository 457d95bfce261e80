"""Rival positions without opposed words: what one side seeks and the other did not give; rival conditions.

"Russia is eager to obtain guarantees" and "he made no such commitments" hold no
word that one affirms and the other negates in one sentence, nor do "talks are
needed to produce a treaty" and "talks can succeed only in calm". Both are looked for only
between parties of different known sides in one story, or in two that one article tells of together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crossread.records import Act
from crossread.stages.compare import phrases, tables
from crossread.stages.compare.lexicon import class_of, classes_in, is_nation
from crossread.stages.compare.matters import Field
from crossread.stages.compare.signs import signal
from crossread.stages.compare.stance import Piece, unsaid
from crossread.stages.compare.units import Unit, giver, overlapping
from crossread.stages.compare.verdict import Opposition, opposition
from crossread.stages.compare.words import Kind, Term

_AFTER = 8  # words after "seeks" in which what is sought stands
_HOPED = 4  # words before "wants" in which "hopes that Doe" stands
_BEFORE = 6  # words before "can only" in which the talks stand
_DEMANDED = 12  # words after "must" that say what is demanded
_WEIGHT = 1.0  # least weight of a condition
_ALIKE = 0.5  # weight of what two conditions may share and still be two
_MAKING = frozenset({"make", "made", "makes", "making", "give", "gave", "given", "gives", "offer", "offered"})
_PER_STORY = 2
_TOPIC = 3  # words beside the grants by which the matter is named


@dataclass(frozen=True, slots=True)
class _Found:
    """A unit that seeks, refuses or sets a condition, and the classes of the words that say what."""

    index: int
    classes: frozenset[str]


def demands(field: Field) -> list[Opposition]:
    """Oppositions of what is sought and what was not given, and of rival conditions, the nearest pairs."""
    seeking = [found for i in _speaking(field) if (found := _sought(field, i))]
    refusing = [found for i in _speaking(field) if (found := _not_given(field, i))]
    setting = [found for i in _speaking(field) if (found := _condition(field, i))]
    pairs = [
        (one, other, "not_given")
        for one in seeking
        for other in refusing
        if not other.classes or sum(map(field.weight, sorted(one.classes & other.classes))) >= _ALIKE
    ]
    pairs += [
        (one, other, "conditions")
        for place, one in enumerate(setting)
        for other in setting[place + 1 :]
        if sum(field.weight(c) for c in sorted(one.classes & other.classes)) < _ALIKE
    ]
    rival = [pair for pair in pairs if _rivals(field, pair[0].index, pair[1].index)]
    rival.sort(
        key=lambda pair: (
            field.units[pair[0].index].story != field.units[pair[1].index].story,
            -_near(field, pair[0].index, pair[1].index),
            pair[0].index,
            pair[1].index,
        )
    )
    out: list[Opposition] = []
    used: set[int] = set()
    count: dict[tuple[str | None, str], int] = {}
    for one, other, name in rival:
        key = (field.units[one.index].story, name)
        if {one.index, other.index} & used or count.get(key, 0) >= _PER_STORY:
            continue
        used |= {one.index, other.index}
        count[key] = count.get(key, 0) + 1
        out.append(_opposition(field, one, other, name))
    return out


def _speaking(field: Field) -> Iterator[int]:
    """Units by which a party says something."""
    for index, unit in enumerate(field.units):
        if (not unit.own or unit.of_party) and not field.views[index].asks and not unsaid(unit):
            yield index


def _sought(field: Field, index: int) -> _Found | None:
    """What a party wants to be given: a word of seeking with a grant as its object."""
    unit = field.units[index]
    words = (*unit.cue, *unit.terms) if unit.act in (Act.DEMAND, Act.HOPE) else unit.terms
    for place, term in enumerate(words):
        if term.lower not in tables.word_list("seeking.txt") or _of_another(words, place):
            continue
        object_ = words[place + 1 : place + 1 + _AFTER]
        if any(class_of(item.stem) in classes_in("grants.txt") for item in object_):
            return _Found(index, _told(object_))
    return None


def _of_another(words: Sequence[Term], place: int) -> bool:
    """Whether what is sought is only hoped of somebody else: "hopes that Doe wants …"."""
    hopes = [i for i in range(max(0, place - _HOPED), place + 1) if words[i].lower.startswith("hope")]
    return any(word.kind is Kind.NAME for i in hopes for word in words[i + 1 : i + 3])


def _not_given(field: Field, index: int) -> _Found | None:
    """That a party made no commitment: a grant negated, with a word of making or giving.

    The classes are those of what follows the grant: none where it only points back ("no such commitments").
    """
    unit = field.units[index]
    if len(unit.voices) > 1 and not unit.of_party:
        return None  # somebody tells what another is willing to give
    for piece in field.views[index].pieces:
        made = any(term.lower in _MAKING for term in piece.terms)
        places = [i for i, term in enumerate(piece.terms) if class_of(term.stem) in classes_in("grants.txt")]
        if made and places and any(piece.polarity.get(c) == -1 for c in classes_in("grants.txt")):
            return _Found(index, _told(piece.terms[places[-1] + 1 :]))
    return None


def _condition(field: Field, index: int) -> _Found | None:
    """What a party says that talks need: "can only", "must" or "needed to" after a word for talks."""
    for piece in field.views[index].pieces:
        found = _needed(piece)
        if found and sum(field.weight(c) for c in sorted(found)) >= _WEIGHT:
            return _Found(index, found)
    return None


def _needed(piece: Piece) -> frozenset[str]:
    for phrase in phrases.find([term.lower for term in piece.terms], "requirements.txt"):
        before = piece.terms[max(0, phrase.start - _BEFORE) : phrase.start]
        if any(class_of(term.stem) in classes_in("talks.txt") for term in before):
            return _told(piece.terms[phrase.end : phrase.end + _DEMANDED])
    return frozenset()


def _told(words: Sequence[Term]) -> frozenset[str]:
    return frozenset(
        c for term in words if term.kind is Kind.CONTENT and not is_nation(c := class_of(term.stem))
    )


def _rivals(field: Field, one: int, other: int) -> bool:
    """Whether two units are of parties of different known sides in one story, or in related ones."""
    first, second = field.units[one], field.units[other]
    sides = [_side(field, unit) for unit in (first, second)]
    apart = all(sides) and sides[0] != sides[1]
    same = field.utterance[one] == field.utterance[other] or overlapping(first, second)
    together = first.story == second.story is not None
    # A briefing on a call is a happening of its own: its articles tell of both.
    return apart and not same and (together or (first.story or "", second.story or "") in field.related)


def _side(field: Field, unit: Unit) -> str | None:
    return field.sides.get(giver(unit)) or field.sides.get(unit.party)


def _near(field: Field, one: int, other: int) -> float:
    """Nearness of two units by what they say and where they stand."""
    return round(
        float(field.content[one] @ field.content[other] + field.around[one] @ field.around[other]), 5
    )


def _opposition(field: Field, first: _Found, second: _Found, name: str) -> Opposition:
    words = {
        "not_given": "one side seeks what the other says was not given",
        "conditions": "each side sets a condition of its own",
    }
    # The name is its own key: what hangs on an opposed word is another matter and joins it not.
    signals = (signal(name, 1.0, words[name], {name}), signal("sides", 1.0, "of different sides"))
    given = field.units[second.index].classes & classes_in("grants.txt")
    heaviest = sorted(first.classes - given, key=lambda c: (-field.weight(c), c))
    topic = frozenset([*heaviest[:_TOPIC], *given])
    return opposition(field, first.index, second.index, signals, topic)
