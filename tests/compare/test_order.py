"""The order of findings: each signal that raises one, all else alike."""

import pytest

from compare.builders import WordEncoder, World
from crossread.records import Finding
from crossread.stages.compare import compare


def told(
    world: World, outlet: str, first: str, second: str, thing: str, *, lead: str = "", story: str = "s"
) -> None:
    """A paper in which one voice says that a thing was sold and another that it never was."""
    one, two = f"the council sold {thing}", f"the council never sold {thing}"
    page = world.article(outlet, f"{lead}{first} said {one}. {second} said {two}.", story=story)
    world.claim(page, one, first, cue="said")
    world.claim(page, two, second, cue="said")


def ranked(world: World) -> list[Finding]:
    articles, resolution, grouping = world.records()
    found = compare(articles, resolution, grouping, WordEncoder())
    return [finding for finding in found if finding.kind.value == "contradiction"]


def first_about(world: World, word: str) -> bool:
    """Whether the first conflict is the one about a word."""
    found = ranked(world)
    assert len(found) == 2
    return any(word in words for _, _, words in world.words(found[0]))


@pytest.mark.parametrize("first", ["the harbour warehouses to Brask", "the granary cellars to Tulle"])
def test_a_matter_that_two_papers_tell_comes_before_one_that_one_paper_tells(first: str) -> None:
    second = next(
        thing
        for thing in ("the harbour warehouses to Brask", "the granary cellars to Tulle")
        if thing != first
    )
    world = World()
    told(world, "Herald", "Marek Olin", "Teodora Brandt", first)
    told(world, "Courier", "Odo Wessel", "Pell Dunmore", first)
    told(world, "Gazette", "Ilse Corran", "Lene Marsh", second)
    assert first_about(world, first.split()[1])


def test_parties_of_different_sides_come_before_parties_of_none() -> None:
    world = World()
    world.actor("Ilse Corran", side="Vell")
    world.actor("Lene Marsh", side="Tarn")
    told(world, "Herald", "Marek Olin", "Teodora Brandt", "the harbour warehouses to Brask")
    told(world, "Gazette", "Ilse Corran", "Lene Marsh", "the granary cellars to Tulle")
    assert first_about(world, "granary")


def test_what_opens_an_article_comes_before_what_stands_at_its_end() -> None:
    lead = "The fair opened at noon with drums and a long parade of carts. " * 6
    world = World()
    told(world, "Herald", "Marek Olin", "Teodora Brandt", "the harbour warehouses to Brask", lead=lead)
    told(world, "Gazette", "Ilse Corran", "Lene Marsh", "the granary cellars to Tulle")
    assert first_about(world, "granary")
