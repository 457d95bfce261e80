"""Which articles report one story, and what a story record says."""

import random

import pytest

from crossread.models import Encoder
from crossread.records import Article, Claim, Grouping, Resolution, Role, Span, Story
from crossread.stages.group import group
from group.sample import ALL, FLEET, FLOOD, LAKE, SALT, TOWER, TOWER_AUGUST_TEXT, article, blog, dated


def mains(found: Grouping) -> set[frozenset[str]]:
    return {frozenset(p.article for p in story.articles if p.role is Role.MAIN) for story in found.stories}


def mains_of(found: Grouping, article: str) -> list[Story]:
    return [s for s in found.stories if any(p.article == article and p.role is Role.MAIN for p in s.articles)]


def test_two_meetings_of_the_same_people_three_months_apart_stay_apart(encoder: Encoder) -> None:
    found = group(ALL, dated(*ALL), encoder)
    assert mains(found) == {frozenset({"lake", "salt"}), frozenset({"tower", "fleet"}), frozenset({"flood"})}


def test_words_alone_keep_them_apart_where_there_is_no_encoder() -> None:
    found = mains(group(ALL, dated(*ALL), None))
    assert not any({"lake", "tower"} <= members or {"salt", "fleet"} <= members for members in found)
    assert frozenset({"flood"}) in found


def test_without_any_resolution_every_article_still_has_one_story(encoder: Encoder) -> None:
    found = group(ALL, Resolution(), encoder)
    members = [p.article for story in found.stories for p in story.articles if p.role is Role.MAIN]
    assert sorted(members) == sorted(article.id for article in ALL)


def test_a_story_has_the_name_of_a_source_and_its_day_and_people(encoder: Encoder) -> None:
    found = group([LAKE, SALT], dated(LAKE, SALT), encoder)
    (story,) = found.stories
    assert story.name in {LAKE.title, SALT.title}
    assert story.date == "2023-05-12"
    assert story.place == "Varn"
    assert story.participants == ("brenn", "ottoline")


def test_background_on_another_story_is_a_mention_with_its_paragraph(encoder: Encoder) -> None:
    found = group(ALL, dated(*ALL), encoder)
    (story,) = mains_of(found, "lake")
    (mention,) = [p for p in story.articles if p.role is Role.MENTION]
    assert mention.article == "tower"
    assert [span.of(TOWER.text) for span in mention.spans] == [TOWER_AUGUST_TEXT.splitlines()[1]]


def test_a_claim_belongs_to_the_story_it_stands_in(encoder: Encoder) -> None:
    def claim(name: str, article: Article, words: str) -> Claim:
        start = article.text.index(words)
        return Claim(name, article.id, (Span(start, start + len(words)),))

    claims = (
        claim("own", TOWER, "the fleet would be allowed to sail"),
        claim("background", TOWER, "the two had agreed to reopen the salt road"),
        claim("lake", LAKE, "her border guards fired first"),
        Claim("stray", "nowhere", (Span(0, 3),)),
    )
    resolution = dated(*ALL)
    found = group(ALL, Resolution(times=resolution.times, claims=claims), encoder)
    assert [one.id for one in found.claims] == [one.id for one in claims]
    own, background, lake, stray = (one.story for one in found.claims)
    assert background == lake
    assert own != lake
    assert stray is None


def test_the_order_of_the_articles_changes_nothing(encoder: Encoder) -> None:
    articles = [*ALL, blog()]
    expected = group(articles, dated(*articles), encoder)
    for seed in range(3):
        random.Random(seed).shuffle(articles)
        found = group(articles, dated(*articles), encoder)
        assert (found.stories, found.copies) == (expected.stories, expected.copies)


def test_a_long_run_of_posts_on_another_matter_is_a_story_of_its_own(encoder: Encoder) -> None:
    live = blog()
    articles = (LAKE, FLOOD, live)
    found = group(articles, dated(*articles), encoder)
    own = mains_of(found, "blog")
    assert {frozenset(p.article for p in s.articles if p.role is Role.MAIN) for s in own} >= {
        frozenset({"blog", "lake"}),
        frozenset({"blog", "flood"}),
    }
    for story in own:
        for part in story.articles:
            for span in part.spans:
                assert span.of(live.text if part.article == "blog" else "x" * 10**6).strip()
    parts = [p for story in own for p in story.articles if p.article == "blog" and p.role is Role.MAIN]
    assert sum(not part.spans for part in parts) == 1


def test_no_articles_make_no_stories(encoder: Encoder) -> None:
    assert group([], Resolution(), encoder) == Grouping()


@pytest.mark.parametrize("text", ["", " \n ", "\ufeff", "x", "٣ e\u0301\u200b", "The. The. The."])
def test_an_article_with_next_to_nothing_in_it_is_a_story_alone(text: str, encoder: Encoder) -> None:
    article = Article("a", "a.txt", text, "text", "utf-8", "en")
    found = group([article, FLEET], dated(FLEET), encoder)
    members = [p.article for story in found.stories for p in story.articles]
    assert members.count("fleet") == 1
    assert members.count("a") == 1
    assert all(story.name for story in found.stories)
    assert SALT.id not in members


def test_two_calls_of_the_same_people_a_week_apart_stay_apart(encoder: Encoder) -> None:
    words = (
        "Chancellor Aurel Brenn and Duchess Ottoline spoke by telephone on Friday about the Marl valley.\n"
        "The chancellor's office said that the call took an hour. Both sides wanted calm on the border.\n"
    )
    title = "Brenn and Duchess Ottoline speak by telephone"
    first = article("first", title, words, "2023-05-12")
    report = article("report", title + " on Marl valley", words, "2023-05-13")
    second = article("second", title, words, "2023-05-19")
    found = mains(group([first, report, second], dated(first, report, second), encoder))
    assert found == {frozenset({"first", "report"}), frozenset({"second"})}
