"""Run the reader over a block, window by window, and join what it says of each word."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crossread.models import Reader
from crossread.stages.read.features import Block
from crossread.stages.read.windows import OVERLAP, central, windows

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of all words of a block; see :class:`crossread.models.ReaderOutput` for shapes."""

    attribution: Floats
    inner: Floats
    entity: Floats
    memory: Floats


def score(block: Block, reader: Reader) -> Scores:
    """Scores of each word, from the window in which it stands most centrally."""
    pieces = reader.pieces(block.forms())
    sizes, limit = [len(ids) for ids in pieces], reader.window
    parts = windows(sizes, block.features[:, 2] == 2, limit=limit, overlap=min(OVERLAP, limit // 3))
    owner = central(parts, len(pieces))
    joined: list[list[Floats]] = [[], [], [], []]
    for index, window in enumerate(parts):
        kept = owner[window.first : window.last] == index
        if not kept.any():
            continue
        out = reader.run(pieces[window.first : window.last], block.features[window.first : window.last])
        for held, values in zip(joined, (out.attribution, out.inner, out.entity, out.memory), strict=True):
            held.append(values[kept])
    if not parts:
        return Scores(*(np.zeros((0, width), np.float32) for width in (7, 3, 9, reader.width)))
    return Scores(*(np.concatenate(held) for held in joined))
