"""Rival culprits: two voices name another who did a deed."""

import pytest

from compare.builders import World, envoys

ARMY = "the army was responsible for the shelling of the Vell harbour"


@pytest.mark.parametrize(
    "rival",
    [
        "the shelling of the Vell harbour was the work of rebels",
        "militants carried out the shelling of the Vell harbour",
        "an accident was to blame for the shelling of the Vell harbour",
        "the shelling of the harbour at Vell was carried out by separatists",
    ],
)
def test_two_culprits_of_one_deed_are_rival_accounts(rival: str) -> None:
    world = envoys(ARMY, rival)
    found = world.findings("contradiction")
    assert len(found) == 1
    assert {party for party, _, _ in world.words(found[0])} == {"Marek Olin", "Teodora Brandt"}
    assert "culprits" in {reason.signal for reason in found[0].reasons}


@pytest.mark.parametrize(
    "other",
    [
        "government troops carried out the shelling of the Vell harbour",  # one culprit in other words
        "rebels were responsible for the flood in the salt mines",  # another deed
        "rebels could be behind the shelling of the Vell harbour",  # only possible
        "nobody knows whether rebels were responsible for the shelling of the Vell harbour",
        "the shelling of the Vell harbour was not carried out by rebels",  # takes it back
    ],
)
def test_what_names_no_second_culprit_of_the_deed_is_no_conflict(other: str) -> None:
    assert not envoys(ARMY, other).findings("contradiction")


def test_each_side_blames_the_other() -> None:
    world = World()
    world.actor("Marek Olin", side="Russia")
    world.actor("Teodora Brandt", side="Ukraine")
    page = world.article(
        "Herald",
        "Marek Olin blamed Ukraine for the shelling of the power plant. Teodora Brandt accused Russia of"
        " shelling the power plant.",
    )
    world.claim(page, "Ukraine for the shelling of the power plant", "Marek Olin", cue="blamed")
    world.claim(page, "Russia of shelling the power plant", "Teodora Brandt", cue="accused")
    found = world.findings("contradiction")
    assert len(found) == 1
    assert {party for party, _, _ in world.words(found[0])} == {"Marek Olin", "Teodora Brandt"}
