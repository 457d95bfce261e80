"""The second pass: around each cue, which words are its source and its content.

The views are shared by training and run time; a change here asks for new weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.models import Reader, Views
from crossread.stages.read.decode import Flags, Floats, Tagged, tag_all

Ints = npt.NDArray[np.int64]

BEFORE: Final = 64  # words around a cue in which its parts are looked for: 98.9 % of PolNeAR's lie there
BEHIND: Final = 96
_CHUNK: Final = 64  # cues that are decoded together
_REAL: Final = 0.5  # below it a cue is none
_HALF: Final = 9  # buckets of distance on each side
_BUCKETS: Final = 1 + np.ceil(np.log2(np.maximum(np.arange(512), 1))).astype(np.int64)


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
    before, within = cue[0] - start, cue[1] + 1 - cue[0]
    behind = stop - start - before - within
    return np.concatenate(
        [_BUCKETS[before:0:-1] + _HALF, np.zeros(within, np.int64), _BUCKETS[1 : behind + 1]]
    )


def frames(
    cues: Sequence[Cue], memory: Floats, zones: npt.NDArray[np.int32], fresh: Flags, reader: Reader
) -> list[Framed]:
    """The parts of all ``cues`` of a block.

    ``memory`` float32 [words, width] and ``fresh`` bool [words] are those of the
    block; no part leaves the zone (int32 [words]) of its cue.
    """
    bounds = _runs(zones)
    kept: list[_Read] = []
    for cue in cues:
        start, stop = _view(cue, bounds, len(memory))
        # One cue a call: nothing is padded, and no cue can touch what is said of another.
        parts, real = reader.roles(_around(cue, start, stop, memory))
        if real[0] >= _REAL:
            kept.append(_Read(cue, start, parts[0], float(real[0])))
    found: dict[Cue, Framed] = {}
    by_size = sorted(kept, key=lambda one: len(one.parts))
    for at in range(0, len(by_size), _CHUNK):
        chunk = by_size[at : at + _CHUNK]
        starts = [fresh[one.start : one.start + len(one.parts)] for one in chunk]
        held = tag_all([one.parts for one in chunk], *reader.parts_crf, reader.labels["parts"], starts)
        for one, tagged in zip(chunk, held, strict=True):
            moved = (
                replace(part, first=one.start + part.first, last=one.start + part.last) for part in tagged
            )
            found[one.cue] = Framed(one.cue, tuple(moved), one.real)
    return [found[one.cue] for one in kept]


@dataclass(frozen=True, slots=True)
class _Read:
    """What the second pass said of a cue: ``parts`` float32 [words, 5] from word ``start`` on."""

    cue: Cue
    start: int
    parts: Floats
    real: float


def _runs(zones: npt.NDArray[np.int32]) -> Ints:
    """The first words of the runs of one zone, and the number of words."""
    return np.concatenate([[0], np.flatnonzero(np.diff(zones)) + 1, [len(zones)]]).astype(np.int64)


def _view(cue: Cue, bounds: Ints, count: int) -> tuple[int, int]:
    """First word, and the one behind the last, of what is looked at around a cue."""
    zone = int(np.searchsorted(bounds, cue.first, side="right")) - 1
    low, high = int(bounds[zone]), int(bounds[zone + 1])
    return max(low, cue.first - BEFORE), min(max(high, cue.last + 1), count, cue.last + 1 + BEHIND)


def _around(cue: Cue, start: int, stop: int, memory: Floats) -> Views:
    """The words from ``start`` to ``stop`` as the second pass sees them."""
    mark = np.zeros((1, stop - start), np.int64)
    mark[0, cue.first - start : cue.last + 1 - start] = 2 if cue.inner else 1
    distance = distances(start, stop, (cue.first, cue.last))[None]
    return Views(memory[None, start:stop], mark, distance, np.ones(mark.shape, np.bool_))
