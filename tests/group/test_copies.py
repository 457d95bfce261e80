"""Which articles carry one text, and whose it was."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from crossread.records import Article, Furniture, Span
from crossread.stages.group.alignment import Alignment, aligned, copied
from crossread.stages.group.copies import copy_groups
from crossread.stages.group.prose import Prose, prose_of, told_by
from group.sample import LAKE, article

WIRE = (
    "The river Tess broke its banks near the old mill before dawn on Friday and flooded the lower town.\n"
    "Firemen brought more than three hundred people out of their homes by boat during the morning.\n"
    "The mayor of Tessel told reporters that the dam upstream had held and would be inspected again today.\n"
    "Two bridges are closed, and trains between Tessel and Varn will not run before the end of the week.\n"
    "Meteorologists expect more rain over the hills tonight, but less than in the two days before.\n"
    "Schools in the lower town stay closed until Monday, the council of Tessel decided in the afternoon.\n"
)
REWRITTEN = (
    "Before dawn on Friday the river Tess broke its banks close to the old mill, flooding the lower town.\n"
    "During the morning firemen brought over three hundred people out of their homes by boat.\n"
    "The dam upstream had held and would be inspected again today, the mayor of Tessel told reporters.\n"
    "Two bridges are closed, and trains between Tessel and Varn will not run before the end of this week.\n"
    "More rain is expected tonight over the hills, meteorologists say, but less than in the days before.\n"
)
INDEPENDENT = (
    "Anna Holt carried her cat through the market square on Friday, the water up to her knees.\n"
    "“The dam upstream has held and it will be inspected again today,” the mayor of Tessel said.\n"
    "Like hundreds of her neighbours she had been woken by the sirens of the fire brigade.\n"
    "Nobody knows when the school will open, she said, or where they are going to sleep tonight.\n"
)


def groups(*articles: Article) -> list[tuple[str, ...]]:
    return [group.articles for group in copy_groups(sorted(articles, key=lambda one: one.id))]


def test_the_same_text_in_two_papers_is_one_group_with_its_agency() -> None:
    a = replace(article("a", "Flood in Tessel", WIRE, "2023-05-13"), agency="Tess News Agency")
    b = article("b", "River Tess floods lower town", WIRE, "2023-05-12")
    (group,) = copy_groups([a, b])
    assert (group.articles, group.origin) == (("a", "b"), "Tess News Agency")
    assert group.shared > 0.99


def test_without_a_credit_the_first_to_print_it_is_the_origin() -> None:
    a = article("a", None, WIRE, "2023-05-13")
    b = article("b", None, WIRE, "2023-05-12")
    (group,) = copy_groups([a, b])
    assert group.origin == "The b"
    (undated,) = copy_groups([a, article("b", None, WIRE, None)])
    assert undated.origin is None


def test_a_rewritten_agency_story_is_a_copy() -> None:
    assert groups(article("a", None, WIRE, None), article("b", None, REWRITTEN, None)) == [("a", "b")]


def test_an_excerpt_is_a_copy_of_the_longer_text() -> None:
    excerpt = "".join(WIRE.splitlines(keepends=True)[:3])
    assert groups(article("a", None, WIRE, None), article("b", None, excerpt, None)) == [("a", "b")]


def test_reports_that_share_only_a_quotation_are_no_copies() -> None:
    assert groups(article("a", None, WIRE, None), article("b", None, INDEPENDENT, None)) == []


def test_an_agency_story_carried_by_one_paper_is_no_group() -> None:
    a = replace(article("a", None, WIRE, None), agency="Tess News Agency")
    assert groups(a, LAKE) == []


def test_furniture_that_two_pages_share_does_not_make_them_copies() -> None:
    a = article("a", None, INDEPENDENT + WIRE, None)
    b = article("b", None, LAKE.text + WIRE, None)
    assert groups(a, b) == [("a", "b")]
    assert groups(*(replace(one, furniture=(aside(one),)) for one in (a, b))) == []


def aside(one: Article) -> Furniture:
    return Furniture(Span(one.text.index(WIRE), len(one.text)), "teaser")


LETTER = (
    "I have served this town for eleven years and I will not be lectured by people who never came.\n"
    "We asked for the dam to be repaired and you told us that there was no money for our dam.\n"
    "My neighbours carried their children through the water while you were counting your votes at home.\n"
    "I resign from the council today and I ask you to give my seat to somebody who is not afraid.\n"
)
NEWS = (
    "The council of Tessel lost its oldest member on Monday after a quarrel over the broken dam.\n"
    "Ada Brink, who sat for the harbour district, read her letter aloud in the packed town hall.\n"
)
COMMENT = (
    "Rarely has a letter of four sentences shaken the small world of Tessel as this one does.\n"
    "Whoever heard the applause in the hall knows that the next election has begun this week.\n"
)


def test_a_letter_that_two_papers_print_does_not_make_them_copies() -> None:
    a, b = article("a", None, NEWS + LETTER, None), article("b", None, COMMENT + LETTER, None)
    assert groups(a, b) == []


def test_what_a_paper_prints_again_under_other_news_is_no_copy() -> None:
    a = article("a", None, NEWS + COMMENT + WIRE, "2023-05-12")
    assert groups(a, article("b", None, INDEPENDENT + WIRE, "2023-08-12")) == []
    assert groups(a, article("b", None, INDEPENDENT + WIRE, "2023-05-12")) == [("a", "b")]


def test_words_that_stand_in_many_articles_of_many_weeks_are_nobodys_text() -> None:
    papers = [
        article(f"a{n}", None, f"{own} {n}.\n" + WIRE, f"2023-{n // 2 + 1:02}-12")
        for n, own in enumerate(
            f"The council of Varn on day {n} spoke of road number {n} and of house" for n in range(18)
        )
    ]
    assert groups(*papers) == []


def test_each_article_of_a_group_says_how_much_of_it_the_others_have() -> None:
    a, b = article("a", None, WIRE, "2023-05-12"), article("b", None, NEWS + COMMENT + WIRE, "2023-05-12")
    (group,) = copy_groups([a, b])
    assert group.shares[0] > 0.99
    assert 0.5 < group.shares[1] < 0.7


def test_a_paper_that_the_other_names_is_the_origin() -> None:
    told = article("b", None, WIRE + "So The a reported.\n", None)
    (group,) = copy_groups([article("a", None, WIRE, None), told])
    assert group.origin == "The a"


def test_copies_do_not_depend_on_the_order_of_the_articles() -> None:
    papers = [
        article(name, None, text, "2023-05-12")
        for name, text in zip("abcd", (WIRE, REWRITTEN, LETTER, WIRE), strict=True)
    ]
    assert copy_groups(papers) == copy_groups(papers[::-1])


def test_a_story_that_very_many_papers_carry_is_one_group() -> None:
    papers = [article(f"a{number:02}", None, WIRE, "2023-05-12") for number in range(60)]
    (group,) = copy_groups(papers)
    assert len(group.articles) == 60


def test_the_work_grows_with_the_papers_that_carry_a_story_and_not_with_their_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pairs = []

    def counted(one: Prose, other: Prose, days: int | None) -> Alignment | None:
        pairs.append((one, other))
        return copied(one, other, days)

    monkeypatch.setattr("crossread.stages.group.copies.copied", counted)
    papers = [article(f"a{number:02}", None, WIRE, "2023-05-12") for number in range(60)]
    (group,) = copy_groups(papers)
    assert len(group.articles) == len(pairs) + 1
    assert min(group.shares) > 0.99


@pytest.mark.parametrize("days", [0, 30, None])
def test_looking_at_how_texts_begin_changes_nothing_of_how_they_are_aligned(days: int | None) -> None:
    texts = [prose(text) for text in (WIRE, WIRE + REWRITTEN, REWRITTEN.partition("\n")[2] + WIRE)]
    for one, other in permutations(texts, 2):
        whole, found = aligned(one, other), copied(one, other, days)
        assert whole.copies(days)
        assert found is not None
        assert np.array_equal(found.one, whole.one)
        assert np.array_equal(found.other, whole.other)
        assert replace(found, one=whole.one, other=whole.other) == whole


def prose(text: str) -> Prose:
    told, _ = told_by(article("a", None, text, None))
    return prose_of(told, None)


def test_in_a_small_group_what_is_shared_with_any_other_counts() -> None:
    lines = WIRE.splitlines(keepends=True)
    first, last = "".join(lines[:3]), "".join(lines[3:])
    whole = article("a", None, WIRE, "2023-05-12")
    (group,) = copy_groups(
        [whole, article("b", None, first, "2023-05-12"), article("c", None, last, "2023-05-12")]
    )
    assert group.shares == (1.0, 1.0, 1.0)


def test_letters_whose_lower_case_is_longer_move_no_position() -> None:
    text = WIRE.replace("Tess ", "Straße İ ")
    (group,) = copy_groups([article("a", None, text, None), article("b", None, WIRE, None)])
    assert min(group.shares) > 0.9
