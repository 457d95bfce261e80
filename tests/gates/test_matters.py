"""Candidates hold the conflicting points of the gold, and the weights of matters hold their floors."""

import tomllib
from pathlib import Path

import pytest

import matters as bench_matters

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))["matters"]

pytestmark = pytest.mark.gate


@pytest.fixture(scope="module")
def figures(shared: Path) -> dict[str, float]:
    return bench_matters.measure()


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_matters_hold_their_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name]
