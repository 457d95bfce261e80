"""Windows of word pieces over a long text, cut where sentences start."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

PIECES: Final = 254  # word pieces in a window, without the two special ones
OVERLAP: Final = 64  # word pieces that two windows share at least, where sentences allow


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``[first, last)`` of a block."""

    first: int
    last: int


def windows(
    sizes: Sequence[int], starts: npt.NDArray[np.bool_], *, limit: int = PIECES, overlap: int = OVERLAP
) -> list[Window]:
    """Cover words of ``sizes`` pieces by windows of at most ``limit`` pieces.

    ``starts`` is bool [words]: a sentence starts here. A window begins and ends
    at such a start; a sentence longer than a window is cut at the limit.
    """
    total = np.concatenate([[0], np.cumsum(np.asarray(sizes, np.int64))])
    count = len(sizes)
    cuts = np.append(np.flatnonzero(starts), count)
    out: list[Window] = []
    first = 0
    while first < count:
        reach = int(np.searchsorted(total, total[first] + limit, side="right")) - 1
        last = max(_cut_at_or_before(cuts, reach), 0)
        if last <= first:
            last = max(reach, first + 1)
        out.append(Window(first, last))
        if last >= count:
            break
        back = int(np.searchsorted(total, total[last] - overlap, side="right")) - 1
        again = _cut_at_or_before(cuts, back)
        first = again if first < again < last else max(first + 1, back) if overlap and back > first else last
    return out


def _cut_at_or_before(cuts: npt.NDArray[np.int64], position: int) -> int:
    at = int(np.searchsorted(cuts, position, side="right")) - 1
    return int(cuts[at]) if at >= 0 else -1


def central(parts: Sequence[Window], count: int) -> npt.NDArray[np.int32]:
    """For each of ``count`` words, the window in which it stands most centrally, int32 [words]."""
    best = np.full(count, -1, np.int64)
    owner = np.zeros(count, np.int32)
    for index, window in enumerate(parts):
        at = np.arange(window.first, window.last)
        # The text's own ends are no margin: nothing is missing there.
        left = np.where(window.first == 0, count, at - window.first)
        right = np.where(window.last == count, count, window.last - 1 - at)
        margin = np.minimum(left, right)
        better = margin > best[at]
        best[at[better]] = margin[better]
        owner[at[better]] = index
    return owner
