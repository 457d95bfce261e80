"""Word shingles sampled by value, and the pairs of texts that share some (Manber 1994; Broder 1997).

A sample by value keeps the same shingles in every text, so that an excerpt is
found in its source however short it is beside it; MinHash of whole texts, which
estimates the resemblance of sets, would miss it.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_SHINGLE = 5
_SAMPLE = 4  # one shingle in four is kept
_SHARED = 2
_POSTINGS = 50  # a shingle of more texts than this is a phrase of the trade


def candidate_pairs(texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Pairs of texts, given as words, that share sampled shingles; the smaller index first, sorted.

    Costs about one look-up for each word: never all against all.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    for number, tokens in enumerate(texts):
        for mark in _sampled(tokens).tolist():
            holders[mark].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) <= _POSTINGS:
            shared.update((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 :])
    return sorted(pair for pair, count in shared.items() if count >= _SHARED)


def _sampled(tokens: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Hashes of the runs of five words whose hash is a multiple of four, sorted, each once."""
    if len(tokens) < _SHINGLE:
        return np.empty(0, np.uint64)
    codes = np.array([_code(token) for token in tokens], np.uint64)
    count = len(tokens) - _SHINGLE + 1
    mixed = np.zeros(count, np.uint64)
    for offset in range(_SHINGLE):
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15) + codes[
            offset : offset + count
        ]
    mixed ^= mixed >> np.uint64(32)
    return np.unique(mixed[mixed % np.uint64(_SAMPLE) == 0])


def _code(token: str) -> int:
    """FNV-1a of a word: unlike hash(), the same on every run."""
    value = 0xCBF29CE484222325
    for byte in token.encode("utf-8", "surrogatepass"):
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value
