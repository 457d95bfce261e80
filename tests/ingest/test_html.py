import json

from crossread.stages.ingest.html import read_html
from crossread.stages.ingest.markup import depth, plain_text, title_of

PARAGRAPHS = [
    "The chancellor of Norland said on Tuesday that the talks with Sudria had been frank and useful.",
    "Her counterpart, Anton Weiss, told reporters that nothing had been agreed about the harbour.",
    "Both sides will meet again in the spring, according to a joint statement released after the talks.",
]


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Talks</title>{head}</head><body>{body}</body></html>"


def article(head: str = "") -> str:
    inside = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>"
    return page(
        f"{menu}<article><h1>Norland and Sudria talk</h1>{inside}</article><footer>Contact</footer>", head
    )


def test_the_main_text_has_a_line_for_each_paragraph() -> None:
    text = read_html(article()).text
    assert [line for line in text.split("\n") if line in PARAGRAPHS] == PARAGRAPHS
    assert "Contact" not in text


def test_metadata_is_kept_and_the_stated_time_is_whole() -> None:
    head = (
        '<meta property="og:title" content="Norland and Sudria talk">'
        '<meta property="og:site_name" content="The Post">'
        '<meta property="article:published_time" content="2021-03-04T17:05:00+01:00">'
        '<meta name="author" content="Ada Writer">'
    )
    stated = read_html(article(head), "https://post.example/1").stated
    assert stated["published"] == "2021-03-04T17:05:00+01:00"
    assert stated["outlet"] == "The Post"
    assert stated["url"] == "https://post.example/1"
    assert stated["title"] == "Norland and Sudria talk"


def test_posts_of_a_live_blog_keep_their_times() -> None:
    updates = [
        {
            "headline": f"Headline {hour}",
            "articleBody": f"{PARAGRAPHS[0]} ({hour})",
            "datePublished": f"2021-03-04T{hour}:05:00Z",
        }
        for hour in (17, 16, 15)
    ]
    linked = {"@type": "LiveBlogPosting", "datePublished": "2021-03-04T15:00:00Z", "liveBlogUpdate": updates}
    head = f'<script type="application/ld+json">{json.dumps({"@graph": [linked]})}</script>'
    found = read_html(article(head))
    assert found.stated["kind"] == "live blog"
    assert found.text.index("2021-03-04 17:05\n\nHeadline 17\n\n") < found.text.index("2021-03-04 15:05")


def test_broken_linked_data_does_no_harm() -> None:
    for data in ("{", "[[[", '"x"', "null", "[" * 100_000, '{"@type": 3, "liveBlogUpdate": [1, {}]}'):
        assert PARAGRAPHS[0] in read_html(article(f'<script type="application/ld+json">{data}</script>')).text


def test_a_page_without_an_article_is_read_plainly() -> None:
    assert read_html("<html><body><b>Two</b> words<br>and more</body></html>").text == "Two words\nand more"


def test_pages_nested_too_deeply_are_read_without_a_parser() -> None:
    deep = page("<div>" * 100_000 + PARAGRAPHS[0] + "</div>" * 100_000)
    assert PARAGRAPHS[0] in read_html(deep).text


def test_hostile_markup_is_read_to_its_end() -> None:
    for markup in ("<" * 300_000, "<!--" * 100_000, "<a " * 200_000, "<script>" * 50_000, "&" * 300_000):
        assert read_html(page(markup)) is not None


def test_scripts_styles_and_comments_are_no_text() -> None:
    markup = (
        "<p>One<script>alert('x < y')</script></p><style>p {}</style><!-- <p>no</p> --><p>Two &amp; three"
    )
    assert plain_text(markup) == "One\nTwo & three"


def test_a_script_in_a_title_is_only_words() -> None:
    assert title_of("<title><script>alert(1)</script></title>") == "<script>alert(1)</script>"


def test_depth_is_counted_over_open_elements_only() -> None:
    assert depth("<div><p>a<br><p>b</div>" * 50, 100) == 1
    assert depth("<b>" * 30, 10) == 10
