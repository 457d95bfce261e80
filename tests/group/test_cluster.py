"""Average-link agglomeration over scored pairs."""

from hypothesis import given
from hypothesis import strategies as st

from crossread.stages.group.cluster import average_link

pairs = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(-1, 1, allow_nan=False),
    max_size=40,
)


def test_pairs_above_the_threshold_join_and_others_stay_alone() -> None:
    assert average_link(4, {(0, 1): 0.9, (2, 3): 0.2}, 0.5) == [[0, 1], [2], [3]]


def test_one_strong_link_does_not_chain_two_stories() -> None:
    scores = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.6}
    assert average_link(4, scores, 0.3) == [[0, 1], [2, 3]]


def test_a_pair_that_counts_against_keeps_two_clusters_apart() -> None:
    scores = {(0, 1): 0.9, (1, 2): 0.7, (0, 2): -1.0}
    assert average_link(3, scores, 0.3) == [[0, 1], [2]]


def test_the_best_pair_joins_first() -> None:
    scores = {(0, 1): 0.6, (1, 2): 0.8}
    assert average_link(3, scores, 0.5) == [[0], [1, 2]]


@given(pairs)
def test_every_number_is_in_exactly_one_cluster_in_order(scores: dict[tuple[int, int], float]) -> None:
    found = average_link(12, scores, 0.3)
    assert sorted(number for members in found for number in members) == list(range(12))
    assert found == sorted(sorted(members) for members in found)


@given(pairs)
def test_nothing_joins_above_the_highest_score(scores: dict[tuple[int, int], float]) -> None:
    assert len(average_link(12, scores, 1.0)) == 12
