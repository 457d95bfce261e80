"""What is compared: the words of each account."""

import pytest

from compare.builders import World
from crossread.records import Act
from crossread.stages.compare.pages import pages
from crossread.stages.compare.units import units


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "The harbour is quiet, but it is unlikely that the envoys agreed to open the border.",
            "it is unlikely that the envoys agreed to open the border",
        ),
        (
            "The duke would stay away if the envoys agreed to open the border.",
            "if the envoys agreed to open the border",
        ),
    ],
)
def test_a_reported_act_that_is_left_open_is_shown_with_what_leaves_it_open(text: str, shown: str) -> None:
    world = World()
    page = world.article("Herald", text)
    world.claim(
        page, "to open the border", "Envoys", source="the envoys", cue="agreed", act=Act.AGREE, hedged=True
    )
    articles, resolution, grouping = world.records()
    made = units(pages(articles, resolution.actors), resolution, grouping)
    assert [unit.text for unit in made if unit.report] == [shown]
