"""Cells: which units of a large story are looked at for one unit's neighbours.

A story of some hundred articles has thousands of units: all against all grows with the square. They are put
into cells around units spread evenly over the story (an inverted file with a flat search inside, after
Jégou, Douze and Schmid 2011, "Product quantization for nearest neighbor search", without the quantization);
a unit is looked for in the cells nearest to its own, always about as many units, however large the story is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WHOLE = 2000  # units of a story up to which all are looked at
_CELL = 200  # units a cell, on average
_PROBED = 1500  # units looked at for one, at least
_ROUNDS = 2  # means taken

Floats = NDArray[np.float32]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of vectors by cell: the cells' centres, and for each cell the rows of the cells near to it."""

    centres: Floats
    cell: Places
    near: tuple[Places, ...]

    def blocks(self, rows: Places, cells: Places) -> Iterator[tuple[Places, Places]]:
        """Places in ``rows`` of one cell each with the rows that are looked at for them.

        ``cells`` names the cell of each of the ``rows``.
        """
        for number, looked in enumerate(self.near):
            here = np.flatnonzero(cells == number)
            if len(here):
                yield rows[here], looked

    def nearest(self, vectors: Floats) -> Places:
        """The cell whose centre is nearest to each vector, by the centres' leading dimensions."""
        return np.asarray((vectors @ self.centres[:, : vectors.shape[1]].T).argmax(axis=1))


def cells(vectors: Floats) -> Cells:
    """Cells of the rows of ``vectors``, [rows, d]; one cell where they are few."""
    count = len(vectors)
    if count <= WHOLE:
        return Cells(vectors[:1], np.zeros(count, np.intp), (np.arange(count),))
    centres = vectors[np.linspace(0, count - 1, -(-count // _CELL)).astype(np.intp)]
    for _ in range(_ROUNDS):
        cell = (vectors @ centres.T).argmax(axis=1)
        centres = _means(vectors, cell, centres)
    cell = (vectors @ centres.T).argmax(axis=1)
    held = [np.flatnonzero(cell == number) for number in range(len(centres))]
    likeness = centres @ centres.T
    return Cells(centres, cell, tuple(_around(row, held) for row in likeness))


def _means(vectors: Floats, cell: Places, centres: Floats) -> Floats:
    """The mean of each cell's rows, of length 1; an empty cell keeps its centre."""
    out = centres.copy()
    for number in range(len(centres)):
        members = vectors[cell == number]
        if len(members):
            mean = members.mean(axis=0)
            out[number] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return out


def _around(likeness: Floats, held: list[Places]) -> Places:
    """The rows of the cells nearest to one, until enough are gathered."""
    found: list[Places] = []
    for number in np.argsort(-likeness, kind="stable"):
        found.append(held[number])
        if sum(map(len, found)) >= _PROBED:
            break
    return np.sort(np.concatenate(found))
