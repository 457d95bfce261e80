"""Articles into a dossier and out of it: their rows, their links, and the bundles that these change."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, update

from crossread.dossier import schema
from crossread.dossier.bundles import Bundle, Graph, Held, repartition
from crossread.dossier.codec import pack, pack_text, unpack, unpack_text
from crossread.dossier.meta import raise_number, read_options
from crossread.dossier.nearest import Nearest, vectors_of
from crossread.dossier.results import forget_reports, forget_unsaid, holders
from crossread.dossier.taken import Taken, page_of
from crossread.records import Article, Correction, Mend, RawArticle, Reading, text_digest
from crossread.stages.group import LEVELS, Sketch

_MANY = 500  # ids in one statement


def now() -> str:
    """This second in UTC, as the rows have it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clean_text(value: str | None) -> str | None:
    """A column's text: PostgreSQL takes no NUL, and no database a lone surrogate."""
    if value is None:
        return None
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def known(connection: Connection, raw: RawArticle, key: str) -> str | None:
    """The id of the article that makes ``raw`` a duplicate, if there is one."""
    query = select(schema.article.c.id).where(
        or_(schema.article.c.id == raw.id, schema.article.c.text_key == key)
    )
    found: str | None = connection.execute(query.limit(1)).scalar()
    return found


def insert(
    connection: Connection, taken: Taken, nearest: Nearest, corrections: Sequence[Correction]
) -> str | None:
    """Write an article, link it, and mark what must be compared again.

    Gives the id of the revision that it replaces, if it does.
    """
    article = taken.article
    connection.execute(
        schema.article.insert().values(id=article.id, added=now(), current=True, **_columns(taken))
    )
    connection.execute(
        schema.sketch.insert().values(
            article=article.id, data=pack(taken.sketch), embeddings=taken.embeddings.tobytes()
        )
    )
    seeds = link(connection, taken.sketch, taken.embeddings, nearest, corrections)
    replaced = _settle_revisions(connection, page_of(article.url), article.id)
    gone = [item for item in replaced if item != article.id]
    seeds |= {other for item in replaced for other in _unlink(connection, item)}
    regroup(connection, seeds - set(replaced))
    return gone[0] if gone else None


def _columns(taken: Taken) -> dict[str, Any]:
    raw, article = taken.raw, taken.article
    return {
        "text_key": taken.text_key,
        "text_sha256": hashlib.sha256(raw.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "text_digest": text_digest(raw.text),
        "page": clean_text(page_of(article.url)),
        "path": clean_text(article.path),
        "title": clean_text(article.title),
        "outlet": clean_text(article.outlet),
        "url": clean_text(article.url),
        "published": clean_text(article.published)[:40] if article.published else None,  # type: ignore[index]
        "kind": article.kind.value,
        "words": len(raw.text.split()),
        "text": pack_text(raw.text),
        "raw": pack(replace(raw, text="")),
        "record": _record(article),
        "reading": pack(taken.reading),
        "model": taken.model,
    }


def _record(article: Article) -> bytes:
    """An article without its text; its prose is kept where it differs from it."""
    prose = "" if article.prose == article.text else article.prose
    return pack([prose, replace(article, text="", prose="")])


def rewrite(
    connection: Connection, taken: Taken, nearest: Nearest, corrections: Sequence[Correction]
) -> None:
    """Write an article again whose date or furniture was set, and mark what it changes."""
    article = taken.article.id
    make_stale(connection, [article])
    connection.execute(update(schema.article).where(schema.article.c.id == article).values(**_columns(taken)))
    connection.execute(
        update(schema.sketch)
        .where(schema.sketch.c.article == article)
        .values(data=pack(taken.sketch), embeddings=taken.embeddings.tobytes())
    )
    raise_number(connection, "generation")
    seeds = _unlink(connection, article)
    seeds |= link(connection, taken.sketch, taken.embeddings, nearest, corrections)
    gone = set(_settle_revisions(connection, page_of(taken.article.url), article))
    seeds |= {other for item in gone for other in _unlink(connection, item)}
    regroup(connection, (seeds | {article}) - gone)


def link(
    connection: Connection,
    found: Sketch,
    embeddings: Any,
    nearest: Nearest,
    corrections: Sequence[Correction],
) -> set[str]:
    """Write the links of an article; gives those whose bundle they may change."""
    levels = nearest.links(connection, found, embeddings)
    levels |= dict.fromkeys(_joined(connection, found.article, corrections), LEVELS)
    rows = [
        {"article": a, "other": b, "level": level}
        for other, level in sorted(levels.items())
        for a, b in ((found.article, other), (other, found.article))
    ]
    if rows:
        connection.execute(schema.link.insert(), rows)
    return {found.article, *_concerned(connection, levels)}


def _concerned(connection: Connection, levels: Mapping[str, int]) -> list[str]:
    """Those whose bundle was formed at a level at which the link counts."""
    ids = sorted(levels)
    found: list[str] = []
    for start in range(0, len(ids), _MANY):
        rows = connection.execute(
            select(schema.article.c.id, schema.bundle.c.level)
            .join(schema.bundle, schema.bundle.c.id == schema.article.c.bundle)
            .where(schema.article.c.id.in_(ids[start : start + _MANY]))
        )
        found += [article for article, level in rows if levels[article] >= level]
    return found


def _joined(connection: Connection, article: str, corrections: Sequence[Correction]) -> set[str]:
    """Articles that a person said report one story with this one."""
    digest = connection.execute(
        select(schema.article.c.text_digest).where(schema.article.c.id == article)
    ).scalar_one()
    texts = {
        place.text
        for correction in corrections
        if correction.mend is Mend.JOIN_STORIES and any(place.text == digest for place in correction.places)
        for place in correction.places
    }
    if not texts:
        return set()
    query = select(schema.article.c.id).where(
        schema.article.c.text_digest.in_(sorted(texts)), schema.article.c.current
    )
    return set(connection.execute(query).scalars()) - {article}


def _settle_revisions(connection: Connection, page: str | None, article: str) -> list[str]:
    """Let the newest text of a page stand for it; gives the ids of those that no longer do.

    The newest is the one published last, of equals the one added last.
    """
    if page is None:
        return []
    rows = connection.execute(
        select(
            schema.article.c.id, schema.article.c.published, schema.article.c.number, schema.article.c.current
        ).where(schema.article.c.page == page)
    ).all()
    newest = max(rows, key=lambda row: (row.published or "", row.number)).id
    gone = [row.id for row in rows if row.current and row.id != newest]
    if gone:
        connection.execute(update(schema.article).where(schema.article.c.id.in_(gone)).values(current=False))
        raise_number(connection, "generation")
    return gone


def _unlink(connection: Connection, article: str) -> set[str]:
    """Take away the links of an article; gives those that it was linked or bundled with."""
    seeds = set(
        connection.execute(select(schema.link.c.other).where(schema.link.c.article == article)).scalars()
    )
    bundle = connection.execute(
        select(schema.article.c.bundle).where(schema.article.c.id == article)
    ).scalar()
    if bundle:
        seeds |= set(
            connection.execute(select(schema.article.c.id).where(schema.article.c.bundle == bundle)).scalars()
        )
        connection.execute(update(schema.article).where(schema.article.c.id == article).values(bundle=None))
        _drop_empty(connection, [bundle])
    connection.execute(
        delete(schema.link).where(or_(schema.link.c.article == article, schema.link.c.other == article))
    )
    return seeds - {article}


def remove(connection: Connection, article: str) -> None:
    """Take an article out with all that only it supported."""
    seeds = _unlink(connection, article)
    for bundle in holders(connection, [article]):
        forget_reports(connection, bundle)
        make_stale_bundle(connection, bundle)
        forget_unsaid(connection, bundle)
    connection.execute(delete(schema.sketch).where(schema.sketch.c.article == article))
    connection.execute(delete(schema.article).where(schema.article.c.id == article))
    raise_number(connection, "generation")
    regroup(connection, seeds)


def earlier_revision(connection: Connection, page: str | None) -> str | None:
    """The text of a page that should stand for it where none does."""
    if page is None:
        return None
    rows = connection.execute(
        select(
            schema.article.c.id, schema.article.c.published, schema.article.c.number, schema.article.c.current
        ).where(schema.article.c.page == page)
    ).all()
    if not rows or any(row.current for row in rows):
        return None
    found: str = max(rows, key=lambda row: (row.published or "", row.number)).id
    return found


def revive(connection: Connection, article: str, nearest: Nearest, corrections: Sequence[Correction]) -> None:
    """Let an earlier revision stand for its page again."""
    connection.execute(update(schema.article).where(schema.article.c.id == article).values(current=True))
    raise_number(connection, "generation")
    row = connection.execute(select(schema.sketch).where(schema.sketch.c.article == article)).one()
    seeds = link(connection, unpack(row.data, Sketch), vectors_of(row.embeddings), nearest, corrections)
    regroup(connection, seeds | {article})


def regroup(connection: Connection, seeds: Iterable[str]) -> None:
    """Form the bundles of ``seeds`` anew, and whatever that moves."""
    changed = repartition(
        sorted(set(seeds)),
        Graph(lambda articles: _links(connection, articles)),
        lambda article: _held(connection, article),
        read_options(connection).bundle,
    )
    former = _bundles_of(connection, [member for bundle in changed for member in bundle.members])
    for bundle in changed:
        _place(connection, bundle)
    _drop_empty(connection, former)


def _place(connection: Connection, bundle: Bundle) -> None:
    connection.execute(
        update(schema.bundle)
        .where(schema.bundle.c.id == bundle.id, schema.bundle.c.size == 0)
        .values(stale=True, version=schema.bundle.c.version + 1)
    )
    known = connection.execute(
        update(schema.bundle)
        .where(schema.bundle.c.id == bundle.id)
        .values(level=bundle.level, size=len(bundle.members))
    )
    if known.rowcount == 0:
        connection.execute(
            schema.bundle.insert().values(
                id=bundle.id, level=bundle.level, size=len(bundle.members), stale=True, version=0, report=None
            )
        )
    for start in range(0, len(bundle.members), _MANY):
        connection.execute(
            update(schema.article)
            .where(schema.article.c.id.in_(bundle.members[start : start + _MANY]))
            .values(bundle=bundle.id)
        )


def _bundles_of(connection: Connection, articles: Sequence[str]) -> list[str]:
    found: set[str] = set()
    for start in range(0, len(articles), _MANY):
        query = select(schema.article.c.bundle).where(
            schema.article.c.id.in_(articles[start : start + _MANY]), schema.article.c.bundle.is_not(None)
        )
        found |= set(connection.execute(query).scalars())
    return sorted(found)


def _drop_empty(connection: Connection, bundles: Sequence[str]) -> None:
    for bundle in bundles:
        held = connection.execute(
            select(func.count()).select_from(schema.article).where(schema.article.c.bundle == bundle)
        ).scalar_one()
        size = connection.execute(select(schema.bundle.c.size).where(schema.bundle.c.id == bundle)).scalar()
        if size is not None and held == 0:
            # What it said stands until its articles are compared in their new bundles.
            connection.execute(
                update(schema.bundle).where(schema.bundle.c.id == bundle).values(size=0, stale=False)
            )
            forget_unsaid(connection, bundle)


def make_stale(connection: Connection, articles: Collection[str]) -> None:
    """Mark the bundles of ``articles`` to be compared again."""
    for bundle in _bundles_of(connection, sorted(articles)):
        make_stale_bundle(connection, bundle)


def make_stale_bundle(connection: Connection, bundle: str) -> None:
    """Mark a bundle to be compared again, if it still has articles."""
    connection.execute(
        update(schema.bundle)
        .where(schema.bundle.c.id == bundle, schema.bundle.c.size > 0)
        .values(stale=True, version=schema.bundle.c.version + 1)
    )


def _links(connection: Connection, articles: Collection[str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    ids = sorted(articles)
    for start in range(0, len(ids), _MANY):
        rows = connection.execute(
            select(schema.link).where(schema.link.c.article.in_(ids[start : start + _MANY]))
        )
        for article, other, level in rows:
            found.setdefault(article, {})[other] = level
    return found


def _held(connection: Connection, article: str) -> Held | None:
    row = connection.execute(
        select(schema.bundle.c.id, schema.bundle.c.level)
        .join(schema.article, schema.article.c.bundle == schema.bundle.c.id)
        .where(schema.article.c.id == article)
    ).first()
    if row is None:
        return None
    query = select(schema.article.c.id).where(schema.article.c.bundle == row.id)
    return Held(row.id, row.level, tuple(connection.execute(query).scalars()))


def load_article(row: Any) -> Article:
    """The article of a row that has the columns ``text`` and ``record``."""
    text = unpack_text(row.text)
    prose, record = unpack(row.record, tuple[str, Article])
    return replace(record, text=text, prose=prose or text)


def load_raw(row: Any) -> RawArticle:
    """What ingest found, of a row that has the columns ``text`` and ``raw``."""
    return replace(unpack(row.raw, RawArticle), text=unpack_text(row.text))


def load_reading(row: Any) -> Reading:
    """The reading of a row that has the column ``reading``."""
    return unpack(row.reading, Reading)


def relink(
    connection: Connection, article: str, row: Any, nearest: Nearest, corrections: Sequence[Correction]
) -> None:
    """Link an article anew, from its sketch in ``row``."""
    seeds = _unlink(connection, article)
    seeds |= link(connection, unpack(row.data, Sketch), vectors_of(row.embeddings), nearest, corrections)
    regroup(connection, seeds | {article})
