"""The other kinds: agreement, shifts, commitments, sole accounts, silence, and their order."""

from compare.builders import World
from crossread.records import Act, Quotation


def test_two_parties_that_assert_the_same_agree() -> None:
    world = World()
    one = world.article("Herald", "Odo Wessel said the granary at Tarn Ford burned for three nights.")
    two = world.article("Courier", "Pell Dunmore said the granary at Tarn Ford burned for three nights.")
    world.claim(one, "the granary at Tarn Ford burned for three nights", "Odo Wessel", cue="said")
    world.claim(two, "the granary at Tarn Ford burned for three nights", "Pell Dunmore", cue="said")
    found = world.findings("agreement")
    assert len(found) == 1
    assert {party for party, _, _ in world.words(found[0])} == {"Odo Wessel", "Pell Dunmore"}


def test_an_article_that_reports_the_story_and_says_nothing_on_the_point_is_silent() -> None:
    world = World()
    one = world.article("Herald", "Odo Wessel said the granary at Tarn Ford burned for three nights.")
    two = world.article("Courier", "Pell Dunmore said the granary at Tarn Ford burned for three nights.")
    world.article("Gazette", "Bakers queue at dawn for the last loaves of the season, and nobody complains.")
    world.claim(one, "the granary at Tarn Ford burned for three nights", "Odo Wessel", cue="said")
    world.claim(two, "the granary at Tarn Ford burned for three nights", "Pell Dunmore", cue="said")
    finding = world.findings("agreement")[0]
    quiet = [account for account in finding.accounts if account.stance.value == "silent"]
    assert [account.party for account in quiet] == ["Gazette"]
    assert not quiet[0].passages


def test_one_voice_that_takes_its_word_back_has_shifted() -> None:
    world = World()
    page = world.article(
        "Herald",
        "Ilse Corran had once called the canal guild parasitic and demanded its end in the old charter."
        " On Monday Ilse Corran said the canal guild was no longer parasitic.",
    )
    world.claim(page, "the canal guild parasitic", "Ilse Corran", cue="called")
    world.claim(page, "the canal guild was no longer parasitic", "Ilse Corran", cue="said")
    found = world.findings("position_shift")
    assert len(found) == 1
    assert [stance for _, stance, _ in world.words(found[0])] == ["asserts", "denies"]
    assert any(reason.signal == "marker" for reason in found[0].reasons)


def test_a_commitment_is_joined_over_articles_by_its_object_with_a_dated_history() -> None:
    world = World()
    one = world.article(
        "Herald", "Norland suspended the signal-fire hotline on the Vell strait.", day="2031-05-01"
    )
    two = world.article(
        "Courier",
        "Envoy Odo Wessel said Norland agreed to restore the signal-fire hotline on the Vell strait.",
        day="2031-05-09",
    )
    world.actor("Norland")
    world.claim(one, "Norland suspended the signal-fire hotline on the Vell strait.")
    world.claim(
        two,
        "to restore the signal-fire hotline on the Vell strait",
        "Odo Wessel",
        "Norland",
        cue="agreed",
        act=Act.AGREE,
    )
    found = world.findings("commitment")
    assert len(found) == 1
    assert [(step.on, step.status) for step in found[0].history] == [
        ("2031-05-01", "suspended"),
        ("2031-05-09", "agreed"),
    ]


def test_what_only_one_side_tells_is_a_sole_account_and_the_other_is_silent() -> None:
    world = World()
    one = world.article(
        "Norland",
        "The chancellors discussed herring quotas. Chancellor Ives recalled the siege of Old Marrow.",
        party="Norland Chancery",
    )
    world.article("Sudmark", "The chancellors discussed herring quotas at length.", party="Sudmark Court")
    world.claim(one, "recalled the siege of Old Marrow", "Ives")
    found = world.findings("sole_account")
    assert any("siege of Old Marrow" in said for finding in found for _, _, said in world.words(finding))
    assert any(a.stance.value == "silent" for finding in found for a in finding.accounts)


def test_conflicts_come_first_and_ranks_count_from_one() -> None:
    world = World()
    for outlet, voice, verb in (
        ("Herald", "Odo Wessel", "accepted"),
        ("Courier", "Pell Dunmore", "rejected"),
    ):
        page = world.article(
            outlet,
            f"{voice} said the guild {verb} the lower wool price in Arlen."
            f" {voice} said the granary at Tarn Ford burned for three nights.",
        )
        world.claim(page, f"the guild {verb} the lower wool price in Arlen", voice, cue="said")
        world.claim(page, "the granary at Tarn Ford burned for three nights", voice, cue="said")
    found = world.findings()
    assert [finding.rank for finding in found] == list(range(1, len(found) + 1))
    assert found[0].kind.value == "contradiction"
    assert "agreement" in {finding.kind.value for finding in found}


def test_the_same_quotation_in_two_papers_is_one_witness() -> None:
    world = World()
    said = "“The granary at Tarn Ford burned for three nights.”"
    for outlet in ("Herald", "Courier"):
        page = world.article(outlet, f"{said} So spoke Odo Wessel in the {outlet}.")
        world.claim(page, said, "Odo Wessel", quotation=Quotation.DIRECT)
    assert all(finding.independent <= 1 for finding in world.findings("agreement"))


def test_nothing_in_nothing_out() -> None:
    assert World().findings() == []


def test_what_one_holds_off_as_the_others_words_is_no_agreement() -> None:
    def told(opening: str) -> World:
        world = World()
        words = "flooding of the Vell salt mines was wanton"
        one = world.article("Herald", f"Mayor Ilse Corran said that {opening} {words}.")
        two = world.article("Courier", f"Auditor Pell Dunmore said that the {words}.")
        world.claim(one, f"{opening} {words}", "Ilse Corran", cue="said")
        world.claim(two, f"the {words}", "Pell Dunmore", cue="said")
        return world

    assert told("the").findings("agreement")
    assert not told("the so-called").findings("agreement")
