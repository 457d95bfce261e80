"""Rival positions that hold no opposed words: what was sought and not given, and conditions that differ."""

from compare.builders import World, envoys


def test_a_guarantee_that_one_side_seeks_and_the_other_did_not_give_is_a_conflict() -> None:
    world = envoys(
        "the islanders seek binding guarantees that no fleet enters the strait",
        "the duke made no such commitments or concessions",
    )
    found = world.findings("contradiction")
    assert len(found) == 1
    assert {party: stance for party, stance, _ in world.words(found[0])} == {
        "Marek Olin": "asserts",
        "Teodora Brandt": "denies",
    }
    assert "not_given" in {reason.signal for reason in found[0].reasons}


def test_a_commitment_that_was_not_made_on_another_thing_stands_against_nothing() -> None:
    world = envoys(
        "the islanders seek binding guarantees that no fleet enters the strait",
        "the duke made no commitments on the price of barley",
    )
    assert not world.findings("contradiction")


def test_what_somebody_else_says_that_a_party_gives_is_not_refused_by_it() -> None:
    world = World()
    world.actor("Marek Olin", side="Vell")
    world.actor("Teodora Brandt", side="Tarn")
    seek = "the islanders seek binding guarantees that no fleet enters the strait"
    mood = "she made no such commitments"
    herald = world.article("Herald", f"Marek Olin said {seek}.")
    courier = world.article("Courier", f"A scholar said Teodora Brandt thinks {mood}.")
    world.claim(herald, seek, "Marek Olin", cue="said")
    world.claim(courier, mood, "A scholar", "Teodora Brandt", cue="thinks")
    assert not world.findings("contradiction")


def test_what_is_only_hoped_of_another_is_not_sought() -> None:
    world = envoys(
        "the islanders hope that Brandt wants to keep the promises of no fleet in the strait",
        "the duke made no such commitments or concessions",
    )
    assert not world.findings("contradiction")


def test_one_side_does_not_stand_against_itself() -> None:
    world = envoys(
        "the islanders seek binding guarantees that no fleet enters the strait",
        "the duke made no such commitments or concessions",
        sides=("Vell", "Vell"),
    )
    assert not world.findings("contradiction")


def test_each_sides_own_condition_for_the_talks_is_a_conflict() -> None:
    world = envoys(
        "the talks must produce a treaty on herring quotas",
        "progress in the talks can come only in calm waters and without blockades",
    )
    found = world.findings("contradiction")
    assert len(found) == 1
    assert "conditions" in {reason.signal for reason in found[0].reasons}


def test_one_condition_told_by_both_sides_is_no_conflict() -> None:
    world = envoys(
        "the talks must produce a treaty on herring quotas",
        "the talks need to end in a treaty on herring quotas",
    )
    assert not world.findings("contradiction")


def test_a_briefing_that_is_a_happening_of_its_own_may_stand_against_the_talks_that_it_tells_of() -> None:
    seek = "the islanders seek binding guarantees that no fleet enters the strait"
    refuse = "the duke made no such commitments or concessions"

    def kinds(*, told_of_together: bool) -> list[str]:
        world = World()
        world.actor("Marek Olin", side="Vell")
        world.actor("Teodora Brandt", side="Tarn")
        talks = world.article("Herald", f"Marek Olin said {seek}.", story="talks")
        briefing = world.article("Courier", f"Teodora Brandt said {refuse}.", story="briefing")
        world.claim(talks, seek, "Marek Olin", cue="said")
        world.claim(briefing, refuse, "Teodora Brandt", cue="said")
        if told_of_together:
            world.stories["talks"].append(briefing.id)
        return [finding.kind.value for finding in world.findings("contradiction")]

    assert kinds(told_of_together=True) == ["contradiction"]
    assert not kinds(told_of_together=False)
