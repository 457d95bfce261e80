"""robots.txt of each host, read once in a while (RFC 9309)."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "crossread"
_FRESH = 24 * 3600.0  # seconds
_SOON = 600.0  # after a failure
_MOST = 500_000  # bytes that are heeded
_LONGEST_DELAY = 60.0  # seconds between requests that a host may ask for

Ask = Callable[[str], tuple[int, bytes]]
"""Fetches an address: status and body; status 0 where nobody answered."""


@dataclass(slots=True)
class Rules:
    """What a host allows, and until when that is believed."""

    parser: RobotFileParser | None  # None: nothing at all
    until: float

    def allow(self, url: str) -> bool:
        """Whether the host lets us ask for ``url``."""
        return self.parser is not None and self.parser.can_fetch(AGENT, url)

    @property
    def delay(self) -> float:
        """Seconds between requests that the host asks for."""
        asked = self.parser.crawl_delay(AGENT) if self.parser else None
        return min(float(asked), _LONGEST_DELAY) if asked else 0.0


@dataclass(slots=True)
class Robots:
    """The rules of all hosts that were met."""

    clock: Callable[[], float] = time.monotonic
    known: dict[str, Rules] = field(default_factory=dict)

    def rules(self, url: str, ask: Ask) -> Rules:
        """The rules for ``url``. None: all is allowed; a host in trouble: nothing for now."""
        parts = urlsplit(url)
        home = f"{parts.scheme}://{parts.netloc}"
        found = self.known.get(home)
        if found is None or found.until < self.clock():
            found = self._read(f"{home}/robots.txt", ask)
            self.known[home] = found
        return found

    def _read(self, url: str, ask: Ask) -> Rules:
        status, body = ask(url)
        if status == 0 or status >= 500:
            return Rules(None, self.clock() + _SOON)
        parser = RobotFileParser()
        lines = body[:_MOST].decode("utf-8", "replace").splitlines() if 200 <= status < 300 else []
        parser.parse(lines)
        return Rules(parser, self.clock() + _FRESH)
