import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result

from crossread.cli import main
from crossread.cli.reference import reference
from crossread.cli.serve import serve

REPOSITORY = Path(__file__).parents[2]


def commands(command: click.Command = main) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from commands(inner)


def examples() -> list[str]:
    found = [
        re.findall(r"^ +((?:cat .* \| )?crossread .+)$", command.help or "", re.M) for command in commands()
    ]
    # Those of a dossier and of a corpus build on each other: tests of their own run them.
    # A server does not end.
    elsewhere = ("crossread dossier", "crossread corpus", "crossread serve")
    return sorted({line for lines in found for line in lines if not line.startswith(elsewhere)})


def test_the_command_reference_is_what_the_commands_say() -> None:
    written = (REPOSITORY / "docs" / "commands.md").read_text("utf-8")
    assert written == reference(), "Run `make docs`: docs/commands.md is not what the commands say."


@pytest.mark.parametrize("example", examples())
def test_every_example_of_the_help_runs(
    example: str, crossread_command: Callable[..., Result], tmp_path: Path
) -> None:
    shutil.copytree(REPOSITORY / "examples", tmp_path / "examples")
    crossread_command("compare", "examples/readouts", "--json", "report.json")
    piped, _, line = example.rpartition(" | ")
    stdin = None
    if piped:
        (source,) = tmp_path.glob(piped.removeprefix("cat "))
        stdin = source.read_bytes()
    words = shlex.split(line)[1:]
    assert all((tmp_path / word).exists() for word in words if word.startswith("examples/"))
    result = crossread_command(*words, stdin=stdin)
    assert result.exit_code in (0, 3), result.output


def test_the_examples_of_the_server_are_understood() -> None:
    lines = re.findall(r"^ +crossread serve (.+)$", serve.help or "", re.M)
    assert lines
    for line in lines:
        assert serve.make_context("serve", shlex.split(line)), line


def test_help_starts_with_one_sentence_and_shows_examples() -> None:
    for command in commands():
        first = (command.help or "").split("\n\n")[0].replace("\n", " ").strip()
        assert first.endswith(".")
        assert len(re.findall(r"\.(?: |$)", first)) == 1
        assert "Examples:" in (command.help or "")


def test_every_option_says_what_it_does() -> None:
    for command in commands():
        for parameter in command.params:
            assert not isinstance(parameter, click.Option) or parameter.help
