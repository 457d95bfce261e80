"""Sparse vectors of units, several of each, and the products of one unit's with those of some others."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from crossread.stages.group.terms import Vector

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_FEW = 1 << 15  # words that are kept whether a vector still has them or not


class Vectors:
    """Vectors by the number of their unit, several of each. Words get numbers, so that the products of all
    vectors of a unit with those of many others are one step.

    A product is the sum over the words that two vectors share, in the order in which they stand: bit for
    bit :func:`crossread.stages.group.terms.cosine` where both are sorted.
    """

    def __init__(self, beside: Mapping[str, str]) -> None:
        """``beside`` says of each kind of vector beside which kind of another unit's it is set."""
        self._kinds = {kind: place for place, kind in enumerate(beside)}
        self._places = np.array([self._kinds[other] for other in beside.values()], np.int64)
        self._words: dict[str, int] = {}
        # Of a unit: of each word of each of its vectors its number times the kinds, and the kind; its weight;
        # how many words each vector has.
        self._held: dict[int, tuple[Ints, Floats, Ints]] = {}
        self._dense = np.zeros(_FEW * len(self._kinds), np.float64)

    def add(self, number: int, vectors: Mapping[str, Vector]) -> None:
        """Keep a unit's vectors, one of each kind, the words of each sorted."""
        words, kinds = self._words, len(self._kinds)
        rows: list[int] = []
        values: list[float] = []
        for kind, place in self._kinds.items():
            rows += [words.setdefault(word, len(words)) * kinds + place for word in vectors[kind]]
            values += vectors[kind].values()
        sizes = np.array([len(vectors[kind]) for kind in self._kinds], np.int64)
        self._held[number] = np.array(rows, np.int64), np.array(values, np.float64), sizes
        if len(words) * kinds > len(self._dense):
            self._dense = np.zeros(2 * len(words) * kinds, np.float64)

    def products(self, number: int, others: Sequence[int]) -> Floats:
        """The products of a unit's vectors with those of ``others`` beside which they are set,
        [others, kinds]."""
        kinds = len(self._kinds)
        if not others:
            return np.zeros((0, kinds), np.float64)
        rows, values, sizes = self._held[number]
        faced = rows + np.repeat(self._places - np.arange(kinds), sizes)
        self._dense[faced] = values
        held = [self._held[other] for other in others]
        products = self._dense[np.concatenate([row for row, _, _ in held])]
        products *= np.concatenate([value for _, value, _ in held])
        self._dense[faced] = 0.0
        owners = np.repeat(np.arange(len(others) * kinds), np.concatenate([size for _, _, size in held]))
        found = np.bincount(owners, products, len(others) * kinds).reshape(-1, kinds)
        out: Floats = found[:, self._places].astype(np.float64, copy=False)
        return out

    def forget(self, first: int) -> None:
        """Let go of the units before number ``first``, and of words that no vector has any more."""
        kinds = len(self._kinds)
        for number in [number for number in self._held if number < first]:
            del self._held[number]
        used = np.zeros(len(self._words), np.bool_)
        for rows, _, _ in self._held.values():
            used[rows // kinds] = True
        if len(used) <= _FEW or 2 * used.sum() > len(used):
            return
        place = np.cumsum(used) - 1
        self._words = {word: int(place[row]) for word, row in self._words.items() if used[row]}
        for number, (rows, values, sizes) in self._held.items():
            self._held[number] = place[rows // kinds] * kinds + rows % kinds, values, sizes
        self._dense = np.zeros(max(_FEW, 2 * len(self._words)) * kinds, np.float64)
