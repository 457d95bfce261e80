"""The server's log: a line for each request and for what went wrong, as text or JSON, on standard error.

A line has the time, the level, the event and its fields; of a request the
method, the route (the pattern, not the address), the status, the time it took,
who asked, and an id that the answer has, too (``X-Request-ID``). No words of
articles, no searches, no tokens.
"""

import json
import logging
import sys
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TextIO
from uuid import uuid4

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crossread.serve.access.identity import REQUEST, client_of, user_of
from crossread.serve.access.policy import match

LOG: Final = logging.getLogger("crossread.serve")
_QUIET_ROUTES = frozenset({"/healthz", "/readyz"})  # asked every few seconds, for ever
_FAULT = 500


class Told(logging.Formatter):
    """A line for a record: ``json``, or text that a person reads."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields: dict[str, Any] = getattr(record, "fields", {})
        told: dict[str, Any] = {
            "time": when.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": " ".join(record.getMessage().split()),
            **fields,
        }
        if record.exc_info and record.exc_info[1]:
            told["error"] = type(record.exc_info[1]).__name__
            told["at"] = places(record.exc_info[1])
        if self._json:
            return json.dumps(told, ensure_ascii=True)
        head = f"{told.pop('time')} {told.pop('level'):<7} {told.pop('event')}"
        return " ".join([head, *(f"{name}={json.dumps(value)}" for name, value in told.items())])


def places(error: BaseException) -> list[str]:
    """Where an error came about, the last place first: files and lines, not its words (they may quote)."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames)][:12]


def set_up(form: str, *, requests: bool = True, stream: TextIO | None = None) -> None:
    """Let the server's log, and uvicorn's, come out as ``form`` ("text" or "json").

    Without ``requests`` only what went wrong is told.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Told(as_json=form == "json"))
    ours = logging.INFO if requests else logging.WARNING
    for name, level in (("crossread.serve", ours), ("uvicorn", logging.WARNING)):
        log = logging.getLogger(name)
        log.handlers = [handler]
        log.setLevel(level)
        log.propagate = False


def say(event: str, *, level: int = logging.INFO, error: BaseException | None = None, **fields: Any) -> None:
    """Log an event with its fields."""
    LOG.log(level, event, extra={"fields": fields}, exc_info=error)


class Logged:
    """Gives each request an id and logs it when its answer is out. Stands before everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on and tell."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        name = uuid4().hex[:16]
        scope.setdefault("state", {})[REQUEST] = name
        began, status = time.perf_counter(), _FAULT
        fault: BaseException | None = None

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", name.encode())]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception as error:
            fault = error
            raise
        finally:
            _tell(scope, name, status, time.perf_counter() - began, fault)


def _tell(scope: Scope, name: str, status: int, seconds: float, fault: BaseException | None) -> None:
    found = match(scope["method"], scope["path"])
    route = found.rule.path if found else None
    level = logging.INFO
    if status >= _FAULT:
        level = logging.ERROR
    elif route in _QUIET_ROUTES:
        level = logging.DEBUG
    user = user_of(scope)
    say(
        "request",
        level=level,
        error=fault,
        method=scope["method"] if scope["method"].isalpha() else "?",
        route=route,
        status=status,
        ms=round(seconds * 1000, 1),
        user=user.name if user else None,
        client=client_of(scope),
        request=name,
    )
