"""Utterances: tellings of the same words by the same speaker, merged before anything is opposed.

Quoted words tell most: one speaker and a run of five quoted words that both
print, or of three content words; a longer run whoever is said to have spoken,
as one outlet may mistake who did. Of unquoted words nearly the same sequence is
asked for. ``bench/variants.py`` measures it on places where two outlets quote
the same six words.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from rapidfuzz.distance import LCSseq

from crossread.stages.compare import tables
from crossread.stages.compare.lexicon import weight
from crossread.stages.compare.quoted import longest_common, pieces, plain
from crossread.stages.compare.stance import View, polarity
from crossread.stages.compare.units import Unit, giver, overlapping
from crossread.stages.compare.words import Kind, Term, stem

_RUN = 3  # content words
_RUN_ANY = 6  # a run this long is the same words whoever is said to have spoken them
_VERBATIM = 5  # quoted words in a row, of one speaker
_VERBATIM_ANY = 6  # the same of any speakers
_SHARED_TEXT = 12  # words in a row that two papers print: one text, quoted or not
_LEAST_MASS = 1.1  # three everyday words in a row are no fingerprint
_LEAST_QUOTED = 0.5  # weight of the words of a quoted run
_FUZZY = 0.72
_FUZZY_WORDS = 6
_COMMON = 40  # units that may hold one run: more say nothing


class Groups:
    """Union-find over indices, the least index standing for its group."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, index: int) -> int:
        """The representative of an index."""
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        """Put two indices into one group."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def members(self) -> dict[int, list[int]]:
        """Representative to members, in order."""
        out: dict[int, list[int]] = {}
        for index in range(len(self._parent)):
            out.setdefault(self.find(index), []).append(index)
        return out


def utterances(units: Sequence[Unit], views: Sequence[View]) -> Groups:
    """Group units that tell the same utterance; ``views`` say which of their words are negated."""
    groups = Groups(len(units))
    words = [_Words(unit) for unit in units]
    stems = _sharing([[item.stems] for item in words], _RUN, _LEAST_MASS)
    quoted = _sharing([item.quoted for item in words], _VERBATIM, _LEAST_QUOTED)
    texts = _sharing([[item.forms] for item in words], _SHARED_TEXT, _LEAST_MASS)
    for one, other in sorted(stems | quoted | texts):
        if groups.find(one) == groups.find(other) or _opposed(views[one], views[other]):
            continue
        if _same(units, words, one, other, printed=(one, other) in texts):
            groups.join(one, other)
    return groups


class _Words:
    """The words of a unit in the ways that tellings are compared by."""

    def __init__(self, unit: Unit) -> None:
        self.stems = tuple(term.stem for term in unit.terms if term.kind in (Kind.CONTENT, Kind.NUMBER))
        self.forms = tuple(plain(term.lower) for term in unit.terms if term.kind is not Kind.MARK)
        self.pieces = pieces(unit)
        self.quoted = [tuple(plain(term.lower) for term in piece) for piece in self.pieces]


def _sharing(rows: Sequence[Sequence[tuple[str, ...]]], length: int, least: float) -> set[tuple[int, int]]:
    """Pairs that share a run of ``length`` words of at least some weight; runs of very many say nothing."""
    holders: dict[tuple[str, ...], list[int]] = {}
    for index, row in enumerate(rows):
        runs = (run for part in row for run in zip(*(part[i:] for i in range(length)), strict=False))
        for run in dict.fromkeys(runs):
            holders.setdefault(run, []).append(index)
    return {
        (one, other)
        for run, indices in holders.items()
        if 1 < len(indices) <= _COMMON and sum(_weight(word) for word in run) >= least
        for place, one in enumerate(indices)
        for other in indices[place + 1 :]
    }


@cache
def _weight(word: str) -> float:
    return 0.0 if word in tables.function_words() else weight(stem(word))


def _opposed(first: View, second: View) -> bool:
    """Whether one negates outright what the other affirms, and only one negates: two utterances."""
    if bool(first.heads) == bool(second.heads):
        return False
    signs = [polarity(first), polarity(second)]
    if all(-1 in sign.values() for sign in signs):
        return False
    return any(signs[0].get(c, 0) * signs[1].get(c, 0) < 0 for c in sorted(first.heads | second.heads))


def _same(units: Sequence[Unit], words: Sequence[_Words], one: int, other: int, *, printed: bool) -> bool:
    first, second = units[one], units[other]
    if first.report or second.report or _nested(first, second):
        return False
    stems = words[one].stems, words[other].stems
    verbatim = _verbatim(words[one].pieces, words[other].pieces)
    quoted = sum(term.matters for term in verbatim)
    if first.party == second.party and not first.own:
        told = len(verbatim) >= _VERBATIM or quoted >= _RUN
        return told or (longest_run(*stems) >= _RUN and _near(*stems))
    if (
        first.of_party
        and second.of_party
        and giver(first) != giver(second)
        and not (first.quoted and second.quoted)
    ):
        return False  # two parties that say the same of one meeting agree
    if len(verbatim) >= _VERBATIM_ANY and quoted >= _RUN - 1:
        return True
    if printed and first.article != second.article:
        return True
    if not (first.own or second.own or (first.quoted and second.quoted)):
        return False  # two speakers who are reported to say the same are two witnesses
    run = longest_run(*stems)
    return run >= _RUN_ANY or (run >= _RUN + 1 and _near(*stems))


def _verbatim(one: Sequence[Sequence[Term]], other: Sequence[Sequence[Term]]) -> tuple[Term, ...]:
    """The longest run of quoted words that two units share."""
    found = (longest_common(left, right) for left in one for right in other)
    return max(found, key=len, default=())


def _nested(first: Unit, second: Unit) -> bool:
    """True where one unit stands inside the other: a claim and what is said in it are two things."""
    return first.voices != second.voices and overlapping(first, second)


def _near(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where the shorter sequence is mostly a subsequence of the longer one."""
    shorter = min(len(one), len(other))
    return shorter >= _FUZZY_WORDS - 2 and LCSseq.similarity(one, other) >= _FUZZY * shorter


def longest_run(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Length of the longest run of stems that both sequences hold."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match(0, len(one), 0, len(other))
    return match.size
