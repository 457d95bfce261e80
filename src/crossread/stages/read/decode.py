"""From scores to tagged spans: Viterbi over a whole block, and how sure the tags are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.stages.read.features import Block

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

_BARRED: Final = np.float32(-1e4)


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
    if not len(scores):
        return []
    inside = np.asarray([label.startswith("I-") for label in labels])
    emissions = scores.astype(np.float64)
    emissions[np.ix_(fresh, inside)] = _BARRED
    path = viterbi(emissions, moves.astype(np.float64), first.astype(np.float64))
    marginals = forward_backward(emissions, moves.astype(np.float64), first.astype(np.float64))
    return spans(path, marginals, labels)


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


def viterbi(
    scores: npt.NDArray[np.float64], moves: npt.NDArray[np.float64], first: npt.NDArray[np.float64]
) -> npt.NDArray[np.int64]:
    """The best path, int64 [words]."""
    count, size = scores.shape
    back = np.zeros((count, size), np.int64)
    turned = np.ascontiguousarray(moves.T)
    best = scores[0] + first
    for at in range(1, count):
        total = turned + best
        origin = back[at] = total.argmax(1)
        best = total[np.arange(size), origin] + scores[at]
    path = np.zeros(count, np.int64)
    path[-1] = best.argmax()
    for at in range(count - 1, 0, -1):
        path[at - 1] = back[at, path[at]]
    return path


def forward_backward(
    scores: npt.NDArray[np.float64], moves: npt.NDArray[np.float64], first: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Marginal probability of each tag at each word, float64 [words, tags]."""
    count = len(scores)
    here: npt.NDArray[np.float64] = np.exp(scores - scores.max(1, keepdims=True))
    step = np.exp(moves)
    forward: npt.NDArray[np.float64] = np.empty_like(here)
    alpha: npt.NDArray[np.float64] = here[0] * np.exp(first)
    forward[0] = alpha / alpha.sum()
    for at in range(1, count):
        alpha = (forward[at - 1] @ step) * here[at]
        forward[at] = alpha / alpha.sum()
    out: npt.NDArray[np.float64] = np.empty_like(here)
    beta = np.ones(here.shape[1])
    out[-1] = forward[-1]
    for at in range(count - 1, 0, -1):
        beta = step @ (here[at] * beta)
        beta /= beta.sum()
        both = forward[at - 1] * beta
        out[at - 1] = both / both.sum()
    return out


def spans(
    path: npt.NDArray[np.int64], marginals: npt.NDArray[np.float64], labels: Sequence[str]
) -> list[Tagged]:
    """The runs of B and I tags of ``path``."""
    out: list[Tagged] = []
    names = [labels[tag] for tag in path.tolist()]
    at = 0
    while at < len(names):
        first = at
        at += 1
        if not names[first].startswith("B-"):
            continue
        kind = names[first][2:]
        while at < len(names) and names[at] == f"I-{kind}":
            at += 1
        columns = [labels.index(f"B-{kind}"), labels.index(f"I-{kind}")]
        sure = float(marginals[first:at][:, columns].sum(1).mean())
        out.append(Tagged(kind, first, at - 1, min(1.0, sure)))
    return out
