"""A whole run with a second reader: the same report again without the server, and the core without it."""

import json
import shutil
from pathlib import Path

import pytest

import crossread
from crossread.second_reader import ChatReader
from crossread.second_reader.reader import MOST

from .standin import Reply, says, standing_in

TEXTS = Path(__file__).parents[2] / "examples" / "readouts" / "texts"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shorter articles of the example."""
    made = tmp_path_factory.mktemp("texts")
    for path in TEXTS.glob("*.txt"):
        if path.stat().st_size < 12_000:
            shutil.copy(path, made)
    return made


def report(folder: Path, reader: ChatReader | None) -> dict[str, object]:
    options = crossread.CompareOptions(workers=1, second_reader=reader)
    data: dict[str, object] = json.loads(crossread.compare(folder, options=options).to_json())
    return data


def parts(data: dict[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """A report without how it was made, and the options of its run."""
    run = data["run"]
    assert isinstance(run, dict)
    return {key: value for key, value in data.items() if key != "run"}, run["options"]


def test_kept_answers_give_the_same_report_and_a_failing_server_the_one_without(
    folder: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "answers.jsonl"
    with standing_in(lambda body: says("conflict")) as server:
        first = parts(report(folder, ChatReader(server.url, "tiny", answers=kept)))
        asked = len(server.seen)
        server.script = lambda body: Reply(b"", 500)
        assert parts(report(folder, ChatReader(server.url, "tiny", answers=kept))) == first
        assert len(server.seen) == asked
        options = first[1]
        assert options["second_reader_answered"] == asked == MOST
        left = options["second_reader_not_asked"]
        assert isinstance(left, int)
        assert options["second_reader_unsure"] == asked + left

        failed = parts(report(folder, ChatReader(server.url, "tiny", sleep=lambda seconds: None)))
    without, plain = parts(report(folder, None))
    assert failed[0] == without
    assert not [name for name in plain if name.startswith("second_reader")]
