"""Quote variants: alignment of quoted words, what is a difference, and who said it."""

import pytest

from compare.builders import World
from crossread.records import Finding, Quotation, Span


def told(*tellings: tuple[str, str, str], quotation: Quotation = Quotation.DIRECT) -> World:
    """Papers that quote: (outlet, speaker, words)."""
    world = World()
    for outlet, speaker, words in tellings:
        page = world.article(
            outlet, f"{speaker} spoke at the quay. “{words}” That was all the {outlet} heard."
        )
        world.claim(page, f"“{words}”", speaker, quotation=quotation)
    return world


def reason(finding: Finding, signal: str) -> str:
    return next(reason.value for reason in finding.reasons if reason.signal == signal)


WORDS = "The granary at Tarn Ford burned for three nights before anybody rang the bell"


def test_the_words_that_differ_are_shown_and_the_utterance_counts_once() -> None:
    other = WORDS.replace("rang", "sounded")
    found = told(("Herald", "Odo Wessel", WORDS), ("Courier", "Odo Wessel", other)).findings("quote_variant")
    assert len(found) == 1
    assert found[0].independent == 1
    assert "rang" in reason(found[0], "difference")
    assert "sounded" in reason(found[0], "difference")


@pytest.mark.parametrize(
    "other",
    [
        WORDS.replace("three", "3"),
        WORDS.replace("The granary", "the granary").replace("nights before", "nights — before"),
        WORDS.replace("Tarn Ford burned", "Tarn Ford [in Arlen] burned"),
        WORDS.replace("burned for", "burned ... for"),
        WORDS + " and the millers wept",
    ],
)
def test_spelling_marks_brackets_and_open_gaps_are_no_difference(other: str) -> None:
    assert (
        told(("Herald", "Odo Wessel", WORDS), ("Courier", "Odo Wessel", other)).findings("quote_variant")
        == []
    )


def test_a_negation_on_one_side_is_no_telling_of_the_same_utterance() -> None:
    other = WORDS.replace("burned", "never burned")
    assert (
        told(("Herald", "Odo Wessel", WORDS), ("Courier", "Odo Wessel", other)).findings("quote_variant")
        == []
    )


def test_who_said_it_is_settled_by_the_better_evidence() -> None:
    world = World()
    other = WORDS.replace("rang", "sounded")
    for outlet, source, speaker, words in (
        ("Herald", "officials", "officials", WORDS),
        ("Courier", "Pell Dunmore", "Pell Dunmore", other),
    ):
        page = world.article(outlet, f"“{words},” said {source} at the quay.")
        claim = world.claim(page, f"“{words},”", speaker, cue="said", quotation=Quotation.DIRECT)
        start = page.text.index(source)
        object.__setattr__(claim, "source", Span(start, start + len(source)))
    found = world.findings("quote_variant")
    assert reason(found[0], "speaker").startswith("Pell Dunmore: named beside the words")
    assert "officials" in reason(found[0], "speaker")
    assert world.words(found[0])[0][0] == "Pell Dunmore"


def test_two_speakers_who_share_a_figure_of_speech_are_not_one() -> None:
    world = told(
        ("Herald", "Odo Wessel", "The harbour board is on the wrong side of every tide"),
        ("Courier", "Pell Dunmore", "Bakers who hoard flour are on the wrong side of every tide"),
    )
    assert world.findings("quote_variant") == []
