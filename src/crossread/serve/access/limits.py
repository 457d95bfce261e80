"""How often one may write, and fail to sign in: a bucket of tokens for each user or client.

A bucket holds ``burst`` tokens and is filled again evenly; each act takes one.
Libraries for it (limits, slowapi) count in windows and bring stores of their
own; this is forty lines in the memory of the one server process.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crossread.serve.access.identity import client_of, network, user_of
from crossread.serve.access.policy import READING
from crossread.serve.problems import ProblemResponse, problem_response

Clock = Callable[[], float]
_REFUSED = 401


class Buckets:
    """Buckets by key. At most ``room`` are remembered; the one that was longest unused is forgotten first.

    Who is forgotten begins with a full bucket: that memory is bounded counts for
    more. ``clock`` gives seconds that never go back.
    """

    def __init__(
        self, burst: int, per_minute: float, *, room: int = 10_000, clock: Clock = time.monotonic
    ) -> None:
        self._burst = float(burst)
        self._rate = per_minute / 60
        self._room = room
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, and when that was
        self._lock = Lock()

    def take(self, key: str) -> float:
        """Take a token; gives 0, or the seconds until there is one to take."""
        with self._lock:
            tokens, now = self._filled(key)
            if tokens < 1:
                return (1 - tokens) / self._rate
            self._held[key] = (tokens - 1, now)
            self._held.move_to_end(key)
            if len(self._held) > self._room:
                self._held.popitem(last=False)
            return 0.0

    def wait(self, key: str) -> float:
        """The seconds until there is a token to take; none is taken."""
        with self._lock:
            tokens, _ = self._filled(key)
            return max(0.0, (1 - tokens) / self._rate)

    def __len__(self) -> int:
        return len(self._held)

    def _filled(self, key: str) -> tuple[float, float]:
        now = self._clock()
        tokens, then = self._held.get(key, (self._burst, now))
        return min(self._burst, tokens + (now - then) * self._rate), now


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How much a user may write, and a client fail to sign in: at once, and in each minute after."""

    writes: int = 120
    writes_per_minute: float = 240
    failures: int = 10
    failures_per_minute: float = 6


class FewFailures:
    """Refuses what a client offers to sign in with where it failed too often; sessions go on.

    A failure is an answer 401 to a request that offered a token. Stands before
    the part that knows users.
    """

    def __init__(self, app: ASGIApp, rates: Rates, clock: Clock = time.monotonic) -> None:
        self.app = app
        self.failures = Buckets(rates.failures, rates.failures_per_minute, clock=clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within bounds."""
        if scope["type"] != "http" or not _offers(scope):
            await self.app(scope, receive, send)
            return
        client = network(client_of(scope))
        wait = self.failures.wait(client)
        if wait:
            await _too_much("Too many tokens that are nobody's came from there.", wait)(scope, receive, send)
            return

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == _REFUSED:
                self.failures.take(client)
            await send(message)

        await self.app(scope, receive, counted)


class FewWrites:
    """Refuses who writes too much: a user, or where nobody signs in, a client. Stands behind users."""

    def __init__(self, app: ASGIApp, rates: Rates, clock: Clock = time.monotonic) -> None:
        self.app = app
        self.writes = Buckets(rates.writes, rates.writes_per_minute, clock=clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within bounds."""
        if scope["type"] != "http" or scope["method"] in READING:
            await self.app(scope, receive, send)
            return
        user = user_of(scope)
        wait = self.writes.take(f"user {user.id}" if user else f"client {network(client_of(scope))}")
        answer: ASGIApp = _too_much("That was written too fast.", wait) if wait else self.app
        await answer(scope, receive, send)


def _offers(scope: Scope) -> bool:
    """Whether a request brings a token to sign in with."""
    return (scope["method"] == "POST" and scope["path"] == "/login") or any(
        name == b"authorization" for name, _ in scope["headers"]
    )


def _too_much(words: str, wait: float) -> ProblemResponse:
    seconds = math.ceil(wait)
    answer = problem_response(429, "too-many", words, f"Try again in {seconds} seconds.")
    answer.headers["retry-after"] = str(seconds)
    return answer
