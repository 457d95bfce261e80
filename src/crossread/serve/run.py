"""The server process: one socket, ended by an interrupt or SIGTERM."""

import ipaddress
import signal
import socket
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI

from crossread.errors import OptionError
from crossread.serve.access.logs import say
from crossread.serve.access.patience import Patient

HOST = "127.0.0.1"
_GRACE = 5  # seconds that running requests have at the end
_KEEP = 60  # seconds that a connection is kept for the next request; proxies count on as much
_MOST_CONNECTIONS = 512  # at once; of more, each is told to come again (503)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How requests come: encrypted by us (``certificate`` and its ``key``, PEM), through a ``proxy``.

    ``proxy`` is the address or network whose word (``X-Forwarded-…``) on client and scheme is taken.
    """

    certificate: Path | None = None
    key: Path | None = None
    proxy: str | None = None


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine for itself only.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def bound(port: int, host: str = HOST) -> socket.socket:
    """A socket, at a free port for 0; raises OptionError where the address or port cannot be had."""
    made: socket.socket | None = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen()  # who is told the address may come at once
    except OSError as error:
        if made is not None:
            made.close()
        where = f"Port {port}" if host == HOST else f"{host}, port {port},"
        raise OptionError(
            f"{where} cannot be used: {error.strerror}.", remedy="Choose another with --port or --host."
        ) from error
    return made


def serve(app: FastAPI, at: socket.socket, line: Line | None = None) -> None:
    """Answer requests until interrupted (KeyboardInterrupt) or told to stop (SIGTERM: SystemExit with 0).

    No request is begun from then on; those that run have a few seconds, a running
    job ends at its next article, and what was committed stays. Raises OptionError
    for a certificate that cannot be used.
    """
    line = line or Line()
    config = uvicorn.Config(
        app,
        log_config=None,  # set up by access.logs
        access_log=False,
        server_header=False,
        proxy_headers=line.proxy is not None,
        forwarded_allow_ips=line.proxy,
        ssl_certfile=line.certificate,
        ssl_keyfile=line.key,
        timeout_graceful_shutdown=_GRACE,
        timeout_keep_alive=_KEEP,
        limit_concurrency=_MOST_CONNECTIONS,
    )
    _load(config)
    # uvicorn passes the signal on once it has stopped; without a handler it would kill us
    # before the dossier is closed.
    signal.signal(signal.SIGTERM, _end)
    say("start")
    try:
        Patient(config).run(sockets=[at])
    finally:
        say("stop")


def _load(config: uvicorn.Config) -> None:
    try:
        config.load()
    except OSError as error:  # ssl.SSLError is one, too
        raise OptionError(
            f"The certificate or its key cannot be used: {error}.",
            remedy="Give both as PEM files that belong together, the key without a password.",
        ) from error


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
