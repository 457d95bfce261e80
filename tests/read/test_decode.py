"""Viterbi and marginals, against every path written out."""

from itertools import pairwise, product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.stages.read import chain
from crossread.stages.read.chain import best_paths, marginals
from crossread.stages.read.decode import barriers, legal_moves, tag, tag_all, tag_loose
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
    one = (scores[None], np.asarray([5]), moves, first)
    assert tuple(best_paths(*one)[0]) == max(weights, key=lambda path: weights[path])
    total = sum(np.exp(weight) for weight in weights.values())
    shares = marginals(*one)[0]
    for at, step in product(range(5), range(3)):
        share = sum(np.exp(weight) for path, weight in weights.items() if path[at] == step)
        assert shares[at, step] == pytest.approx(share / total)


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.one_of(
        st.lists(st.integers(1, 70), min_size=1, max_size=20),
        st.lists(st.integers(1, 400), min_size=1, max_size=2),
    ),
    tags=st.integers(3, 7),
    spread=st.sampled_from([0.1, 5.0, 20.0]),
    seed=st.integers(0, 2**32 - 1),
)
def test_many_chains_at_once_are_like_each_by_the_plain_recursion(
    sizes: list[int], tags: int, spread: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    moves, first = rng.normal(size=(tags, tags)) * 2, rng.normal(size=tags)
    moves[0, tags - 1] = first[tags - 1] = -1e4  # barred, as what is inside a span is after what is in none
    scores = rng.normal(size=(len(sizes), max(sizes), tags)) * spread
    paths = best_paths(scores, np.asarray(sizes), moves, first)
    shares = marginals(scores, np.asarray(sizes), moves, first)
    for row, size in enumerate(sizes):
        path, share = plainly(scores[row, :size], moves, first)
        assert paths[row, :size].tolist() == path
        assert np.allclose(shares[row, :size], share, atol=1e-9)


def test_of_paths_that_are_equally_good_the_first_tags_are_taken() -> None:
    many, one = np.zeros((chain._MANY, 30, 3)), np.zeros((1, 30, 3))
    for scores in (many, one):
        assert not best_paths(scores, np.full(len(scores), 30), np.zeros((3, 3)), np.zeros(3)).any()


def plainly(
    scores: npt.NDArray[np.float64], moves: npt.NDArray[np.float64], first: npt.NDArray[np.float64]
) -> tuple[list[int], npt.NDArray[np.float64]]:
    """Best path and marginals, one place after the other, in logarithms."""
    best, ahead = [scores[0] + first], [scores[0] + first]
    for here in scores[1:]:
        best.append((best[-1][:, None] + moves).max(0) + here)
        ahead.append(np.logaddexp.reduce(ahead[-1][:, None] + moves, axis=0) + here)
    path, behind = [int(best[-1].argmax())], [np.zeros(len(first))]
    for at in range(len(scores) - 1, 0, -1):
        path.append(int((best[at - 1] + moves[:, path[-1]]).argmax()))
        behind.append(np.logaddexp.reduce(moves + scores[at] + behind[-1], axis=1))
    shares = np.asarray(ahead) + np.asarray(behind[::-1])
    return path[::-1], np.exp(shares - np.logaddexp.reduce(shares, axis=1, keepdims=True))


def test_stretches_tagged_together_are_tagged_as_alone() -> None:
    rng = np.random.default_rng(3)
    held = [rng.normal(size=(size, 3)).astype(np.float32) * 3 for size in (0, 1, 40, 9)]
    fresh = [rng.random(len(one)) < 0.1 for one in held]
    alone = [tag(one, *legal_moves(LABELS), LABELS, starts) for one, starts in zip(held, fresh, strict=True)]
    together = tag_all(held, *legal_moves(LABELS), LABELS, fresh)
    assert [[one.first for one in found] for found in together] == [
        [one.first for one in found] for found in alone
    ]
    assert any(alone)


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


@pytest.mark.parametrize("seed", range(4))
def test_words_that_are_surely_of_no_span_may_be_passed_over(seed: int) -> None:
    rng = np.random.default_rng(seed)
    labels = ("O", "B-x", "I-x", "B-y", "I-y")
    scores = rng.normal(scale=2.0, size=(200, 5)).astype(np.float32)
    scores[rng.random(200) < 0.7, 0] += 14
    fresh = rng.random(200) < 0.1
    plain = tag(scores, *legal_moves(labels), labels, fresh)
    quick = tag_loose(scores, labels, fresh)
    assert [(one.kind, one.first, one.last) for one in quick] == [
        (one.kind, one.first, one.last) for one in plain
    ]
    assert all(abs(a.confidence - b.confidence) < 0.002 for a, b in zip(quick, plain, strict=True))
    assert plain
    assert tag_loose(scores[:0], labels, fresh[:0]) == []
