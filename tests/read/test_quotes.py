"""Where quotations open and close."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.stages.read.quotes import quotations


def inner(text: str) -> list[str]:
    return [found.inner.of(text) for found in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “yes” and “no”.", ["yes", "no"]),
        ('He said "yes", she said "no".', ["yes", "no"]),
        ("It’s the Russians’ view, he said.", []),
        ("They called it ‘a success’ and it’s one.", ["a success"]),
        ("“He said ‘never’ to me,” she said.", ["He said ‘never’ to me,"]),
        ("« Oui », a-t-il dit.", [" Oui "]),
        ("A 6'2\" man left.", []),
        ('He called them "rapists".', ["rapists"]),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_quotation_without_an_end_goes_to_the_end_of_its_line() -> None:
    text = "“We begin here.\n\n“And end here,” he said."
    found = quotations(text)
    assert [(item.inner.of(text), item.closed) for item in found] == [
        ("We begin here.", False),
        ("And end here,", True),
    ]


@given(st.text(st.sampled_from("a .,\"'“”‘’«»\n"), max_size=60))
def test_quotations_never_overlap_and_hold_their_inner_part(text: str) -> None:
    found = quotations(text)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(item.span.contains(item.inner) for item in found)
