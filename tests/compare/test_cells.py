"""Cells: in a large story a unit is looked for near its own cell, and what is near is found."""

import numpy as np

from crossread.stages.compare.cells import WHOLE, cells


def grouped(count: int, topics: int) -> np.ndarray:
    """Unit vectors around as many topics."""
    source = np.random.default_rng(7)
    centres = source.normal(size=(topics, 64))
    rows = centres[np.arange(count) % topics] + 0.5 * source.normal(size=(count, 64))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_a_small_story_is_looked_through_as_a_whole() -> None:
    found = cells(grouped(WHOLE, 20))
    blocks = list(found.blocks(np.arange(WHOLE), found.cell))
    assert [(len(rows), len(looked)) for rows, looked in blocks] == [(WHOLE, WHOLE)]


def test_every_row_of_a_large_story_is_looked_for_once_among_about_as_many() -> None:
    sizes = []
    for count in (3000, 9000):
        found = cells(grouped(count, 40))
        blocks = list(found.blocks(np.arange(count), found.cell))
        assert sorted(np.concatenate([rows for rows, _ in blocks]).tolist()) == list(range(count))
        sizes.append(max(len(looked) for _, looked in blocks))
    assert sizes[1] < 1.5 * sizes[0] < 4500


def test_nearly_all_of_the_nearest_are_found_in_the_cells_looked_at() -> None:
    vectors = grouped(5000, 60)
    found = cells(vectors)
    held = total = 0
    for rows, looked in found.blocks(np.arange(len(vectors)), found.cell):
        nearest = np.argsort(-(vectors[rows] @ vectors.T), axis=1)[:, :10]
        held += int(np.isin(nearest, looked).sum())
        total += nearest.size
    assert held >= 0.95 * total
