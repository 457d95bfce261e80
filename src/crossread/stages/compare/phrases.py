"""Phrases of a table in a run of words: where each stands. A phrase that begins with "n't" meets "didn't"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from crossread.stages.compare import tables

_NOT = "n't"


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase at ``words[start:end]`` and its value in the table."""

    start: int
    end: int
    phrase: str
    value: str


@cache
def _index(name: str) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The table's phrases by their first word, the longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, value in tables.phrases(name):
        out.setdefault(phrase[0], []).append((phrase, value))
    return {first: tuple(rest) for first, rest in out.items()}


def find(words: Sequence[str], name: str) -> list[Found]:
    """The phrases of a table in lower-case ``words``, in order; the longest wins, and none overlap."""
    index = _index(name)
    out: list[Found] = []
    place = 0
    while place < len(words):
        word = words[place]
        found = _at(words, place, index) if word in index or word.endswith(_NOT) else None
        if found:
            out.append(found)
            place = found.end
        else:
            place += 1
    return out


def _at(
    words: Sequence[str], place: int, index: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
) -> Found | None:
    first = words[place]
    candidates = index.get(first, ())
    if first.endswith(_NOT):
        candidates = (*candidates, *index.get(_NOT, ()))
    for phrase, value in candidates:
        end = place + len(phrase)
        if tuple(words[place + 1 : end]) == phrase[1:]:
            return Found(place, end, " ".join(words[place:end]), value)
    return None
