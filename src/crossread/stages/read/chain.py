"""Sums and best paths of linear-chain CRFs, many chains at once.

Both come from one recursion: how each tag at each place is reached. Of many chains each step is one
step of numpy. A few long ones are cut into stretches: what each stretch does to any tag before it is
one matrix; these are joined one after the other, and then all stretches are gone through together.
The results are those of the plain recursion.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

_TINY: Final = 1e-300  # what lies behind a chain sums to nothing
_SHORT: Final = 12  # places; fewer are gone through one by one, in one stretch
_MANY: Final = 12  # chains; so many fill a step of numpy, and cutting them costs more than it saves
_UNEVEN: Final = 1.5  # a place of all stretches together costs so much more than a stretch that is joined
_OFTEN: Final = 8  # places after which sums are brought back to 1: words may differ by e^80


@dataclass(frozen=True, slots=True)
class _Paths:
    """How scores go together: ``along`` one path, ``joined`` over several, ``moved`` over all tags before.

    ``moved`` takes float64 [tags, ways, n] and moves [from, to]; ``none`` and ``free`` are the scores of
    what cannot be and of what costs nothing; ``settled`` keeps numbers within bounds.
    """

    along: np.ufunc
    joined: np.ufunc
    moved: Callable[[Values, Values], Values]
    settled: Callable[[Values], Values]
    none: float
    free: float


def _best_moved(state: Values, moves: Values) -> Values:
    out: Values = np.maximum.reduce(state[:, None] + moves[:, :, None, None], axis=0)
    return out


def _summed_moved(state: Values, moves: Values) -> Values:
    out: Values = (moves.T @ state.reshape(len(moves), -1)).reshape(state.shape)
    return out


def _settled(state: Values) -> Values:
    out: Values = state / np.maximum(state.sum((0, 1)), _TINY)
    return out


_BEST: Final = _Paths(np.add, np.maximum, _best_moved, lambda state: state, -np.inf, 0.0)
_SUMMED: Final = _Paths(np.multiply, np.add, _summed_moved, _settled, 0.0, 1.0)


def best_paths(
    scores: Values, sizes: npt.NDArray[np.int64], moves: Values, first: Values
) -> npt.NDArray[np.int64]:
    """The best path of each row (Viterbi), int64 [rows, places]; what lies behind a row's size means nothing.

    ``scores`` float64 [rows, places, tags], at least one place; ``sizes`` int64 [rows], each at least 1;
    ``moves`` [from, to]; ``first`` [tags].
    """
    here = np.ascontiguousarray(scores.transpose(1, 2, 0))
    reached = _before(here, first, moves, _BEST) + here
    last = reached[sizes - 1, :, np.arange(len(sizes))].argmax(1)
    return _traced(_origins(reached[:-1], moves), last, sizes)


def marginals(scores: Values, sizes: npt.NDArray[np.int64], moves: Values, first: Values) -> Values:
    """Probability of each tag at each place, float64 [rows, places, tags]; as for :func:`best_paths`."""
    places = scores.shape[1]
    here = np.ascontiguousarray(np.exp(scores - scores.max(-1, keepdims=True)).transpose(1, 2, 0))
    step = np.exp(moves)
    ahead = _before(here, np.exp(first), step, _SUMMED)
    # Backwards it is the same recursion, over rows that are turned round so that each begins with its end.
    turned = np.maximum(sizes - 1 - np.arange(places)[:, None], 0)
    rows = np.arange(len(sizes))
    behind = _before(here[turned, :, rows].transpose(0, 2, 1), np.ones(len(first)), step.T, _SUMMED)
    found = ahead * here * behind[turned, :, rows].transpose(0, 2, 1)
    return np.ascontiguousarray((found / np.maximum(found.sum(1, keepdims=True), _TINY)).transpose(2, 0, 1))


def _before(here: Values, first: Values, moves: Values, paths: _Paths) -> Values:
    """The score with which each tag at each place is reached, its own left out; all [places, tags, rows]."""
    places, tags, rows = here.shape
    length = _length(places, rows)
    stretches = ceil(places / length)
    if length < places:
        padded = np.pad(here, ((0, stretches * length - places), (0, 0), (0, 0)), constant_values=paths.free)
        here = padded.reshape(stretches, length, tags, rows).transpose(1, 2, 0, 3).reshape(length, tags, -1)
    start = np.empty((tags, stretches, rows))
    start[:, 0] = first[:, None]
    if stretches > 1:
        same = np.where(np.eye(tags, dtype=bool), paths.free, paths.none)[:, :, None]
        ways = np.broadcast_to(same, (tags, tags, stretches * rows))
        for at in range(length):
            ways = _step(ways, here, at, moves, paths)
        effect = ways.reshape(tags, tags, stretches, rows)
        for stretch in range(1, stretches):
            reached = paths.along(effect[:, :, stretch - 1], start[:, stretch - 1])
            start[:, stretch] = paths.settled(paths.joined.reduce(reached, axis=1, keepdims=True))[:, 0]
    state = start.reshape(tags, 1, -1)
    out = np.empty((length, *state.shape))
    out[0] = state
    for at in range(length - 1):
        out[at + 1] = state = _step(state, here, at, moves, paths)
    return out.reshape(length, tags, stretches, rows).transpose(2, 0, 1, 3).reshape(-1, tags, rows)[:places]


def _step(state: Values, here: Values, at: int, moves: Values, paths: _Paths) -> Values:
    """From before place ``at`` to behind it; ``state`` float64 [tags, ways, n]."""
    after = paths.moved(paths.along(state, here[at, :, None]), moves)
    return paths.settled(after) if at % _OFTEN == _OFTEN - 1 else after


def _length(places: int, rows: int) -> int:
    """Places of a stretch."""
    if places <= _SHORT or rows >= _MANY:
        return places
    return ceil(sqrt(places) / _UNEVEN)


def _origins(reached: Values, moves: Values) -> npt.NDArray[np.uint8]:
    """From which tag each is reached best, of equal ones the first; [places, tags, rows]."""
    best = reached[:, :1] + moves[0][:, None]
    origin = np.zeros(best.shape, np.uint8)
    for tag in range(1, len(moves)):
        other = reached[:, tag : tag + 1] + moves[tag][:, None]
        better = other > best
        np.copyto(best, other, where=better)
        np.copyto(origin, np.uint8(tag), where=better)
    return origin


def _traced(
    back: npt.NDArray[np.uint8], last: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """The paths that end in ``last``; ``back`` [places but the first, tags, rows]: from where each came."""
    places, tags, rows = back.shape
    origins = back.transpose(2, 0, 1).tobytes()  # looked into place by place, which arrays are slow at
    out = np.zeros((rows, places + 1), np.int64)
    for row, (tag, size) in enumerate(zip(last.tolist(), sizes.tolist(), strict=True)):
        path = [tag]
        first = row * places * tags
        for at in range(first + (size - 2) * tags, first - 1, -tags):
            tag = origins[at + tag]
            path.append(tag)
        out[row, :size] = path[::-1]
    return out
