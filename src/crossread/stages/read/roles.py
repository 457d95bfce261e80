"""The second pass: around each cue, which words are its source and its content.

The views are shared by training and run time; a change here asks for new weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.models import Reader, Views
from crossread.stages.read.decode import Flags, Floats, Tagged, tag_all

Ints = npt.NDArray[np.int64]

BEFORE: Final = 64  # words around a cue in which its parts are looked for: 98.9 % of PolNeAR's lie there
BEHIND: Final = 96
_CHUNK: Final = 16  # cues that are read together
_REAL: Final = 0.5  # below it a cue is none
_HALF: Final = 9  # buckets of distance on each side


@dataclass(frozen=True, slots=True)
class Cue:
    """Words ``first`` to ``last`` that may be a cue; ``inner``: seen only as one within a content."""

    first: int
    last: int
    inner: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Framed:
    """A cue with the spans of its sources and contents, and the share of its being one."""

    cue: Cue
    parts: tuple[Tagged, ...]
    real: float


def distances(start: int, stop: int, cue: tuple[int, int]) -> Ints:
    """Bucket of each word's distance from the cue: 0 in it; 1, 2, 3-4, 5-8 … behind; the same + 9 before."""
    at = np.arange(start, stop)
    gap = np.where(at > cue[1], at - cue[1], np.where(at < cue[0], cue[0] - at, 0))
    bucket = np.where(gap > 0, 1 + np.ceil(np.log2(np.maximum(gap, 1))).astype(np.int64), 0)
    return np.where(at < cue[0], bucket + _HALF, bucket)


def frames(
    cues: Sequence[Cue], memory: Floats, zones: npt.NDArray[np.int32], fresh: Flags, reader: Reader
) -> list[Framed]:
    """The parts of all ``cues`` of a block.

    ``memory`` float32 [words, width] and ``fresh`` bool [words] are those of the
    block; no part leaves the zone (int32 [words]) of its cue.
    """
    out: list[Framed] = []
    bounds = _runs(zones)
    moves, first = reader.parts_crf
    names = reader.labels["parts"]
    for at in range(0, len(cues), _CHUNK):
        chunk = cues[at : at + _CHUNK]
        places = [_view(cue, bounds, len(memory)) for cue in chunk]
        parts, real = reader.roles(_views(chunk, places, memory))
        kept = [row for row in range(len(chunk)) if real[row] >= _REAL]
        sizes = [stop - start for start, stop in places]
        tagged = tag_all(
            [parts[row, : sizes[row]] for row in kept],
            moves,
            first,
            names,
            [fresh[slice(*places[row])] for row in kept],
        )
        for row, found in zip(kept, tagged, strict=True):
            start = places[row][0]
            moved = (Tagged(one.kind, start + one.first, start + one.last, one.confidence) for one in found)
            out.append(Framed(chunk[row], tuple(moved), float(real[row])))
    return out


def _runs(zones: npt.NDArray[np.int32]) -> Ints:
    """The first words of the runs of one zone, and the number of words."""
    return np.concatenate([[0], np.flatnonzero(np.diff(zones)) + 1, [len(zones)]]).astype(np.int64)


def _view(cue: Cue, bounds: Ints, count: int) -> tuple[int, int]:
    """First word, and the one behind the last, of what is looked at around a cue."""
    zone = int(np.searchsorted(bounds, cue.first, side="right")) - 1
    low, high = int(bounds[zone]), int(bounds[zone + 1])
    return max(low, cue.first - BEFORE), min(max(high, cue.last + 1), count, cue.last + 1 + BEHIND)


def _views(cues: Sequence[Cue], places: Sequence[tuple[int, int]], memory: Floats) -> Views:
    most = max(stop - start for start, stop in places)
    count = len(cues)
    held = np.zeros((count, most, memory.shape[1]), np.float32)
    mark = np.zeros((count, most), np.int64)
    distance = np.zeros((count, most), np.int64)
    inside = np.zeros((count, most), np.bool_)
    for row, (cue, (start, stop)) in enumerate(zip(cues, places, strict=True)):
        size = stop - start
        held[row, :size] = memory[start:stop]
        mark[row, cue.first - start : cue.last + 1 - start] = 1
        distance[row, :size] = distances(start, stop, (cue.first, cue.last))
        inside[row, :size] = True
    return Views(held, mark, distance, inside)
