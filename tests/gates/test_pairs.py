"""The pair model's gate: the figures of the shipped file stay at or above their floors (about a minute)."""

import tomllib
from pathlib import Path

import pytest

import pairs as bench_pairs

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))

pytestmark = pytest.mark.gate


@pytest.fixture(scope="module")
def figures(shared: Path) -> dict[str, float]:
    return bench_pairs.measure()


@pytest.mark.parametrize("name", sorted(FLOORS["pairs"]))
def test_the_pair_model_holds_its_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS["pairs"][name]


@pytest.mark.parametrize("name", sorted(FLOORS["pairs_at_most"]))
def test_the_pair_model_is_not_surer_than_it_is_right(figures: dict[str, float], name: str) -> None:
    assert figures[name] <= FLOORS["pairs_at_most"][name]
