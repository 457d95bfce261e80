"""The commands `dossier users` and `dossier audit`, as an owner gives them at the machine itself."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crossread.cli import main
from crossread.dossier import Dossier

from .texts import LAKE_POST, SALT_TIMES, TOWER


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an empty dossier."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSREAD_BY", "Jo Moen")
    Dossier.create("talks.db").close()
    return tmp_path


def run(line: str) -> Result:
    return CliRunner().invoke(main, shlex.split(line))


def ok(line: str) -> Result:
    result = run(line)
    assert result.exit_code == 0, (line, result.output)
    return result


def test_a_token_is_shown_once_alone_on_standard_output_and_signs_in(folder: Path) -> None:
    added = ok("dossier users add talks.db 'Ada Berg' --role owner")
    token = added.stdout.strip()
    assert token.startswith("crossread_")
    assert "not shown again" in added.stderr
    assert token not in ok("dossier users list talks.db").output
    assert token not in ok("dossier audit talks.db --export -").output
    with Dossier.open("talks.db") as dossier:
        person = dossier.users.by_token(token)
        assert person is not None
        assert (person.name, person.role) == ("Ada Berg", "owner")


def test_roles_tokens_and_access_change_and_the_log_tells_of_it(folder: Path) -> None:
    old = ok("dossier users add talks.db 'Ada Berg'").stdout.strip()
    assert "Ada Berg  reader" in ok("dossier users list talks.db").output
    assert "Ada Berg: reviewer" in ok("dossier users role talks.db 'ada berg' reviewer").output
    new = ok("dossier users token talks.db 'Ada Berg'").stdout.strip()
    assert "no access any more" in ok("dossier users revoke talks.db 'Ada Berg' --by 'Kim Dahl'").output
    assert ok("dossier users list talks.db").output.startswith("[Ada Berg  reviewer  since ")
    with Dossier.open("talks.db") as dossier:
        assert [dossier.users.by_token(token) for token in (old, new)] == [None, None]
    shown = ok("dossier audit talks.db").stdout.splitlines()
    assert ["Kim Dahl" in line and "user-revoked" in line for line in shown] == [True, False, False, False]
    assert "user-added  Ada Berg (reader)  (command line)" in shown[-1]


def test_the_log_is_written_as_json_lines_the_first_first(folder: Path) -> None:
    ok("dossier users add talks.db 'Ada Berg'")
    ok("dossier users revoke talks.db 'Ada Berg'")
    ok("dossier audit talks.db --export audit.jsonl")
    lines = [json.loads(line) for line in (folder / "audit.jsonl").read_text("utf-8").splitlines()]
    assert [line["action"] for line in lines] == ["user-added", "user-revoked"]
    assert set(lines[0]) == {"number", "on", "by", "action", "what", "client", "request"}
    only = ok("dossier audit talks.db --action user-revoked --export -").stdout
    assert [json.loads(line)["number"] for line in only.splitlines()] == [lines[1]["number"]]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("dossier users add talks.db 'Ada Berg'", "is a user already"),
        ("dossier users add talks.db ''", "is no name of a user"),
        ("dossier users role talks.db 'Ola Lie' owner", "no user 'Ola Lie'"),
        ("dossier users revoke talks.db 'Ola Lie'", "no user 'Ola Lie'"),
        ("dossier users role talks.db 'Ada Berg' editor", "'editor' is not one of"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, line: str, words: str) -> None:
    ok("dossier users add talks.db 'Ada Berg'")
    result = run(line)
    assert result.exit_code == 2, result.output
    assert words in result.output


def test_deeds_of_the_command_line_are_in_the_log_of_a_dossier_with_users(folder: Path) -> None:
    reports = [{key: value for key, value in row.items() if key != "name"} for row in (LAKE_POST, SALT_TIMES)]
    Path("first.json").write_text(json.dumps(reports), "utf-8")
    Path("second.json").write_text(json.dumps([TOWER]), "utf-8")
    ok("dossier add talks.db first.json -q")
    assert ok("dossier audit talks.db").stdout == ""  # nobody but who sits at the machine
    ok("dossier users add talks.db 'Ada Berg'")
    ok("dossier add talks.db second.json -q")
    ok("dossier add talks.db second.json -q")  # held already: no deed
    with Dossier.open("talks.db") as dossier:
        finding = dossier.review_queue().items[0].finding.id
        article = dossier.articles(outlet="Lake Post").items[0].id
    ok(f"dossier judge talks.db {finding} accept --by 'Kim Dahl'")
    ok(f"dossier correct talks.db date {article} 2031-05-13")
    said = ok("dossier judgements talks.db").stdout.split()[0]
    ok(f"dossier judgements talks.db --undo {said}")
    ok(f"dossier remove talks.db {article} -q")
    with Dossier.open("talks.db") as dossier:
        deeds = [(deed.by, deed.action) for deed in dossier.trail.entries().items]
        kept = {deed.client for deed in dossier.trail.entries().items}
        added = next(deed for deed in dossier.trail.entries().items if deed.action == "add")
    assert deeds == [
        ("Jo Moen", "remove"), ("Jo Moen", "undo"), ("Jo Moen", "correct"), ("Kim Dahl", "judge"),
        ("Jo Moen", "add"), ("Jo Moen", "user-added"),
    ]  # fmt: skip
    assert kept == {"command line"}
    assert re.fullmatch("[0-9a-f]{16}", added.what)
