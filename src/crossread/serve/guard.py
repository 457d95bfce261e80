"""What stands before every request: whose name it may call us by, who may write, what a page may do."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crossread.serve.access import health
from crossread.serve.problems import problem_response, unforeseen

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_KEEPING = b"cache-control"
# With "no-referrer" browsers send "Origin: null" with our own forms, and the check below would refuse them.
HEADERS = (
    (b"content-security-policy", _CSP.encode()),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (_KEEPING, b"no-store"),
)

_ENCRYPTED = (b"strict-transport-security", b"max-age=31536000")  # a year


class Guard:
    """Refuses hosts that are not ours (a page elsewhere may point its name at this machine) and writes
    that do not come from our own pages; adds the headers of safety to every answer.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = LOOPBACK, *, bearers: bool = False) -> None:
        self.app = app
        self.hosts = hosts
        # A program that brings a token need not say where it comes from: a page elsewhere cannot bring one.
        self.bearers = bearers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is allowed."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"] == "http.response.start":
                message["headers"] = _with_safety(message.get("headers", ()), scope)
            await send(message)

        refused = self._refusal(scope)
        if refused is None:
            try:
                await self.app(scope, receive, guarded)
            except Exception as error:
                if not begun:
                    await unforeseen(Request(scope), error)(scope, receive, guarded)
                raise  # those before us log it
        else:
            status, code, words, remedy = refused
            await problem_response(status, code, words, remedy)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str, str, str] | None:
        """Why a request is not let in: status, code, words, what to do; None where it is."""
        if scope["path"] in health.PATHS and scope["method"] in _READING:
            return None  # asked by address, and they tell nothing
        hosts = _values(scope, b"host")
        if len(hosts) != 1 or _name(hosts[0]) not in self.hosts:
            return (
                400,
                "host",
                "This server does not answer to that name.",
                "Open it at an address that it gave, or name that with --allow-host.",
            )
        if scope["method"] in _READING:
            return None
        origins = _values(scope, b"origin")
        if self.bearers and not origins and _values(scope, b"authorization"):
            return None
        if origins != [f"{scope['scheme']}://{hosts[0]}"]:
            return (403, "origin", "Only the pages of this server may write.", "Send its address as Origin.")
        return None


def _with_safety(given: Iterable[tuple[bytes, bytes]], scope: Scope) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with those of safety; what it says of its keeping, it says itself."""
    own = list(given)
    said = {name.lower() for name, _ in own}
    added = [*HEADERS, *([_ENCRYPTED] if scope["scheme"] == "https" else [])]
    return own + [header for header in added if header[0] != _KEEPING or _KEEPING not in said]


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1").lower() for key, value in scope["headers"] if key == name]


def _name(host: str) -> str:
    """A host without its port.

    >>> _name("[::1]:8321"), _name("localhost")
    ('[::1]', 'localhost')
    """
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
