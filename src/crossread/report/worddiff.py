"""Differences of words between tellings of one utterance, shown inside each telling's own words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_MOST_WORDS = 2_000  # aligning is quadratic; nothing that people call a quotation is longer


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a telling; ``own`` where not every telling has them."""

    text: str
    own: bool


def word_runs(tellings: Sequence[str]) -> list[list[Run]]:
    """Each telling cut into runs that all tellings share and runs that are not shared by all.

    Every other telling is aligned with the first by the longest common
    subsequence of words (case and punctuation ignored). The runs of a telling
    put together are that telling: nothing is added from another one.
    """
    if not tellings:
        return []
    words = [list(_WORD.finditer(telling))[:_MOST_WORDS] for telling in tellings]
    codes: dict[str, int] = {}
    keys = [[codes.setdefault(_key(match.group()), len(codes)) for match in found] for found in words]
    unshared: list[set[int]] = [set() for _ in tellings]
    for other in range(1, len(tellings)):
        for code in Indel.opcodes(keys[0], keys[other]):
            if code.tag != "equal":
                unshared[0].update(range(code.src_start, code.src_end))
                unshared[other].update(range(code.dest_start, code.dest_end))
    return [_runs(telling, found, own) for telling, found, own in zip(tellings, words, unshared, strict=True)]


def _key(word: str) -> str:
    return word.casefold().replace("’", "'")


def _runs(telling: str, words: Sequence[re.Match[str]], own: set[int]) -> list[Run]:
    """Join neighbouring words of one sort, with what stands between them."""
    runs: list[Run] = []
    position = index = 0
    while index < len(words):
        last = index
        while last + 1 < len(words) and (last + 1 in own) == (index in own):
            last += 1
        if index in own:
            if position < words[index].start():
                runs.append(Run(telling[position : words[index].start()], own=False))
            runs.append(Run(telling[words[index].start() : words[last].end()], own=True))
            position = words[last].end()
        index = last + 1
    if position < len(telling):
        runs.append(Run(telling[position:], own=False))
    return runs
