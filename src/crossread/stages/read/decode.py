"""From scores to tagged spans: Viterbi over a whole block, and how sure the tags are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.stages.read import chain
from crossread.stages.read.features import Block

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

_BARRED: Final = np.float32(-1e4)
_SURELY_NONE: Final = 8.0  # nats by which "O" must lead where a chain may be cut


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words ``first`` to ``last``, both in, of one kind; ``confidence`` in [0, 1] is their mean marginal."""

    kind: str
    first: int
    last: int
    confidence: float


def barriers(block: Block) -> Flags:
    """bool [words]: no span may run on into this word.

    A line break ends every span unless a quotation is open; the end of a part
    (furniture follows, or the headline) always does.
    """
    fresh = np.zeros(len(block.words), np.bool_)
    if len(fresh) > 1:
        line_break = block.line[1:] != block.line[:-1]
        fresh[1:] = (line_break & ~block.open_after[:-1]) | (block.part[1:] != block.part[:-1])
    return fresh


def tag(scores: Floats, moves: Floats, first: Floats, labels: Sequence[str], fresh: Flags) -> list[Tagged]:
    """The spans of the best path of a CRF, in text order.

    ``scores`` float32 [words, tags]; ``moves`` [from, to]; ``first`` [tags];
    ``fresh`` bool [words] as :func:`barriers` gives it.
    """
    return tag_all([scores], moves, first, labels, [fresh])[0]


def tag_all(
    scores: Sequence[Floats], moves: Floats, first: Floats, labels: Sequence[str], fresh: Sequence[Flags]
) -> list[list[Tagged]]:
    """What :func:`tag` says of each of several stretches of words, all at once."""
    sizes = np.asarray([len(one) for one in scores], np.int64)
    if not sizes.any():
        return [[] for _ in scores]
    inside = np.asarray([label.startswith("I-") for label in labels])
    emissions = np.zeros((len(sizes), int(sizes.max()), len(labels)))
    barred = np.zeros(emissions.shape[:2], np.bool_)
    for row, (one, starts) in enumerate(zip(scores, fresh, strict=True)):
        emissions[row, : len(one)] = one
        barred[row, : len(one)] = starts
    emissions[barred[:, :, None] & inside] = _BARRED
    given = (emissions, sizes, moves.astype(np.float64), first.astype(np.float64))
    return _spans(chain.best_paths(*given), chain.marginals(*given), sizes, labels)


def tag_loose(scores: Floats, labels: Sequence[str], fresh: Flags) -> list[Tagged]:
    """What :func:`tag` says with :func:`legal_moves`, faster where most words are surely of no span.

    Without a CRF a word that is "O" tells nothing of its neighbours: the stretches
    between such words are decoded by themselves, all at once, and a stretch whose
    words all are "O" at best is not decoded. Confidences differ by less than 0.002.
    """
    if not len(scores):
        return []
    open_ = np.concatenate([[False], scores[:, 0] - scores[:, 1:].max(1) < _SURELY_NONE, [False]])
    edges = np.flatnonzero(open_[1:] != open_[:-1]).tolist()
    some = np.concatenate([[0], np.cumsum(scores[:, 1:].max(1) > scores[:, 0])])
    stretches = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if some[b] > some[a]]
    moves, first = legal_moves(labels)
    found = tag_all([scores[a:b] for a, b in stretches], moves, first, labels,
                    [fresh[a:b] for a, b in stretches])  # fmt: skip
    return [
        replace(one, first=start + one.first, last=start + one.last)
        for (start, _), held in zip(stretches, found, strict=True)
        for one in held
    ]


def legal_moves(labels: Sequence[str]) -> tuple[Floats, Floats]:
    """Moves and first scores that only bar what BIO forbids, for a tagger without a CRF."""
    size = len(labels)
    moves = np.zeros((size, size), np.float32)
    first = np.zeros(size, np.float32)
    for to, label in enumerate(labels):
        if label.startswith("I-"):
            first[to] = _BARRED
            for origin, other in enumerate(labels):
                if other[2:] != label[2:]:
                    moves[origin, to] = _BARRED
    return moves, first


def _spans(
    paths: npt.NDArray[np.int64],
    shares: npt.NDArray[np.float64],
    sizes: npt.NDArray[np.int64],
    labels: Sequence[str],
) -> list[list[Tagged]]:
    """The runs of B and I tags of each row of ``paths``; ``shares`` as of :func:`chain.marginals`."""
    out: list[list[Tagged]] = [[] for _ in paths]
    inside = {tag: labels.index(f"I-{label[2:]}") for tag, label in enumerate(labels) if label[:2] == "B-"}
    behind = np.arange(paths.shape[1]) >= sizes[:, None]
    rows, firsts = np.nonzero(np.isin(paths, list(inside)) & ~behind)
    if not len(rows):
        return out
    begins = paths[rows, firsts]
    insides = np.asarray([inside[begin] for begin in begins.tolist()])
    tags = np.where(behind, -1, paths).tolist()
    runs = [
        _run(tags[row], first, tag)
        for row, first, tag in zip(rows.tolist(), firsts.tolist(), insides.tolist(), strict=True)
    ]
    lengths = np.asarray(runs)
    ahead = np.cumsum(lengths) - lengths  # words of the runs before each
    held, at = np.repeat(rows, lengths), np.arange(lengths.sum()) + np.repeat(firsts - ahead, lengths)
    sure = shares[held, at, np.repeat(begins, lengths)] + shares[held, at, np.repeat(insides, lengths)]
    means = np.add.reduceat(sure, ahead) / lengths
    found = zip(rows.tolist(), begins.tolist(), firsts.tolist(), runs, means.tolist(), strict=True)
    for row, begin, first, length, mean in found:
        out[row].append(Tagged(labels[begin][2:], first, first + length - 1, min(1.0, mean)))
    return out


def _run(tags: Sequence[int], first: int, inside: int) -> int:
    """How many words a span has that begins at word ``first`` and goes on while the tag is ``inside``."""
    last = first + 1
    while last < len(tags) and tags[last] == inside:
        last += 1
    return last - first
