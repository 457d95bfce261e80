"""Which pairs are worth scoring: units that share heavy terms, or lie near each other as embeddings."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from crossread.stages.group.signals import Features, model

_BLOCK = 512


def candidates(features: Sequence[Features]) -> list[tuple[int, int]]:
    """Pairs of indices, the smaller first, sorted; a bounded number for each unit, not all against all."""
    options = model()["candidates"]
    pairs = _by_terms(features, options["terms"], options["neighbours"], options["postings"])
    pairs |= _by_embedding(features, options["neighbours"])
    return sorted(pairs)


def _by_terms(
    features: Sequence[Features], terms: int, neighbours: int, postings: int
) -> set[tuple[int, int]]:
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    heavy = [sorted(one.body.items(), key=lambda item: (-item[1], item[0]))[:terms] for one in features]
    for number, items in enumerate(heavy):
        for word, weight in items:
            index[word].append((number, weight))
    pairs: set[tuple[int, int]] = set()
    for number, items in enumerate(heavy):
        shared: dict[int, float] = defaultdict(float)
        for word, weight in items:
            if len(index[word]) <= postings:
                for other, other_weight in index[word]:
                    shared[other] += weight * other_weight
        shared.pop(number, None)
        best = sorted(shared, key=lambda other: (-round(shared[other], 6), other))[:neighbours]
        pairs.update((min(number, other), max(number, other)) for other in best)
    return pairs


def _by_embedding(features: Sequence[Features], neighbours: int) -> set[tuple[int, int]]:
    rows = [(number, one.embedding) for number, one in enumerate(features) if one.embedding is not None]
    if len(rows) < 2:
        return set()
    numbers = [number for number, _ in rows]
    vectors = np.stack([vector for _, vector in rows])
    pairs: set[tuple[int, int]] = set()
    for start in range(0, len(rows), _BLOCK):
        near = np.round(vectors[start : start + _BLOCK] @ vectors.T, 4)
        best = np.argsort(-near, axis=1, kind="stable")[:, : neighbours + 1]
        for row, others in enumerate(best, start):
            for other in others:
                if other != row:
                    a, b = numbers[row], numbers[int(other)]
                    pairs.add((min(a, b), max(a, b)))
    return pairs
