"""The server as a process: SIGTERM lets what runs end, and closes what is open."""

import json
import signal
import socket
import time
from contextlib import closing
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from crossread.dossier import Dossier
from dossier.texts import FLOOD

from .process import server

BODY = b"finding=0000&action=accept&note="


def test_a_request_that_runs_ends_a_new_one_is_not_begun_and_the_status_is_good(filled: Path) -> None:
    with server(filled, "--log-format", "json") as (process, port):
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=30) as answer:
            assert json.loads(answer.read()) == {"status": "ok"}
        running = socket.create_connection(("127.0.0.1", port), 30)
        head = (
            f"POST /review HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(BODY)}\r\n\r\n"
        )
        running.sendall(head.encode() + BODY[:10])
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        time.sleep(1.0)
        assert process.poll() is None  # it waits for the request
        running.sendall(BODY[10:])
        running.settimeout(30)
        assert running.recv(100).startswith(b"HTTP/1.1 404")  # answered: there is no such finding
        running.close()
        _, errors = process.communicate(timeout=30)
        assert process.returncode == 0, errors
    events = [json.loads(line)["event"] for line in errors.splitlines()]
    assert events[0] == "start"
    assert events[-1] == "stop"
    assert "request" in events


def test_nobody_keeps_the_server_from_ending(filled: Path) -> None:
    with server(filled) as (process, port):
        silent = socket.create_connection(("127.0.0.1", port), 30)
        silent.sendall(b"POST /review HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n")
        time.sleep(0.5)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        assert process.returncode == 0
        assert time.monotonic() - began < 15
        silent.close()


@pytest.mark.skipif(
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN,
    reason="interrupts are ignored here, as in what a shell runs in the background",
)
def test_an_interrupt_ends_it_as_it_ends_other_commands(filled: Path) -> None:
    with server(filled) as (process, _):
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 130


def test_a_job_that_runs_ends_at_its_next_article_and_leaves_a_sound_dossier(tmp_path: Path) -> None:
    where = tmp_path / "own.db"
    Dossier.create(where).close()
    many = [
        {"name": f"r{number}", "title": FLOOD["title"], "text": f"{FLOOD['text']}\nEdition {number}."}
        for number in range(800)  # far more than the two seconds that the answer waits are enough for
    ]
    with server(where) as (process, port):
        base = f"http://127.0.0.1:{port}"
        body = json.dumps({"articles": many}).encode()
        headers = {"Origin": base, "Content-Type": "application/json"}
        with urlopen(Request(f"{base}/api/v1/articles", body, headers), timeout=60) as answer:  # noqa: S310
            assert answer.status == 202
        end = time.monotonic() + 120
        while json.loads(urlopen(f"{base}/api/v1/status", timeout=30).read())["articles"] < 1:  # noqa: S310
            assert time.monotonic() < end
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    with closing(Dossier.open(where, workers=1)) as dossier:
        assert 1 <= dossier.status().articles < len(many)
        assert dossier.verify() == []
