"""Sparse vectors of units, several of each, and the products of one unit's with those of some others."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from crossread.stages.group.terms import Vector

Floats = npt.NDArray[np.float64]
Held = dict[int, tuple[npt.NDArray[np.int64], Floats]]

_FEW = 1 << 15  # words that are kept whether a vector still has them or not


class Vectors:
    """Vectors by their kind and by the number of their unit. Words get numbers, so that the products with
    many others are one step.

    A product is the sum over the words that two vectors share, in the order in which they stand: bit for
    bit :func:`crossread.stages.group.terms.cosine` where both are sorted.
    """

    def __init__(self, kinds: Iterable[str]) -> None:
        self._words: dict[str, int] = {}
        self._held: dict[str, Held] = {kind: {} for kind in kinds}
        self._dense = np.zeros(_FEW, np.float64)

    def add(self, number: int, vectors: Mapping[str, Vector]) -> None:
        """Keep a unit's vectors, one of each kind, the words of each sorted."""
        words = self._words
        for kind, vector in vectors.items():
            rows = [words.setdefault(word, len(words)) for word in vector]
            self._held[kind][number] = np.array(rows, np.int64), np.array([*vector.values()], np.float64)
        if len(words) > len(self._dense):
            self._dense = np.zeros(2 * len(words), np.float64)

    def products(self, kind: str, number: int, others: Sequence[int], theirs: str) -> Floats:
        """The product of a unit's vector of one kind with those of ``others`` of the kind ``theirs``,
        [others]."""
        if not others:
            return np.zeros(0, np.float64)
        held = [self._held[theirs][other] for other in others]
        rows, values = self._held[kind][number]
        self._dense[rows] = values
        products = self._dense[np.concatenate([row for row, _ in held])]
        products *= np.concatenate([value for _, value in held])
        self._dense[rows] = 0.0
        owners = np.repeat(np.arange(len(others)), [len(row) for row, _ in held])
        out: Floats = np.bincount(owners, products, len(others)).astype(np.float64, copy=False)
        return out

    def forget(self, first: int) -> None:
        """Let go of the units before number ``first``, and of words that no vector has any more."""
        for held in self._held.values():
            for number in [number for number in held if number < first]:
                del held[number]
        used = np.zeros(len(self._words), np.bool_)
        for held in self._held.values():
            for rows, _ in held.values():
                used[rows] = True
        if len(used) <= _FEW or 2 * used.sum() > len(used):
            return
        place = np.cumsum(used) - 1
        self._words = {word: int(place[row]) for word, row in self._words.items() if used[row]}
        for held in self._held.values():
            held.update({number: (place[rows], values) for number, (rows, values) in held.items()})
        self._dense = np.zeros(max(_FEW, 2 * len(self._words)), np.float64)
