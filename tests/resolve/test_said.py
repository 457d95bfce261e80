"""When something was said where no date stands beside it: carried from nearby, or only the publication."""

from dataclasses import replace

import pytest

from crossread.records import Post, SaidBasis, Span

from .telling import Told, tell

PEOPLE = ("Ada Lund", "Carl Meier", "Nils Berg")
OCCASION = "Ada Lund and Carl Meier argued over the quay at Tuesday's meeting in Riga. Nobody shouted.\n\n"


def said(marked: str, words: str = "not for sale", published: str | None = "2021-03-04") -> tuple[str, str]:
    """The date and its basis of the claim that holds ``words``; published on a Thursday."""
    claim = Told(tell(marked, people=PEOPLE, published=published)).claim(words)
    return (claim.said_on.iso() if claim.said_on else "", claim.said_basis or "")


def test_a_speakers_day_goes_on_over_the_next_words() -> None:
    marked = (
        "<s1>Ada Lund</s1> <c1>said</c1> on Monday <t1>that talks had failed</t1>.\n\n"
        "The harbour is old.\n\n<s2>Ada Lund</s2> <c2>added</c2> <t2>that the quay was not for sale</t2>."
    )
    assert said(marked) == ("2021-03-01", SaidBasis.CARRIED)
    other = marked.replace("<s2>Ada Lund", "<s2>Nils Berg")
    assert said(other) == ("2021-03-04", SaidBasis.PUBLISHED)


def test_who_was_at_an_occasion_spoke_on_its_day() -> None:
    for name, expected in (
        ("Ada Lund", ("2021-03-02", SaidBasis.CARRIED)),
        ("Nils Berg", ("2021-03-04", SaidBasis.PUBLISHED)),
    ):
        marked = f"{OCCASION}It rained.\n\n<s>{name}</s> <c>said</c> <t>the quay was not for sale</t>."
        assert said(marked) == expected


def test_words_that_point_at_the_occasion_were_said_there_whoever_spoke() -> None:
    marked = (
        f"{OCCASION}It rained.\n\n<s>Nils Berg</s> <c>told</c> the meeting <t>the quay was not for sale</t>."
    )
    assert said(marked) == ("2021-03-02", SaidBasis.CARRIED)
    other = marked.replace("told</c> the meeting", "told</c> a meeting")
    assert said(other) == ("2021-03-04", SaidBasis.PUBLISHED)


@pytest.mark.parametrize("cue", ["says", "has long said", "had said", "would say", "wants"])
def test_no_day_is_carried_to_what_is_no_single_past_act(cue: str) -> None:
    marked = f"{OCCASION}It rained.\n\n<s>Ada Lund</s> <c>{cue}</c> <t>the quay was not for sale</t>."
    assert said(marked) == ("2021-03-04", SaidBasis.PUBLISHED)


def test_no_day_is_carried_where_the_sentence_has_a_time_of_its_own() -> None:
    marked = f"{OCCASION}Last year <s>Ada Lund</s> <c>said</c> <t>the quay was not for sale</t>."
    assert said(marked) == ("2021-03-04", SaidBasis.PUBLISHED)


def test_an_occasion_of_weeks_ago_is_background() -> None:
    marked = OCCASION.replace("at Tuesday's meeting", "at a meeting on 9 February 2021")
    marked += "<s>Ada Lund</s> <c>said</c> <t>the quay was not for sale</t>."
    assert said(marked) == ("2021-03-04", SaidBasis.PUBLISHED)


def test_a_day_inside_what_is_said_dates_no_other_words() -> None:
    marked = (
        "<s1>Ada Lund</s1> <c1>said</c1> <t1>the meeting on Tuesday was long</t1>. It rained.\n\n"
        "<s2>Ada Lund</s2> <c2>said</c2> <t2>the quay was not for sale</t2>."
    )
    assert said(marked) == ("2021-03-04", SaidBasis.PUBLISHED)


def test_a_post_of_a_live_blog_keeps_its_time() -> None:
    article, reading = tell(
        f"9:56\n{OCCASION}<s>Ada Lund</s> <c>said</c> <t>the quay was not for sale</t>.", people=PEOPLE
    )
    told = Told((replace(article, posts=(Post("09:56", Span(0, len(article.text))),)), reading))
    assert told.claim("not for sale").said_basis is SaidBasis.POST


def test_without_a_publication_date_nothing_is_carried() -> None:
    marked = f"{OCCASION}<s>Ada Lund</s> <c>said</c> <t>the quay was not for sale</t>."
    assert said(marked, published=None) == ("", "")
