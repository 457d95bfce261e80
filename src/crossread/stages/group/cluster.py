"""Average-link agglomeration over a sparse set of scored pairs."""

import heapq
from collections import defaultdict
from collections.abc import Mapping


def average_link(count: int, scores: Mapping[tuple[int, int], float], threshold: float) -> list[list[int]]:
    """Clusters of ``range(count)``, merged while the mean score between two of them exceeds ``threshold``.

    Pairs without a score count 0. The best pair goes first; of equal ones that
    with the smaller members. Clusters and their members come sorted. The cost
    grows with the number of scored pairs, not with the square of ``count``.
    """
    members: dict[int, list[int]] = {number: [number] for number in range(count)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), score in sorted(scores.items()):
        sums[a][b] = sums[b][a] = score
    heap = [(-score, a, b) for (a, b), score in scores.items() if score > threshold]
    heapq.heapify(heap)
    fresh = count
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        merged = sorted(members.pop(a) + members.pop(b))
        joint = _joined(sums, a, b)
        for other, total in sorted(joint.items()):
            sums[other].pop(a, None)
            sums[other].pop(b, None)
            sums[other][fresh] = total
            mean = total / (len(merged) * len(members[other]))
            if mean > threshold:
                heapq.heappush(heap, (-mean, other, fresh))
        sums[fresh] = joint
        members[fresh] = merged
        fresh += 1
    return sorted(members.values())


def _joined(sums: dict[int, dict[int, float]], a: int, b: int) -> dict[int, float]:
    """Sums of the union of two clusters to every other one."""
    left, right = sums.pop(a, {}), sums.pop(b, {})
    others = sorted((left.keys() | right.keys()) - {a, b})
    return {other: left.get(other, 0.0) + right.get(other, 0.0) for other in others}
