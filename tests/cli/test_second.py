import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from second_reader.standin import Reply, says, standing_in

from .conftest import StubDoor, with_record

Run = Callable[..., Result]


@pytest.fixture
def run(door: StubDoor, crossread_command: Run) -> Run:
    door.report = replace(door.report, skipped=())
    return crossread_command


def asking(url: str, *more: str) -> tuple[str, ...]:
    return ("compare", "reports", "--second-reader", url, "--second-reader-model", "tiny", *more)


def test_nobody_is_asked_by_default(run: Run, door: StubDoor) -> None:
    run("compare", "reports")
    assert door.calls[0][2].second_reader is None


def test_a_second_reader_is_asked_and_the_report_says_how_its_answers_fared(run: Run) -> None:
    with standing_in(lambda body: says("conflict")) as server:
        result = run(*asking(server.url))
        assert result.stderr == ""
        line = f"Second reader tiny at {server.url}/chat/completions: 1 unsure pair: 1 answered."
        assert line in " ".join(result.stdout.split())
        page = run(*asking(server.url, "--html", "-")).stdout
        assert line in page
        assert "no document left it" in page
        data = json.loads(run(*asking(server.url, "--json", "-")).stdout)
        assert data["run"]["options"]["second_reader_answered"] == 1
        assert len(server.seen) == 1  # kept in the cache folder


def test_answers_are_kept_where_the_user_says(run: Run, tmp_path: Path) -> None:
    with standing_in(lambda body: says("conflict")) as server:
        run(*asking(server.url, "--second-reader-answers", "kept.jsonl"))
    assert (tmp_path / "kept.jsonl").read_text().startswith('{"crossread": "answer/1", ')


def test_the_key_comes_from_the_environment_and_shows_nowhere(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSREAD_SECOND_READER_KEY", "sk-123")
    with standing_in(lambda body: says("conflict")) as server:
        written = run(*asking(server.url, "--json", "-")).output
        assert server.headers[0]["authorization"] == "Bearer sk-123"
    assert "sk-123" not in written


def test_a_server_that_refuses_is_told_of_and_the_report_is_made(run: Run) -> None:
    with standing_in(lambda body: Reply(b"", 401)) as server:
        result = run(*asking(server.url))
    assert result.exit_code == 0
    assert "The second reader gave up (HTTP 401: the key was refused)" in result.stderr
    assert "7 findings" in result.stdout
    assert "1 failed; it gave up: HTTP 401" in " ".join(result.stdout.split())


def test_another_machine_is_warned_of_even_where_all_else_is_quiet(run: Run, door: StubDoor) -> None:
    door.error = KeyboardInterrupt()  # before anything is sent
    result = run(*asking("http://llm.example.org/v1", "--quiet"))
    assert "Warning: Passages of the articles and names" in result.stderr
    assert "llm.example.org" in result.stderr
    assert "not encrypted" in result.stderr


def test_the_page_does_not_say_that_nothing_left_the_machine_where_it_did(run: Run, door: StubDoor) -> None:
    door.report = with_record(
        door.report,
        {"second_reader": "m", "second_reader_at": "https://x.example/v1", "second_reader_local": False},
    )
    page = run("compare", "reports", "--html", "-").stdout
    assert "no document left it" not in page
    assert "Passages of the articles left the machine" in page


@pytest.mark.parametrize(
    ("words", "says_"),
    [
        (["--second-reader", "http://localhost:1/v1"], "--second-reader-model NAME"),
        (["--second-reader-model", "tiny"], "--second-reader URL"),
        (["--second-reader-questions", "3"], "--second-reader URL"),
        (["--second-reader", "localhost", "--second-reader-model", "tiny"], "http://localhost:11434/v1"),
        (["--second-reader-questions", "0"], "0"),
        (["--second-reader-timeout", "0"], "0"),
    ],
)
def test_a_second_reader_that_cannot_be_is_refused_before_the_run(
    run: Run, door: StubDoor, words: list[str], says_: str
) -> None:
    result = run("compare", "reports", *words)
    assert result.exit_code == 2
    assert says_ in result.stderr
    assert door.calls == []
