"""Each text is encoded once; what is cut into clauses is encoded by them alone."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from compare.builders import WordEncoder, World
from crossread.stages.compare.matters import vectors
from crossread.stages.compare.pages import pages
from crossread.stages.compare.units import Unit, units

LONG = (
    "The council sold the old harbour to a foreign shipping company last winter, "
    "and the mayor bought twelve new ferries with the money that the sale had brought."
)


class Counting(WordEncoder):
    """An encoder that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of the stand-in."""
        self.asked.extend(texts)
        return super().encode(texts)


def units_of(*texts: str) -> tuple[Unit, ...]:
    """The units of papers that each hold one text."""
    world = World()
    for number, text in enumerate(texts):
        world.article(f"Paper {number}", text)
    articles, resolution, grouping = world.records()
    return units(pages(articles, resolution.actors), resolution, grouping)


def test_a_text_of_clauses_is_not_encoded_again_as_a_whole() -> None:
    found, encoder = units_of(LONG, "The council sold the harbour for nine crowns."), Counting()
    made = vectors(found, encoder)
    long = next(unit for unit in found if unit.clauses)
    assert long.text not in encoder.asked
    assert {clause.text for clause in long.clauses} <= set(encoder.asked)
    assert len(made.content) == len(made.around) == len(made.clauses) == len(found)


def test_two_papers_of_one_text_have_it_encoded_once() -> None:
    encoder = Counting()
    vectors(units_of(LONG, LONG, "The council sold the harbour.", "The council sold the harbour."), encoder)
    assert len(encoder.asked) == len(set(encoder.asked))


def test_a_text_of_clauses_lies_between_them() -> None:
    found = units_of(LONG, "Heavy snow closed both mountain passes for a week.")
    made = vectors(found, WordEncoder())
    row = next(index for index, unit in enumerate(found) if unit.clauses)
    other = 1 - row
    likeness = made.clauses[row] @ made.content[row]
    assert (likeness > made.content[other] @ made.content[row]).all()
    assert np.allclose(np.linalg.norm(made.content, axis=1), 1, atol=1e-5)


def test_one_text_may_be_cut_in_two_ways() -> None:
    """What is another's word within a text depends on what stands around it."""
    (unit,) = (unit for unit in units_of(LONG) if unit.clauses)
    half = replace(unit.clauses[0], text=unit.clauses[0].text[:30])
    found = (unit, replace(unit, clauses=(half, *unit.clauses[1:])))
    made = vectors(found, WordEncoder())
    assert [len(rows) for rows in made.clauses] == [len(unit.clauses)] * 2
    assert np.allclose(made.content[0], made.content[1])
