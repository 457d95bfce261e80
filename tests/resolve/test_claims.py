"""Claims: chains of voices, dates, and what an article says itself."""

from dataclasses import replace
from pathlib import Path

import pytest

import crossread
from crossread.records import MACHINE_TRANSLATED, ArticleKind, Polarity, Post, Quotation, SaidBasis, Span

from .telling import Told, as_kind, tell


def test_a_nested_claim_has_the_voices_of_its_parent_first() -> None:
    told = Told(
        tell(
            "<s1>Carl Meier</s1> <c1>said</c1> <t1><s2>Elena Prado</s2> <c2>told</c2> him "
            "<t2>that <s3>Peru</s3> <c3>promised</c3> <t3>grain</t3></t2></t1>."
        )
    )
    assert told.voices("grain") == ["Carl Meier", "Elena Prado", "Peru"]
    inner, outer = told.claim("grain"), told.claim("that Peru promised grain")
    assert inner.parent == outer.id


def test_a_sentence_that_nobody_is_quoted_with_is_the_articles_own() -> None:
    told = Told(tell("The bridge did not fall. <s>Carl Meier</s> <c>said</c> <t>the bridge had fallen</t>."))
    claim = told.claim("did not fall")
    assert (claim.voices, claim.quotation, claim.polarity) == ((), Quotation.NONE, Polarity.DENY)
    assert len(told.resolution.claims) == 2


def test_what_a_readout_says_itself_is_its_partys() -> None:
    told = Told(
        as_kind(
            tell("The leaders spoke by telephone. <s>We</s> <c>expect</c> <t>that talks go on</t>."),
            ArticleKind.READOUT,
            party="Peru Foreign Ministry",
        )
    )
    assert told.voices("by telephone") == ["Peru"]
    assert told.voices("talks go on") == ["Peru"]


def test_a_claim_is_dated_by_the_day_beside_its_cue() -> None:
    told = Told(
        tell(
            "<s1>Carl Meier</s1> <c1>said</c1> on 1 March 2021 <t1>that it rained</t1>. "
            "<s2>Carl Meier</s2> <c2>said</c2> <t2>it had rained on 14 February 2021</t2>."
        )
    )
    first, second = told.claim("that it rained").said_on, told.claim("14 February").said_on
    assert first is not None
    assert second is not None
    assert (first.iso(), second.iso()) == (
        "2021-03-01",
        "2021-03-01",
    )  # the day that he spoke of dates no words
    assert told.claim("that it rained").said_basis is SaidBasis.STATED
    assert told.claim("14 February").said_basis is SaidBasis.CARRIED


def test_a_claim_in_a_live_blog_is_dated_by_its_post() -> None:
    article, reading = tell("9:56\n<s>Carl Meier</s> <c>said</c> <t>all was well</t>.")
    told = Told((replace(article, posts=(Post("09:56", Span(0, len(article.text))),)), reading))
    said_on = told.claim("all was well").said_on
    assert said_on is not None
    assert said_on.iso() == "2021-03-04T09:56"
    assert told.claim("all was well").said_basis is SaidBasis.POST


def test_an_article_without_a_date_dates_nothing() -> None:
    told = Told(tell("<s>Carl Meier</s> <c>said</c> <t>all was well</t>.", published=None))
    assert told.claim("all was well").said_on is None
    assert told.claim("all was well").said_basis is None


def test_an_article_without_a_reading_has_claims_of_its_own() -> None:
    from crossread.stages.resolve import resolve

    article, _ = tell("The bridge fell. Nobody was hurt.")
    resolution = resolve([article], [])
    assert [claim.voices for claim in resolution.claims] == [(), ()]


def test_claims_of_an_article_in_bad_english_keep_four_fifths_of_their_confidence() -> None:
    article, reading = tell("<s>Carl Meier</s> <c>said</c> <t>all was well</t>. The bridge fell in March.")
    flagged = replace(article, flags=(*article.flags, MACHINE_TRANSLATED))
    plain, doubted = Told((article, reading)), Told((flagged, reading))
    for words in ("all was well", "The bridge fell"):  # attributed, and in the article's own voice
        assert plain.claim(words).confidence > 0
        assert doubted.claim(words).confidence == pytest.approx(0.8 * plain.claim(words).confidence)


def test_bad_english_lowers_confidence_through_the_whole_program(tmp_path: Path) -> None:
    good = (
        "The minister said in Washington on Monday that Syria had agreed to the plan. "
        "The president told reporters that the talks in Geneva would go on for a week.\n\n"
    ) * 6
    for name, text in (("good", good), ("bad", good.lower())):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    report = crossread.read(tmp_path, options=crossread.CompareOptions(workers=1)).data
    flags = {article.id: MACHINE_TRANSLATED in article.flags for article in report.articles}
    assert sorted(flags.values()) == [False, True]
    most = {
        flag: max(c.confidence for c in report.claims if flags[c.article] is flag) for flag in (False, True)
    }
    assert most[True] <= 0.8 < most[False]
