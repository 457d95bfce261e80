"""Which addresses may be asked: http and https, and no machine of the private network unless that is allowed.

The name is resolved once, here, and the connection goes to the very address that
was checked: a name that leads elsewhere a moment later gains nothing.
"""

import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpcore2
import httpx2

_LONGEST = 4_000  # code points of an address


class RefusedError(Exception):
    """An address that is not asked, and why."""


def checked_url(url: str) -> str:
    """``url`` if it is one to be asked; raises RefusedError for another scheme, a password, or no host."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise RefusedError(f"It is no address: {error}.") from error
    if parts.scheme not in ("http", "https"):
        raise RefusedError("Only http and https addresses are asked.")
    if not host or len(url) > _LONGEST or port == 0:
        raise RefusedError("It is no address of a page.")
    if parts.username is not None:
        raise RefusedError("An address with a name or password in it is not asked.")
    return url


@dataclass(slots=True)
class Deadline:
    """When an answer must be complete (time.monotonic); each wait for the network is cut to what is left."""

    ends: float = float("inf")

    def left(self, timeout: float | None) -> float:
        """Seconds that a wait may take; raises ReadTimeout where none is left."""
        left = min(self.ends - time.monotonic(), timeout if timeout is not None else float("inf"))
        if left <= 0:
            raise httpcore2.ReadTimeout("no time is left")
        return left


class GuardedTransport(httpx2.HTTPTransport):
    """Connects to what :class:`_GuardedBackend` lets through, with nothing in between."""

    def __init__(self, *, private: bool, deadline: Deadline) -> None:
        super().__init__(retries=0)
        self._pool.close()
        # The library lets nobody name the network backend but the maker of the pool.
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(),
            max_connections=4,
            network_backend=_GuardedBackend(private=private, deadline=deadline),
        )


class _GuardedBackend(httpcore2.SyncBackend):
    def __init__(self, *, private: bool, deadline: Deadline) -> None:
        self._private = private
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Resolve, check, connect to the address that was checked."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"The name {host} leads nowhere") from error
        addresses = list(dict.fromkeys(str(item[4][0]) for item in found))
        if not self._private:
            addresses = [address for address in addresses if is_public(address)]
            if not addresses:
                raise RefusedError(f"{host} is on a private network; allow it with --allow-private.")
        left = self._deadline.left(timeout)
        stream = super().connect_tcp(addresses[0], port, left, local_address, socket_options)
        return _TimedStream(stream, self._deadline)


class _TimedStream(httpcore2.NetworkStream):
    """A stream whose waits end in time together: a server that sends a byte now and then holds nobody."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet.

    >>> is_public("127.0.0.1"), is_public("10.0.0.8"), is_public("::ffff:192.168.0.1"), is_public("9.9.9.9")
    (False, False, False, True)
    """
    found = ip_address(address.split("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return (mapped or found).is_global and not found.is_multicast
