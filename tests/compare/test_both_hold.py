"""What one side negates and the other affirms is no conflict where both can be right."""

import pytest

from compare.builders import World
from crossread.records import Act, Actor, ActorType
from crossread.stages.compare.mentions import mentioned
from crossread.stages.compare.offices import maybe_one
from crossread.stages.compare.pages import pages
from crossread.stages.compare.provisos import doubted
from crossread.stages.compare.signs import _scrap
from crossread.stages.compare.units import units
from crossread.stages.compare.words import terms


def told_by_two(first: str, second: str) -> list[str]:
    """The kinds of conflict between two speakers of two papers."""
    world = World()
    one = world.article("Herald", f"Mayor Ilse Corran said {first}.")
    two = world.article("Courier", f"Auditor Pell Dunmore said {second}.")
    world.claim(one, first, "Ilse Corran", cue="said")
    world.claim(two, second, "Pell Dunmore", cue="said")
    return [found.kind.value for found in world.findings("contradiction", "denial", "numeric_difference")]


@pytest.mark.parametrize(
    ("negated", "affirmed"),
    [
        (
            "the council did not pay the harbour guards for the herring season",
            "the council paid the harbour guards for the herring season",
        ),
        (
            "the duke's seal was not broken at the harbour feast",
            "the duke's seal was broken at the harbour feast",
        ),
    ],
)
def test_what_is_so_and_what_is_not_so_is_a_conflict(negated: str, affirmed: str) -> None:
    assert told_by_two(negated, affirmed) == ["contradiction"]


@pytest.mark.parametrize(
    ("negated", "affirmed"),
    [
        (  # what may not be, and what is
            "the council cannot pay the harbour guards for the herring season",
            "the council paid the harbour guards for the herring season",
        ),
        (  # two parts of a whole
            "130 harbour guards were not paid for the herring season",
            "1,400 harbour guards were paid for the herring season",
        ),
        (  # a deed, and that somebody did it
            "he did not send the crude letter to the harbour guards in Arlen",
            "the crude letter was sent to the harbour guards in Arlen",
        ),
        (  # what another is said to claim
            "the council did not pay the harbour guards for the herring season",
            "there were gaps in Odo Wessel's claim that the council paid the harbour guards for the"
            " herring season",
        ),
        (  # a verb that only leads to two others
            "the council had not sought to weaken the report on the harbour wall",
            "the council sought to avoid the anger over a clerk who weakened the report on the harbour wall",
        ),
        (  # what was asked of a Mr.
            "the clerks of Mr. Brask did not collude with the guild",
            "the council had looked into whether clerks of Mr. Brask colluded with the guild",
        ),
        (  # what is not so yet, and what will be
            "there is no evidence yet of marsh fever spreading in Port Arlen",
            "marsh fever spreading in Port Arlen is inevitable",
        ),
        (  # a part of a compound
            "the herring guild was not anti-whaling in the Arlen harbour vote",
            "the herring guild spread anti-duke leaflets in the Arlen harbour vote",
        ),
        (  # said of two things
            "the council is not a criminal target in the herring affair",
            "the council faces a criminal inquiry in the herring affair",
        ),
    ],
)
def test_both_sides_can_be_right(negated: str, affirmed: str) -> None:
    assert told_by_two(negated, affirmed) == []


def test_what_somebody_is_said_to_have_accepted_is_the_account_of_who_says_so() -> None:
    world = World()
    one = world.article(
        "Herald", "Envoy Marek Olin said the duke accepted that the islanders did not raid the Vell fishery."
    )
    two = world.article("Courier", "Pell Dunmore said the islanders raided the Vell fishery.")
    outer = world.claim(
        one,
        "the duke accepted that the islanders did not raid the Vell fishery",
        "Marek Olin",
        cue="said",
    )
    world.claim(
        one,
        "the islanders did not raid the Vell fishery",
        "Marek Olin",
        "Duke Havel",
        cue="accepted",
        act=Act.ACCEPT,
        parent=outer,
    )
    world.claim(two, "the islanders raided the Vell fishery", "Pell Dunmore", cue="said")
    parties = {party for found in world.findings("contradiction") for party, _, _ in world.words(found)}
    assert "Duke Havel" not in parties


def test_being_unaware_of_a_thing_denies_nothing() -> None:
    world = World()
    one = world.article(
        "Herald", "Ilse Corran was not aware that the council sold the harbour warehouses to Brask."
    )
    two = world.article("Courier", "Pell Dunmore said the council sold the harbour warehouses to Brask.")
    world.claim(
        one,
        "that the council sold the harbour warehouses to Brask",
        "Ilse Corran",
        cue="was not aware",
        act=Act.BELIEVE,
    )
    world.claim(two, "the council sold the harbour warehouses to Brask", "Pell Dunmore", cue="said")
    assert not world.findings("contradiction", "denial")


def test_what_letters_contradict_is_contradicted_by_who_tells_of_them() -> None:
    world = World()
    page = world.article(
        "Herald",
        "“The letters are out, and they contradict statements by the mayor that the council sold the"
        " harbour warehouses,” Pell Dunmore said.",
    )
    outer = world.claim(
        page,
        "“The letters are out, and they contradict statements by the mayor that the council sold the"
        " harbour warehouses,”",
        "Pell Dunmore",
        cue="said",
    )
    world.claim(
        page,
        "statements by the mayor that the council sold the harbour warehouses",
        "Pell Dunmore",
        "harbour clerks",
        cue="contradict",
        source="they",
        act=Act.DENY,
        parent=outer,
    )
    parties = {party for found in world.findings("denial") for party, _, _ in world.words(found)}
    assert parties == {"Pell Dunmore"}


def test_a_court_that_dismisses_claims_against_somebody_denies_nothing() -> None:
    world = World()
    page = world.article("Herald", "The courts dismissed their claims against the Arlen herring guild.")
    world.claim(
        page,
        "their claims against the Arlen herring guild",
        "The courts",
        cue="dismissed",
        act=Act.DENY,
    )
    other = world.article("Courier", "Pell Dunmore said claims stood against the Arlen herring guild.")
    world.claim(other, "claims stood against the Arlen herring guild", "Pell Dunmore", cue="said")
    assert not world.findings("denial", "contradiction")


def test_a_denial_stands_against_the_charge_only_of_whom_it_charges_first() -> None:
    world = World()
    page = world.article(
        "Herald",
        "Weavers accused Odo Wessel of hiding the thefts of Ilse Corran. Ilse Corran denied the allegations.",
    )
    world.actor("Odo Wessel")
    world.actor("Ilse Corran")
    world.claim(
        page, "Odo Wessel of hiding the thefts of Ilse Corran", "Weavers", cue="accused", act=Act.ACCUSE
    )
    world.claim(page, "the allegations", "Ilse Corran", cue="denied", act=Act.DENY)
    assert not world.findings("contradiction")


def someone(name: str, *mentions: str, named: bool = True) -> Actor:
    return Actor(name, name, ActorType.PERSON, mentions=mentions or (name,), named=named)


def test_an_unnamed_spokesman_may_be_the_one_who_is_named_for_the_same_house() -> None:
    olin = someone("Marek Olin", "Marek Olin", "Mr. Olin, the harbour board's spokesman")
    board = someone("a spokesman for the harbour board", named=False)
    guild = someone("a spokesman for the weavers", named=False)
    assert maybe_one([olin, board, guild]) == {olin.id: {board.id}, board.id: {olin.id}}


def test_who_is_only_called_the_company_may_be_anybody() -> None:
    negated = "it had not given the harbour ledgers to the auditors"
    affirmed = "it had given the harbour ledgers to the auditors"

    def told(second: str) -> list[str]:
        world = World()
        page = world.article("Herald", f"Salt Mills said {affirmed}. Later {second} said that {negated}.")
        world.claim(page, affirmed, "Salt Mills", cue="said")
        world.claim(page, negated, second, cue="said that")
        return [found.kind.value for found in world.findings("contradiction")]

    assert told("Tarn Bank")
    assert not told("the company")


def test_a_scrap_of_an_article_is_hardly_a_sentence() -> None:
    world = World()
    world.article(
        "Courier", "Delay of harbour talks good. The council would delay the talks until the autumn."
    )
    articles, resolution, grouping = world.records()
    scraps = [_scrap(unit) for unit in units(pages(articles, resolution.actors), resolution, grouping)]
    assert scraps == [True, False]


def sign_of(text: str, word: str) -> tuple[bool, bool]:
    """Whether a word in a sentence is only spoken of, and whether it is called unlikely."""
    words = terms(text, 0, len(text))
    index = next(i for i, term in enumerate(words) if term.lower == word)
    return mentioned(words, index), doubted(words, index)


def test_what_would_be_had_it_been_otherwise_is_only_spoken_of() -> None:
    assert sign_of("it would be otherwise had he struck the miller at the feast", "struck")[0]
    assert not sign_of("the guard had struck the miller at the feast", "struck")[0]


def test_what_is_called_unlikely_is_doubted() -> None:
    assert sign_of("it is unlikely that any guild would anger us by blocking the road", "blocking")[1]
    assert not sign_of("the guild is blocking the road, which is unlikely to last", "blocking")[1]
