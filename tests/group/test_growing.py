"""Stories in a stream: they grow, split and merge, keep their names, and let go of what is old."""

from datetime import date, timedelta

from crossread.models import Encoder
from crossread.records import Article
from crossread.stages.group import Stories
from crossread.stages.group.growing import in_time, kept_names, stories_of
from crossread.stages.group.index import Index
from crossread.stages.group.signals import Features, features_of, model
from crossread.stages.group.units import units_of
from crossread.stages.resolve.time import times
from group.sample import ALL, FLEET, FLOOD, LAKE, SALT, TOWER, article


def features(encoder: Encoder, *articles: Article) -> list[Features]:
    found, _ = features_of([units_of(one, times(one))[0] for one in articles], encoder)
    return list(found)


def held(stories: Stories) -> set[frozenset[str]]:
    return {frozenset(one.unit.article.id for one in group) for group in stories.groups()}


def test_one_by_one_in_time_gives_the_stories_of_all_at_once(encoder: Encoder) -> None:
    units = in_time(features(encoder, *ALL))
    whole, single = Stories(), Stories()
    whole.add(units)
    for one in units:
        single.add([one])
    assert held(single) == held(whole)
    assert held(whole) == {frozenset({"lake", "salt"}), frozenset({"tower", "fleet"}), frozenset({"flood"})}


def test_a_story_keeps_its_name_as_it_grows(encoder: Encoder) -> None:
    lake, salt = features(encoder, LAKE, SALT)
    stories = Stories()
    first, second = in_time([lake, salt])
    (born,) = stories.add([first]).placed
    (grown,) = stories.add([second]).placed
    assert grown.story == born.story
    assert grown.article == second.unit.article.id


def test_what_a_batch_changed_names_each_unit_once_and_nothing_that_stayed(encoder: Encoder) -> None:
    stories = Stories()
    first = stories.add(features(encoder, LAKE, SALT, FLOOD))
    assert sorted(one.article for one in first.placed) == ["flood", "lake", "salt"]
    assert (first.merged, first.split) == ((), ())
    again = stories.add(features(encoder, TOWER))
    assert [one.article for one in again.placed] == ["tower"]


def test_of_stories_that_become_one_the_name_of_the_largest_stays() -> None:
    assert kept_names([[0, 1, 2, 3]], {0: "small", 1: "large", 2: "large"}) == ["large"]


def test_a_story_that_is_split_goes_on_in_its_largest_part() -> None:
    assert kept_names([[0], [1, 2]], {0: "story", 1: "story", 2: "story"}) == [None, "story"]


def test_a_group_of_new_units_only_has_no_name_yet() -> None:
    assert kept_names([[0, 1], [2]], {2: "old"}) == [None, "old"]


def test_what_is_older_than_the_days_to_keep_is_let_go_of(encoder: Encoder) -> None:
    stories = Stories(keep_days=30)
    stories.add(features(encoder, LAKE, SALT))
    stories.add(features(encoder, TOWER, FLEET))
    assert held(stories) == {frozenset({"tower", "fleet"})}


def test_an_affair_of_months_is_many_stories_and_not_one(encoder: Encoder) -> None:
    words = (
        "Chancellor Brenn and Duchess Ottoline spoke about the Marl valley and the border on the phone.\n" * 3
    )
    days = [date(2023, 3, 1) + timedelta(days=14 * number) for number in range(6)]
    units = features(
        encoder,
        *(article(f"call-{day}", "Brenn and Ottoline speak about the Marl", words, str(day)) for day in days),
    )
    assert len(stories_of(units)) == len(days)


def test_a_unit_is_paired_with_a_bounded_number_of_others(encoder: Encoder) -> None:
    (lake,) = features(encoder, LAKE)
    index = Index()
    for _ in range(3 * model()["candidates"]["neighbours"]):
        index.add(lake)
    assert len(index.near(lake)) <= 2 * model()["candidates"]["neighbours"]


def test_units_far_apart_in_time_do_not_find_each_other(encoder: Encoder) -> None:
    lake, tower = features(encoder, LAKE, TOWER)
    index = Index()
    index.add(lake)
    assert index.near(tower) == []
    assert index.near(lake) == [0]


def test_headlines_of_one_story_join_by_the_mean_of_all(encoder: Encoder) -> None:
    lines = [
        "Flood in Tessel: mayor says river Tess still rising",
        "River Tess floods Tessel, mayor warns of rising water",
        "Tessel flood: river Tess rises, families leave by boat",
        "Premium watchmaker opens third shop in Varn",
    ]
    units = features(encoder, *(article(str(n), line, "", "2023-05-12") for n, line in enumerate(lines)))
    assert stories_of(units) == [[0, 1, 2], [3]]


def test_the_order_of_the_input_changes_no_story(encoder: Encoder) -> None:
    units = features(encoder, *ALL)
    expected = {frozenset(units[n].unit.article.id for n in group) for group in stories_of(units)}
    turned = units[::-1]
    assert {frozenset(turned[n].unit.article.id for n in group) for group in stories_of(turned)} == expected
    assert FLEET in ALL
