"""What share of the conflicts that readers marked is shown, by default and with a second reader."""

import csv
import tomllib
from pathlib import Path

import pytest

import points as bench_points
from false_alarms import SHEETS

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))["points"]
LAST = 20

pytestmark = pytest.mark.gate


def kept_answers() -> bench_points.Kept:
    with (SHEETS / "neus_answers.csv").open(encoding="utf-8", newline="") as file:
        return bench_points.Kept({row["id"]: row["answer"] for row in csv.DictReader(file)})


@pytest.mark.parametrize("how", sorted(FLOORS))
def test_marked_conflicts_are_shown_as_often_as_before(shared: Path, how: str) -> None:
    points = bench_points.read()
    second = kept_answers() if how == "second_reader" else None
    found = bench_points.measure(bench_points.events(points, LAST), points, second)
    shown, total = found.of("all")
    assert total == 91
    assert shown >= FLOORS[how]
