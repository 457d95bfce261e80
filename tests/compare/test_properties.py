"""What holds for any input: passages resolve, words are the sources' own, order changes nothing."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from compare.builders import WordEncoder, World
from compare.test_conflicts import rival_accounts
from crossread.records import Claim, Grouping, Resolution, Span, check_spans, content_id
from crossread.stages.compare import compare

_WORDS = [
    "the guild",
    "never",
    "accepted",
    "rejected",
    "12 boats",
    "“",
    "”",
    "\r\n",
    "\ufeff",
    "e\u0301",
    "\u200b",
    "NATO",
    "did not",
    "if",
    "no evidence of",
    "harbour",
    "said that",
    ".",
    ",",
    "?",
    "🙂",
    "It was Brask that",
    "\u00ad",
    "ﬁ",
]


def world_of(texts: list[str], cuts: list[tuple[int, int]]) -> World:
    """Articles of any words, with claims at any places."""
    world = World()
    for number, text in enumerate(texts):
        article = world.article(f"Outlet {number}", text or ".")
        for start, length in cuts:
            begin = start % len(article.text)
            end = min(len(article.text), begin + 1 + length)
            voice = (world.actor(f"Voice {start % 3}"),) if start % 4 else ()
            world.claims.append(
                Claim(content_id("claim", article.id, begin, end), article.id, (Span(begin, end),), voice)
            )
    return world


any_text = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join))


@settings(max_examples=60)
@given(
    st.lists(any_text, min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 60)), max_size=4),
)
def test_every_passage_resolves_whatever_the_text(texts: list[str], cuts: list[tuple[int, int]]) -> None:
    articles, resolution, grouping = world_of(texts, cuts).records()
    stored = {article.id: article.text for article in articles}
    for finding in compare(articles, resolution, grouping, WordEncoder()):
        assert finding.accounts
        assert 0.0 <= finding.score <= 1.0
        for account in finding.accounts:
            check_spans(finding.id, account.passages, stored[account.article])
            assert account.passages or account.stance.value == "silent"
        assert any(finding.question in text for text in stored.values())


def test_the_order_of_articles_claims_and_actors_changes_nothing() -> None:
    world = rival_accounts()
    page = world.article(
        "Courier", "The clerk said the guild burned the ledgers. The guild kept every ledger, it said."
    )
    world.claim(page, "the guild burned the ledgers", "A clerk", cue="said")
    articles, resolution, grouping = world.records()
    first = compare(articles, resolution, grouping, WordEncoder())
    shuffled = random.Random(7)
    for _ in range(4):
        claims, actors = list(resolution.claims), list(resolution.actors)
        mentions, pages = list(resolution.actor_mentions), list(articles)
        shuffled.shuffle(claims)
        shuffled.shuffle(actors)
        shuffled.shuffle(mentions)
        shuffled.shuffle(pages)
        again = compare(
            pages,
            Resolution(actors=tuple(actors), claims=tuple(claims), actor_mentions=tuple(mentions)),
            Grouping(stories=grouping.stories, claims=tuple(claims)),
            WordEncoder(),
        )
        assert again == first


def test_every_finding_has_reasons_or_stands_for_itself_and_ids_are_unique() -> None:
    found = rival_accounts().findings()
    assert len({finding.id for finding in found}) == len(found)
    assert all(finding.reasons for finding in found)
