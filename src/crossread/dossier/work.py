"""The work of a dossier: articles read and added, bundles compared, everything read anew."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from sqlalchemy import Connection, select, update

from crossread.dossier import members, schema
from crossread.dossier.codec import unpack
from crossread.dossier.database import Database
from crossread.dossier.encoding import KeepingEncoder
from crossread.dossier.meta import DossierOptions, read_options
from crossread.dossier.nearest import Nearest
from crossread.dossier.results import keep, keep_judged, report_of
from crossread.dossier.said import Said, everything
from crossread.dossier.taken import Taken, Taker
from crossread.models import CrossEncoder, Reader
from crossread.pipeline import PipelineOptions, Progress, files_of
from crossread.records import Article, Blob, Correction, Mend, RawArticle, Reading, ReportData, Skipped
from crossread.stages.ingest import IngestOptions, ingest, text_key
from crossread.stages.judge import judge


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding: ids of new articles, of those held already, of revisions, and what was skipped.

    ``revised`` maps the id of a new text to the id of the text of the same page that it replaces.
    """

    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    revised: dict[str, str] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()

    @property
    def told(self) -> str:
        """The counts in a sentence."""
        parts = [f"{len(self.new)} added"]
        if self.revised:
            parts.append(f"{len(self.revised)} of them new texts of known pages")
        if self.known:
            parts.append(f"{len(self.known)} held already")
        if self.skipped:
            parts.append(f"{len(self.skipped)} skipped")
        return ", ".join(parts) + "."


class WasRead(Protocol):
    """An article that was read elsewhere, by the shipped reader."""

    @property
    def raw(self) -> RawArticle:
        """As ingest found it."""
        ...

    @property
    def article(self) -> Article:
        """As clean made it."""
        ...

    @property
    def reading(self) -> Reading:
        """What was read in it."""
        ...


class Work:
    """Writes to one database. One object serves one thread at a time."""

    def __init__(self, database: Database, workers: int) -> None:
        self.database = database
        self.encoder = KeepingEncoder(workers=workers)
        self.pair_model = CrossEncoder(workers=workers)
        self.taker = Taker(Reader(), self.encoder)
        self.nearest = Nearest()
        with database.read() as connection:
            self.options: DossierOptions = read_options(connection)

    # --- adding -------------------------------------------------------------------

    def add(self, blobs: Iterable[Blob], progress: Progress, total: int) -> Added:
        """Read and write articles, each in a transaction of its own."""
        new: list[str] = []
        held: list[str] = []
        revised: dict[str, str] = {}
        skipped: list[Skipped] = []
        progress("read", 0, total)
        for done, blob in enumerate(blobs, 1):
            for found in self._raws(blob, skipped):
                outcome = self._add_one(found)
                if outcome is None:
                    held.append(found.id)
                    continue
                new.append(found.id)
                if outcome:
                    revised[found.id] = outcome
            progress("read", done, max(total, done))
        return Added(tuple(new), tuple(held), revised, tuple(skipped))

    def _raws(self, blob: Blob, skipped: list[Skipped]) -> Iterator[RawArticle]:
        options = IngestOptions(
            languages=self.options.languages,
            max_bytes=self.options.max_bytes,
            max_words=self.options.max_words,
        )
        found = ingest(blob, options=options)
        skipped.extend(found.skipped)
        yield from found.articles

    def add_read(self, reads: Iterable[WasRead], progress: Progress, total: int) -> Added:
        """Write articles that were read elsewhere, each in a transaction of its own."""
        new: list[str] = []
        held: list[str] = []
        revised: dict[str, str] = {}
        progress("add", 0, total)
        for done, read in enumerate(reads, 1):
            outcome = self._add_one(read.raw, read)
            if outcome is None:
                held.append(read.raw.id)
            else:
                new.append(read.raw.id)
                if outcome:
                    revised[read.raw.id] = outcome
            progress("add", done, max(total, done))
        return Added(tuple(new), tuple(held), revised)

    def _taken(self, raw: RawArticle, corrections: Sequence[Correction], read: WasRead | None) -> Taken:
        """The article as it is taken; what was read elsewhere stands unless people set it right since."""
        if read is not None:
            cleaned = self.taker.clean(raw, corrections)
            if _as_read(cleaned) == _as_read(read.article):
                return self.taker.finish(raw, cleaned, read.reading)
        return self.taker.take(raw, corrections)

    def _add_one(self, raw: RawArticle, read: WasRead | None = None) -> str | None:
        """The id of the text that it replaces, "" for none; None where the dossier holds it."""
        key = text_key(raw)
        with self.database.read() as connection:
            if members.known(connection, raw, key):
                return None
            corrections = everything(connection).in_force
        taken = self._taken(raw, corrections, read)
        with self._writing() as connection:
            if members.known(connection, raw, key):
                return None  # somebody else was faster
            return members.insert(connection, taken, self.nearest, corrections) or ""

    def _writing(self) -> Any:
        """A write transaction; the memory of sketches starts again where it fails."""
        return _Writing(self)

    # --- comparing ----------------------------------------------------------------

    def settle(self, progress: Progress, only: Sequence[str] | None = None) -> int:
        """Compare every bundle that waits for it (or those of ``only``), each committed by itself."""
        with self.database.read() as connection:
            query = select(schema.bundle.c.id).where(schema.bundle.c.stale).order_by(schema.bundle.c.id)
            waiting = [b for b in connection.execute(query).scalars() if only is None or b in only]
        progress("compare", 0, len(waiting))
        done = 0
        for number, bundle in enumerate(waiting, 1):
            done += self._settle_one(bundle)
            progress("compare", number, len(waiting))
        return done

    def _settle_one(self, bundle: str) -> bool:
        with self.database.read() as connection:
            held = load_bundle(connection, bundle)
            if held is None or not held.stale:
                return False
            said = everything(connection)
        made = report_of(
            held.articles,
            held.readings,
            options=PipelineOptions(sides=self.options.sides, languages=self.options.languages),
            encoder=self.encoder,
            pair_model=self.pair_model,
            models=files_of(self.taker.reader),
            corrections=said.in_force,
        )
        with self._writing() as connection:
            row = connection.execute(
                select(schema.bundle.c.version, schema.bundle.c.stale).where(schema.bundle.c.id == bundle)
            ).first()
            if row is None or row.version != held.version or not row.stale:
                return False  # it changed meanwhile, or somebody else compared it
            keep(connection, bundle, made, judged(made, everything(connection), held.texts), held.added)
            return True

    def rejudge(self, connection: Connection, bundle: str) -> None:
        """Apply what people said of findings anew, without comparing anything."""
        held = load_bundle(connection, bundle)
        row = connection.execute(
            select(schema.bundle.c.report, schema.bundle.c.made).where(schema.bundle.c.id == bundle)
        ).first()
        if held is None or held.stale or row is None or row.report is None:
            return
        made = replace(unpack(row.made or row.report, ReportData), articles=held.articles)
        keep_judged(connection, bundle, made, judged(made, everything(connection), held.texts), held.added)

    # --- reading again ---------------------------------------------------------------

    def reread(self, articles: Sequence[str], progress: Progress) -> None:
        """Clean and read articles again, as the corrections of their dates and furniture now want it."""
        progress("read", 0, len(articles))
        for done, article in enumerate(articles, 1):
            with self.database.read() as connection:
                row = connection.execute(select(schema.article).where(schema.article.c.id == article)).first()
                corrections = everything(connection).in_force
            if row is None:
                continue
            raw = members.load_raw(row)
            cleaned = self.taker.clean(raw, corrections)
            same = (
                _as_read(cleaned) == _as_read(members.load_article(row))
                and row.model == self.taker.reader.sha256
            )
            taken = (
                self.taker.finish(raw, cleaned, members.load_reading(row))
                if same
                else self.taker.take(raw, corrections)
            )
            with self._writing() as connection:
                members.rewrite(connection, taken, self.nearest, corrections)
            progress("read", done, len(articles))

    def rebuild(self, progress: Progress) -> None:
        """Read and compare everything again from the stored texts; what people said is obeyed."""
        with self.database.write() as connection:
            connection.execute(update(schema.article).values(model=""))
            connection.execute(update(schema.bundle).values(stale=True, version=schema.bundle.c.version + 1))
            ids = list(
                connection.execute(select(schema.article.c.id).order_by(schema.article.c.number)).scalars()
            )
        self.reread(ids, progress)
        self.settle(progress)

    def remove(self, article: str) -> None:
        """Take an article out; an earlier text of its page stands for it again."""
        with self._writing() as connection:
            page = connection.execute(
                select(schema.article.c.page).where(schema.article.c.id == article)
            ).scalar()
            corrections = everything(connection).in_force
            members.remove(connection, article)
            earlier = members.earlier_revision(connection, page)
            if earlier:
                members.revive(connection, earlier, self.nearest, corrections)

    def relink(self, connection: Connection, articles: Iterable[str]) -> None:
        """Form the bundles of some articles anew after stories were joined, or that was undone."""
        corrections = everything(connection).in_force
        for article in articles:
            row = connection.execute(
                select(schema.article, schema.sketch.c.data, schema.sketch.c.embeddings)
                .join(schema.sketch, schema.sketch.c.article == schema.article.c.id)
                .where(schema.article.c.id == article, schema.article.c.current)
            ).first()
            if row is not None:
                members.relink(connection, article, row, self.nearest, corrections)


class _Writing:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._context = work.database.write()

    def __enter__(self) -> Connection:
        return self._context.__enter__()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool | None:
        if kind is not None:
            self._work.nearest = Nearest()
        return self._context.__exit__(kind, error, trace)


@dataclass(frozen=True, slots=True)
class HeldBundle:
    """A bundle with its articles and their readings."""

    version: int
    stale: bool
    articles: tuple[Any, ...]
    readings: tuple[Any, ...]
    added: dict[str, str]
    texts: tuple[str, ...]  # digests, those of earlier revisions among them


def load_bundle(connection: Connection, bundle: str) -> HeldBundle | None:
    """A bundle as it stands; None where there is none."""
    found = connection.execute(select(schema.bundle).where(schema.bundle.c.id == bundle)).first()
    if found is None:
        return None
    rows = connection.execute(
        select(schema.article).where(schema.article.c.bundle == bundle).order_by(schema.article.c.id)
    ).all()
    pages = sorted({row.page for row in rows if row.page})
    earlier = select(schema.article.c.text_digest).where(schema.article.c.page.in_(pages))
    return HeldBundle(
        version=found.version,
        stale=found.stale,
        articles=tuple(members.load_article(row) for row in rows),
        readings=tuple(members.load_reading(row) for row in rows),
        added={row.id: row.added for row in rows},
        texts=tuple(sorted({row.text_digest for row in rows} | set(connection.execute(earlier).scalars()))),
    )


def judged(made: ReportData, said: Said, texts: Sequence[str]) -> ReportData:
    """A report as those who judged its findings want it; the same object where nobody did.

    ``texts`` are the digests of its articles and of earlier texts of their pages.
    """
    about = said.about(texts)
    return judge(made, about) if about else made


def _as_read(article: Any) -> tuple[Any, ...]:
    """What of an article its reading depends on."""
    return (article.prose, article.furniture, article.title_span, article.headings, article.posts)


REREAD = frozenset({Mend.FURNITURE, Mend.BODY, Mend.DATE})
RELINK = frozenset({Mend.JOIN_STORIES})
