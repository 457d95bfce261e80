"""A round through everything that is watched; what is new goes into the dossier."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select

from crossread.dossier import schema
from crossread.dossier.facade import Added, Dossier
from crossread.dossier.members import now
from crossread.dossier.watching.fetch import FailedError, Fetched, Fetcher
from crossread.dossier.watching.sources import Sort, content_of, listed
from crossread.errors import InputError
from crossread.pipeline import Progress
from crossread.records import Blob, Skipped

_DEEPEST = 2  # a list of feeds leads to feeds, a feed to pages, a page nowhere
_REMEDY = "It is asked again in the next round."


def _quiet(stage: str, done: int, total: int) -> None:
    """The progress of a caller who wants none."""


@dataclass(frozen=True, slots=True)
class Round:
    """What came of a round: how many addresses were asked, had not changed, or failed; what was added."""

    asked: int
    unchanged: int
    added: Added
    failed: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """An address to ask; with ``read``, one that was read when ``failed`` others had failed."""

    url: str
    depth: int
    read: Fetched | None = None
    failed: int = 0


@dataclass(slots=True)
class Watcher:
    """Watches ``sources`` (addresses, or files with a list of them) for a dossier.

    A page is asked again after ``revisit`` at the earliest: a new text of it is
    kept as a revision.
    """

    dossier: Dossier
    sources: Sequence[str]
    fetcher: Fetcher
    revisit: timedelta = timedelta(hours=6)
    _asked: int = 0
    _unchanged: int = 0
    _failed: list[Skipped] = field(default_factory=list)

    def round(self, progress: Progress = _quiet) -> Round:
        """Ask everything once. What fails is told, and stops nothing."""
        self._asked = self._unchanged = 0
        self._failed = []
        start = list(dict.fromkeys(url for source in self.sources for url in _addresses(source)))
        added = self.dossier.add_blobs(self._pages(start, progress), progress=progress)
        return Round(self._asked, self._unchanged, added, tuple(self._failed))

    def _pages(self, start: Sequence[str], progress: Progress) -> Iterator[Blob]:
        """The pages, each fetched when the one before has been added."""
        waiting: deque[_Step] = deque(_Step(url, 0) for url in start)
        seen = set(start)
        while waiting:
            step = waiting.popleft()
            if step.read is not None:
                self._remember(step.url, step.read, complete=len(self._failed) == step.failed)
                continue
            progress("fetch", self._asked, self._asked + len(waiting) + 1)
            fetched = self._fetch(step.url, always=step.depth == 0)
            if fetched is None or fetched.data is None:
                continue
            content = content_of(fetched.data, fetched.url)
            new = [link for link in content.leads_to if link not in seen] if step.depth < _DEEPEST else []
            seen.update(new)
            # A feed counts as read when its pages are in, so that a break in between loses none.
            waiting.appendleft(_Step(step.url, step.depth, fetched, len(self._failed)))
            waiting.extendleft(_Step(link, step.depth + 1) for link in reversed(new))
            if content.sort is Sort.PAGE:
                yield Blob(fetched.url, fetched.data, {"url": fetched.url})

    def _fetch(self, url: str, *, always: bool) -> Fetched | None:
        with self.dossier.database.read() as connection:
            known = connection.execute(select(schema.feed).where(schema.feed.c.url == url)).first()
        if known is not None and not always and self._too_soon(known.visited):
            return None
        self._asked += 1
        try:
            fetched = self.fetcher.get(
                url, etag=known.etag if known else None, modified=known.modified if known else None
            )
        except FailedError as error:
            self._failed.append(Skipped(url, "fetch", str(error), _REMEDY))
            return None
        if fetched.data is None:
            self._unchanged += 1
        return fetched

    def _too_soon(self, visited: str | None) -> bool:
        if not visited:
            return False
        then = datetime.strptime(visited, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        return datetime.now(UTC) - then < self.revisit

    def _remember(self, url: str, fetched: Fetched, *, complete: bool) -> None:
        """Keep what the server said of this version, unless something that it leads to failed."""
        row = {
            "url": url,
            "etag": fetched.etag if complete else None,
            "modified": fetched.modified if complete else None,
            "visited": now(),
            "outcome": "read" if complete else "in part",
        }
        with self.dossier.database.write() as connection:
            connection.execute(delete(schema.feed).where(schema.feed.c.url == url))
            connection.execute(schema.feed.insert().values(**row))


def _addresses(source: str) -> Sequence[str]:
    """The addresses of a source: itself, those of a list, or those of an OPML file."""
    if "://" in source:
        return (source,)
    try:
        data = Path(source).read_bytes()
    except OSError as error:
        raise InputError(
            f"{source} cannot be read: {error.strerror}.", remedy="Name an address, or a file with addresses."
        ) from error
    content = content_of(data, "")
    if content.sort is Sort.PAGE:
        return listed(data.decode("utf-8", "replace"))
    return content.leads_to
