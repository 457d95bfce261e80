"""Emphasis by space: who fills one report and is hardly named in another."""

from compare.builders import World
from crossread.records import Finding

COUNT = 24


def two_papers(first: int, second: int, *, asked: bool = False) -> World:
    """Two reports of 24 sentences on a flood; the first ones name the dyke master Corran so many times."""
    world = World()
    world.actor("Ilse Corran")
    for outlet, named in (("Herald", first), ("Courier", second)):
        lines = [
            f"Ilse Corran watched gate {n} of the dyke."
            if n < named
            else f"Water rose {n} spans at the ford."
            for n in range(COUNT)
        ]
        page = world.article(outlet, " ".join(lines))
        for line in lines[:named]:
            if asked:
                world.claim(page, line.removeprefix("Ilse Corran "), "Ilse Corran")
    return world


def shown(world: World) -> list[Finding]:
    found = world.findings("emphasis")
    return [one for one in found if one.reasons and one.reasons[0].signal == "space"]


def test_who_fills_one_report_and_is_not_named_in_another_is_a_difference_of_emphasis() -> None:
    (one,) = shown(two_papers(8, 0))
    assert one.question == "Corran"
    assert one.reasons[0].value == "named in 8 of 24 sentences here, in 0 of 24 there"
    assert {account.stance.value for account in one.accounts} == {"asserts", "silent"}


def test_a_single_sentence_elsewhere_is_shown_beside_it() -> None:
    world = two_papers(9, 1)
    (one,) = shown(world)
    assert len({account.article for account in one.accounts if account.passages}) == 2


def test_unequal_room_that_chance_may_give_is_none() -> None:
    assert not shown(two_papers(4, 0))
    assert not shown(two_papers(9, 4))


def test_a_speaker_whom_one_paper_has_asked_is_no_subject() -> None:
    assert not shown(two_papers(9, 0, asked=True))
