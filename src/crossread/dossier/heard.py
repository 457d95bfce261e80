"""Actors and what they said, answered from a dossier's rows and the reports of its bundles."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, or_, select

from crossread.dossier import schema
from crossread.dossier.codec import read_plain, unpack_text
from crossread.dossier.errors import NotFoundError
from crossread.dossier.reads import bundle_report, in_bundles, named, only
from crossread.dossier.views import ActorLine, ActorView, Said, Slice
from crossread.records import Article, Claim, Finding, FindingKind, ReportData, Span

_a, _c, _f = schema.article, schema.claim, schema.finding
_MOST_SHIFTS = 50


def actor_lines(
    connection: Connection, *, words: str | None = None, named: bool = True, limit: int = 50, offset: int = 0
) -> Slice[ActorLine]:
    """Actors, those who say most first. One that several bundles know is one line."""
    t = schema.actor
    # Grouped by an expression: along the index of the ids each row would be fetched by itself, in no order.
    key = t.c.id.concat("")
    claims = func.sum(t.c.claims)
    best = select(func.min(t.c.id), t.c.named).group_by(key, t.c.named)
    total = select(func.count(t.c.id.distinct()))
    if named:
        best, total = best.where(t.c.named), total.where(t.c.named)
    if words:
        called = func.lower(t.c.name).contains(words.lower(), autoescape=True)
        best, total = best.where(called), total.where(called)
    rows = connection.execute(best.order_by(claims.desc(), key).limit(limit).offset(offset)).all()
    facts = (
        select(
            t.c.id, func.min(t.c.name), func.min(t.c.type), func.min(t.c.side), t.c.named,
            func.sum(t.c.claims), func.sum(t.c.articles),
        )
        .where(t.c.id.in_([row[0] for row in rows]))
        .group_by(t.c.id, t.c.named)
    )  # fmt: skip
    lines = {
        (row[0], row[4]): ActorLine(row[0], row[1], row[2], row[3], row[4], int(row[5]), int(row[6]))
        for row in connection.execute(facts)
    }
    return Slice([lines[row[0], row[1]] for row in rows], connection.execute(total).scalar_one(), offset)


def actor_names(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The names of these actors; those that the dossier does not know are left out."""
    t, first = schema.actor, schema.actor.alias()
    # Somebody may be known to a thousand bundles: the row of the first is found in the index of ids.
    bundle = select(func.min(first.c.bundle)).where(first.c.id == t.c.id).scalar_subquery()
    rows = connection.execute(select(t.c.id, t.c.name).where(t.c.id.in_(sorted(ids)), t.c.bundle == bundle))
    return {row[0]: row[1] for row in rows}


def one_actor(
    connection: Connection, name: str, *, by_story: bool = False, limit: int = 50, offset: int = 0
) -> ActorView:
    """An actor by its id, or by its whole name; what it said by time, or story by story."""
    t = schema.actor
    rows = connection.execute(
        select(t).where(or_(t.c.id == name, func.lower(t.c.name) == name.lower())).order_by(t.c.claims.desc())
    ).all()
    if not rows:
        raise NotFoundError(
            f"The dossier holds no actor {name!r}.", remedy="The list of actors has their ids."
        )
    first = rows[0]
    rows = [row for row in rows if row.id == first.id]
    forms = {form for row in rows for form in read_plain(row.forms, tuple[str, ...])}
    made = next(actor for actor in bundle_report(connection, first.bundle).actors if actor.id == first.id)
    quoting = connection.execute(
        select(_a.c.outlet, func.count())
        .join(_c, _c.c.article == _a.c.id)
        .where(_c.c.speaker == first.id, _a.c.outlet.is_not(None))
        .group_by(_a.c.outlet)
        .order_by(func.count().desc(), _a.c.outlet)
    ).all()
    line = ActorLine(
        first.id, first.name, first.type, first.side, first.named,
        sum(row.claims for row in rows), sum(row.articles for row in rows),
    )  # fmt: skip
    return ActorView(
        line=line,
        actor=replace(made, mentions=tuple(sorted(forms, key=lambda form: (form.casefold(), form)))),
        said=said(
            connection,
            _c.c.speaker == first.id,
            limit=limit,
            offset=offset,
            order=(_c.c.story.is_(None), _c.c.story, _c.c.said_on, _c.c.number) if by_story else (),
        ),
        shifts=_shifts(connection, first.id),
        quoted_by=tuple((outlet, count) for outlet, count in quoting),
    )


def days_said(connection: Connection, actor: str) -> list[tuple[str, int]]:
    """Days, with how many claims of an actor were made on each (published, where it is not known)."""
    day = func.substr(func.coalesce(_c.c.said_on, _a.c.published), 1, 10)
    query = select(day, func.count()).join(_a, _a.c.id == _c.c.article).where(_c.c.speaker == actor)
    rows = connection.execute(query.where(day.is_not(None)).group_by(day).order_by(day))
    return [(row[0], row[1]) for row in rows]


def _shifts(connection: Connection, actor: str) -> tuple[Finding, ...]:
    """Findings in which the position of an actor shifts."""
    parties = schema.finding_party
    rows = connection.execute(
        select(_f.c.id, _f.c.bundle)
        .join(parties, parties.c.finding == _f.c.id)
        .where(
            parties.c.party == actor, _f.c.kind == FindingKind.POSITION_SHIFT.value, _f.c.state != "rejected"
        )
        .order_by(_f.c.score.desc(), _f.c.id)
        .limit(_MOST_SHIFTS)
    ).all()
    found = in_bundles(connection, rows)
    return tuple(found[row.id][0] for row in rows)


SAID = (
    _c.c.id, _c.c.article, _a.c.outlet, _a.c.published, _c.c.story, _c.c.speaker, _c.c.voices, _c.c.content,
    _c.c.act, _c.c.quotation, _c.c.polarity, _c.c.hedged, _c.c.said_on, _a.c.text,
)  # fmt: skip


def said(
    connection: Connection, where: Any, *, order: Sequence[Any] = (), limit: int = 50, offset: int = 0
) -> Slice[Said]:
    """Claims outside their story, in the order of the days on which they were said."""
    count = select(func.count()).select_from(_c.join(_a, _a.c.id == _c.c.article)).where(where)
    total = connection.execute(count).scalar_one()
    query = select(*SAID).join(_a, _a.c.id == _c.c.article).where(where)
    query = query.order_by(*(order or (_c.c.said_on.is_(None), _c.c.said_on, _c.c.number)))
    rows = connection.execute(query.limit(limit).offset(offset)).all()
    return Slice([said_of(row) for row in rows], total, offset)


def said_of(row: Any) -> Said:
    """A row with the columns of ``SAID`` as a record; its words come from the stored text."""
    content = read_plain(row.content, tuple[Span, ...])
    body = unpack_text(row.text)
    return Said(
        claim=row.id,
        article=row.article,
        outlet=row.outlet,
        published=row.published,
        story=row.story,
        speaker=row.speaker,
        voices=read_plain(row.voices, tuple[str, ...]),
        content=content,
        words=" … ".join(span.of(body) for span in content),
        act=row.act,
        quotation=row.quotation,
        polarity=row.polarity,
        hedged=row.hedged,
        said_on=row.said_on,
    )


def claim_at(connection: Connection, name: str) -> tuple[Claim, Article, ReportData]:
    """A claim by its id or the start of it, its article, and the report of its bundle."""
    rows = connection.execute(
        select(_c.c.id, _c.c.bundle, _c.c.article).where(named(_c.c.id, name)).limit(2)
    ).all()
    row = only(rows, "claims", name)
    if row is None:
        raise NotFoundError(
            f"The dossier holds no claim {name!r}.", remedy="The page of the article has the ids."
        )
    report = bundle_report(connection, row.bundle, texts=True)
    claim = next(claim for claim in report.claims if claim.id == row.id)
    return claim, next(a for a in report.articles if a.id == row.article), report
