"""One address, asked politely and within bounds: rate, robots, redirects, size, time."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpx2

from crossread.__about__ import __version__
from crossread.dossier.watching.guard import Deadline, GuardedTransport, RefusedError, checked_url
from crossread.dossier.watching.robots import AGENT, Robots
from crossread.stages.ingest.unpack import DamagedError, TooLargeError, is_gzip, unpack

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_STEP = 10.0  # seconds that a single read may take


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """Bounds of what is asked.

    ``rate`` seconds lie between two requests to one host; an answer may have
    ``max_bytes`` and take ``max_seconds``. ``private`` allows addresses of the private network;
    ``robots`` heeds robots.txt.
    """

    rate: float = 2.0
    max_bytes: int = 20_000_000
    max_seconds: float = 30.0
    private: bool = False
    robots: bool = True


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. ``data`` is None where the server says that nothing changed."""

    url: str  # after redirects
    data: bytes | None
    etag: str | None = None
    modified: str | None = None


class FailedError(Exception):
    """An address that gave nothing, and why."""


@dataclass(slots=True)
class Fetcher:
    """Asks addresses one after the other. ``sleep`` and ``clock`` are time's own, but for tests."""

    options: FetchOptions = field(default_factory=FetchOptions)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _robots: Robots = field(default_factory=Robots)
    _last: dict[str, float] = field(default_factory=dict)  # when each host was asked
    _deadline: Deadline = field(default_factory=Deadline)
    _client: httpx2.Client | None = None

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Ask for ``url``; with ``etag`` or ``modified`` only for what changed since.

        Raises FailedError, with the cause in words, for everything that goes wrong.
        """
        headers = {"if-none-match": etag} if etag else {}
        headers |= {"if-modified-since": modified} if modified else {}
        try:
            return self._follow(url, headers)
        except RefusedError as error:
            raise FailedError(str(error)) from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise FailedError(f"It could not be fetched: {_cause(error)}.") from error

    def close(self) -> None:
        """Close all connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _follow(self, url: str, headers: dict[str, str]) -> Fetched:
        for _ in range(_MOST_REDIRECTS + 1):
            checked_url(url)
            self._heed(url)
            status, answer, body = self._ask(url, headers)
            if status in _REDIRECTS and answer.get("location"):
                url = urljoin(url, answer["location"])
                continue
            if status == 304:
                return Fetched(url, None, answer.get("etag"), answer.get("last-modified"))
            if status != 200:
                raise FailedError(f"The server answers with status {status}.")
            return Fetched(url, self._unpacked(body), answer.get("etag"), answer.get("last-modified"))
        raise FailedError(f"It redirects more than {_MOST_REDIRECTS} times.")

    def _heed(self, url: str) -> None:
        """Keep to robots.txt and to the pace; raises RefusedError where the host does not want us."""
        delay = self.options.rate
        if self.options.robots:
            rules = self._robots.rules(url, self._ask_robots)
            if not rules.allow(url):
                raise RefusedError("The robots.txt of its host asks us to stay away.")
            delay = max(delay, rules.delay)
        self._wait(url, delay)

    def _wait(self, url: str, delay: float) -> None:
        host = urlsplit(url).netloc
        due = self._last.get(host, float("-inf")) + delay
        if due > self.clock():
            self.sleep(due - self.clock())
        self._last[host] = self.clock()

    def _ask_robots(self, url: str) -> tuple[int, bytes]:
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                self._wait(url, self.options.rate)
                status, answer, body = self._ask(checked_url(url), {})
                if status not in _REDIRECTS or not answer.get("location"):
                    return status, body
                url = urljoin(url, answer["location"])
        except (httpx2.HTTPError, httpx2.InvalidURL, FailedError):
            return 0, b""
        return 404, b""

    def _ask(self, url: str, headers: dict[str, str]) -> tuple[int, httpx2.Headers, bytes]:
        """Status, headers and body of one answer, never more of it than is allowed, never for longer."""
        if self._client is None:
            self._client = httpx2.Client(
                transport=GuardedTransport(private=self.options.private, deadline=self._deadline),
                timeout=min(_STEP, self.options.max_seconds),
                follow_redirects=False,
                trust_env=False,
                headers={
                    "user-agent": f"{AGENT}/{__version__}",
                    "accept": "text/html, application/rss+xml, application/atom+xml, */*;q=0.5",
                    "accept-encoding": "identity",
                },
            )
        self._deadline.ends = time.monotonic() + self.options.max_seconds
        parts: list[bytes] = []
        size = 0
        with self._client.stream("GET", url, headers=headers) as answer:
            self._check_size(int_or_none(answer.headers.get("content-length")) or 0)
            for part in answer.iter_raw():
                size += len(part)
                self._check_size(size)
                parts.append(part)
            return answer.status_code, answer.headers, b"".join(parts)

    def _unpacked(self, body: bytes) -> bytes:
        """What a server compressed although nobody asked for that, within the same bounds."""
        if not is_gzip(body):
            return body
        try:
            return unpack(body, self.options.max_bytes)
        except TooLargeError as error:
            raise FailedError(f"It unpacks to more than {self.options.max_bytes / 1e6:g} MB.") from error
        except DamagedError as error:
            raise FailedError("It is compressed, and damaged.") from error

    def _check_size(self, size: int) -> None:
        if size > self.options.max_bytes:
            raise FailedError(f"It is larger than {self.options.max_bytes / 1e6:g} MB.")


def int_or_none(value: str | None) -> int | None:
    """A number of a header, if it is one."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 19 else None


def _cause(error: Exception) -> str:
    if isinstance(error, httpx2.TimeoutException):
        return "the server did not answer in time"
    return " ".join(str(error).split())[:200] or type(error).__name__
