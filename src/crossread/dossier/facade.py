"""The dossier as other parts of crossread see it: the command line, the page, Python."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import func, select

from crossread.dossier import heard, members, reads, schema
from crossread.dossier.correcting import Correcting
from crossread.dossier.database import Database, migrate, revision
from crossread.dossier.errors import DossierError, NotFoundError
from crossread.dossier.meta import DossierOptions, read_meta, write_meta, write_options
from crossread.dossier.people import Trail, Users
from crossread.dossier.searching import Query, search
from crossread.dossier.views import (
    ActorLine,
    ActorView,
    ArticleLine,
    ArticleView,
    Fault,
    Queued,
    Said,
    Slice,
    Status,
    StoryLine,
    StoryView,
)
from crossread.dossier.work import Added, WasRead, Work
from crossread.inputs import InputOptions, find
from crossread.pipeline import Progress
from crossread.records import Article, Blob, Claim, Finding, FindingKind, ReportData

__all__ = ["Added", "Dossier", "DossierOptions"]


def _quiet(stage: str, done: int, total: int) -> None:
    """The progress of a caller who wants none."""


class Dossier(Correcting, AbstractContextManager["Dossier"]):
    """Articles that a user keeps adding to, on SQLite (a file's name) or PostgreSQL (a URL).

    Reading methods may be called from several threads at once; of the writing
    ones (add, remove, settle, judge, correct, undo, rebuild, compact) one at a
    time for each object. Several objects and processes may write to one dossier:
    they wait for each other. ``workers`` texts are encoded at once.
    """

    def __init__(self, database: Database, *, workers: int | None = None) -> None:
        self.database = database
        self.users = Users(database)
        self.trail = Trail(database)
        self._workers = workers or os.cpu_count() or 1
        self._made: Work | None = None
        self._outlets: tuple[object, list[tuple[str, int]]] | None = None

    # --- opening -------------------------------------------------------------------

    @classmethod
    def create(
        cls, where: str | os.PathLike[str], *, name: str = "", options: DossierOptions | None = None,
        workers: int | None = None,
    ) -> Self:  # fmt: skip
        """Make a new dossier; raises DossierError where one is there already."""
        database = Database(os.fspath(where))
        with _closed_on_error(database):
            _make(database, name, options or DossierOptions())
        return cls(database, workers=workers)

    @classmethod
    def open(cls, where: str | os.PathLike[str], *, workers: int | None = None) -> Self:
        """Open a dossier; its tables are brought up to date where an older version made them."""
        database = Database(os.fspath(where))
        with _closed_on_error(database):
            _check(database)
        return cls(database, workers=workers)

    def close(self) -> None:
        """Give back what the dossier holds open."""
        self.database.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _work(self) -> Work:
        if self._made is None:
            self._made = Work(self.database, self._workers)
        return self._made

    # --- writing -------------------------------------------------------------------

    def add(
        self,
        paths: Sequence[str | os.PathLike[str]],
        *,
        outlet: str | None = None,
        date: str | None = None,
        settle: bool = True,
        progress: Progress = _quiet,
    ) -> Added:
        """Add what lies at ``paths`` (files, folders, patterns, "-"); what is held already is passed over.

        Each article is committed by itself; then, unless ``settle`` is False, the
        bundles that they touched are compared, each committed by itself.
        """
        found = find(
            [os.fspath(path) for path in paths],
            options=InputOptions(max_bytes=self._work.options.max_bytes, outlet=outlet, published=date),
        )
        added = self._work.add(found.blobs, progress, len(found))
        if settle:
            self.settle(progress=progress)
        return Added(added.new, added.known, added.revised, (*found.skipped, *added.skipped))

    def add_blobs(
        self, blobs: Iterable[Blob], *, total: int = 0, settle: bool = True, progress: Progress = _quiet
    ) -> Added:
        """Add inputs whose bytes are at hand (an upload, a page that was fetched)."""
        added = self._work.add(blobs, progress, total)
        if settle:
            self.settle(progress=progress)
        return added

    def add_read(
        self, reads: Iterable[WasRead], *, total: int = 0, settle: bool = True, progress: Progress = _quiet
    ) -> Added:
        """Add articles that the shipped reader read elsewhere (`crossread corpus`) without reading again."""
        added = self._work.add_read(reads, progress, total)
        if settle:
            self.settle(progress=progress)
        return added

    def settle(self, *, progress: Progress = _quiet) -> int:
        """Compare what was added and not compared yet; gives how many bundles that were."""
        return self._work.settle(progress)

    def remove(self, name: str, *, settle: bool = True, progress: Progress = _quiet) -> ArticleLine:
        """Take out an article (its id, the start of it, its path or address), and what only it supported."""
        line = self._line(name)
        self._work.remove(line.id)
        if settle:
            self.settle(progress=progress)
        return line

    def rebuild(self, *, progress: Progress = _quiet) -> None:
        """Read and compare all stored texts again, as after a new model; judgements are obeyed."""
        self._work.rebuild(progress)

    def compact(self) -> tuple[int | None, int | None]:
        """Give room back; returns the bytes before and after (None where the server does not tell)."""
        before = self._bytes()
        statements = (
            ("insert into claim_words (claim_words) values ('optimize')", "pragma wal_checkpoint(truncate)",
             "vacuum", "analyze", "pragma wal_checkpoint(truncate)")
            if self.database.sqlite
            else ("vacuum analyze",)
        )  # fmt: skip
        self.database.alone(statements)
        return before, self._bytes()

    # --- reading -------------------------------------------------------------------

    def status(self) -> Status:
        """What the dossier holds."""
        a = schema.article
        with self.database.read() as connection:
            counts = reads.counts(connection)
            current, first, last, changed = connection.execute(
                select(
                    func.count(), func.min(a.c.published), func.max(a.c.published), func.max(a.c.added)
                ).where(a.c.current)
            ).one()
            name, created = read_meta(connection, "name"), read_meta(connection, "created")
        return Status(
            name=name or "",
            created=created or "",
            articles=current,
            replaced=counts["article"] - current,
            stories=counts["story"],
            findings=counts["finding"],
            actors=counts["actor"],
            claims=counts["claim"],
            judgements=counts["judgement"],
            waiting=counts["waiting"],
            first_published=first,
            last_published=last,
            changed=changed,
            backend="SQLite" if self.database.sqlite else "PostgreSQL",
            bytes=self._bytes(),
        )

    def articles(
        self,
        *,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        story: str | None = None,
        replaced: bool = False,
        limit: int = 50,
        offset: int = 0,
    ) -> Slice[ArticleLine]:
        """Articles, the last published first; ``replaced`` shows earlier texts of revised pages, too."""
        with self.database.read() as connection:
            return reads.article_lines(
                connection, outlet=outlet, since=since, until=until, story=story, replaced=replaced,
                limit=limit, offset=offset,
            )  # fmt: skip

    def article(self, name: str) -> ArticleView:
        """An article by its id or the start of it; raises NotFoundError."""
        with self.database.read() as connection:
            return reads.one_article(connection, name)

    def articles_of(self, ids: Collection[str]) -> tuple[Article, ...]:
        """Articles with their texts by their whole ids, the first published first."""
        with self.database.read() as connection:
            return reads.articles_of(connection, ids)

    def stories(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        actor: str | None = None,
        outlet: str | None = None,
        words: str | None = None,
        order: str = "changed",
        limit: int = 50,
        offset: int = 0,
    ) -> Slice[StoryLine]:
        """Stories by day (ISO dates, inclusive), actor id, outlet, or words of their name.

        ``order``: "changed" (the last changed first), "date" or "conflicts".
        """
        with self.database.read() as connection:
            return reads.story_lines(
                connection, since=since, until=until, actor=actor, outlet=outlet, words=words, order=order,
                limit=limit, offset=offset,
            )  # fmt: skip

    def story(self, name: str) -> StoryView:
        """A story with its findings, by its id, the start of it, or an id that it had before it grew."""
        with self.database.read() as connection:
            return reads.one_story(connection, name)

    def finding(self, name: str) -> tuple[Finding, ReportData]:
        """A finding by its id or the start of it, with the report (texts included) that explains it."""
        with self.database.read() as connection:
            return reads.one_finding(connection, name)

    def findings(self, names: Sequence[str]) -> list[tuple[Finding, ReportData]]:
        """Findings by their whole ids, as ``finding`` gives one; those of one bundle share its report."""
        with self.database.read() as connection:
            return reads.findings_of(connection, names)

    def actors(
        self, *, words: str | None = None, named: bool = True, limit: int = 50, offset: int = 0
    ) -> Slice[ActorLine]:
        """Actors, those who say most first; ``named`` leaves out those without a name."""
        with self.database.read() as connection:
            return heard.actor_lines(connection, words=words, named=named, limit=limit, offset=offset)

    def actor(self, name: str, *, by_story: bool = False, limit: int = 50, offset: int = 0) -> ActorView:
        """An actor by id or whole name, with what it said by time, or story by story.

        ``limit`` and ``offset`` concern what it said.
        """
        with self.database.read() as connection:
            return heard.one_actor(connection, name, by_story=by_story, limit=limit, offset=offset)

    def days(self, actor: str | None = None) -> list[tuple[str, int]]:
        """Days, in order, with the number of articles published on each, or of an actor's claims."""
        with self.database.read() as connection:
            return heard.days_said(connection, actor) if actor else reads.days_published(connection)

    def story_names(self, stories: Collection[str]) -> dict[str, str]:
        """The names of stories by their ids; ids that the dossier does not know are left out."""
        with self.database.read() as connection:
            return reads.story_names(connection, stories)

    def names(self, actors: Collection[str]) -> dict[str, str]:
        """The names of actors by their ids; ids that the dossier does not know are left out."""
        with self.database.read() as connection:
            return heard.actor_names(connection, actors)

    def claim(self, name: str) -> tuple[Claim, Article, ReportData]:
        """A claim by its id or the start of it, its article, and the report (texts included) around it."""
        with self.database.read() as connection:
            return heard.claim_at(connection, name)

    def search(self, query: Query, *, limit: int = 50, offset: int = 0) -> Slice[Said]:
        """What was said, by words, speaker, outlet, day, kind of article and act."""
        with self.database.read() as connection:
            return search(connection, query, limit=limit, offset=offset)

    def outlets(self) -> list[tuple[str, int]]:
        """Outlets with their number of articles, the most first; kept until an article comes or goes."""
        with self.database.read() as connection:
            stamp = reads.articles_stamp(connection)
            if self._outlets is None or self._outlets[0] != stamp:
                self._outlets = (stamp, reads.outlets(connection))
            return list(self._outlets[1])

    def review_queue(
        self, *, kinds: Sequence[FindingKind] = (), limit: int = 20, offset: int = 0
    ) -> Slice[Queued]:
        """Findings that nobody judged, the least sure first."""
        with self.database.read() as connection:
            return reads.review(connection, kinds=kinds, limit=limit, offset=offset)

    def verify(self) -> list[Fault]:
        """Compute ids, hashes, positions, bundles and counts again; an empty list where all is well."""
        from crossread.dossier.checking import faults

        with self.database.read() as connection:
            return list(faults(connection))

    # --- within -------------------------------------------------------------------

    def _line(self, name: str) -> ArticleLine:
        a = schema.article
        with self.database.read() as connection:
            ids = connection.execute(
                select(a.c.id).where(
                    reads.named(a.c.id, name) | (a.c.path == name) | (a.c.url == name)
                )
            ).scalars().all()  # fmt: skip
            if len(ids) != 1:
                raise NotFoundError(
                    f"{len(ids) or 'No'} articles of the dossier are called {name!r}.",
                    remedy="Name one by its id: `crossread dossier status --articles` shows them.",
                )
            return reads.one_article(connection, ids[0]).line

    def _bytes(self) -> int | None:
        path = self.database.path
        if path is None:
            with self.database.read() as connection:
                size: int = connection.execute(
                    select(func.pg_database_size(func.current_database()))
                ).scalar_one()
                return size
        return sum(
            file.stat().st_size for file in (path, path.with_name(path.name + "-wal")) if file.exists()
        )


@contextmanager
def _closed_on_error(database: Database) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close()
        raise


def _make(database: Database, name: str, options: DossierOptions) -> None:
    """The tables of a new dossier, and what it says of itself."""
    if database.path is not None and not database.path.parent.is_dir():
        raise DossierError(f"The folder {database.path.parent} does not exist.", remedy="Make it first.")
    with database.write() as connection:
        if revision(connection) is not None:
            raise DossierError(
                f"{database.name} is a dossier already.", remedy="Add to it, or choose another name."
            )
        migrate(connection)
        write_meta(connection, "name", name or (database.path.stem if database.path else "dossier"))
        write_meta(connection, "created", members.now())
        write_options(connection, options)


def _check(database: Database) -> None:
    """Refuse what is no dossier; bring the tables of an older one up to date."""
    if database.path is not None and not database.path.is_file():
        raise DossierError(
            f"There is no dossier {database.name}.",
            remedy=f"Make it: crossread dossier new {database.name}",
        )
    with database.read() as connection:
        found = revision(connection)
    if found is None:
        raise DossierError(
            f"{database.name} is no dossier.",
            remedy="Check the name, or make one with `crossread dossier new`.",
        )
    if found > schema.HEAD:
        raise DossierError(
            f"{database.name} was made by a newer crossread.", remedy="Update crossread, then open it again."
        )
    if found != schema.HEAD:
        with database.write() as connection:
            migrate(connection)
