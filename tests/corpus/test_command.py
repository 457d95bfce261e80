"""``crossread corpus`` as it is typed: its examples, what it prints, its exit status."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crossread.cli import main
from crossread.cli.corpus import corpus

from . import made

Type = Callable[[str], Result]


@pytest.fixture
def type_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Types a line in a folder with a corpus, the engine being this process."""
    from crossread.corpus.engine import Here
    from crossread.corpus.running import CorpusOptions

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(CorpusOptions, "engine", lambda self: Here())
    made.lines(tmp_path / "day.jsonl", 3)
    return lambda line: CliRunner().invoke(main, line.split()[1:])


def test_the_examples_of_the_help_run(type_: Type) -> None:
    found = [
        line
        for command in (corpus, *corpus.commands.values())
        for line in re.findall(r"^ +(crossread .+)$", command.help or "", re.M)
    ]
    assert len(found) >= 4
    for line in found:
        if "s3://" not in line:
            result = type_(line)
            assert result.exit_code == 0, result.output


def test_it_says_what_came_of_it_and_leaves_with_3_where_a_document_was_bad(
    type_: Type, tmp_path: Path
) -> None:
    (tmp_path / "bad.jsonl").write_text("{\n")
    result = type_("crossread corpus day.jsonl bad.jsonl --out day")
    assert result.exit_code == 3
    assert re.match(r"3 articles of 4 documents, 1 story, \d+ claims, \d+ findings in day\.", result.stdout)
    assert "1 × format, in day/errors" in result.stderr


def test_status_tells_how_far_it_is(type_: Type, tmp_path: Path) -> None:
    type_("crossread corpus day.jsonl --out day --shard 1")
    (tmp_path / "day/commits/read/0000001.json").unlink()
    shown = type_("crossread corpus status day").stdout
    assert "1 input file" in shown
    assert re.search(r"read +2 of 3 units, 2 articles, 2 documents", shown)


def test_what_is_no_corpus_is_refused(type_: Type) -> None:
    result = type_("crossread corpus status nowhere")
    assert result.exit_code == 1
    assert "holds no corpus" in result.output


def test_without_inputs_there_must_be_a_plan(type_: Type) -> None:
    result = type_("crossread corpus run --out new")
    assert result.exit_code == 1
    assert "nothing to read" in result.output
