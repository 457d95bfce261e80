"""The quality floor of dates on TimeBank and AQUAINT; it only rises."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import times as bench_times

pytestmark = pytest.mark.gate


@pytest.mark.parametrize(("name", "accuracy", "recall"), [("timebank", 0.84, 0.89), ("aquaint", 0.89, 0.94)])
def test_dates_are_found_and_read_right(name: str, accuracy: float, recall: float, shared: Path) -> None:
    found = bench_times.measure(shared / "data" / "time" / f"{name}.jsonl.gz")
    assert found.accuracy >= accuracy
    assert found.dated_recall >= recall
