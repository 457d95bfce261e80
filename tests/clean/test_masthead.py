import pytest

from crossread.records import Article, DateBasis, RawArticle
from crossread.stages.clean import clean
from crossread.stages.clean.provenance import outlet_of_host

from .texts import PARAGRAPHS, TITLE, body, furniture, raw, whys


def cleaned(text: str, **stated: str) -> Article:
    (article,) = clean([raw(text, **stated)])
    return article


def test_the_title_above_the_body_is_found_and_stays_body() -> None:
    article = cleaned(f"International\n\n{TITLE}\n\n{body()}")
    assert article.title == TITLE
    assert article.title_span
    assert article.title_span.of(article.text) == TITLE
    assert furniture(article) == ["International"]


def test_a_title_that_the_page_repeats_is_furniture_the_second_time() -> None:
    article = cleaned(f"{TITLE}\n\n{TITLE}\n{body()}")
    assert article.title_span
    assert article.title_span.start == 0
    assert whys(article) == {TITLE: "repeated title"}


def test_a_stated_title_is_found_in_the_text_with_or_without_the_sites_name() -> None:
    article = cleaned(f"World\n\n{TITLE}\n\n{body()}", title=f"{TITLE} | The Norland Post")
    assert article.title == TITLE
    assert article.title_span
    assert cleaned(body(), title="A talk").title_span is None


def test_a_headline_may_be_a_question() -> None:
    assert cleaned(f"Who closed the harbour?\n\n{body()}").title == "Who closed the harbour?"


def test_a_text_without_a_headline_has_no_title() -> None:
    assert cleaned(body()).title is None


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("14:30, Saturday, 05 June, 2021", "2021-06-05T14:30"),
        ("June 5, 2021", "2021-06-05"),
        ("Published: 5 Jun 2021 at 2.05pm GMT", "2021-06-05T14:05"),
        ("Updated 9:07 PM ET, Sat June 5, 2021", "2021-06-05T21:07"),
        ("2021-06-05 08:00", "2021-06-05T08:00"),
        ("05-06-2021 Ada Writer", "2021-06-05"),
        ("25/06/2021", "2021-06-25"),
    ],
)
def test_a_dateline_dates_the_article_and_is_furniture(line: str, published: str) -> None:
    article = cleaned(f"{TITLE}\n\n{line}\n\n{body()}")
    assert (article.published, article.published_basis) == (published, DateBasis.STATED)
    assert whys(article) == {line: "dateline"}


def test_a_date_with_two_readings_dates_nothing() -> None:
    assert cleaned(f"{TITLE}\n\n03/04/2021\n\n{body()}").published is None


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("2021-12-07T20:15:00Z", "2021-12-07T20:15:00+00:00"),
        ("2021-12-07 13:12:12-05:00", "2021-12-07T13:12:12-05:00"),
        ("2021-12-07", "2021-12-07"),
        ("20211207", "2021-12-07"),
        ("7 December 2021", "2021-12-07"),
        ("Tue, 07 Dec 2021 18:45:00 GMT", "2021-12-07T18:45"),
        ("12/25/2021", "2021-12-25"),
    ],
)
def test_a_stated_date_is_written_as_iso(stated: str, published: str) -> None:
    article = cleaned(body(), published=stated)
    assert (article.published, article.published_basis) == (published, DateBasis.STATED)


def test_a_date_in_the_name_of_the_file_is_the_last_but_one_resort() -> None:
    source = RawArticle("in/2021-12-07-readout.txt", body(), "text", "utf-8", "en")
    (article,) = clean([source])
    assert (article.published, article.published_basis) == ("2021-12-07", DateBasis.FILE)


def test_a_dated_picture_and_a_weekday_let_the_day_be_inferred() -> None:
    caption = "The chancellor in Eastport, Thursday, June 3, 2021. (Photo by A. N. Other)"
    said = "On Tuesday the chancellor denied this. The envoy said on Tuesday that it was open since June 4."
    article = cleaned(body(*PARAGRAPHS[:3], caption, said, *PARAGRAPHS[3:]))
    assert (article.published, article.published_basis) == ("2021-06-08", DateBasis.INFERRED)


def test_names_of_outlet_and_writer_beside_the_date_are_told_apart() -> None:
    article = cleaned(f"{TITLE}\n\nPost logoPost 05-06-2021 Ada Writer\n\n{body()}")
    assert article.byline == "Ada Writer"
    assert article.outlet == "Post"


def test_a_byline_is_read_and_set_aside() -> None:
    article = cleaned(f"{TITLE}\n\nBy Ada Writer and Bert Scribe\n\n{body()}")
    assert article.byline == "Ada Writer and Bert Scribe"
    assert whys(article) == {"By Ada Writer and Bert Scribe": "byline"}


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("© 2021 The Norland Post. All rights reserved.", "The Norland Post"),
        ("Copyright 2021 Norland Post Group", "Norland Post Group"),
        ("More from The Norland Post", "The Norland Post"),
        ("Write to us: letters@norlandpost.example", "norlandpost.example"),
        ("Please use the sharing tools found on https://www.ft.com/tour.", "Financial Times"),
        ("Follow us on https://twitter.com/norland", None),
    ],
)
def test_the_sites_own_notices_tell_the_outlet(line: str, outlet: str | None) -> None:
    assert cleaned(f"{body()}\n\n{line}").outlet == outlet


def test_the_outlet_of_an_address_is_named_by_the_table_or_the_host() -> None:
    assert outlet_of_host("en.kremlin.ru") == "Kremlin"
    assert outlet_of_host("news.norland.example") == "news.norland.example"


def test_a_party_gives_its_name_where_there_is_no_outlet() -> None:
    article = cleaned(body(), party="Norland Chancellery")
    assert (article.party, article.outlet) == ("Norland Chancellery", "Norland Chancellery")


def test_subheadings_are_body() -> None:
    article = cleaned(body(*PARAGRAPHS[:2], "No end", *PARAGRAPHS[2:4], "‘Buoys and gulls’", *PARAGRAPHS[4:]))
    assert [span.of(article.text) for span in article.headings] == ["No end", "‘Buoys and gulls’"]
    assert furniture(article) == []


def test_the_sites_name_is_cut_from_a_pages_title() -> None:
    assert cleaned(body(), title="A talk - The Post", outlet="The Post").title == "A talk"
    assert cleaned(body(), title="A talk - Part two", outlet="The Post").title == "A talk - Part two"


def test_an_agency_is_read_from_the_first_words_or_the_byline() -> None:
    lead = f"EASTPORT, Norland (Reuters) - {PARAGRAPHS[0]}"
    assert cleaned(body(lead, *PARAGRAPHS[1:])).agency == "Reuters"
    assert cleaned(body(), byline="Ada Writer; Associated Press").agency == "Associated Press"
    assert cleaned(body(), byline="Ada Writer").agency is None
