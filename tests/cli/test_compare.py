import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from crossread.cli.cache import last_report
from crossread.errors import ModelError
from crossread.records import Skipped
from crossread.stages.report import from_json

from .conftest import StubDoor

Run = Callable[..., Result]


@pytest.fixture
def clean(door: StubDoor) -> StubDoor:
    """A door that skips nothing."""
    door.report = replace(door.report, skipped=())
    return door


def test_the_report_is_printed_and_the_status_is_0(clean: StubDoor, crossread_command: Run) -> None:
    result = crossread_command("compare", "reports")
    assert result.exit_code == 0
    assert result.stdout.startswith("4 articles · 1 story · 11 claims by 3 voices · 7 findings\n")
    assert "1.  CONTRADICT  [651f49]\n   that the survey ships entered our waters\n" in result.stdout
    assert "\x1b" not in result.stdout
    assert result.stderr == ""


def test_skipped_inputs_give_status_3_but_duplicates_do_not(door: StubDoor, crossread_command: Run) -> None:
    assert crossread_command("compare", "reports").exit_code == 3
    door.report = replace(door.report, skipped=(Skipped("copy.txt", "duplicate", "The same bytes.", ""),))
    assert crossread_command("compare", "reports").exit_code == 0


def test_page_and_report_file_are_written_and_said(
    clean: StubDoor, crossread_command: Run, tmp_path: Path
) -> None:
    result = crossread_command("compare", "reports", "--html", "out.html", "--json", "out.json")
    assert result.exit_code == 0
    assert (tmp_path / "out.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert from_json((tmp_path / "out.json").read_text("utf-8")) == clean.report
    assert result.stderr == "Written: out.html\nWritten: out.json\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "out.html", "out.json"]


def test_a_dash_writes_to_standard_output_and_nothing_else(clean: StubDoor, crossread_command: Run) -> None:
    result = crossread_command("compare", "reports", "--json", "-")
    assert json.loads(result.stdout)["format"] == "crossread-report/1"
    assert crossread_command("compare", "reports", "--html", "-").stdout.startswith("<!DOCTYPE html>")
    both = crossread_command("compare", "reports", "--html", "-", "--json", "-")
    assert both.exit_code == 2
    assert not clean.calls[2:]


def test_quiet_prints_nothing(clean: StubDoor, crossread_command: Run) -> None:
    result = crossread_command("compare", "reports", "-q", "--json", "out.json")
    assert (result.exit_code, result.output) == (0, "")


def test_options_reach_the_run(door: StubDoor, crossread_command: Run, tmp_path: Path) -> None:
    (tmp_path / "sides.csv").write_text(
        'name,side\n# the hosts\nErik Strand,Norland\n\n"Weiss, Clara",Sudermark\n'
    )
    words = (
        "a b --outlet Post --date 2031-03-04 --sides sides.csv --max-size 2.5MB --workers 2 --batch-size 1"
    )
    crossread_command("compare", *words.split())
    ((_, paths, options),) = door.calls
    assert paths == ("a", "b")
    assert (options.outlet, options.date, options.max_bytes) == ("Post", "2031-03-04", 2_500_000)
    assert (options.workers, options.batch_size) == (2, 1)
    assert options.sides == {"Erik Strand": "Norland", "Weiss, Clara": "Sudermark"}
    crossread_command("compare", "a")
    assert door.calls[1][2] == type(options)()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--max-size", "large"], "500k, 20MB or 1GB"),
        (["--max-size", "0"], "no size"),
        (["--date", "Friday"], "2021-12-07"),
        (["--kind", "quarrel"], "contradiction"),
        (["--top", "0"], "0"),
        (["--workers", "0"], "0"),
        (["--min-confidence", "2"], "2"),
        (["--sides", "none.csv"], "none.csv"),
        (["--html", "."], "is a folder"),
        (["--json", "missing/out.json"], "does not exist"),
        (["--story", "elections"], "Norland and Sudermark met"),
        (["--party", "nobody"], "Clara Weiss"),
    ],
)
def test_an_option_that_cannot_be_is_refused_with_what_can(
    crossread_command: Run, words: list[str], says: str
) -> None:
    result = crossread_command("compare", "reports", *words)
    assert result.exit_code in (1, 2)
    assert says in result.stderr
    assert result.stdout == ""


def test_a_line_of_sides_that_is_none_is_named(crossread_command: Run, tmp_path: Path) -> None:
    (tmp_path / "sides.csv").write_text("Erik Strand,Norland\nClara Weiss\n")
    result = crossread_command("compare", "reports", "--sides", "sides.csv")
    assert result.exit_code == 2
    assert "Line 2 of sides.csv is not NAME,SIDE" in result.stderr
    (tmp_path / "sides.csv").write_bytes(b"\xff\xfe,\x00")
    assert "cannot be read" in crossread_command("compare", "reports", "--sides", "sides.csv").stderr


def test_places_that_cannot_be_written_are_refused_before_the_run(
    door: StubDoor, crossread_command: Run
) -> None:
    crossread_command("compare", "reports", "--html", "no/such/folder/report.html")
    assert door.calls == []


def test_an_input_is_never_overwritten(door: StubDoor, crossread_command: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A source.")
    result = crossread_command("compare", "a.txt", "--json", "./a.txt")
    assert result.exit_code == 1
    assert "is one of the inputs" in result.stderr
    assert (tmp_path / "a.txt").read_text() == "A source."
    assert door.calls == []


def test_a_choice_of_findings_goes_for_terminal_page_and_file(
    clean: StubDoor, crossread_command: Run
) -> None:
    words = ("compare", "reports", "--kind", "agreement", "--kind", "COMMITMENT", "--top", "1")
    assert "1 finding\n" in crossread_command(*words).stdout
    written = from_json(crossread_command(*words, "--json", "-").stdout)
    assert [finding.rank for finding in written.findings] == [4]


def test_nothing_to_read_is_status_2_and_says_what_to_do(crossread_command: Run) -> None:
    result = crossread_command("compare", "nothing")
    assert result.exit_code == 2
    assert result.stderr == "Error: There is nothing to read. Give text files.\n"
    assert crossread_command("compare").exit_code == 2


def test_a_failure_is_status_1_and_a_message(door: StubDoor, crossread_command: Run) -> None:
    door.error = ModelError("The model is damaged\x1b[31m.", remedy="Install crossread again.")
    result = crossread_command("compare", "reports")
    assert result.exit_code == 1
    assert result.stderr == "Error: The model is damaged␛[31m. Install crossread again.\n"


def test_an_interrupt_ends_quietly(door: StubDoor, crossread_command: Run) -> None:
    door.error = KeyboardInterrupt()
    result = crossread_command("compare", "reports")
    assert (result.exit_code, result.output) == (130, "")


def test_the_whole_report_is_kept_for_its_user_alone(clean: StubDoor, crossread_command: Run) -> None:
    crossread_command("compare", "reports", "--top", "1")
    assert from_json(last_report().read_text("utf-8")) == clean.report
    if os.name == "posix":
        assert stat.S_IMODE(last_report().stat().st_mode) == 0o600


def test_no_cache_keeps_nothing(crossread_command: Run) -> None:
    crossread_command("compare", "reports", "--no-cache")
    assert not last_report().exists()


def test_a_cache_that_cannot_be_written_is_told_and_ends_nothing(
    clean: StubDoor, crossread_command: Run, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("in the way")
    result = crossread_command("compare", "reports")
    assert result.exit_code == 0
    assert "is not kept for `crossread explain`" in result.stderr


@pytest.mark.parametrize(("words", "colored"), [(["--color"], True), (["--no-color"], False), ([], False)])
def test_colour_is_chosen_or_left_out_in_a_pipe(
    crossread_command: Run, words: list[str], colored: bool
) -> None:
    assert ("\x1b[" in crossread_command("compare", "reports", *words).stdout) is colored
