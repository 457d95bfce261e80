import json
from collections.abc import Callable

from click.testing import Result

from .conftest import StubDoor

Run = Callable[..., Result]


def test_claims_are_shown_article_by_article(door: StubDoor, crossread_command: Run) -> None:
    result = crossread_command("read", "reports", "--min-confidence", "0.4")
    assert result.exit_code == 3
    assert "Erik Strand → Clara Weiss  accepts" in result.stdout
    assert "NOT READ" in result.stdout
    assert door.calls[0][2].min_confidence == 0.4


def test_the_report_file_ends_at_who_said_what(crossread_command: Run) -> None:
    data = json.loads(crossread_command("read", "reports", "--json", "-").stdout)
    assert len(data["claims"]) == 11
    assert data["findings"] == data["stories"] == []


def test_quiet_prints_nothing(crossread_command: Run) -> None:
    assert crossread_command("read", "reports", "--quiet", "--json", "claims.json").output == ""
