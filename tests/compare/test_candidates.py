"""Candidates come from an index: a few for each unit, whatever the size of the story."""

from compare.builders import WordEncoder, World
from crossread.stages.compare.compare import field_of
from crossread.stages.compare.matters import candidates
from crossread.stages.compare.pages import pages
from crossread.stages.compare.units import units


def told(count: int) -> tuple[int, int]:
    """Units and candidate pairs of a story that ``count`` papers tell."""
    world = World()
    for number in range(count):
        place = f"place{number % 7}"
        text = f"Mayor Ilse Corran said the council sold the harbour of {place} for {number + 2} crowns."
        one = world.article(f"Paper {number}", text)
        world.claim(one, text.split(" said ")[1].rstrip("."), f"Speaker {number}", cue="said")
    articles, resolution, grouping = world.records()
    everything = units(pages(articles, resolution.actors), resolution, grouping)
    field = field_of(everything, resolution, grouping, WordEncoder())
    return len(everything), len(candidates(field))


def test_candidates_grow_with_the_units_and_not_with_their_square() -> None:
    small, few = told(20)
    large, many = told(80)
    assert large == 4 * small
    assert few > small
    assert many < 1.5 * 4 * few
