"""Which articles carry one text, and whose it was."""

from dataclasses import replace

from crossread.records import Article, Furniture, Span
from crossread.stages.group.copies import copy_groups
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
