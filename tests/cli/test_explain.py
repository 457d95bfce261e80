from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from crossread.stages.report import to_json
from report.sample import sample

Run = Callable[..., Result]


def test_a_finding_of_the_last_comparison_is_explained(crossread_command: Run) -> None:
    crossread_command("compare", "reports")
    result = crossread_command("explain", "1")
    assert result.exit_code == 0
    assert result.stdout.startswith("1.  CONTRADICT  [651f49]\n   that the survey ships entered our waters\n")
    assert "SIGNALS" in result.stdout
    assert crossread_command("explain", sample().findings[0].id[:5]).stdout == result.stdout


def test_a_report_file_can_be_named_or_come_from_standard_input(
    crossread_command: Run, tmp_path: Path
) -> None:
    text = to_json(sample())
    (tmp_path / "report.json").write_text(text, "utf-8")
    named = crossread_command("explain", "3", "--report", "report.json")
    assert named.stdout.startswith("3.  CHANGED POSITION")
    assert crossread_command("explain", "3", "--report", "-", stdin=text.encode()).stdout == named.stdout


def test_without_a_last_report_the_message_says_how_to_get_one(crossread_command: Run) -> None:
    result = crossread_command("explain", "1")
    assert result.exit_code == 2
    assert "Run `crossread compare PATH…` first" in result.stderr


def test_what_cannot_be_explained_is_status_2(crossread_command: Run, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(to_json(sample()), "utf-8")
    (tmp_path / "other.json").write_text("{}")
    (tmp_path / "bytes.json").write_bytes(b"\xff")
    for words, says in (
        (("99", "--report", "report.json"), "rank from 1 to 7"),
        (("1", "--report", "other.json"), "no report file"),
        (("1", "--report", "bytes.json"), "not UTF-8"),
        (("1", "--report", "gone.json"), "cannot be read"),
        (("1", "--report", "."), "cannot be read"),
    ):
        result = crossread_command("explain", *words)
        assert result.exit_code == 2
        assert says in result.stderr
