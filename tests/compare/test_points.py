"""Points: how many parties become one finding, and how it is named."""

from dataclasses import replace

from compare.builders import World
from crossread.records import Act, Quantity, Quotation, Span
from crossread.stages.compare.accounts import origins
from crossread.stages.compare.numbers import Number, compare_numbers
from crossread.stages.compare.pages import pages


def count(value: float, *after: str) -> Number:
    """A number of boats with words near and after it."""
    quantity = Quantity("a", Span(0, 1), value, value, "boat")
    return Number(quantity, frozenset({"sank", "harbor", *after}), frozenset(after))


def test_all_parties_on_one_matter_are_one_finding() -> None:
    world = World()
    for outlet, voice, verb in (
        ("Herald", "Marek Olin", "accepted"),
        ("Courier", "Teodora Brandt", "rejected"),
        ("Gazette", "Pell Dunmore", "rejected"),
    ):
        page = world.article(
            outlet, f"{voice} said the guild {verb} the islanders' claim to the Vell fishery."
        )
        world.claim(page, f"the guild {verb} the islanders' claim to the Vell fishery", voice, cue="said")
    found = world.findings("contradiction")
    assert len(found) == 1
    assert {party for party, _, _ in world.words(found[0])} == {
        "Marek Olin",
        "Teodora Brandt",
        "Pell Dunmore",
    }
    assert found[0].independent == 3
    assert {r.signal: r.value for r in found[0].reasons}["independent"] in {
        "1 against 2 accounts",
        "2 against 1 accounts",
    }


def test_the_question_is_words_of_one_source_and_at_most_fourteen() -> None:
    world = World()
    for outlet, voice, verb in (
        ("Herald", "Marek Olin", "accepted"),
        ("Courier", "Teodora Brandt", "rejected"),
    ):
        page = world.article(
            outlet, f"{voice} said the guild {verb} the islanders' claim to the Vell fishery."
        )
        world.claim(page, f"the guild {verb} the islanders' claim to the Vell fishery", voice, cue="said")
    finding = world.findings("contradiction")[0]
    assert any(finding.question in article.text for article in world.articles)
    assert 1 <= len(finding.question.split()) <= 14
    assert "fishery" in finding.question


def test_a_reported_denial_is_the_deniers_and_not_the_reporters() -> None:
    world = World()
    one = world.article("Herald", "Odo Wessel said the clerk denied that the guild forged the harbour seal.")
    two = world.article("Courier", "Odo Wessel said the guild forged the harbour seal.")
    outer = world.claim(
        one, "the clerk denied that the guild forged the harbour seal", "Odo Wessel", cue="said"
    )
    world.claim(
        one,
        "that the guild forged the harbour seal",
        "Odo Wessel",
        "The clerk",
        cue="denied",
        act=Act.DENY,
        parent=outer,
    )
    world.claim(two, "the guild forged the harbour seal", "Odo Wessel", cue="said")
    for finding in world.findings("contradiction"):
        stances = {party: stance for party, stance, _ in world.words(finding)}
        assert stances["The clerk"] == "denies"
        assert stances["Odo Wessel"] == "asserts"


def test_a_headline_does_not_contradict_the_quotation_under_it() -> None:
    world = World()
    text = "Guild accepted lower wool price\n\n“The guild rejected the lower wool price,” said Odo Wessel."
    page = world.article("Herald", text, title_span=Span(0, text.index("\n")))
    world.claim(page, "“The guild rejected the lower wool price,”", "Odo Wessel", quotation=Quotation.DIRECT)
    assert not world.findings("contradiction")


def test_a_document_of_a_party_speaks_for_that_party() -> None:
    world = World()
    world.article(
        "Norland",
        "The chancellors agreed to reopen the Vell strait to fishing boats.",
        party="Norland Chancery",
    )
    world.article(
        "Sudmark", "The chancellors agreed to reopen the Vell strait to fishing boats.", party="Sudmark Court"
    )
    parties = {party for finding in world.findings() for party, _, _ in world.words(finding)}
    assert parties == {"Norland Chancery", "Sudmark Court"}


def test_a_rounded_number_and_the_exact_one_agree() -> None:
    assert compare_numbers([count(43_000)], [count(43_350)], (False, False))[0].compatible
    assert not compare_numbers([count(41_000)], [count(43_350)], (False, False))[0].compatible


def test_numbers_of_other_things_are_not_compared() -> None:
    assert not compare_numbers([count(12, "ferri")], [count(30, "trawler")], (False, False))
    assert not compare_numbers([count(12)], [count(3_000)], (False, False))


def test_two_papers_with_one_copied_text_are_one_account() -> None:
    world = World()
    said = "The granary at Tarn Ford burned for three nights and nobody in the valley slept."
    for outlet in ("Herald", "Courier", "Gazette"):
        world.article(outlet, f"{said} So writes the {outlet}.")
    assert not world.findings("contradiction")
    assert all(finding.independent <= 1 for finding in world.findings("agreement"))


def test_papers_that_credit_one_agency_are_one_account_in_their_own_words() -> None:
    world = World()
    text = "the guild rejected the islanders' claim to the Vell fishery."
    for outlet in ("Herald", "Courier"):
        page = world.article(outlet, f"At the {outlet}, {text}")
        world.articles[-1] = replace(page, agency="Tarn Press")
    world.article("Gazette", f"At noon {text}")
    articles, resolution, grouping = world.records()
    found = origins(grouping, pages(articles, resolution.actors))
    assert len(found) == 2
    assert len(set(found.values())) == 1
