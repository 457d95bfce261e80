"""Word shingles sampled by value, and the pairs of texts that share some (Manber 1994; Broder 1997).

A sample by value keeps the same shingles in every text, so that an excerpt is
found in its source however short it is beside it; MinHash of whole texts, which
estimates the resemblance of sets, would miss it.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

_SHINGLE = 5
_SAMPLE = 4  # one shingle in four is kept
_SHARED = 3  # shingles, and this share of the shorter text: a few quotations alike do not make two texts one;
# of 10,000 articles of a stream every pair that shares half of its sentences shares 0.19 and more
_SHARE = 0.08
_POSTINGS = 50  # a shingle of more texts than this is a phrase of the trade


def candidate_pairs(texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Pairs of texts, given as words, that share sampled shingles; the smaller index first, sorted.

    Costs about one look-up for each word: never all against all.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for number, tokens in enumerate(texts):
        marks = _sampled(tokens).tolist()
        sizes.append(len(marks))
        for mark in marks:
            holders[mark].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) <= _POSTINGS:
            shared.update((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 :])
    return sorted(
        (a, b) for (a, b), count in shared.items() if count >= max(_SHARED, _SHARE * min(sizes[a], sizes[b]))
    )


def _sampled(tokens: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Hashes of the runs of five words whose hash is a multiple of four, sorted, each once."""
    if len(tokens) < _SHINGLE:
        return np.empty(0, np.uint64)
    codes = np.array([crc32(token.encode("utf-8", "surrogatepass")) for token in tokens], np.uint64)
    count = len(tokens) - _SHINGLE + 1
    mixed = np.zeros(count, np.uint64)
    for offset in range(_SHINGLE):
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15) + codes[
            offset : offset + count
        ]
    mixed ^= mixed >> np.uint64(32)
    return np.unique(mixed[mixed % np.uint64(_SAMPLE) == 0])
