"""Declared disputes: the writer says that two parties differ, and on what."""

from dataclasses import replace

from compare.builders import World
from crossread.records import Act


def declared(first: str, second: str) -> World:
    """An article that declares a dispute on the islands' harbour, and what two envoys say elsewhere."""
    world = World()
    page = world.article(
        "Herald",
        "Marek Olin and Teodora Brandt continue to differ about the future of the Vell harbour."
        f" Olin said {first}. Brandt said {second}.",
    )
    world.claim(page, first, "Marek Olin", cue="said")
    world.claim(page, second, "Teodora Brandt", cue="said")
    return world


def test_a_dispute_that_the_writer_declares_needs_no_opposed_words() -> None:
    world = declared(
        "the Vell harbour belongs to the islanders in any future",
        "a port authority will run the Vell harbour in future",
    )
    found = world.findings("contradiction")
    assert len(found) == 1
    assert {reason.signal for reason in found[0].reasons} >= {"declared", "both_heard", "independent"}
    assert {"Marek Olin", "Teodora Brandt", "Herald"} <= {party for party, _, _ in world.words(found[0])}


def test_a_dispute_of_which_one_side_is_not_heard_is_not_shown() -> None:
    world = declared("the Vell harbour belongs to the islanders in any future", "the soup was cold")
    assert not world.findings("contradiction")


def test_a_dispute_is_told_by_two_articles_where_no_side_is_heard() -> None:
    world = World()
    for outlet in ("Herald", "Courier"):
        world.actor("Marek Olin")
        world.actor("Teodora Brandt")
        world.article(
            outlet,
            f"The {outlet} reports from Port Arlen. Marek Olin and Teodora Brandt were at odds over the"
            " future of the Vell harbour.",
        )
    found = world.findings("contradiction")
    assert len(found) == 1
    assert len({account.article for account in found[0].accounts if account.passages}) == 2


def test_agreement_on_a_matter_declares_no_dispute() -> None:
    world = World()
    for outlet in ("Herald", "Courier"):
        world.actor("Marek Olin")
        world.actor("Teodora Brandt")
        world.article(
            outlet,
            f"The {outlet} reports from Port Arlen. Marek Olin and Teodora Brandt did reach agreement on the"
            " future of the Vell harbour.",
        )
    assert not world.findings("contradiction")


def test_what_the_parties_say_right_after_the_declared_dispute_is_their_side_of_it() -> None:
    world = World()
    page = world.article(
        "Herald",
        "Marek Olin and Teodora Brandt were at odds over the future of the Vell harbour."
        " Olin said ferries earn nothing, while Brandt said pilots must be paid.",
    )
    world.claim(page, "ferries earn nothing", "Marek Olin", cue="said")
    world.claim(page, "pilots must be paid", "Teodora Brandt", cue="said pilots"[:4])
    found = world.findings("contradiction")
    assert len(found) == 1
    assert {"Marek Olin", "Teodora Brandt"} <= {party for party, _, _ in world.words(found[0])}


def test_a_veto_is_a_deed_and_no_account_of_the_matter() -> None:
    world = declared(
        "the Vell harbour belongs to the islanders in any future",
        "a port authority will run the Vell harbour in future",
    )
    world.claims[1] = replace(world.claims[1], act=Act.REFUSE)
    assert not world.findings("contradiction")


def test_whether_a_ruler_stays_is_one_matter_in_whatever_words() -> None:
    world = World()
    world.actor("Marek Olin", side="Vell")
    world.actor("Teodora Brandt", side="Tarn")
    world.actor("Duke Orlo")
    page = world.article(
        "Herald",
        "Marek Olin and Teodora Brandt aired their disagreement about whether Duke Orlo should remain in"
        " power and whether the herring quota was fair. The reign of Duke Orlo is over, Olin said. Brandt"
        " said that this fixation on ousting a leader was old.",
    )
    world.claim(page, "The reign of Duke Orlo is over", "Marek Olin", cue="said")
    world.claim(page, "this fixation on ousting a leader was old", "Teodora Brandt", cue="said that")
    other = world.article(
        "Courier", "Marek Olin and Teodora Brandt continue to differ about the future of Duke Orlo."
    )
    found = world.findings("contradiction")
    assert len(found) == 1
    told = {words for _, _, words in world.words(found[0])}
    assert {"The reign of Duke Orlo is over", "this fixation on ousting a leader was old"} <= told
    assert other.id in {account.article for account in found[0].accounts}


def test_a_joint_claim_may_say_in_its_words_on_what_its_speakers_differ() -> None:
    world = World()
    world.actor("Marek Olin", side="Vell")
    world.actor("Teodora Brandt", side="Tarn")
    world.actor("the envoys", members=("Marek Olin", "Teodora Brandt"))
    page = world.article(
        "Herald",
        "The envoys said that differences remained about the salt tariff. The salt tariff will fall, said"
        " Marek Olin. Teodora Brandt said that the salt tariff was just.",
    )
    world.claim(page, "differences remained about the salt tariff", "the envoys", cue="said that")
    world.claim(page, "The salt tariff will fall", "Marek Olin", cue="said Marek")
    world.claim(page, "the salt tariff was just", "Teodora Brandt", cue="said that the salt")
    found = world.findings("contradiction")
    assert len(found) == 1
    assert "declared" in {reason.signal for reason in found[0].reasons}


def test_one_agency_that_two_papers_print_declares_a_dispute_once() -> None:
    world = World()
    for outlet in ("Herald", "Courier"):
        world.actor("Marek Olin")
        world.actor("Teodora Brandt")
        page = world.article(
            outlet,
            f"The {outlet} reports from Port Arlen. Marek Olin and Teodora Brandt were at odds over the"
            " future of the Vell harbour.",
        )
        world.articles[-1] = replace(page, agency="Vell Wire")
    assert not world.findings("contradiction")
