"""Which attribution stands in the content of which."""

from hypothesis import given
from hypothesis import strategies as st

from crossread.stages.read.drafts import Draft, nest


def draft(first: int, last: int, cue: int, *, inner: bool = False) -> Draft:
    return Draft(((first, last),), (cue, cue), None, 0.9, inner)


def test_what_lies_wholly_inside_a_content_stands_in_the_smallest() -> None:
    outer, middle, innermost = draft(2, 20, 1), draft(6, 20, 5), draft(10, 15, 9)
    assert nest([innermost, middle, outer]) == [(outer, None), (middle, 0), (innermost, 1)]


def test_a_cue_within_contents_that_stands_in_none_is_left_out() -> None:
    assert nest([draft(2, 5, 1, inner=True)]) == []
    outer, within = draft(2, 20, 1), draft(6, 12, 5, inner=True)
    assert nest([within, outer]) == [(outer, None), (within, 0)]


def test_two_cues_that_share_a_content_do_not_stand_in_each_other() -> None:
    first, second = draft(5, 9, 1), draft(5, 9, 3)
    assert [parent for _, parent in nest([first, second])] == [None, None]


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 10), st.integers(1, 12), st.booleans()), max_size=12
    )
)
def test_each_draft_comes_once_and_after_what_it_stands_in(
    given_spans: list[tuple[int, int, int, bool]],
) -> None:
    held = [draft(cue + 1 + gap, cue + gap + size, cue, inner=inner) for cue, gap, size, inner in given_spans]
    found = nest(held)
    assert len(found) <= len(held)
    for number, (one, parent) in enumerate(found):
        if parent is not None:
            assert parent < number
            assert any(a <= one.first and one.last <= b for a, b in found[parent][0].contents)
