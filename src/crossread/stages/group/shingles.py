"""Word shingles sampled by value, and the pairs of texts that share some (Manber 1994; Broder 1997).

A sample by value keeps the same shingles in every text, so that an excerpt is
found in its source however short it is beside it; MinHash of whole texts, which
estimates the resemblance of sets, would miss it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Marks = npt.NDArray[np.uint64]

SHINGLE = 5  # words
_SAMPLE = 4  # one shingle in four is kept
_SHARED = 3  # shingles, and this share of the shorter text: a few quotations alike do not make two texts one;
# of 500 judged pairs every copy shares 0.16 and more
_SHARE = 0.1
_FOLLOWING = 6  # a text is looked at beside so many of the next that hold the same shingle
_NEAREST = 8  # and beside so many earlier ones at most, those that share most with it
_MANY = 12  # texts; a shingle of more of them,
_LONG = 30  # over more days than this, is a phrase of the trade or of a site
_NEVER = 1 << 40  # later than any day
_ODD = np.uint64(0x9E3779B97F4A7C15)
_POWERS = _ODD ** np.arange(64, dtype=np.uint64)  # modulo 2**64
_SPACE = 32  # and the codes below are not in words
_PARTS = 16  # the shingles are looked at in so many parts, which bounds memory


@dataclass(frozen=True, slots=True)
class Shared:
    """Pairs of texts that share something, the earlier first: by the later, then those that share most first;
    shingles that tell no text, and which texts hold some of them, [texts]."""

    pairs: tuple[tuple[int, int], ...]
    common: Marks
    holders: npt.NDArray[np.bool_]


def shared_by(marks: Sequence[Marks], days: Sequence[int]) -> Shared:
    """Pairs of texts, given as sampled shingles in the order of time, that may carry one text.

    ``days`` are ordinals, -1 where unknown. Costs about one look-up for each shingle: a text is paired
    with a bounded number of others, however many share its words. Holds some shingles of each text,
    never words.
    """
    sizes = np.array([len(one) for one in marks], np.int64)
    owners = np.repeat(np.arange(len(marks), dtype=np.int64), sizes)
    values = np.concatenate([*marks, np.empty(0, np.uint64)])
    stamps = np.array(days, np.int64)
    codes, counts, common = [], [], []
    holders = np.zeros(len(marks), np.bool_)
    for start in range(_PARTS):
        chosen = np.flatnonzero((values >> np.uint64(2)) % np.uint64(_PARTS) == start)
        part = _Part(values[chosen], owners[chosen])
        frequent = part.common(stamps)
        common.append(frequent)
        told = np.isin(part.values, frequent, invert=True)
        holders[part.owners[~told]] = True
        code, count = _Part(part.values[told], part.owners[told]).pairs(len(marks))
        codes.append(code)
        counts.append(count)
    code, place = np.unique(np.concatenate(codes), return_inverse=True)
    count = np.bincount(place, np.concatenate(counts), len(code)).astype(np.int64)
    first, second = np.divmod(code, max(1, len(marks)))
    enough = count >= np.maximum(_SHARED, _SHARE * np.minimum(sizes[first], sizes[second]))
    first, second, count = first[enough], second[enough], count[enough]
    return Shared(tuple(_nearest(first, second, count)), np.sort(np.concatenate(common)), holders)


def _nearest(
    first: npt.NDArray[np.int64], second: npt.NDArray[np.int64], count: npt.NDArray[np.int64]
) -> Iterator[tuple[int, int]]:
    """For each text the earlier ones that share most with it; of equal ones the later."""
    order = np.lexsort((-first, -count, second))
    ordered = second[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    kept = order[rank < _NEAREST]
    yield from zip(first[kept].tolist(), second[kept].tolist(), strict=True)


@dataclass(frozen=True, slots=True)
class _Part:
    """Some shingles of all texts [shingles] and who holds each."""

    values: Marks
    owners: npt.NDArray[np.int64]

    def common(self, days: npt.NDArray[np.int64]) -> Marks:
        """Shingles of many texts over many days."""
        found, starts, counts = np.unique(np.sort(self.values), return_index=True, return_counts=True)
        if not len(found):
            return found
        order = np.lexsort((days[self.owners], self.values))
        stamps = days[self.owners][order]
        earliest = np.minimum.reduceat(np.where(stamps < 0, _NEVER, stamps), starts)
        spans = np.maximum.reduceat(stamps, starts) - earliest
        return found[(counts > _MANY) & (spans > _LONG)]

    def pairs(self, texts: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Pairs of texts as first * texts + second, and how many shingles each shares."""
        order = np.lexsort((self.owners, self.values))
        values, owners = self.values[order], self.owners[order]
        found = [np.empty(0, np.int64)]
        for step in range(1, _FOLLOWING + 1):
            same = values[:-step] == values[step:]
            found.append(owners[:-step][same] * texts + owners[step:][same])
        return np.unique(np.concatenate(found), return_counts=True)


def placed(words: bytes) -> tuple[Marks, npt.NDArray[np.int64]]:
    """Hashes of the runs of five words whose hash is a multiple of four, in the order of the text, and the
    word at which each begins. ``words`` in UTF-8 have one space or line break between two of them.
    """
    codes = _codes(words)
    if len(codes) < SHINGLE:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    count = len(codes) - SHINGLE + 1
    mixed = np.zeros(count, np.uint64)
    for offset in range(SHINGLE):
        mixed = _mixed(mixed) + codes[offset : offset + count]
    mixed ^= mixed >> np.uint64(32)
    chosen = np.flatnonzero(mixed % np.uint64(_SAMPLE) == 0)
    return mixed[chosen], chosen


def _codes(words: bytes) -> Marks:
    """A hash of each word: its bytes as the coefficients of a polynomial, modulo 2**64."""
    data = np.frombuffer(words, np.uint8)
    if not len(data):
        return np.empty(0, np.uint64)
    gap = data <= _SPACE
    starts = np.concatenate([[0], np.flatnonzero(gap) + 1])
    offsets = np.arange(len(data)) - starts[np.cumsum(gap) - gap]
    terms = np.where(gap, np.uint64(0), data.astype(np.uint64)) * _POWERS[offsets % len(_POWERS)]
    return _mixed(np.add.reduceat(terms, starts))


def _mixed(codes: Marks) -> Marks:
    out: Marks = (codes ^ (codes >> np.uint64(29))) * _ODD
    return out
