"""Denials that point at what they deny, and what is only spoken of."""

import pytest

from compare.builders import World
from crossread.records import Act
from crossread.stages.compare.mentions import mentioned
from crossread.stages.compare.words import terms


def charged() -> World:
    """A charge, and a denial that names it only as "the allegations"."""
    world = World()
    page = world.article(
        "Herald",
        "Auditor Pell Dunmore accused Ilse Corran of selling the harbour warehouses to her cousin."
        " Ilse Corran denied the allegations.",
    )
    world.claim(
        page,
        "Ilse Corran of selling the harbour warehouses to her cousin",
        "Pell Dunmore",
        cue="accused",
        act=Act.ACCUSE,
    )
    world.claim(page, "the allegations", "Ilse Corran", cue="denied", act=Act.DENY)
    return world


def test_a_denial_of_the_allegations_stands_against_the_charge_before_it() -> None:
    world = charged()
    found = world.findings("contradiction")
    assert len(found) == 1
    said = {party: words for party, _, words in world.words(found[0])}
    assert "warehouses" in said["Pell Dunmore"]
    assert "the allegations" in said["Ilse Corran"]
    assert {reason.signal for reason in found[0].reasons} >= {"rebuttal", "charged", "independent"}


def test_a_denial_stands_against_no_charge_that_is_laid_at_anothers_door() -> None:
    world = World()
    page = world.article(
        "Herald",
        "Auditor Pell Dunmore accused Odo Wessel of selling the harbour warehouses to his cousin."
        " Ilse Corran denied the allegations.",
    )
    world.actor("Odo Wessel")
    world.claim(
        page,
        "Odo Wessel of selling the harbour warehouses to his cousin",
        "Pell Dunmore",
        cue="accused",
        act=Act.ACCUSE,
    )
    world.claim(page, "the allegations", "Ilse Corran", cue="denied", act=Act.DENY)
    assert not world.findings("contradiction")


def test_a_denial_that_names_the_accuser_finds_the_words_in_another_sentence() -> None:
    world = World()
    page = world.article(
        "Herald",
        "Pell Dunmore said the mill dumped tar in the river. Nobody at the mill spoke of it for a week."
        " Ilse Corran rejected Pell Dunmore's claims.",
    )
    world.claim(page, "the mill dumped tar in the river", "Pell Dunmore", cue="said")
    world.claim(page, "Pell Dunmore's claims", "Ilse Corran", cue="rejected", act=Act.REJECT)
    found = world.findings("contradiction")
    assert len(found) == 1
    assert "names_accuser" in {reason.signal for reason in found[0].reasons}


@pytest.mark.parametrize(
    ("text", "word", "only"),
    [
        ("They looked into possible collusion.", "collusion", True),
        ("The burden of enforcing the tariff rests with the guild.", "enforcing", True),
        ("The guild was accused of enforcing the tariff.", "enforcing", False),
        ("She wants to close the ferry.", "close", True),
        ("She agreed to close the ferry.", "close", False),
        ("He asked whether the guild closed the ferry.", "closed", True),
        ("The guild closed the ferry.", "closed", False),
    ],
)
def test_a_deed_that_is_only_spoken_of_is_told_from_one_that_is_said_to_be_so(
    text: str, word: str, only: bool
) -> None:
    words = terms(text, 0, len(text))
    place = next(i for i, term in enumerate(words) if term.lower == word)
    assert mentioned(words, place) is only


def test_a_word_that_negates_itself_stands_against_its_plain_form() -> None:
    world = World()
    one = world.article("Herald", "Judge Odo Wessel said the council's ban on night ferries was illegal.")
    two = world.article("Courier", "Mayor Ilse Corran said the council's ban on night ferries was legal.")
    world.claim(one, "the council's ban on night ferries was illegal", "Odo Wessel", cue="said")
    world.claim(two, "the council's ban on night ferries was legal", "Ilse Corran", cue="said")
    assert len(world.findings("contradiction")) == 1


def test_whose_cue_is_negated_gives_no_account() -> None:
    world = World()
    one = world.article("Herald", "Ilse Corran denied that the council sold the harbour warehouses to Brask.")
    two = world.article(
        "Courier", "Pell Dunmore did not say the council sold the harbour warehouses to Brask."
    )
    words = "the council sold the harbour warehouses to Brask"
    world.claim(one, f"that {words}", "Ilse Corran", cue="denied", act=Act.DENY)
    world.claim(two, words, "Pell Dunmore", cue="did not say")
    assert not world.findings("contradiction")


def test_what_is_told_beside_a_denied_clause_is_not_denied() -> None:
    world = World()
    one = world.article(
        "Herald",
        "Ilse Corran denied that the duke forged the granary seal as the old harbour master fell ill.",
    )
    two = world.article("Courier", "Pell Dunmore said the old harbour master fell ill at the granary.")
    world.claim(
        one,
        "that the duke forged the granary seal as the old harbour master fell ill",
        "Ilse Corran",
        cue="denied",
        act=Act.DENY,
    )
    world.claim(two, "the old harbour master fell ill at the granary", "Pell Dunmore", cue="said")
    assert not world.findings("contradiction")


def test_a_refusal_of_a_thing_denies_nothing() -> None:
    world = World()
    one = world.article("Herald", "Ilse Corran rebuffed a subpoena on the sale of the harbour warehouses.")
    two = world.article(
        "Courier", "Pell Dunmore said a subpoena on the sale of the harbour warehouses was served."
    )
    world.claim(
        one,
        "a subpoena on the sale of the harbour warehouses",
        "Ilse Corran",
        cue="rebuffed",
        act=Act.REJECT,
    )
    world.claim(
        two, "a subpoena on the sale of the harbour warehouses was served", "Pell Dunmore", cue="said"
    )
    assert not world.findings("contradiction")


def test_two_denials_of_one_speaker_are_shown_once_and_a_position_taken_is_no_denial() -> None:
    world = World()
    one = world.article(
        "Herald",
        "Pell Dunmore told the council of the forged granary seals and the missing barley."
        " Ilse Corran denied that she hid the forged granary seals."
        " Ilse Corran rejected the notion that the guild should pay for the granary seals.",
    )
    two = world.article("Courier", "Ilse Corran denied that she ever hid forged granary seals.")
    world.claim(
        one, "the council of the forged granary seals and the missing barley", "Pell Dunmore", cue="told"
    )
    world.claim(one, "that she hid the forged granary seals", "Ilse Corran", cue="denied", act=Act.DENY)
    world.claim(
        one,
        "the notion that the guild should pay for the granary seals",
        "Ilse Corran",
        cue="rejected",
        act=Act.REJECT,
    )
    world.claim(two, "that she ever hid forged granary seals", "Ilse Corran", cue="denied", act=Act.DENY)
    found = [f for f in world.findings("denial", "contradiction") if f.kind.value == "denial"]
    assert len(found) <= 1
    assert all("should" not in words for finding in found for _, _, words in world.words(finding))


def test_a_contracted_negation_turns_its_verb() -> None:
    world = World()
    one = world.article("Herald", "“I’m not going to pay for the wall at Tarn Ford,” said Odo Wessel.")
    two = world.article(
        "Courier", "Ilse Corran said the duke is getting Wessel to pay for the wall at Tarn Ford."
    )
    world.claim(one, "“I’m not going to pay for the wall at Tarn Ford,”", "Odo Wessel")
    world.claim(two, "the duke is getting Wessel to pay for the wall at Tarn Ford", "Ilse Corran", cue="said")
    assert len(world.findings("contradiction")) == 1


def test_a_charge_that_holds_a_negation_is_still_what_is_stated() -> None:
    world = World()
    page = world.article(
        "Herald",
        "Protesters said that Pell Dunmore could not judge the guild fairly."
        " Pell Dunmore rejected that notion.",
    )
    world.claim(page, "that Pell Dunmore could not judge the guild fairly", "Protesters", cue="said")
    world.claim(page, "that notion", "Pell Dunmore", cue="rejected", act=Act.REJECT)
    found = world.findings("contradiction")
    assert len(found) == 1
    stances = {party: stance for party, stance, _ in world.words(found[0])}
    assert stances["Protesters"] != "denies"
    assert stances["Pell Dunmore"] == "denies"


def turned_down(what: str, charge: str = "the mayor had sold the harbour warehouses to her cousin") -> World:
    """What an auditor says, and what Ilse Corran then rejects."""
    world = World()
    page = world.article("Herald", f"Auditor Pell Dunmore said {charge}. Ilse Corran rejected {what}.")
    world.claim(page, charge, "Pell Dunmore", cue="said")
    world.claim(page, what, "Ilse Corran", cue="rejected", act=Act.REJECT)
    return world


def test_to_turn_a_proposal_down_is_not_to_say_that_something_is_not_so() -> None:
    assert turned_down("that claim").findings("contradiction")
    assert not turned_down("that idea").findings("contradiction", "denial")


def test_who_calls_a_story_false_does_not_tell_it() -> None:
    charge = "he would fight the false story that he had sold the harbour warehouses to her cousin"
    assert not turned_down("that claim", charge).findings("contradiction")


def test_what_is_only_wished_for_is_spoken_of() -> None:
    words = terms("they wanted the audit to reveal illegal sales", 0, 45)
    assert mentioned(words, [term.lower for term in words].index("sales"))


def by_sailors(denial: str) -> World:
    """A charge against a country's people that names nobody, and what that country says of it."""
    world = World()
    page = world.article(
        "Herald",
        f"Harbour officials allege that the pilot was killed by French sailors. France {denial}.",
    )
    world.claim(
        page,
        "that the pilot was killed by French sailors",
        "Harbour officials",
        cue="allege",
        act=Act.ACCUSE,
    )
    world.actor("France", side="France")
    cue, content = denial.split(" ", 2)[:2], denial.split(" ", 2)[2]
    world.claim(page, content, "France", cue=" ".join(cue), act=Act.DENY)
    return world


def test_a_country_answers_for_its_own_people() -> None:
    (shown,) = by_sailors("has denied any involvement").findings("contradiction")
    assert {reason.signal for reason in shown.reasons} >= {"rebuttal", "charged"}
