"""Requests that are too large or do not come."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from crossread.serve.access.bounds import Bounded, Bounds


@pytest.mark.parametrize(("path", "most"), [("/review", 2_000_000), ("/api/v1/articles", 220_000_000)])
def test_a_body_that_says_it_is_too_large_is_refused_unread(
    reading: TestClient, path: str, most: int
) -> None:
    answer = reading.post(path, content=b"", headers={"content-length": str(most + 1)})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert "content-security-policy" in answer.headers


def test_a_body_that_does_not_say_so_is_refused_once_it_is_too_large(reading: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        yield from (b"x" * 100_000 for _ in range(30))

    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = reading.post("/review", content=pieces(), headers=kind)
    assert answer.status_code == 413
    assert "2 megabytes" in answer.text


def run(messages: list[dict[str, Any] | float], bounds: Bounds) -> list[dict[str, Any]]:
    """What the guarded application answers to the pieces of a body; a number is a pause in seconds."""
    from fastapi import FastAPI, Request

    app = FastAPI()

    @app.post("/")
    async def size(request: Request) -> int:
        return len(await request.body())

    out: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        while isinstance(messages[0], (int, float)):
            await asyncio.sleep(float(messages.pop(0)))  # type: ignore[arg-type]
        return messages.pop(0)  # type: ignore[return-value]

    async def send(message: Any) -> None:
        out.append(message)

    scope = {"type": "http", "http_version": "1.1", "scheme": "http", "method": "POST", "path": "/",
             "raw_path": b"/", "root_path": "", "query_string": b"", "server": ("127.0.0.1", 80),
             "client": ("127.0.0.1", 1), "headers": [(b"transfer-encoding", b"chunked")]}  # fmt: skip
    asyncio.run(Bounded(app, bounds)(scope, receive, send))
    return out


def piece(body: bytes, more: bool) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_what_is_within_bounds_comes_through_whole() -> None:
    out = run([piece(b"ab", True), piece(b"cd", False)], Bounds(other=4))
    assert (out[0]["status"], out[1]["body"]) == (200, b"4")


def test_one_byte_more_does_not() -> None:
    assert run([piece(b"ab", True), piece(b"cde", False)], Bounds(other=4))[0]["status"] == 413


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    out = run([piece(b"ab", True), 5.0, piece(b"cd", False)], Bounds(silence=0.05))
    assert out[0]["status"] == 408
