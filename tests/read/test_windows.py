"""Windows cover every word, within their size."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from crossread.stages.read.windows import central, windows

WORDS = st.lists(st.tuples(st.integers(1, 5), st.booleans()), min_size=1, max_size=120)


@given(WORDS, st.integers(5, 30), st.sampled_from([0, 3, 8]))
def test_windows_cover_all_words_and_keep_to_their_size(
    words: list[tuple[int, bool]], limit: int, overlap: int
) -> None:
    sizes = [size for size, _ in words]
    starts = np.asarray([start for _, start in words])
    found = windows(sizes, starts, limit=limit, overlap=overlap)
    assert {at for window in found for at in range(window.first, window.last)} == set(range(len(sizes)))
    assert all(sum(sizes[window.first : window.last]) <= limit for window in found)
    assert all(left.first < right.first for left, right in pairwise(found))


@given(WORDS, st.integers(5, 30))
def test_each_word_belongs_to_a_window_that_holds_it(words: list[tuple[int, bool]], limit: int) -> None:
    sizes = [size for size, _ in words]
    found = windows(sizes, np.asarray([start for _, start in words]), limit=limit, overlap=4)
    owner = central(found, len(sizes))
    assert all(found[owner[at]].first <= at < found[owner[at]].last for at in range(len(sizes)))


def test_windows_are_cut_where_sentences_start() -> None:
    starts = np.zeros(30, np.bool_)
    starts[[0, 8, 16, 24]] = True
    found = windows([1] * 30, starts, limit=20, overlap=0)
    assert [(window.first, window.last) for window in found] == [(0, 16), (16, 30)]


def test_no_words_no_windows() -> None:
    assert windows([], np.zeros(0, np.bool_)) == []
