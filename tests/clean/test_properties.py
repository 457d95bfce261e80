from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.records import Article, article_spans, check_spans
from crossread.stages.clean import clean
from crossread.stages.clean.lines import read_lines

from .texts import PARAGRAPHS, TITLE, raw

BREAKS = ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\u2028", "\n \u200b\n", "\x85", "\f"]
PIECES = [
    *PARAGRAPHS,
    TITLE,
    "9:56PM",
    "14:05 BST",
    "18:37",
    "7.15am",
    "Facebook",
    "Related",
    "ALSO READ : Harbour master resigns",
    "14:30, Saturday, 05 June, 2021",
    "Photo: A. N. Other / Reuters",
    "All of this was said on the quay. Reuters",
    "By Ada Writer",
    "“No.”",
    "\ufeff",
    "e\u0301\u0301",
    "\u200d\u200b",
    "\u202eevil\u202c",
    "🙂👩‍👩‍👧",
    "*",
    "",
    " \t",
]
pages = st.lists(
    st.tuples(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), st.sampled_from(BREAKS)), max_size=25
)
texts = st.one_of(
    st.text(max_size=300), pages.map(lambda parts: "".join(words + end for words, end in parts))
)


def check(article: Article) -> None:
    check_spans(article.path, article_spans(article), article.text)
    spans = [item.span for item in article.furniture]
    assert spans == sorted(spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(len(span) and item.why for span, item in zip(spans, article.furniture, strict=True))
    posts = sorted(post.span for post in article.posts)
    assert all(one.end <= two.start for one, two in pairwise(posts))
    assert all(post.span.contains(post.heading) for post in article.posts if post.heading)
    assert [post.time for post in article.posts] == sorted(post.time for post in article.posts)
    assert not any(span.overlap(other) for span in article.headings for other in spans)
    if article.title_span:
        assert article.title_span.of(article.text) == article.title
        assert not any(article.title_span.overlap(other) for other in spans)


@settings(max_examples=150)
@given(st.lists(texts, min_size=1, max_size=4))
def test_every_position_of_every_article_resolves(words: list[str]) -> None:
    raws = [raw(text) for text in words]
    articles = clean(raws)
    assert [article.text for article in articles] == words
    for article in articles:
        check(article)


@given(texts)
def test_every_visible_character_lies_in_one_line_of_the_text(text: str) -> None:
    lines = read_lines(text)
    assert all(line.span.of(text) == line.text for line in lines)
    inside = {place for line in lines for place in range(line.span.start, line.span.end)}
    for place, char in enumerate(text):
        if char.isalnum():
            assert place in inside
