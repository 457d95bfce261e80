"""The read stage over a batch: documents in, tables of articles, records and errors out."""

import traceback
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from crossread.corpus.documents import error_row
from crossread.corpus.records import Read, packed
from crossread.corpus.rows import article_row
from crossread.corpus.schema import ARTICLES, ERRORS, RECORDS
from crossread.models import Reader
from crossread.records import Blob, RawArticle, Skipped
from crossread.stages.clean import clean
from crossread.stages.ingest import IngestOptions, ingest, ingest_line
from crossread.stages.read import Policy, read

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How documents are read. ``outlet`` and ``published`` win over what the texts say."""

    ingest: IngestOptions = field(default_factory=IngestOptions)
    nested: Policy = Policy.SPEECH
    outlet: str | None = None
    published: str | None = None

    def overrides(self) -> dict[str, str]:
        """What was said about all documents, as ``Blob.overrides`` holds it."""
        said = {"outlet": self.outlet, "published": self.published}
        return {key: value for key, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class ReadTables:
    """What comes of a batch: tables of the schemas ``ARTICLES``, ``RECORDS`` and ``ERRORS``."""

    articles: pa.Table
    records: pa.Table
    errors: pa.Table


def _quiet(place: str) -> None:
    """What a caller does before each document who does nothing."""


def read_documents(
    documents: pa.Table,
    *,
    reader: Reader,
    options: ReadOptions,
    deadly: Set[str] = frozenset(),
    before: Callable[[str], None] = _quiet,
) -> ReadTables:
    """Ingest, clean and read documents (schema ``DOCUMENTS``), each by itself.

    What comes of a document does not depend on which others are in its batch, but
    for the second of two with one text, which is left out. Whatever goes wrong
    with a document becomes a row of errors. ``before`` is told each place;
    ``deadly`` are places that killed the process that read them: they are left out.
    """
    articles: list[Row] = []
    held: list[Row] = []
    errors: list[Row] = []
    first: dict[str, str] = {}
    for document in documents.to_pylist():
        before(document["place"])
        for found in _found(document, reader, options, deadly):
            if isinstance(found, Skipped):
                errors.append(error_row("read", document["file"], found))
                continue
            twin = first.setdefault(found.text_key, found.article.path)
            if twin != found.article.path:
                errors.append(error_row("read", document["file"], duplicate(found.article.path, twin)))
                continue
            articles.append(article_row(found.article))
            held.append(_record_row(found))
    return ReadTables(
        pa.Table.from_pylist(articles, schema=ARTICLES),
        pa.Table.from_pylist(held, schema=RECORDS),
        pa.Table.from_pylist(errors, schema=ERRORS),
    )


def duplicate(place: str, twin: str) -> Skipped:
    """What to say of the second of two articles with one text, outlet and address."""
    return Skipped(place, "duplicate", f"It has the same text as {twin}.", f"Nothing to do: {twin} was read.")


def _record_row(found: Read) -> Row:
    article = found.article
    return {
        "id": article.id,
        "text_key": found.text_key,
        "place": article.path.encode("utf-8", "replace").decode(),
        "published": article.published,
        "data": packed(found),
    }


def _found(document: Row, reader: Reader, options: ReadOptions, deadly: Set[str]) -> Iterator[Read | Skipped]:
    place = document["place"]
    if place in deadly:
        yield crashed(place)
        return
    try:
        blob = Blob(place, document["data"], options.overrides())
        found = (ingest_line if document["line"] else ingest)(blob, options=options.ingest)
    except Exception as error:  # whatever a hostile document does: the batch goes on
        yield failed(place, error)
        return
    yield from found.skipped
    for raw in found.articles:
        try:
            yield _read(raw, reader, options)
        except Exception as error:
            yield failed(raw.path, error)


def _read(raw: RawArticle, reader: Reader, options: ReadOptions) -> Read:
    (article,) = clean([raw])
    article = replace(article, id=raw.id)
    return Read(raw, article, read(article, reader, nested=options.nested))


def crashed(place: str) -> Skipped:
    """What to say of an item with which the process that worked on it died."""
    return Skipped(
        place,
        "crash",
        "The process that worked on it died, every time.",
        "Try it alone with `crossread read`: it may need more memory than there is.",
    )


def failed(place: str, error: Exception) -> Skipped:
    """What to say of an item at which a stage raised an exception."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return Skipped(
        place,
        "failed",
        f"Work on it failed: {type(error).__name__}: {error} ({where.name}, line {where.lineno}).",
        "This is a fault of crossread; please report it with the text.",
    )
