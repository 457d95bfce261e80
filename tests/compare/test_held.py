"""Two accounts of which one stands within the other's words."""

import pytest

from compare.builders import World
from crossread.records import Act


def denied(sentence: str, whole: str, inner: str, *, act: Act, cue: str, source: str) -> World:
    """Ilse Corran's denial of ``whole``, which holds what Pell Dunmore says."""
    world = World()
    page = world.article("Herald", f"The harbour was quiet. {sentence}")
    outer = world.claim(page, whole, "Ilse Corran", cue=cue, act=act)
    world.claim(page, inner, "Pell Dunmore", cue="claims", source=source, parent=outer)
    return world


CLAIMS = "Ilse Corran denied claims by Pell Dunmore that the harbour office sold the old cranes."
HELD = "that the harbour office sold the old cranes"


def test_a_denial_that_holds_the_charge_gives_both_accounts() -> None:
    world = denied(CLAIMS, CLAIMS[19:-1], HELD, act=Act.DENY, cue="denied", source="Pell Dunmore")
    (found,) = world.findings("contradiction")
    told = {party: (stance, words) for party, stance, words in world.words(found)}
    assert told["Ilse Corran"][0] == "denies"
    assert told["Pell Dunmore"] == ("asserts", HELD)
    assert not world.findings("denial")


@pytest.mark.parametrize("cue", ["did not deny", "would deny"])
def test_who_does_not_or_only_may_deny_it_gives_no_account(cue: str) -> None:
    sentence = CLAIMS.replace("denied", cue)
    whole = CLAIMS[19:-1]
    world = denied(sentence, whole, HELD, act=Act.DENY, cue=cue, source="Pell Dunmore")
    assert not world.findings("contradiction")


def test_a_call_turned_down_gives_both_positions_and_a_call_told_beside_does_not() -> None:
    world = World()
    page = world.article("Herald", "Ilse Corran rejected calls by Pell Dunmore to drain the upper lake.")
    outer = world.claim(
        page,
        "calls by Pell Dunmore to drain the upper lake",
        "Ilse Corran",
        cue="rejected",
        act=Act.REJECT,
    )
    world.claim(
        page,
        "to drain the upper lake",
        "Pell Dunmore",
        cue="calls",
        source="Pell Dunmore",
        act=Act.DEMAND,
        parent=outer,
    )
    (found,) = world.findings("contradiction")
    assert {(party, stance) for party, stance, _ in world.words(found)} == {
        ("Ilse Corran", "denies"),
        ("Pell Dunmore", "asserts"),
    }

    beside = World()
    page = beside.article(
        "Herald", "Ilse Corran rejected the budget of the harbour, which Pell Dunmore says feeds the town."
    )
    whole = "the budget of the harbour, which Pell Dunmore says feeds the town"
    outer = beside.claim(page, whole, "Ilse Corran", cue="rejected", act=Act.REJECT)
    beside.claim(page, "feeds the town", "Pell Dunmore", cue="says", source="Pell Dunmore", parent=outer)
    assert not beside.findings("contradiction")


@pytest.mark.parametrize(("cue", "shown"), [("falsely claimed", 1), ("claimed", 0), ("rightly claimed", 0)])
def test_a_teller_who_calls_it_untrue_is_the_other_party(cue: str, shown: int) -> None:
    world = World()
    page = world.article("Herald", f"Pell Dunmore {cue} that the harbour office sold the old cranes.")
    world.claim(page, HELD, "Pell Dunmore", cue=cue, source="Pell Dunmore")
    found = world.findings("contradiction")
    assert len(found) == shown
    for one in found:
        told = {party: stance for party, stance, _ in world.words(one)}
        assert told == {"Herald": "denies", "Pell Dunmore": "asserts"}


def test_a_paper_that_corrects_itself_is_no_rival_of_its_earlier_version() -> None:
    world = World()
    source, cue = "An earlier version of this story", "erroneously said"
    page = world.article("Herald", f"{source} {cue} that the harbour office sold the old cranes.")
    world.claim(page, HELD, source, cue=cue, source=source)
    assert not world.findings("contradiction")


def elsewhere(charge: str, denial: str, *, words: str) -> World:
    """A charge by Pell Dunmore in one article, a denial by Ilse Corran in another."""
    world = World()
    world.actor("Ilse Corran")
    world.actor("Odo Wessel")
    one = world.article("Herald", f"Auditor Pell Dunmore accused {charge}.")
    world.claim(one, charge, "Pell Dunmore", cue="accused", act=Act.ACCUSE)
    two = world.article("Courier", f"The fair opened on Monday. Ilse Corran denied {denial}.")
    world.claim(two, words, "Ilse Corran", cue="denied", act=Act.DENY)
    return world


def test_a_denial_answers_a_charge_against_the_denier_in_another_article() -> None:
    world = elsewhere("Ilse Corran of selling the cranes", "the allegations", words="the allegations")
    (found,) = world.findings("contradiction")
    assert {party for party, _, _ in world.words(found)} == {"Ilse Corran", "Pell Dunmore"}
    assert "charged" in {reason.signal for reason in found.reasons}


@pytest.mark.parametrize(
    ("charge", "denial"),
    [
        ("Odo Wessel of selling the cranes", "the allegations"),  # another is charged
        ("Ilse Corran of selling the cranes", "having missed the rowing contest"),  # another thing is denied
    ],
)
def test_a_denial_answers_no_charge_against_another_or_of_another_thing(charge: str, denial: str) -> None:
    assert not elsewhere(charge, denial, words=denial).findings("contradiction")
