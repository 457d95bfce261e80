"""The table of cues holds its floors on PolNeAR's gold cues and PLOVER's gold records."""

import tomllib
from pathlib import Path

import pytest

import acts as bench_acts

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))["acts"]

pytestmark = pytest.mark.gate


@pytest.fixture(scope="module")
def figures(shared: Path) -> dict[str, float]:
    return bench_acts.table_figures(shared)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_table_of_cues_holds_its_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name]
