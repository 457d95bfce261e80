"""Differences of words between tellings of one utterance, shown inside each telling's own words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import Indel

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_MOST_WORDS = 1_000  # aligning is quadratic; nothing that people call a quotation is longer


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a telling; ``own`` where no other telling has them."""

    text: str
    own: bool


def word_runs(tellings: Sequence[str]) -> list[list[Run]]:
    """Each telling cut into runs of words that another telling shares and runs of words that are its own.

    Every two tellings are aligned by the longest common subsequence of their
    words (case and punctuation ignored); a lone telling has no own words. The
    runs of a telling put together are that telling: nothing comes from another.
    """
    words = [list(_WORD.finditer(telling))[:_MOST_WORDS] for telling in tellings]
    codes: dict[str, int] = {}
    keys = [[codes.setdefault(_key(match.group()), len(codes)) for match in found] for found in words]
    shared: list[set[int]] = [set() for _ in tellings]
    for one, other in combinations(range(len(tellings)), 2):
        for code in Indel.opcodes(keys[one], keys[other]):
            if code.tag == "equal":
                shared[one].update(range(code.src_start, code.src_end))
                shared[other].update(range(code.dest_start, code.dest_end))
    if len(tellings) == 1:
        shared = [set(range(len(words[0])))]
    return [_runs(*telling) for telling in zip(tellings, words, shared, strict=True)]


def _key(word: str) -> str:
    return word.casefold().replace("’", "'")


def _runs(telling: str, words: Sequence[re.Match[str]], shared: set[int]) -> list[Run]:
    """Join neighbouring words of one sort, with what stands between them."""
    runs: list[Run] = []
    position = index = 0
    while index < len(words):
        last = index
        while last + 1 < len(words) and (last + 1 in shared) == (index in shared):
            last += 1
        if index not in shared:
            if position < words[index].start():
                runs.append(Run(telling[position : words[index].start()], own=False))
            runs.append(Run(telling[words[index].start() : words[last].end()], own=True))
            position = words[last].end()
        index = last + 1
    if position < len(telling):
        runs.append(Run(telling[position:], own=False))
    return runs
