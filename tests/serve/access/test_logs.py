"""The log: one line for each request, with what an operator needs and nothing of what is read or kept."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from crossread.dossier import Dossier
from crossread.pipeline import Progress
from crossread.serve.access.logs import LOG, Logged, say, set_up
from crossread.serve.desk import Desk, Outcome


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the log goes in a test."""
    made = io.StringIO()
    logs = [logging.getLogger(name) for name in ("crossread.serve", "uvicorn")]
    kept = [(log.handlers, log.level, log.propagate) for log in logs]
    set_up("json", stream=made)
    yield made
    for log, (handlers, level, propagate) in zip(logs, kept, strict=True):
        log.handlers, log.propagate = handlers, propagate
        log.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_request_is_one_line_with_the_id_that_its_answer_has(
    reading: TestClient, stream: io.StringIO
) -> None:
    answer = reading.get("/api/v1/stories/0000")
    (line,) = lines(stream)
    assert line["request"] == answer.headers["x-request-id"]
    del line["request"], line["time"], line["ms"]
    assert line == {
        "level": "info", "event": "request", "method": "GET", "route": "/api/v1/stories/{name}",
        "status": 404, "user": None, "client": "testclient",
    }  # fmt: skip


def test_neither_searches_nor_tokens_nor_names_of_things_are_in_the_log(
    reading: TestClient, stream: io.StringIO
) -> None:
    token = "crossread_abc123secret"  # noqa: S105
    for path in ("/search?words=secret", "/actors/secret", "/secret", "/api/v1/search?words=secret"):
        reading.get(path, headers={"authorization": f"Bearer {token}", "cookie": "x=secret"})
    assert len(lines(stream)) == 4
    assert "secret" not in stream.getvalue()
    assert [line["route"] for line in lines(stream)][2] is None


def test_a_fault_is_told_by_its_kind_and_place_not_by_its_words(stream: io.StringIO) -> None:
    app = FastAPI()

    @app.get("/broken")
    def broken() -> None:
        raise ValueError("the minister said so")

    app.add_middleware(Logged)
    answer = TestClient(app, raise_server_exceptions=False).get("/broken")
    assert answer.status_code == 500
    (line,) = lines(stream)
    assert (line["level"], line["error"], line["status"]) == ("error", "ValueError", 500)
    assert line["at"][0].startswith("test_logs.py:")
    assert line["at"][0].endswith(" broken")
    assert "minister" not in stream.getvalue()


def test_what_a_client_sends_cannot_make_lines_of_its_own(reading: TestClient, stream: io.StringIO) -> None:
    reading.request("GET\n", "/stories")
    say("event\nwith a break", words="one\ntwo")
    assert len(lines(stream)) == 2


def test_as_text_it_is_one_line_too(reading: TestClient, stream: io.StringIO) -> None:
    set_up("text", stream=stream)
    reading.get("/stories")
    (line,) = stream.getvalue().splitlines()
    assert ' info    request method="GET" route="/stories" status=200 ms=' in line


def test_only_what_goes_wrong_where_nobody_asked_for_more(reading: TestClient, stream: io.StringIO) -> None:
    set_up("json", requests=False, stream=stream)
    reading.get("/stories")
    assert stream.getvalue() == ""
    say("trouble", level=logging.ERROR)
    assert [line["event"] for line in lines(stream)] == ["trouble"]


def test_probes_of_health_do_not_fill_the_log(reading: TestClient, stream: io.StringIO) -> None:
    reading.get("/healthz")
    reading.get("/readyz")
    assert stream.getvalue() == ""


def test_messages_of_the_server_library_come_out_in_the_same_form(stream: io.StringIO) -> None:
    error = RuntimeError("words of an article")
    logging.getLogger("uvicorn.error").error("Exception in ASGI application\n", exc_info=error)
    (line,) = lines(stream)
    assert (line["event"], line["error"]) == ("Exception in ASGI application", "RuntimeError")
    assert "article" not in stream.getvalue()
    assert LOG.propagate is False


def test_what_became_of_a_job_is_told_and_a_fault_by_its_place(filled: Path, stream: io.StringIO) -> None:
    def broken(_dossier: Dossier, _progress: Progress) -> Outcome:
        raise ValueError("words of an article")

    with Dossier.open(filled, workers=1) as dossier:
        desk = Desk(dossier)
        good = desk.submit("Add secret.txt", "Ada", lambda _dossier, _progress: Outcome("Done."))
        bad = desk.submit("Add secret.txt", "Kim", broken)
        desk.wait(bad.id, 30)
        desk.stop()
    first, second = lines(stream)
    assert (first["event"], first["level"], first["job"], first["user"]) == ("job", "info", good.id, "Ada")
    assert (second["level"], second["state"], second["error"]) == ("error", "failed", "ValueError")
    assert second["at"][0].startswith("test_logs.py:")
    assert "secret" not in stream.getvalue()
    assert "article" not in stream.getvalue()
