"""Turns: the writers' own words for a changed position, where they stand and what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from crossread.stages.compare import tables

_LISTS: Mapping[str, frozenset[str]] = {
    "SELF": frozenset({"himself", "herself", "itself", "themselves", "myself", "ourselves"}),
    "POSS": frozenset({"his", "her", "its", "their", "my", "our"}),
    "APOLOGIZE": frozenset(
        {"apologize", "apologizes", "apologized", "apologizing"}
        | {"apologise", "apologises", "apologised", "apologising"}
    ),
    "REMARK": frozenset(
        {"tweet", "tweets", "post", "posts", "comment", "comments", "remark", "remarks", "statement"}
        | {"statements", "claim", "claims", "words", "joke", "jokes", "language", "message", "messages"}
    ),
    "SAY": frozenset(
        {"say", "claim", "insist", "support", "oppose", "argue", "believe", "call", "favour", "favor"}
    ),
}
_WRITTEN = {"STANCE": "stances.txt", "SAID": "positions.txt"}
_NEGATIONS = frozenset({"not", "never", "no", "without", "cannot", "nor"})
_WISHES = frozenset(
    {"to", "would", "could", "might", "may", "should", "will", "if", "whether", "can", "must"}
)
_NEAR = 3  # words before a turn that may negate or only wish it


@dataclass(frozen=True, slots=True)
class Turn:
    """A word for a turn at ``words[start:end]``: kind "turn", "past" or "end", and how strong it is."""

    start: int
    end: int
    phrase: str
    kind: str
    weight: float


@cache
def _patterns() -> Mapping[str, tuple[tuple[tuple[frozenset[str], ...], str, float], ...]]:
    """First word to the patterns that begin with it, the longest first."""
    out: dict[str, list[tuple[tuple[frozenset[str], ...], str, float]]] = {}
    for kind, weight, words in tables.columns("turns.csv"):
        pattern = tuple(_alternatives(part) for part in words.split())
        for first in pattern[0]:
            out.setdefault(first, []).append((pattern, kind, float(weight)))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in out.items()}


def _alternatives(part: str) -> frozenset[str]:
    out: set[str] = set()
    for word in part.split("/"):
        if word in _WRITTEN:
            out |= tables.word_list(_WRITTEN[word])
        else:
            out |= _LISTS.get(word, frozenset({word}))
    return frozenset(out)


def turns(words: Sequence[str]) -> list[Turn]:
    """The turns in lower-case ``words``, in order; none that is denied or only wished for."""
    found = []
    place = 0
    while place < len(words):
        turn = _at(words, place)
        if turn and not _undone(words, turn):
            found.append(turn)
        place = turn.end if turn else place + 1
    return found


def _at(words: Sequence[str], place: int) -> Turn | None:
    for pattern, kind, weight in _patterns().get(words[place], ()):
        end = place + len(pattern)
        if end <= len(words) and all(
            word in part for word, part in zip(words[place:end], pattern, strict=True)
        ):
            return Turn(place, end, " ".join(words[place:end]), kind, weight)
    return None


def _undone(words: Sequence[str], turn: Turn) -> bool:
    """ "Has not changed his mind", "would change course", "to backtrack": no turn."""
    before = words[max(0, turn.start - _NEAR) : turn.start]
    if any(word in _NEGATIONS or word.endswith("n't") for word in before):
        return True
    return turn.kind == "turn" and bool(set(before[-2:]) & _WISHES)
