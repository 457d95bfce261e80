"""Average-link agglomeration over a sparse set of scored pairs, and over vectors."""

import heapq
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from crossread.stages.group.terms import Vector


def average_link(
    count: int,
    scores: Mapping[tuple[int, int], float],
    threshold: float,
    *,
    start: Sequence[Sequence[int]] = (),
) -> list[list[int]]:
    """Clusters of ``range(count)``, merged while the mean score between two of them exceeds ``threshold``.

    ``scores`` are those of pairs, the smaller number first; pairs without one count 0. The best pair
    goes first; of equal ones that with the smaller members. Clusters and their members come sorted. The
    cost grows with the number of scored pairs, not with the square of ``count``.
    Numbers of one group of ``start`` are together from the beginning.
    """
    place = list(range(count))
    members: dict[int, list[int]] = {number: [number] for number in range(count)}
    for group in start:
        first = min(group)
        for number in group:
            place[number] = first
            members.pop(number)
        members[first] = sorted(group)
    joined = dict(scores)
    if start:
        joined = {}
        for (x, y), score in sorted(scores.items()):
            a, b = sorted((place[x], place[y]))
            if a != b:
                joined[a, b] = joined.get((a, b), 0.0) + score
    sums: dict[int, dict[int, float]] = {number: {} for number in members}
    for (a, b), total in joined.items():
        sums[a][b] = sums[b][a] = total
    sizes = {number: len(held) for number, held in members.items()}
    heap = [
        (-mean, a, b)
        for (a, b), total in joined.items()
        if (mean := total / (sizes[a] * sizes[b])) > threshold
    ]
    heapq.heapify(heap)
    fresh = count
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        merged = sorted(members.pop(a) + members.pop(b))
        joint = _joined(sums, a, b)
        for other, total in joint.items():
            beside = sums[other]
            beside.pop(a, None)
            beside.pop(b, None)
            beside[fresh] = total
            mean = total / (len(merged) * len(members[other]))
            if mean > threshold:
                heapq.heappush(heap, (-mean, other, fresh))
        sums[fresh] = joint
        members[fresh] = merged
        fresh += 1
    return sorted(members.values())


def _joined(sums: dict[int, dict[int, float]], a: int, b: int) -> dict[int, float]:
    """Sums of the union of two clusters to every other one, in their order."""
    left, right = sums.pop(a, {}), sums.pop(b, {})
    others = sorted((left.keys() | right.keys()) - {a, b})
    return {other: left.get(other, 0.0) + right.get(other, 0.0) for other in others}


class _Sums:
    """Clusters as sums of their members' vectors: the mean likeness of two is a product of sums."""

    def __init__(
        self,
        sparse: Sequence[Vector],
        dense: Sequence[npt.NDArray[np.float32] | None],
        pairs: Iterable[tuple[int, int]],
    ) -> None:
        self.members = {number: [number] for number in range(len(sparse))}
        self.near: dict[int, set[int]] = {number: set() for number in self.members}
        self._sparse = {number: dict(vector) for number, vector in enumerate(sparse)}
        self._dense = dict(enumerate(dense))
        for a, b in pairs:
            self.near[a].add(b)
            self.near[b].add(a)

    def mean(self, a: int, b: int) -> float:
        """Mean likeness of the pairs between two clusters: of the sparse vectors and of the dense ones."""
        one, other = self._sparse[a], self._sparse[b]
        if len(one) > len(other):
            one, other = other, one
        likeness = sum(value * other[word] for word, value in one.items() if word in other)
        x, y = self._dense[a], self._dense[b]
        if x is not None and y is not None:
            likeness = (likeness + float(x @ y)) / 2
        return round(likeness / (len(self.members[a]) * len(self.members[b])), 6)

    def merge(self, a: int, b: int, into: int) -> None:
        """Make one cluster of two."""
        self.members[into] = sorted(self.members.pop(a) + self.members.pop(b))
        small, large = sorted((self._sparse.pop(a), self._sparse.pop(b)), key=len)
        for word, value in small.items():
            large[word] = large.get(word, 0.0) + value
        self._sparse[into] = large
        x, y = self._dense.pop(a), self._dense.pop(b)
        self._dense[into] = None if x is None or y is None else x + y
        self.near[into] = (self.near.pop(a) | self.near.pop(b)) - {a, b}
        for other in self.near[into]:
            self.near[other] = (self.near[other] - {a, b}) | {into}


def mean_link(
    sparse: Sequence[Vector],
    dense: Sequence[npt.NDArray[np.float32] | None],
    pairs: Iterable[tuple[int, int]],
    threshold: float,
) -> list[list[int]]:
    """Clusters of vectors, merged while the mean likeness of all pairs between two exceeds ``threshold``.

    Only clusters that a pair of ``pairs`` joins are looked at, but all pairs between them count.
    """
    sums = _Sums(sparse, dense, pairs)
    links = ((a, b, sums.mean(a, b)) for a in sums.near for b in sums.near[a] if a < b)
    heap = [(-mean, a, b) for a, b, mean in links if mean > threshold]
    heapq.heapify(heap)
    fresh = len(sparse)
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in sums.members or b not in sums.members:
            continue
        sums.merge(a, b, fresh)
        for other in sorted(sums.near[fresh]):
            mean = sums.mean(other, fresh)
            if mean > threshold:
                heapq.heappush(heap, (-mean, other, fresh))
        fresh += 1
    return sorted(sums.members.values())
