"""The quality gate: figures on the developers' data stay at or above their pinned floors."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import confidence as bench_confidence
import crossread
import findings as bench_findings
import pronouns as bench_pronouns
import reading as bench_reading
import speakers as bench_speakers
from crossread.models import Reader

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))


pytestmark = pytest.mark.gate


def figure(scores: dict[str, Any], name: str) -> float:
    """The value at a dotted path; of precision, recall and F1, the F1."""
    value: Any = scores
    for part in name.split("."):
        value = value[part]
    return float(value[2] if isinstance(value, list) else value)


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    report = tmp_path_factory.mktemp("seeds") / "report.json"
    report.write_text(crossread.compare(shared / "seeds").to_json(), "utf-8")
    command = [
        sys.executable,
        str(shared / "eval" / "score_report.py"),
        str(report),
        "--gold",
        str(shared / "gold"),
    ]
    done = subprocess.run([*command, "--json"], check=False, capture_output=True, text=True)
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


@pytest.fixture(scope="module")
def polnear_dev(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return bench_reading.measure(shared, tmp_path_factory.mktemp("polnear"))


@pytest.fixture(scope="module")
def outermost(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return bench_reading.measure(shared, tmp_path_factory.mktemp("outermost"), "none")


@pytest.fixture(scope="module")
def readout_rows(shared: Path) -> list[int | None]:
    report = json.loads(crossread.compare(shared / "data" / "readouts" / "text").to_json())
    return [rank for _, rank in bench_findings.rows(report, shared)]


def test_the_report_on_the_seeds_has_no_problems(seeds: dict[str, Any]) -> None:
    assert seeds["problems"] == []


@pytest.mark.parametrize("name", sorted(FLOORS["seeds"]))
def test_a_figure_on_the_seeds_holds_its_floor(seeds: dict[str, Any], name: str) -> None:
    assert figure(seeds, name) >= FLOORS["seeds"][name]


@pytest.mark.parametrize("name", sorted(FLOORS["seeds_at_most"]))
def test_a_fault_on_the_seeds_stays_rare(seeds: dict[str, Any], name: str) -> None:
    assert figure(seeds, name) <= FLOORS["seeds_at_most"][name]


@pytest.mark.parametrize("name", sorted(FLOORS["polnear_dev"]))
def test_reading_holds_its_floor(polnear_dev: dict[str, Any], name: str) -> None:
    assert polnear_dev["missing_documents"] == 0
    assert figure(polnear_dev, name) >= FLOORS["polnear_dev"][name]


@pytest.mark.parametrize("name", sorted(FLOORS["polnear_dev_outermost"]))
def test_reading_outermost_voices_holds_its_floor(outermost: dict[str, Any], name: str) -> None:
    assert figure(outermost, name) >= FLOORS["polnear_dev_outermost"][name]


def test_claims_are_right_as_often_as_they_say(shared: Path) -> None:
    held = bench_confidence.shown(shared, Reader())
    found = bench_confidence.figures(bench_confidence.measured(held))
    assert found["right_at_0.9"] >= FLOORS["confidence"]["right_at_0.9"]
    assert found["shown_at_0.9"] >= FLOORS["confidence"]["shown_at_0.9"]


def test_the_readouts_show_enough_of_the_rows_that_a_reader_checked(readout_rows: list[int | None]) -> None:
    assert sum(rank is not None for rank in readout_rows) >= FLOORS["readouts"]["rows"]


@pytest.fixture(scope="module")
def speakers(shared: Path) -> dict[str, Any]:
    return bench_speakers.measure()


@pytest.mark.parametrize("name", sorted(FLOORS["basil_dev"]))
def test_the_right_speaker_holds_its_floor(speakers: dict[str, Any], name: str) -> None:
    assert speakers["all"][name] >= FLOORS["basil_dev"][name]


@pytest.fixture(scope="module")
def read_once(shared: Path) -> bench_pronouns.Read:
    return bench_pronouns.reader()


@pytest.mark.parametrize("name", sorted(FLOORS["gum_pronouns"]))
def test_pronouns_of_gum_hold_their_floor(read_once: bench_pronouns.Read, name: str) -> None:
    assert bench_pronouns.gum(read_once)[name] >= FLOORS["gum_pronouns"][name]


def test_every_fourth_row_of_gap_holds_the_floor(read_once: bench_pronouns.Read) -> None:
    rows = list(bench_pronouns.snippets())[::4]
    assert bench_pronouns.gap(read_once, rows)["all"]["f1"] >= FLOORS["gap_fourth"]["f1"]
