"""The server process: one socket on the loopback, ended by an interrupt or SIGTERM."""

import signal
import socket
from types import FrameType

import uvicorn
from fastapi import FastAPI

from crossread.errors import OptionError
from crossread.serve.access.logs import say

HOST = "127.0.0.1"
_GRACE = 5  # seconds that running requests have at the end
_MOST_CONNECTIONS = 512  # at once; of more, each is told to come again (503)


def bound(port: int) -> socket.socket:
    """A socket on the loopback, at a free port for 0; raises OptionError where the port is taken."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((HOST, port))
        made.listen()  # who is told the address may come at once
    except OSError as error:
        made.close()
        raise OptionError(
            f"Port {port} cannot be used: {error.strerror}.", remedy="Choose another with --port."
        ) from error
    return made


def serve(app: FastAPI, at: socket.socket) -> None:
    """Answer requests until interrupted (KeyboardInterrupt) or told to stop (SIGTERM: SystemExit with 0).

    No request is begun from then on; those that run have a few seconds, a running
    job ends at its next article, and what was committed stays.
    """
    config = uvicorn.Config(
        app,
        log_config=None,  # set up by access.logs
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE,
        limit_concurrency=_MOST_CONNECTIONS,
    )
    # uvicorn passes the signal on once it has stopped; without a handler it would kill us
    # before the dossier is closed.
    signal.signal(signal.SIGTERM, _end)
    say("start")
    try:
        uvicorn.Server(config).run(sockets=[at])
    finally:
        say("stop")


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
