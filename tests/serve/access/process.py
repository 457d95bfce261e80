"""The program as a process of its own, serving a dossier."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import crossread


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
