"""Sums and best paths of linear-chain CRFs, many chains at once.

A chain is cut into stretches of about the root of its length. What each stretch
does to any tag before it is one matrix; these are joined one after the other,
and then all stretches are gone through together. A text of n words takes some
3 √n steps of numpy in place of n; the results are those of the plain recursion.
"""

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_TINY = 1e-300  # what lies behind a chain sums to nothing
_SHORT = 12  # places; fewer are gone through one by one, in one stretch


@dataclass(frozen=True, slots=True)
class _Folded:
    """All places but the first, in stretches: float64 [rows, stretches, places, tags], bool without tags."""

    scores: Values
    valid: Flags

    @property
    def stretches(self) -> int:
        return int(self.scores.shape[1])

    @property
    def length(self) -> int:
        return int(self.scores.shape[2])

    @property
    def joined(self) -> int:
        """Places of which must be known what they do to any tag before: none of a single stretch."""
        return self.length if self.stretches > 1 else 0


def _fold(scores: Values, sizes: npt.NDArray[np.int64]) -> _Folded:
    rows, places, tags = scores.shape
    length = max(1, places - 1 if places <= _SHORT else ceil(sqrt(places - 1)))
    stretches = max(1, ceil((places - 1) / length))
    held = np.zeros((rows, stretches * length, tags))
    held[:, : places - 1] = scores[:, 1:]
    valid = np.arange(1, stretches * length + 1) < sizes[:, None]
    return _Folded(
        held.reshape(rows, stretches, length, tags), np.asarray(valid).reshape(rows, stretches, length)
    )


def best_paths(
    scores: Values, sizes: npt.NDArray[np.int64], moves: Values, first: Values
) -> npt.NDArray[np.int64]:
    """The best path of each row (Viterbi), int64 [rows, places]; what lies behind a row's size means nothing.

    ``scores`` float64 [rows, places, tags], at least one place; ``moves`` [from, to]; ``first`` [tags].
    """
    rows, places, tags = scores.shape
    folded = _fold(scores, sizes)
    effect = np.broadcast_to(
        np.where(np.eye(tags, dtype=bool), 0.0, -np.inf), (rows, folded.stretches, tags, tags)
    )
    for at in range(folded.joined):
        after = _best(effect, moves) + folded.scores[:, :, at, None, :]
        effect = np.where(folded.valid[:, :, at, None, None], after, effect)
    best = np.empty((rows, folded.stretches, tags))
    last = scores[:, 0] + first
    for stretch in range(folded.stretches):
        best[:, stretch] = last
        last = (last[:, :, None] + effect[:, stretch]).max(1)
    back = np.empty((rows, folded.stretches, folded.length, tags), np.uint8)
    for at in range(folded.length):
        valid = folded.valid[:, :, at, None]
        after, origin = _best_from(best, moves)
        back[:, :, at] = np.where(valid, origin, np.arange(tags, dtype=np.uint8))
        best = np.where(valid, after + folded.scores[:, :, at], best)
    return _traced(back.reshape(rows, -1, tags)[:, : places - 1], best[:, -1].argmax(-1))


def _best(scores: Values, moves: Values) -> Values:
    """The best score with which each tag is reached from [.., tags], one tag before it after the other."""
    out: Values = scores[..., :1] + moves[0]
    for tag in range(1, len(moves)):
        np.maximum(out, scores[..., tag : tag + 1] + moves[tag], out=out)
    return out


def _best_from(scores: Values, moves: Values) -> tuple[Values, npt.NDArray[np.uint8]]:
    """What :func:`_best` gives, and from which tag each is reached so; of equal ones the first."""
    out: Values = scores[..., :1] + moves[0]
    origin = np.zeros(out.shape, np.uint8)
    for tag in range(1, len(moves)):
        other = scores[..., tag : tag + 1] + moves[tag]
        better = other > out
        np.copyto(out, other, where=better)
        np.copyto(origin, np.uint8(tag), where=better)
    return out, origin


def _traced(back: npt.NDArray[np.uint8], last: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The paths that end in ``last``; ``back`` [rows, places but the first, tags]: from where each came."""
    rows, places, tags = back.shape
    origins = back.tobytes()  # looked into place by place, which arrays are slow at
    out = np.empty((rows, places + 1), np.int64)
    for row, tag in enumerate(last.tolist()):
        path = [tag]
        first = row * places * tags
        for at in range(first + (places - 1) * tags, first - 1, -tags):
            tag = origins[at + tag]
            path.append(tag)
        out[row] = path[::-1]
    return out


def marginals(scores: Values, sizes: npt.NDArray[np.int64], moves: Values, first: Values) -> Values:
    """Probability of each tag at each place, float64 [rows, places, tags]; as for :func:`best_paths`."""
    rows, places, tags = scores.shape
    here = np.exp(scores - scores.max(-1, keepdims=True))
    step = np.exp(moves)
    start = _normal(here[:, 0] * np.exp(first))
    folded = _fold(here, sizes)
    effect = np.broadcast_to(np.eye(tags), (rows, folded.stretches, tags, tags))
    for at in range(folded.joined):
        after = _product(effect, step) * folded.scores[:, :, at, None, :]
        after = after / np.maximum(after.sum((-2, -1), keepdims=True), _TINY)
        effect = np.where(folded.valid[:, :, at, None, None], after, effect)
    forward = np.empty((rows, folded.stretches, tags))
    backward = np.empty_like(forward)
    alpha, beta = start, np.ones((rows, tags))
    for stretch in range(folded.stretches):
        other = folded.stretches - 1 - stretch
        forward[:, stretch], backward[:, other] = alpha, beta
        alpha = _normal((alpha[:, None] @ effect[:, stretch])[:, 0])
        beta = _normal((effect[:, other] @ beta[..., None])[..., 0])
    ahead, behind = np.empty_like(folded.scores), np.empty_like(folded.scores)
    for at in range(folded.length):
        valid = folded.valid[:, :, at, None]
        forward = np.where(valid, _normal(_product(forward, step) * folded.scores[:, :, at]), forward)
        ahead[:, :, at] = forward
    for at in reversed(range(folded.length)):
        behind[:, :, at] = backward
        valid = folded.valid[:, :, at, None]
        backward = np.where(valid, _normal(_product(folded.scores[:, :, at] * backward, step.T)), backward)
    out = np.empty((rows, places, tags))
    out[:, 0] = start * backward[:, 0]
    out[:, 1:] = (ahead * behind).reshape(rows, -1, tags)[:, : places - 1]
    return _normal(out)


def _product(values: Values, matrix: Values) -> Values:
    """``values @ matrix`` as one product: numpy takes a stack of small ones one by one."""
    out: Values = (values.reshape(-1, len(matrix)) @ matrix).reshape(values.shape)
    return out


def _normal(values: Values) -> Values:
    out: Values = values / np.maximum(values.sum(-1, keepdims=True), _TINY)
    return out
