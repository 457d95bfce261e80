"""Things at spans of a text: what a span touches is found as if all were looked at."""

from hypothesis import given
from hypothesis import strategies as st

from crossread.records import Places, Span

spans = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=20), spans)
def test_a_span_touches_what_shares_a_code_point_with_it_in_the_order_given(
    held: list[Span], asked: Span
) -> None:
    things = [(span, number) for number, span in enumerate(held)]
    assert Places(things).touching(asked) == [item for item in things if item[0].overlap(asked)]


def test_what_only_borders_on_a_span_is_not_touched() -> None:
    places = Places([(Span(0, 4), "before"), (Span(6, 9), "after"), (Span(3, 5), "across")])
    assert places.touching(Span(4, 6)) == [(Span(3, 5), "across")]


def test_nothing_is_touched_where_nothing_stands() -> None:
    empty: Places[str] = Places(())
    assert empty.touching(Span(0, 9)) == []
