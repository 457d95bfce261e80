"""Whatever the text, dates and quantities point into it, in order, and depend on nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from crossread.records import Article
from crossread.stages.resolve.quantities import quantities
from crossread.stages.resolve.time import times

PIECES = [
    "Friday",
    "last",
    "two",
    "weeks",
    "ago",
    "May 5",
    "2017",
    "30 February 2017",
    "99/99/9999",
    "on",
    "-",
    "\r\n",
    "\ufeff",
    "e\u0301",
    "\u200b",
    "24:61",
    "999999999999999 years ago",
    "٣ May",
    "December 31, 9999",
    "a day later",
    "next year",
    "the 0th quarter",
    "50%",
    "$3bn",
    "one",
    "billion",
    "hundred",
    "more than",
    "1,000",
    "between",
    "and",
    "half an hour",
    "G20",
]
texts = st.one_of(
    st.text(), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=30).map(" ".join)
)
stamps = st.sampled_from(
    [None, "2017-07-08", "2017-07-08T14:30", "2017-07", "2017", "0001-01-01", "9999-12-31", "soon"]
)


@given(texts, stamps)
def test_every_position_resolves_in_order_without_overlap(text: str, published: str | None) -> None:
    article = Article("a", "a.txt", text, "text", "utf-8", "en", published=published)
    for found in (times(article), quantities(article)):
        end = 0
        for one in found:
            assert one.span.of(text).strip()
            assert one.span.start >= end
            end = one.span.end
    for one in times(article):
        assert one.interval.start < one.interval.end
    for quantity in quantities(article):
        assert quantity.low is not None or quantity.high is not None


@given(texts)
def test_the_same_text_reads_the_same_twice(text: str) -> None:
    article = Article("a", "a.txt", text, "text", "utf-8", "en", published="2017-07-08")
    assert times(article) == times(article)
    assert quantities(article) == quantities(article)
