"""The server as a process: SIGTERM lets what runs end, and closes what is open."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import crossread

BODY = b"finding=0000&action=accept&note="


@contextmanager
def server(where: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server process that answers, and its port."""
    environment = {
        **os.environ, "PYTHONPATH": str(Path(crossread.__file__).parents[1]), "PYTHONUNBUFFERED": "1",
        "OMP_NUM_THREADS": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "crossread", "serve", str(where), "--port", "0", "--by", "Jo", *options]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            assert process.stderr
            told = process.stdout.readline()
            assert told.startswith("http"), process.stderr.read()
            port = int(told.split("/")[2].rpartition(":")[2])
            for _ in range(200):
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield process, port
        finally:
            process.kill()


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


def test_an_interrupt_ends_it_as_it_ends_other_commands(filled: Path) -> None:
    with server(filled) as (process, _):
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 130
