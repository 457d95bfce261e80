"""Viterbi and marginals, against every path written out."""

from itertools import pairwise, product

import numpy as np
import pytest

from crossread.stages.read.decode import barriers, forward_backward, legal_moves, tag, viterbi
from crossread.stages.read.features import block

LABELS = ("O", "B-x", "I-x")


@pytest.mark.parametrize("seed", range(5))
def test_best_path_and_marginals_are_those_of_all_paths(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores, moves, first = rng.normal(size=(5, 3)), rng.normal(size=(3, 3)), rng.normal(size=3)
    weights = {
        path: first[path[0]]
        + sum(scores[at, step] for at, step in enumerate(path))
        + sum(moves[left, right] for left, right in pairwise(path))
        for path in product(range(3), repeat=5)
    }
    assert tuple(viterbi(scores, moves, first)) == max(weights, key=lambda path: weights[path])
    total = sum(np.exp(weight) for weight in weights.values())
    marginals = forward_backward(scores, moves, first)
    for at, step in product(range(5), range(3)):
        share = sum(np.exp(weight) for path, weight in weights.items() if path[at] == step)
        assert marginals[at, step] == pytest.approx(share / total)


def test_an_illegal_move_is_never_taken() -> None:
    scores = np.asarray([[0, 0, 9], [0, 1, 9], [0, 0, 9]], np.float32)
    found = tag(scores, *legal_moves(LABELS), LABELS, np.zeros(3, np.bool_))
    assert [(span.first, span.last) for span in found] == [(0, 2)] or found[0].first == 1


def test_no_span_runs_over_a_line_break_unless_a_quotation_is_open() -> None:
    scores = np.asarray([[0, 0, 5]] * 4, np.float32)
    scores[0] = [0, 5, 0]
    plain, quoted = block("one two\nthree four"), block("“one two\nthree four")
    split = tag(scores, *legal_moves(LABELS), LABELS, barriers(plain))
    assert all(not span.first <= 1 < 2 <= span.last for span in split)
    assert not barriers(quoted).any()


def test_nothing_in_nothing_out() -> None:
    assert tag(np.zeros((0, 3), np.float32), *legal_moves(LABELS), LABELS, np.zeros(0, np.bool_)) == []
