"""How well rival accounts are told from others, on events on which nothing was trained."""

import tomllib
from pathlib import Path

import pytest

import rivals as bench_rivals

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))["rivals"]
LAST = 20

pytestmark = pytest.mark.gate


@pytest.fixture(scope="module")
def figures(shared: Path) -> dict[str, dict[str, float]]:
    return bench_rivals.figures(bench_rivals.judged_pairs(LAST))


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_rivals_are_told_from_others(figures: dict[str, dict[str, float]], kind: str) -> None:
    assert figures[kind]["weighed"] >= FLOORS[kind]
    assert figures[kind]["weighed"] >= figures[kind]["without the model"]
