"""The named signals of a pair of units, their model, and the units themselves."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from crossread.models import Encoder
from crossread.records import Article, Post, Resolution, Span, check_spans, content_id
from crossread.stages.group.signals import contributions, days_apart, features_of, model, probability, signals
from crossread.stages.group.stage import group
from crossread.stages.group.terms import term, terms_of, tokens_of
from crossread.stages.group.units import Unit, units_of
from crossread.stages.resolve.time import times
from group.sample import FLEET, LAKE, SALT, TOWER, blog


def unit(article: Article) -> Unit:
    return units_of(article, times(article))[0]


def test_an_opening_dates_the_event_and_old_dates_count_little() -> None:
    assert unit(LAKE).event == date(2023, 5, 12)
    assert unit(TOWER).event == date(2023, 8, 16)


def test_the_days_between_are_those_of_event_or_telling_whichever_is_less() -> None:
    assert days_apart(unit(LAKE), unit(SALT)) == 0
    assert days_apart(unit(LAKE), unit(TOWER)) == 96
    undated = Unit(LAKE, "", (), (), None, None)
    assert days_apart(undated, unit(LAKE)) is None


def test_of_undated_articles_the_weekdays_are_compared(encoder: Encoder) -> None:
    undated = [replace(one, published=None) for one in (LAKE, SALT, TOWER)]
    features, weights = features_of([unit(one) for one in undated], encoder)
    assert signals(features[0], features[1], weights)["weekday"] == 1.0
    assert signals(features[0], features[2], weights)["weekday"] == 0.0
    assert signals(features[0], features[1], weights)["days"] is None


def test_signals_are_the_same_whichever_comes_first(encoder: Encoder) -> None:
    features, weights = features_of([unit(one) for one in (LAKE, SALT, FLEET)], encoder)
    for a in features:
        for b in features:
            assert signals(a, b, weights) == signals(b, a, weights)


def test_two_reports_of_one_meeting_are_likelier_than_two_meetings(encoder: Encoder) -> None:
    features, weights = features_of([unit(one) for one in (LAKE, SALT, TOWER)], encoder)
    same, other = signals(features[0], features[1], weights), signals(features[0], features[2], weights)
    assert probability(same) > probability(other)


def test_every_signal_has_a_weight_and_its_share_of_the_score_is_named(encoder: Encoder) -> None:
    features, weights = features_of([unit(one) for one in (LAKE, SALT)], encoder)
    values = signals(features[0], features[1], weights)
    assert set(values) == set(model()["signals"])
    known = sorted(name for name, value in values.items() if value is not None)
    assert [name for name, _ in contributions(values)] == ["bias", *known]
    nothing = dict.fromkeys(values)
    assert contributions(nothing) == (("bias", model()["bias"]),)


def test_a_live_blog_gives_what_stands_outside_its_posts_and_each_post() -> None:
    live = blog()
    whole, *posts = units_of(live, ())
    assert not whole.posts
    assert [one.posts[0] for one in posts] == list(live.posts)
    assert whole.spans[0].of(live.text).startswith("What happened")


def test_a_term_has_no_case_no_plural_and_no_hidden_characters() -> None:
    assert term("Missiles") == term("missile") == term("mis\u00adsile") == "missile"
    assert term("the") == "the"
    assert tokens_of("Tess’s bo\u0301dy, 2nd") == ["tess", "s", "bo\u0301dy", "2nd"]
    assert terms_of("At 5 he saw boats", [Span(0, 17)]) == ["saw", "boat"]


PIECES = ["Lake", "\r\n", "\ufeff", "e\u0301", "Friday", "Brenn said", "“", ". ", "\u200b"]
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))


@given(texts, st.integers(0, 50), st.integers(1, 50))
def test_every_position_of_a_grouping_resolves(text: str, start: int, length: int) -> None:
    posts = (Post("10:00", Span(start, start + length)),) if start + length <= len(text) else ()
    key = content_id("test", text)
    one = Article(key, "a.txt", text, "text", "utf-8", "en", published="2023-05-12", posts=posts)
    articles = (one, LAKE, SALT)
    found = group(articles, Resolution(times=tuple(m for a in articles for m in times(a))), None)
    by_id = {article.id: article.text for article in articles}
    for story in found.stories:
        assert story.name
        for part in story.articles:
            check_spans(story.id, part.spans, by_id[part.article])
