"""What dates and times in a text mean, from which anchor."""

from dataclasses import replace

import pytest

from crossread.records import Article, ArticleKind, DateBasis, Furniture, Grain, Post, Span
from crossread.stages.resolve.time import said_on, times

SATURDAY = "2017-07-08"
THURSDAY = "2017-04-13"


def article(text: str, published: str | None = SATURDAY) -> Article:
    basis = DateBasis.STATED if published else None
    return Article("a", "a.txt", text, "text", "utf-8", "en", published=published, published_basis=basis)


def read(text: str, published: str | None = SATURDAY) -> list[tuple[str, str]]:
    return [(one.span.of(text), one.interval.iso()) for one in times(article(text, published))]


@pytest.mark.parametrize(
    ("text", "published", "words", "iso"),
    [
        ("The envoys met on Friday in Riga.", SATURDAY, "Friday", "2017-07-07"),
        ("The envoys met on Thursday in Riga.", THURSDAY, "Thursday", "2017-04-13"),
        ("The envoys will meet on Friday in Riga.", SATURDAY, "Friday", "2017-07-14"),
        ("The minister is to visit Riga on Thursday.", SATURDAY, "Thursday", "2017-07-13"),
        ("The vote was put off until Tuesday.", SATURDAY, "Tuesday", "2017-07-11"),
        ("The ferry sank last Tuesday.", SATURDAY, "last Tuesday", "2017-07-04"),
        ("The ferry sank last Tuesday.", THURSDAY, "last Tuesday", "2017-04-11"),
        ("Talks resume next Monday.", SATURDAY, "next Monday", "2017-07-10"),
        ("The ferry sank last Tuesday.", "2017-04-12", "last Tuesday", "2017-04-04"),
        ("The river has risen since late October.", "2021-12-07", "late October", "2021-10"),
        ("It rained on Thursday night.", SATURDAY, "Thursday night", "2017-07-06"),
        ("Early on Saturday the dam broke.", SATURDAY, "Saturday", "2017-07-08"),
        ("The dam broke yesterday.", SATURDAY, "yesterday", "2017-07-07"),
        ("The dam may break tomorrow.", SATURDAY, "tomorrow", "2017-07-09"),
        ("They dined last night.", SATURDAY, "last night", "2017-07-07"),
        ("They dine tonight.", SATURDAY, "tonight", "2017-07-08"),
        ("They met earlier this week.", SATURDAY, "earlier this week", "2017-W27"),
        ("They met last week.", SATURDAY, "last week", "2017-W26"),
        ("They met last month.", SATURDAY, "last month", "2017-06"),
        ("They met in 2015.", SATURDAY, "2015", "2015"),
        ("They met in early 2014.", SATURDAY, "early 2014", "2014"),
        ("They met last year.", SATURDAY, "last year", "2016"),
        ("They met in April 2016.", SATURDAY, "April 2016", "2016-04"),
        ("They met in May.", SATURDAY, "May", "2017-05"),
        ("They will meet in September.", SATURDAY, "September", "2017-09"),
        ("They met on April 7.", THURSDAY, "April 7", "2017-04-07"),
        ("On December 30, they met.", "2022-01-02", "December 30", "2021-12-30"),
        ("They met on 7 April 2017.", None, "7 April 2017", "2017-04-07"),
        ("They met on the 7th of April, 2017.", None, "the 7th of April, 2017", "2017-04-07"),
        ("They met on April 7th, 2017.", None, "April 7th, 2017", "2017-04-07"),
        ("They met on 13-04-2017.", None, "13-04-2017", "2017-04-13"),
        ("They met on 04/13/2017.", None, "04/13/2017", "2017-04-13"),
        ("Issued 2017-04-13.", None, "2017-04-13", "2017-04-13"),
        ("Issued 2017-04-13T18:37:00Z.", None, "2017-04-13T18:37:00Z", "2017-04-13T18:37"),
        ("They met two days ago.", SATURDAY, "two days ago", "2017-07-06"),
        ("They met three weeks ago.", SATURDAY, "three weeks ago", "2017-W24"),
        ("The court sat at 6:37pm on Friday.", SATURDAY, "6:37pm on Friday", "2017-07-07T18:37"),
        ("14:30, Saturday, 08 July, 2017", None, "14:30, Saturday, 08 July, 2017", "2017-07-08T14:30"),
        ("They met in the 1990s.", None, "the 1990s", "1990"),
    ],
)
def test_an_expression_means_its_date_from_the_day_of_publication(
    text: str, published: str | None, words: str, iso: str
) -> None:
    expected = [(words, iso)]
    if published is None and "14:30" in text:
        # Without an anchor the clock time alone is unknown, the date beside it is not.
        expected = [("Saturday, 08 July, 2017", "2017-07-08")]
    assert read(text, published) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They met on Friday.",
        "They met yesterday.",
        "They met two days ago.",
        "They met in May.",
        "They met last month.",
        "They met on May 5.",
        "A day later they left.",
        "At 6:37pm they left.",
        "They met last summer.",
    ],
)
def test_without_an_anchor_a_relative_expression_gives_no_date(text: str) -> None:
    assert read(text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "He may march on.",
        "He is in his 30s.",
        "The 2000 people left.",
        "Every Friday she sings.",
        "Flight 2014 left.",
        "Good Friday agreement",
        "He wrote in the Sunday Telegraph.",
        "Mr Berg and Mrs May agreed.",
        "The talks between Berg and May failed.",
        "It cost $2015.",
        "She ranked 1st.",
        "30 February 2017",
        "sat in the sun",
    ],
)
def test_what_looks_like_a_date_but_is_none_is_left_alone(text: str) -> None:
    assert read(text) == []


def test_a_clock_time_belongs_to_the_day_of_its_sentence() -> None:
    text = "On the morning of July 7, the court met at 9:30 a.m. in Riga. At noon it rose."
    assert read(text) == [
        ("July 7", "2017-07-07"),
        ("9:30 a.m.", "2017-07-07T09:30"),
        ("noon", "2017-07-08T12:00"),
    ]


def test_later_and_earlier_count_from_the_last_explicit_date() -> None:
    text = (
        "The treaty was signed on 3 May 2016. Three weeks later it failed, and a day after that he resigned."
    )
    assert read(text) == [
        ("3 May 2016", "2016-05-03"),
        ("Three weeks later", "2016-W21"),
        ("a day after", "2016-05-04"),
    ]


def test_a_coarse_date_in_between_gives_no_day_to_what_follows() -> None:
    assert read("It began in 1998. Two days later it ended.") == [("1998", "1998")]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The fair ran January 9–10, 2017.", "2017-01-09", "2017-01-10"),
        ("The fair ran 9-10 January 2017.", "2017-01-09", "2017-01-10"),
        ("The fair ran between 9 and 10 January 2017.", "2017-01-09", "2017-01-10"),
        ("The fair ran from 30 June to 2 July 2015.", "2015-06-30", "2015-07-02"),
        ("The fair ran from June 30 to July 2, 2015.", "2015-06-30", "2015-07-02"),
    ],
)
def test_a_range_of_days_is_one_interval(text: str, first: str, last: str) -> None:
    (found,) = times(article(text))
    assert (found.interval.start.date().isoformat(), found.interval.grain) == (first, Grain.DAY)
    assert (found.interval.end.date() - found.interval.start.date()).days > 1
    assert found.interval.end.date().isoformat() > last


def test_a_quarter_and_a_season_are_known_to_the_season() -> None:
    found = times(article("Sales fell in the first quarter of 2014 and rose last summer."))
    assert [one.interval.grain for one in found] == [Grain.SEASON, Grain.SEASON]
    assert [str(one.interval.start.date()) for one in found] == ["2014-01-01", "2016-06-01"]


def test_a_post_of_a_live_blog_anchors_its_own_words() -> None:
    text = "18:05 The tram stopped yesterday.\n20:10 It ran again an hour ago."
    posts = (Post("2017-04-12T18:05", Span(0, 32)), Post("20:10", Span(33, len(text))))
    blog = replace(article(text, "2017-04-13"), kind=ArticleKind.LIVE_BLOG, posts=posts)
    said = {one.span.of(text): one.interval.iso() for one in times(blog)}
    assert said["yesterday"] == "2017-04-11"
    assert said["an hour ago"] == "2017-04-13T19:10"
    told = said_on(blog, 5)
    assert told is not None
    assert told.iso() == "2017-04-12T18:05"


def test_a_dateline_of_the_days_before_publication_is_the_anchor() -> None:
    text = "RIGA, July 6 (Agency) – The port closed on Wednesday."
    assert read(text)[-1] == ("Wednesday", "2017-07-05")


def test_furniture_holds_no_dates() -> None:
    text = "Updated 3 May 2016\nThe port closed."
    assert times(replace(article(text), furniture=(Furniture(Span(0, 18), "stamp"),))) == ()


def test_said_on_is_the_day_of_publication_outside_posts() -> None:
    found = said_on(article("The port closed.", "2017-07-08T14:30"), 3)
    assert found is not None
    assert (found.iso(), found.grain) == ("2017-07-08", Grain.DAY)
    assert said_on(article("The port closed.", None), 3) is None
