"""Whether a dossier is what it should be: ids, hashes, positions, links and bundles computed again."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, func, select, text

from crossread.dossier import members, schema
from crossread.dossier.bundles import Graph, bundle_of
from crossread.dossier.codec import unpack, unpack_text
from crossread.dossier.meta import read_options
from crossread.dossier.views import Fault
from crossread.errors import CrossreadError
from crossread.records import ReportData, article_spans, check_report, check_spans, text_digest

_REBUILD = "Run `crossread dossier rebuild`."
_BACKUP = "Take the article out and add it again, or use a backup."


def faults(connection: Connection) -> Iterator[Fault]:
    """Everything that is wrong, article by article and bundle by bundle."""
    yield from _file(connection)
    ids = list(connection.execute(select(schema.article.c.id).order_by(schema.article.c.number)).scalars())
    graph = Graph(lambda articles: members._links(connection, articles))
    most = read_options(connection).bundle
    for article in ids:
        yield from _article(connection, article)
        yield from _grouping(connection, article, graph, most)
    for bundle in connection.execute(select(schema.bundle.c.id).order_by(schema.bundle.c.id)).scalars().all():
        yield from _bundle(connection, bundle)
    yield from _words(connection)


def _file(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.exec_driver_sql("pragma quick_check(10)").all():
        if line != "ok":
            yield Fault(f"The file is damaged: {line}.", "file", "Use a backup.")
    for row in connection.exec_driver_sql("pragma foreign_key_check").all():
        yield Fault(f"A row of {row[0]} names nothing in {row[2]}.", str(row[1]), _REBUILD)


def _article(connection: Connection, article: str) -> Iterator[Fault]:
    row = connection.execute(select(schema.article).where(schema.article.c.id == article)).one()
    try:
        body = unpack_text(row.text)
        if hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest() != row.text_sha256:
            yield Fault("The text is not the one that was added.", article, _BACKUP)
            return
        if members.load_raw(row).id != article or text_digest(body) != row.text_digest:
            yield Fault("The id is not that of the text and its provenance.", article, _BACKUP)
        found = members.load_article(row)
        check_spans(f"article {found.path}", article_spans(found), body)
        for item in members.load_reading(row).attributions:
            spans = [*item.content, *(span for span in (item.source, item.cue) if span)]
            check_spans(f"the reading of {found.path}", spans, body)
    except (CrossreadError, ValueError) as error:
        yield Fault(f"It cannot be read: {error}.", article, _BACKUP)


def _grouping(connection: Connection, article: str, graph: Graph, most: int) -> Iterator[Fault]:
    row = connection.execute(
        select(schema.article.c.current, schema.article.c.bundle).where(schema.article.c.id == article)
    ).one()
    expected = bundle_of(article, graph, most).id if row.current else None
    if row.bundle != expected:
        yield Fault("It is not read together with the articles that its links lead to.", article, _REBUILD)


def _bundle(connection: Connection, bundle: str) -> Iterator[Fault]:
    row = connection.execute(select(schema.bundle).where(schema.bundle.c.id == bundle)).one()
    articles = connection.execute(
        select(schema.article.c.text, schema.article.c.record).where(schema.article.c.bundle == bundle)
    ).all()
    if row.size == 0:
        return  # its articles have left it; what it says stands until they are compared
    if len(articles) != row.size:
        yield Fault("It does not hold the articles that it was formed of.", bundle, _REBUILD)
    if row.stale:
        return  # compared at the next chance
    try:
        report = replace(
            unpack(row.report, ReportData), articles=tuple(members.load_article(item) for item in articles)
        )
        check_report(report)
    except (CrossreadError, ValueError, TypeError) as error:
        yield Fault(f"Its report does not fit its articles: {error}", bundle, _REBUILD)
        return
    for table, expected in (
        (schema.claim, len(report.claims)),
        (schema.story, len(report.stories)),
        (schema.finding, len({f.id for f in (*report.findings, *report.rejected)})),
    ):
        query = select(func.count()).select_from(table).where(table.c.bundle == bundle)
        held = connection.execute(query).scalar_one()
        if held != expected:
            yield Fault(f"{held} rows of {table.name} stand for {expected}.", bundle, _REBUILD)


def _words(connection: Connection) -> Iterator[Fault]:
    claims = connection.execute(select(func.count()).select_from(schema.claim)).scalar_one()
    if connection.dialect.name == "sqlite":
        indexed = connection.execute(text("select count(*) from claim_words_docsize")).scalar_one()
    else:
        indexed = connection.execute(text("select count(*) from claim_words")).scalar_one()
    if indexed != claims:
        yield Fault(f"The index of words holds {indexed} claims of {claims}.", "claim_words", _REBUILD)
