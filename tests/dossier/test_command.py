"""The commands of a dossier, one after the other, as a user gives them."""

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from crossread.cli import main
from crossread.cli.dossier import dossier

from .texts import ALL, blob

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with the invented reports as files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSREAD_BY", "Ada Berg")
    (tmp_path / "reports").mkdir()
    for report in ALL:
        made = blob(report)
        (tmp_path / "reports" / made.path).write_bytes(made.data)
    return tmp_path


def run(line: str) -> Result:
    return CliRunner().invoke(main, shlex.split(line))


def ok(line: str) -> str:
    result = run(line)
    assert result.exit_code == 0, (line, result.output)
    return result.output


def test_a_dossier_is_made_filled_looked_at_corrected_and_checked(folder: Path) -> None:
    assert "Made:" in ok("dossier new talks.db --name 'Lake talks'")
    assert ok("dossier add talks.db reports").startswith("6 added.")
    assert "6 held already" in ok("dossier add talks.db reports")
    status = json.loads(ok("dossier status talks.db --stories --articles --json"))
    assert status["articles"] == len(status["articles_listed"]) == 6
    story = next(line for line in status["stories_listed"] if "Varn" in line["name"])
    shown = ok(f"dossier show talks.db {story['id'][:8]} --html story.html --no-color")
    assert "Weiss" in shown
    assert (folder / "story.html").read_text("utf-8").startswith("<!")
    hits = ok("dossier search talks.db 'eight crowns'")
    assert "Ida Lund" in hits
    claim = re.search(r"\[([0-9a-f]{8,16})\]", hits)
    assert claim
    assert "speaker" in ok(
        f"dossier correct talks.db speaker {claim[1]} 'Ola Bakke' --note 'She read it out.'"
    )
    assert "Ola Bakke" in ok("dossier search talks.db 'eight crowns'")
    listed = ok("dossier judgements talks.db")
    assert "Ada Berg" in listed
    assert "She read it out." in listed
    ok(f"dossier judgements talks.db --undo {listed[:8]}")
    assert "Ida Lund" in ok("dossier search talks.db 'eight crowns'")
    assert "Taken out" in ok(f"dossier remove talks.db {status['articles_listed'][0]['id'][:8]}")
    assert ok("dossier verify talks.db") == "Nothing is wrong.\n"
    assert "MB now" in ok("dossier compact talks.db")


def test_a_finding_is_judged_and_the_judgements_travel_as_a_file(folder: Path) -> None:
    ok("dossier new talks.db")
    ok("dossier add talks.db reports")
    story = json.loads(ok("dossier status talks.db --stories --json"))["stories_listed"]
    chosen = next(line for line in story if line["conflicts"])
    ok(f"dossier show talks.db {chosen['id']} --json story.json")
    finding = json.loads((folder / "story.json").read_text("utf-8"))["findings"][0]["id"]
    assert "reject" in ok(f"dossier judge talks.db {finding[:8]} reject --note No.")
    ok("dossier judgements talks.db --export said.jsonl")
    ok("dossier new other.db")
    ok("dossier add other.db reports")
    assert ok("dossier judgements other.db --import said.jsonl") == "1 new.\n"
    ok(f"dossier show other.db {chosen['id']} --json other.json")
    other = json.loads((folder / "other.json").read_text("utf-8"))
    assert [item["id"] for item in other["rejected"]] == [finding]


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("dossier status none.db", 1, "There is no dossier"),
        ("dossier status reports/tower.json", 1, "is no dossier"),
        ("dossier new nowhere/talks.db", 1, "does not exist"),
        ("dossier new held.db", 1, "is a dossier already"),
        ("dossier show held.db ffff", 2, "holds no story"),
        ("dossier remove held.db ffff", 2, "No articles"),
        ("dossier correct held.db nonsense", 2, "Choose one of"),
        ("dossier correct held.db date", 2, "other words"),
        ("dossier judgements held.db --undo ffff", 2, "No judgements"),
        ("dossier status postgresql://nobody@127.0.0.1:1/none", 1, "cannot be reached"),
        ("dossier add held.db nothing-there.txt", 3, "no such file"),
    ],
)
def test_errors_say_what_is_wrong_and_end_with_the_right_status(
    folder: Path, line: str, status: int, words: str
) -> None:
    ok("dossier new held.db")
    result = run(line)
    assert result.exit_code == status, result.output
    assert words in result.output
    assert "Traceback" not in result.output


def examples(command: click.Command = dossier) -> Iterator[str]:
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from examples(inner)
    else:
        yield from re.findall(r"^ +(crossread dossier .+)$", command.help or "", re.M)


def test_every_example_of_the_help_is_understood(folder: Path) -> None:
    shutil.copytree(REPOSITORY / "examples", folder / "examples")
    for example in examples():
        arguments = shlex.split(example)[2:]
        command = dossier.commands[arguments[0]]
        context = click.Context(dossier, info_name="dossier", **main.context_settings)
        assert command.make_context(arguments[0], arguments[1:], parent=context), example


def test_users_are_let_in_and_out_and_what_was_done_is_shown(folder: Path) -> None:
    ok("dossier new talks.db")
    made = CliRunner().invoke(main, shlex.split("dossier users add talks.db 'Kim Lund' --role owner"))
    token = made.stdout.strip()
    assert re.fullmatch(r"crossread_[\w-]{43}", token)
    assert "Kim Lund  owner" in ok("dossier users list talks.db")
    assert ok("dossier users role talks.db 'Kim Lund' reviewer") == "Kim Lund: reviewer\n"
    renewed = CliRunner().invoke(main, shlex.split("dossier users token talks.db 'Kim Lund'")).stdout.strip()
    assert renewed != token
    assert "no access" in ok("dossier users revoke talks.db 'kim lund'")
    assert ok("dossier users list talks.db").startswith("[Kim Lund  reviewer")
    shown = ok("dossier audit talks.db")
    assert "Ada Berg  user-revoked  Kim Lund (reviewer)  (command line)" in shown
    assert token not in shown
    lines = [json.loads(line) for line in ok("dossier audit talks.db --export -").splitlines()]
    assert [line["action"] for line in lines] == ["user-added", "user-role", "user-token", "user-revoked"]
    assert run("dossier users revoke talks.db Nobody").exit_code == 2
