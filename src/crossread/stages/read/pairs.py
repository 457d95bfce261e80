"""What the linker knows of two spans besides their words: distance, side, and what stands between.

Shared by training and run time; a change here asks for new weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.stages.read.features import Block

Ints = npt.NDArray[np.int64]

_EDGES: Final = np.asarray([1, 2, 4, 7, 12, 22, 42])  # words between, upper bounds (out) of the buckets
# distance and side, line breaks, sentence ends, quotation marks, candidates, queries and third spans between
SIZES: Final = (2 * (len(_EDGES) + 1), 4, 4, 4, 4, 4, 4)


@dataclass(frozen=True, slots=True)
class Marks:
    """Running counts over the words of a block (int64 [words + 1] each), to count what lies between."""

    quotes: Ints
    line: Ints
    sentence: Ints

    @classmethod
    def of(cls, block: Block) -> "Marks":
        """The counts of a whole block."""
        return cls.build(block.features, block.line, block.sentence)

    @classmethod
    def build(cls, features: Ints, line: npt.NDArray[np.int32], sentence: npt.NDArray[np.int32]) -> "Marks":
        """The counts, from the arrays of a block or of a part of one."""
        return cls(_running(features[:, 1] >= 3), line.astype(np.int64), sentence.astype(np.int64))


def _running(flags: npt.NDArray[np.bool_]) -> Ints:
    return np.concatenate([[0], np.cumsum(flags)]).astype(np.int64)


def starts_of(count: int, spans: Ints) -> Ints:
    """Running count of the ``spans`` (int64 [n, 2]) that start before each of ``count`` words."""
    flags = np.zeros(count, np.bool_)
    flags[spans[:, 0]] = True
    return _running(flags)


def pair_features(marks: Marks, queries: Ints, candidates: Ints, counts: Sequence[Ints]) -> Ints:
    """Feature indices, int64 [queries, candidates, 7], each below its entry of SIZES.

    ``queries`` and ``candidates`` are int64 [n, 2]: first and last word of each
    span, both in. ``counts`` are the :func:`starts_of` all candidates, all
    queries and all spans of the third role.
    """
    first_query, last_query = queries[:, :1], queries[:, 1:]
    first, last = candidates[None, :, 0], candidates[None, :, 1]
    after = first > first_query  # the candidate stands after the query
    left = np.where(after, last_query, last)  # last word before the gap
    right = np.maximum(np.where(after, first, first_query), left + 1)  # first word behind it
    distance = np.digitize(right - left - 1, _EDGES) + after * (len(_EDGES) + 1)
    closed = np.minimum(right, len(marks.line) - 1)
    between = [np.clip(running[right] - running[left + 1], 0, 3) for running in (marks.quotes, *counts)]
    lines = np.clip(marks.line[closed] - marks.line[left], 0, 3)
    sentences = np.clip(marks.sentence[closed] - marks.sentence[left], 0, 3)
    return np.stack([distance, lines, sentences, *between], axis=-1)
