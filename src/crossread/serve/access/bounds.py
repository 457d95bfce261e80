"""How large a request may be, and how slowly it may come."""

import asyncio
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crossread.serve.problems import problem_response

_BODY = frozenset({b"content-length", b"transfer-encoding"})  # what a request with a body has one of
_REPORTS = frozenset({"/import", "/api/v1/articles"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Bytes of a body where reports are added, and elsewhere; seconds between two pieces of it."""

    reports: int = 220_000_000  # some more than the files of one upload may have
    other: int = 2_000_000
    silence: float = 30.0


class Bounded:
    """Ends requests whose body is too large (413) or does not come (408).

    What a client says of the size is believed only where it says too much; what
    comes is counted while it is read.
    """

    def __init__(self, app: ASGIApp, bounds: Bounds | None = None) -> None:
        self.app = app
        self.bounds = bounds or Bounds()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within bounds."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.bounds.reports if scope["path"] in _REPORTS else self.bounds.other
        if _stated(scope) > most:
            answer = problem_response(413, "http", _too_large(most))
            answer.headers["connection"] = "close"  # rather than read what is thrown away
            await answer(scope, receive, send)
            return
        come, ended = 0, not any(name in _BODY for name, _ in scope["headers"])

        async def bounded() -> Message:
            nonlocal come, ended
            if ended:  # what is waited for from here on is that the client goes away
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), self.bounds.silence)
            except TimeoutError as error:
                raise HTTPException(408, "The rest of the request did not come.") from error
            come += len(message.get("body", b""))
            if come > most:
                raise HTTPException(413, _too_large(most))
            ended = not message.get("more_body", False)
            return message

        await self.app(scope, bounded, send)


def _stated(scope: Scope) -> int:
    """What a request says of the size of its body; 0 where it says nothing that is a number."""
    said = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(said[0]) if said and said[0].isdigit() else 0


def _too_large(most: int) -> str:
    return f"The request has more than {most / 1_000_000:g} megabytes."
