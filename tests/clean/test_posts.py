import pytest

from crossread.records import Article, ArticleKind
from crossread.stages.clean import clean

from .texts import PARAGRAPHS, TITLE, body, raw


def cleaned(text: str, **stated: str) -> Article:
    (article,) = clean([raw(text, **stated)])
    return article


def blog(times: list[str], *, top: str = TITLE + "\n\n" + body()) -> str:
    posts = [
        f"{time}\n\nHeading {number}\n\n{PARAGRAPHS[number % 6]} ({number})"
        for number, time in enumerate(times)
    ]
    return "\n\n".join([top, *posts])


def test_posts_come_in_time_order_each_from_its_time_to_the_next() -> None:
    article = cleaned(
        blog(["9:56PM", "9:32PM", "8:05PM", "11:40AM"]) + "\n\nFacebook", published="2021-06-05"
    )
    assert article.kind is ArticleKind.LIVE_BLOG
    assert [post.time for post in article.posts] == [
        f"2021-06-05T{clock}" for clock in ("11:40", "20:05", "21:32", "21:56")
    ]
    first = article.posts[-1]
    assert first.span.of(article.text).startswith("9:56PM\n\nHeading 0")
    assert first.span.of(article.text).endswith("(0)")
    assert first.heading
    assert first.heading.of(article.text) == "Heading 0"
    assert article.posts[0].span.of(article.text).endswith("(3)")


def test_without_a_day_times_are_of_the_clock() -> None:
    assert [post.time for post in cleaned(blog(["18:37", "18:20", "7.15am"])).posts] == [
        "07:15",
        "18:20",
        "18:37",
    ]


@pytest.mark.parametrize(
    "times",
    [
        ["14:05 BST", "13:50 BST", "13:20 BST"],
        ["2.05pm", "1.50pm", "1.20pm"],
        ["13:20", "13:50", "14:05"],
        ["2021-06-05 14:05", "2021-06-05 13:50", "2021-06-05 13:20"],
        ["Posted at 14:05", "Posted at 13:50", "Posted at 13:20"],
    ],
)
def test_times_are_read_as_sites_write_them(times: list[str]) -> None:
    posts = cleaned(blog(times), published="2021-06-05").posts
    assert [post.time[-5:] for post in posts] == ["13:20", "13:50", "14:05"]


def test_the_day_changes_at_midnight() -> None:
    article = cleaned(blog(["00:10", "23:50", "22:00"]), published="2021-06-05")
    assert [post.time for post in article.posts] == [
        "2021-06-05T22:00",
        "2021-06-05T23:50",
        "2021-06-06T00:10",
    ]


def test_of_two_posts_of_one_minute_the_lower_one_is_the_older() -> None:
    article = cleaned(blog(["9:56PM", "9:32PM", "9:32PM", "8:05PM"]))
    headings = [post.heading.of(article.text) for post in article.posts if post.heading]
    assert headings == ["Heading 3", "Heading 2", "Heading 1", "Heading 0"]


def test_times_may_lead_their_lines() -> None:
    lines = [
        f"{hour}:05 The chancellor spoke for the {hour}th time, and nobody listened."
        for hour in (17, 16, 15, 14)
    ]
    article = cleaned(body(*PARAGRAPHS, *lines))
    assert [post.time for post in article.posts] == ["14:05", "15:05", "16:05", "17:05"]


def test_the_masthead_of_a_live_blog_is_no_post() -> None:
    text = blog(["9:56PM", "9:32PM", "8:05PM"], top=f"{TITLE}\n\n14:30, Saturday, 05 June, 2021\n\n{body()}")
    article = cleaned(text)
    assert len(article.posts) == 3
    assert article.published == "2021-06-05T14:30"


@pytest.mark.parametrize("times", [["9:56PM", "8:05PM"], ["9:00", "14:00", "8:00", "20:00", "7:30"]])
def test_few_times_or_times_without_an_order_make_no_live_blog(times: list[str]) -> None:
    article = cleaned(blog(times))
    assert article.posts == ()
    assert article.kind is ArticleKind.ARTICLE
