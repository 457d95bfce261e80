"""Conflicts: what counts as one, and what never does."""

import pytest

from compare.builders import World
from crossread.records import Act, Quotation


def rival_accounts() -> World:
    """Two envoys leave one room with two stories."""
    world = World()
    one = world.article(
        "Herald",
        "Accounts of the evening differed in Port Arlen. The envoy Marek Olin said the duke had accepted"
        " the islanders' claim to the Vell fishery. Envoy Teodora Brandt said the duke had rejected the"
        " islanders' claim to the Vell fishery.",
    )
    world.actor("Duke Havel")
    world.claim(
        one, "the duke had accepted the islanders' claim to the Vell fishery", "Marek Olin", cue="said"
    )
    world.claim(
        one, "the duke had rejected the islanders' claim to the Vell fishery", "Teodora Brandt", cue="said"
    )
    return world


def test_opposed_acts_told_by_two_parties_are_one_contradiction_with_both_passages() -> None:
    found = rival_accounts().findings("contradiction")
    assert len(found) == 1
    words = rival_accounts().words(found[0])
    assert {party for party, _, _ in words} == {"Marek Olin", "Teodora Brandt"}
    assert any("accepted" in said for _, _, said in words)
    assert any("rejected" in said for _, _, said in words)


def test_a_conflict_says_why_in_words() -> None:
    finding = rival_accounts().findings("contradiction")[0]
    reasons = {reason.signal: reason.value for reason in finding.reasons}
    assert "accepted" in reasons["opposites"]
    assert "rejected" in reasons["opposites"]
    assert "differed" in reasons["contrast_strong"]
    assert finding.independent == 2


def test_what_one_side_negates_and_the_other_affirms_is_a_contradiction() -> None:
    world = World()
    one = world.article(
        "Herald", "Mayor Ilse Corran said the council never sold the harbour warehouses to Brask."
    )
    two = world.article(
        "Courier", "Auditor Pell Dunmore said the council sold the harbour warehouses to Brask."
    )
    world.claim(one, "the council never sold the harbour warehouses to Brask", "Ilse Corran", cue="said")
    world.claim(two, "the council sold the harbour warehouses to Brask", "Pell Dunmore", cue="said")
    found = world.findings("contradiction")
    assert len(found) == 1
    stances = {party: stance for party, stance, _ in world.words(found[0])}
    assert stances == {"Ilse Corran": "denies", "Pell Dunmore": "asserts"}


def test_two_denials_of_one_thing_are_no_contradiction() -> None:
    world = World()
    one = world.article(
        "Herald", "Mayor Ilse Corran denied that the council sold the harbour warehouses to Brask."
    )
    two = world.article(
        "Courier", "Clerk Odo Wessel said the council never sold the harbour warehouses to Brask."
    )
    world.claim(
        one,
        "that the council sold the harbour warehouses to Brask",
        "Ilse Corran",
        cue="denied",
        act=Act.DENY,
    )
    world.claim(two, "the council never sold the harbour warehouses to Brask", "Odo Wessel", cue="said")
    assert not world.findings("contradiction")


def test_a_denial_stands_against_the_one_who_is_heard_asserting_it() -> None:
    world = World()
    one = world.article(
        "Herald", "Mayor Ilse Corran denied that the council sold the harbour warehouses to Brask."
    )
    two = world.article(
        "Courier", "Auditor Pell Dunmore said the council sold the harbour warehouses to Brask."
    )
    world.claim(
        one,
        "that the council sold the harbour warehouses to Brask",
        "Ilse Corran",
        cue="denied",
        act=Act.DENY,
    )
    world.claim(two, "the council sold the harbour warehouses to Brask", "Pell Dunmore", cue="said")
    found = world.findings("contradiction")
    assert len(found) == 1
    assert {party for party, _, _ in world.words(found[0])} == {"Ilse Corran", "Pell Dunmore"}


def test_two_wordings_of_one_utterance_are_a_variant_and_no_contradiction() -> None:
    world = World()
    one = world.article(
        "Herald", "“We did not find a single broken lock on the granary doors,” said Odo Wessel."
    )
    two = world.article(
        "Courier", "“We did find no single broken lock at the granary doors,” Odo Wessel said."
    )
    world.claim(
        one,
        "“We did not find a single broken lock on the granary doors,”",
        "Odo Wessel",
        quotation=Quotation.DIRECT,
    )
    world.claim(
        two,
        "“We did find no single broken lock at the granary doors,”",
        "Odo Wessel",
        quotation=Quotation.DIRECT,
    )
    found = world.findings()
    assert [finding.kind.value for finding in found] == ["quote_variant"]
    assert found[0].independent == 1
    assert "on" in found[0].reasons[1].value


def test_a_difference_of_marks_alone_is_no_variant() -> None:
    world = World()
    one = world.article("Herald", "“The bridge at Tarn Ford will stay shut all winter,” said Odo Wessel.")
    two = world.article("Courier", '"The bridge at Tarn Ford will stay shut all winter", Odo Wessel said.')
    world.claim(
        one, "“The bridge at Tarn Ford will stay shut all winter,”", "Odo Wessel", quotation=Quotation.DIRECT
    )
    world.claim(
        two, '"The bridge at Tarn Ford will stay shut all winter"', "Odo Wessel", quotation=Quotation.DIRECT
    )
    assert not world.findings("quote_variant", "contradiction")


def test_one_voice_on_one_day_does_not_contradict_itself() -> None:
    world = World()
    one = world.article("Herald", "Odo Wessel said the ferry company accepted the harbour tariff.")
    two = world.article("Courier", "Odo Wessel said the ferry company rejected the harbour tariff.")
    world.claim(one, "the ferry company accepted the harbour tariff", "Odo Wessel", cue="said")
    world.claim(two, "the ferry company rejected the harbour tariff", "Odo Wessel", cue="said")
    assert not world.findings("contradiction")


def test_opposed_acts_of_two_doers_are_no_contradiction() -> None:
    world = World()
    one = world.article("Herald", "Odo Wessel said Norland accepted the harbour tariff on grain.")
    two = world.article("Courier", "Pell Dunmore said Sudmark rejected the harbour tariff on grain.")
    world.actor("Norland")
    world.actor("Sudmark")
    world.claim(one, "Norland accepted the harbour tariff on grain", "Odo Wessel", cue="said")
    world.claim(two, "Sudmark rejected the harbour tariff on grain", "Pell Dunmore", cue="said")
    assert not world.findings("contradiction")


def test_speakers_of_one_party_document_do_not_contradict_each_other() -> None:
    world = World()
    text = (
        "Odo Wessel said the ferry company accepted the tariff."
        " Pell Dunmore said the ferry company rejected the tariff."
    )
    page = world.article("Palace", text, party="Norland Palace")
    world.claim(page, "the ferry company accepted the tariff", "Odo Wessel", cue="said")
    world.claim(page, "the ferry company rejected the tariff", "Pell Dunmore", cue="said")
    assert not world.findings("contradiction")


def test_what_is_under_if_or_in_a_relative_clause_is_not_asserted() -> None:
    world = World()
    one = world.article(
        "Herald", "Odo Wessel said prices would rise if the mill did not grind the northern barley."
    )
    two = world.article(
        "Courier", "Pell Dunmore said the mill would grind the northern barley before winter."
    )
    world.claim(
        one, "prices would rise if the mill did not grind the northern barley", "Odo Wessel", cue="said"
    )
    world.claim(two, "the mill would grind the northern barley before winter", "Pell Dunmore", cue="said")
    assert not world.findings("contradiction")


def test_a_group_does_not_contradict_its_member() -> None:
    world = World()
    world.actor("Corran and Dunmore", members=("Ilse Corran", "Pell Dunmore"))
    one = world.article(
        "Herald", "Ilse Corran and Pell Dunmore said the guild accepted the lower wool price."
    )
    two = world.article("Courier", "Pell Dunmore said the guild rejected the lower wool price.")
    world.claim(one, "the guild accepted the lower wool price", "Corran and Dunmore", cue="said")
    world.claim(two, "the guild rejected the lower wool price", "Pell Dunmore", cue="said")
    assert not world.findings("contradiction")


def test_what_stands_under_if_is_asserted_by_nobody() -> None:
    def told(joint: str) -> World:
        world = World()
        words = f"we win {joint} the duke accepts the islanders' claim to the Vell fishery"
        one = world.article("Herald", f"Mayor Ilse Corran said {words}.")
        other = "the duke rejects the islanders' claim to the Vell fishery"
        two = world.article("Courier", f"Auditor Pell Dunmore disputed that. Dunmore said {other}.")
        world.actor("Duke Havel")
        world.claim(one, words, "Ilse Corran", cue="said")
        world.claim(two, other, "Pell Dunmore", cue="said")
        return world

    assert told("when").findings("contradiction")
    assert not told("if").findings("contradiction")


def test_what_is_not_a_vendetta_contradicts_whoever_assails_it_as_one() -> None:
    world = World()
    one = world.article("Herald", "Ilse Corran assailed the granary inquiry as a shameless vendetta.")
    two = world.article("Courier", "“The granary inquiry is not a vendetta,” said Odo Wessel.")
    world.claim(
        one,
        "the granary inquiry as a shameless vendetta",
        "Ilse Corran",
        cue="assailed",
        act=Act.CONDEMN,
    )
    world.claim(two, "“The granary inquiry is not a vendetta,”", "Odo Wessel", cue="said")
    found = world.findings("contradiction")
    assert len(found) == 1
    stances = {party: stance for party, stance, _ in world.words(found[0])}
    assert stances == {"Ilse Corran": "asserts", "Odo Wessel": "denies"}


def test_no_precedent_at_all_and_a_denied_precedent_are_one_view() -> None:
    world = World()
    one = world.article("Herald", "“It creates zero precedent for later mayors,” said Odo Wessel.")
    two = world.article("Courier", "Ilse Corran denied that the order creates a precedent for later mayors.")
    world.claim(one, "“It creates zero precedent for later mayors,”", "Odo Wessel", cue="said")
    world.claim(
        two,
        "that the order creates a precedent for later mayors",
        "Ilse Corran",
        cue="denied",
        act=Act.DENY,
    )
    assert not world.findings("contradiction")


def test_versions_that_a_second_paper_sets_side_by_side_join_the_first_papers_point() -> None:
    world = rival_accounts()
    page = world.article(
        "Courier",
        "Depending on whom you believe, the duke accepted the fishery plea, as Olin has it,"
        " or rejected the fishery plea, as Brandt has it.",
    )
    world.claim(page, "the duke accepted the fishery plea", "Marek Olin", cue="has it")
    world.claim(page, "rejected the fishery plea", "Teodora Brandt", cue="has it")
    found = world.findings("contradiction")
    assert len(found) == 1
    assert {account.article for account in found[0].accounts if account.passages} >= {page.id}


def test_a_failure_that_would_do_harm_negates_nothing() -> None:
    world = World()
    one = world.article("Herald", "Odo Wessel said the guild passed the herring quota for the Vell fishery.")
    two = world.article(
        "Courier", "Ilse Corran said failure to pass the herring quota would ruin the Vell fishery."
    )
    world.claim(one, "the guild passed the herring quota for the Vell fishery", "Odo Wessel", cue="said")
    world.claim(
        two, "failure to pass the herring quota would ruin the Vell fishery", "Ilse Corran", cue="said"
    )
    assert not world.findings("contradiction")


def test_who_supports_razing_a_wall_does_not_support_the_wall() -> None:
    world = World()
    one = world.article("Herald", "Odo Wessel said he opposes the harbour wall at Tarn Ford.")
    two = world.article("Courier", "Ilse Corran said she supports razing the harbour wall at Tarn Ford.")
    world.claim(one, "he opposes the harbour wall at Tarn Ford", "Odo Wessel", cue="said")
    world.claim(two, "she supports razing the harbour wall at Tarn Ford", "Ilse Corran", cue="said")
    assert not world.findings("contradiction")


def test_voices_side_by_side_need_less_common_ground_where_one_insists() -> None:
    world = World()
    world.actor("Marek Olin", side="Vell")
    world.actor("Teodora Brandt", side="Tarn")
    first, second = "the duke lied about returning the cannons", "the duke did indeed give the cannons back"
    page = world.article("Herald", f"Marek Olin said {first}. Teodora Brandt said {second}.")
    world.claim(page, first, "Marek Olin", cue="said")
    world.claim(page, second, "Teodora Brandt", cue="said")
    found = world.findings("contradiction")
    assert len(found) == 1
    assert {party: stance for party, stance, _ in world.words(found[0])}["Marek Olin"] == "denies"


def test_what_only_stands_beside_a_denied_thing_is_not_what_is_denied() -> None:
    world = World()
    one = world.article(
        "Herald",
        "The auditors found no evidence that bias among clerks swayed rulings in the granary seal inquiry.",
    )
    two = world.article("Courier", "Odo Wessel said the granary seal inquiry took three winters.")
    world.claim(
        one,
        "no evidence that bias among clerks swayed rulings in the granary seal inquiry",
        "The auditors",
        cue="found",
    )
    world.claim(two, "the granary seal inquiry took three winters", "Odo Wessel", cue="said")
    assert not world.findings("contradiction")


def test_what_never_should_be_and_what_was_can_both_hold() -> None:
    world = World()
    one = world.article("Herald", "Odo Wessel said masks should never be worn at the granary feast.")
    two = world.article("Courier", "Ilse Corran said masks were worn at the granary feast.")
    world.claim(one, "masks should never be worn at the granary feast", "Odo Wessel", cue="said")
    world.claim(two, "masks were worn at the granary feast", "Ilse Corran", cue="said")
    assert not world.findings("contradiction")


def found_through_an_inner_voice(other: str) -> list[str]:
    """The kinds of conflict between a mayor who tells what an inquiry did not find and another's words."""
    world = World()
    told = "the granary inquiry had found no evidence that the guild bribed the clerks"
    one = world.article("Herald", f"Mayor Ilse Corran said {told}.")
    outer = world.claim(one, told, "Ilse Corran", cue="said")
    inner = "no evidence that the guild bribed the clerks"
    world.claim(one, inner, "Ilse Corran", "the granary inquiry", cue="found", parent=outer)
    two = world.article("Courier", f"Auditor Odo Wessel said {other}.")
    world.claim(two, other, "Odo Wessel", cue="said")
    return [finding.kind.value for finding in world.findings("contradiction")]


@pytest.mark.parametrize(
    "other",
    [
        "the granary inquiry did not find that the guild bribed the clerks",
        "the guild did not bribe the clerks",
        "the inquiry had cleared the guild of bribing the clerks",
    ],
)
def test_one_view_in_two_wordings_through_an_inner_voice_is_no_contradiction(other: str) -> None:
    assert not found_through_an_inner_voice(other)


def test_what_an_inner_voice_did_not_find_stands_against_who_says_that_it_is_so() -> None:
    assert found_through_an_inner_voice("the guild bribed the clerks")


def test_an_inquiry_that_did_not_find_a_thing_denies_it() -> None:
    world = World()
    one = world.article("Herald", "The granary inquiry did not find that the guild bribed the clerks.")
    two = world.article("Courier", "Auditor Odo Wessel said the guild bribed the clerks.")
    world.claim(one, "that the guild bribed the clerks", "The granary inquiry", cue="did not find")
    world.claim(two, "the guild bribed the clerks", "Odo Wessel", cue="said")
    (found,) = world.findings("contradiction")
    assert {party: stance for party, stance, _ in world.words(found)}["The granary inquiry"] == "denies"
