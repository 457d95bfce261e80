"""The server process: one socket on the loopback, ended by an interrupt."""

import socket

import uvicorn
from fastapi import FastAPI

from crossread.errors import OptionError

HOST = "127.0.0.1"
_GRACE = 5  # seconds that running requests have at the end


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
    """Answer requests until interrupted."""
    config = uvicorn.Config(
        app, log_level="warning", server_header=False, proxy_headers=False, timeout_graceful_shutdown=_GRACE
    )
    uvicorn.Server(config).run(sockets=[at])
