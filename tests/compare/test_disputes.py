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
    assert {reason.signal for reason in found[0].reasons} == {"declared", "both_heard", "independent"}
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
