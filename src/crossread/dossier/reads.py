"""What is asked of a dossier, answered from its rows and the reports of its bundles."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, select

from crossread.dossier import schema
from crossread.dossier.changes import changes
from crossread.dossier.codec import unpack, unpack_text
from crossread.dossier.errors import NotFoundError
from crossread.dossier.members import load_article
from crossread.dossier.results import holders, parties
from crossread.dossier.views import (
    ArticleLine,
    ArticleView,
    Queued,
    Revision,
    Slice,
    StoryLine,
    StoryView,
)
from crossread.errors import OptionError
from crossread.records import (
    Article,
    Finding,
    FindingKind,
    ReportData,
    Story,
)

_a, _s, _c, _f = schema.article, schema.story, schema.claim, schema.finding


_SHORTEST = 4  # digits of an id that name a record


def named(column: Any, name: str) -> Any:
    """That an id is ``name``, or begins with it."""
    if len(name) < _SHORTEST:
        return column == name
    return column.startswith(name, autoescape=True)


def only(rows: Sequence[Any], what: str, name: str) -> Any:
    """The one row of those that a name fits; None for none; raises NotFoundError for several."""
    if len(rows) > 1:
        raise NotFoundError(
            f"Several {what} of the dossier have an id that starts with {name!r}.",
            remedy="Give more of the id.",
        )
    return rows[0] if rows else None


def paged(connection: Connection, query: Select[Any], limit: int, offset: int) -> tuple[Sequence[Any], int]:
    """A part of what a query gives, and how much that is in all."""
    total = connection.execute(select(func.count()).select_from(query.order_by(None).subquery())).scalar_one()
    return connection.execute(query.limit(limit).offset(offset)).all(), total


# --- articles --------------------------------------------------------------------

_LINE = (
    _a.c.id, _a.c.title, _a.c.outlet, _a.c.published, _a.c.kind, _a.c.path, _a.c.url, _a.c.words, _a.c.added,
    _a.c.current,
)  # fmt: skip


def article_lines(
    connection: Connection,
    *,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    story: str | None = None,
    replaced: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> Slice[ArticleLine]:
    """Articles, the last published first."""
    query = select(*_LINE)
    if not replaced:
        query = query.where(_a.c.current)
    if outlet is not None:
        query = query.where(func.lower(_a.c.outlet) == outlet.lower())
    if since is not None:
        query = query.where(_a.c.published >= since)
    if until is not None:
        query = query.where(_a.c.published < until + "~")
    if story is not None:
        parts = select(schema.story_article.c.article).where(schema.story_article.c.story == story)
        query = query.where(_a.c.id.in_(parts))
    order = (_a.c.published.is_(None), _a.c.published.desc(), _a.c.number.desc())
    rows, total = paged(connection, query.order_by(*order), limit, offset)
    return Slice(_with_stories(connection, rows), total, offset)


def _with_stories(connection: Connection, rows: Sequence[Any]) -> list[ArticleLine]:
    ids = [row.id for row in rows]
    stories: dict[str, list[str]] = {}
    parts = select(schema.story_article.c.article, schema.story_article.c.story, schema.story_article.c.role)
    for article, story, _ in connection.execute(
        parts.where(schema.story_article.c.article.in_(ids)).order_by(
            schema.story_article.c.role, schema.story_article.c.story
        )
    ):
        stories.setdefault(article, []).append(story)
    return [replace(ArticleLine(*row[: len(_LINE)]), stories=tuple(stories.get(row.id, ()))) for row in rows]


def one_article(connection: Connection, name: str) -> ArticleView:
    """An article by its id, or the start of it."""
    rows = connection.execute(
        select(*_LINE, _a.c.text, _a.c.record, _a.c.bundle, _a.c.page).where(named(_a.c.id, name)).limit(2)
    ).all()
    row = only(rows, "articles", name)
    if row is None:
        raise NotFoundError(
            f"The dossier holds no article {name!r}.", remedy="`crossread dossier status` lists them."
        )
    (line,) = _with_stories(connection, [row])
    article = load_article(row)
    report = bundle_report(connection, next(iter(holders(connection, [row.id])), row.bundle))
    claims = tuple(claim for claim in report.claims if claim.article == row.id)
    voices = {voice for claim in claims for voice in claim.voices}
    findings = tuple(f for f in report.findings if any(a.article == row.id for a in f.accounts))
    voices |= parties(findings)
    return ArticleView(
        line=line,
        article=article,
        claims=claims,
        actors=tuple(actor for actor in report.actors if actor.id in voices),
        stories=tuple(s for s in report.stories if any(part.article == row.id for part in s.articles)),
        findings=findings,
        times=tuple(time for time in report.times if time.article == row.id),
        mentions=tuple(report.mentions.get(row.id, ())),
        revisions=_revisions(connection, row.page) if row.page else (Revision(line),),
    )


def _revisions(connection: Connection, page: str) -> tuple[Revision, ...]:
    rows = connection.execute(
        select(*_LINE, _a.c.text, _a.c.number)
        .where(_a.c.page == page)
        .order_by(func.coalesce(_a.c.published, ""), _a.c.number)
    ).all()
    lines = _with_stories(connection, rows)
    texts = [unpack_text(row.text) for row in rows]
    out = [Revision(lines[0])]
    out += [
        Revision(line, changes(old, new)) for line, old, new in zip(lines[1:], texts, texts[1:], strict=False)
    ]
    return tuple(out)


def bundle_report(connection: Connection, bundle: str | None, *, texts: bool = False) -> ReportData:
    """The report of a bundle, empty where there is none yet; with its articles where ``texts`` is set."""
    data = None
    if bundle is not None:
        data = connection.execute(select(schema.bundle.c.report).where(schema.bundle.c.id == bundle)).scalar()
    if data is None:
        from crossread.records import Run

        return ReportData(run=Run("", ""))
    report = unpack(data, ReportData)
    if not texts:
        return report
    ids = {part.article for story in report.stories for part in story.articles}
    return replace(report, articles=articles_of(connection, ids))


def articles_of(connection: Connection, ids: Collection[str]) -> tuple[Article, ...]:
    """Articles with their texts, the first published first; ids that are not held are left out."""
    rows = connection.execute(select(_a.c.text, _a.c.record).where(_a.c.id.in_(sorted(ids)))).all()
    return tuple(
        sorted((load_article(row) for row in rows), key=lambda a: (a.published or "9999", a.path, a.id))
    )


# --- stories ---------------------------------------------------------------------

_STORY = (
    _s.c.id, _s.c.name, _s.c.date, _s.c.place, _s.c.articles, _s.c.outlets, _s.c.parties, _s.c.conflicts,
    _s.c.findings, _s.c.changed,
)  # fmt: skip


def story_lines(
    connection: Connection,
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
    """Stories; ``order`` is "changed" (the last changed first), "date" (the latest first) or "conflicts"."""
    query = select(*_STORY)
    if since is not None:
        query = query.where(_s.c.date >= since)
    if until is not None:
        query = query.where(_s.c.date <= until)
    if actor is not None:
        query = query.where(
            _s.c.id.in_(select(schema.story_actor.c.story).where(schema.story_actor.c.actor == actor))
        )
    if outlet is not None:
        told = (
            select(schema.story_article.c.story)
            .join(_a, _a.c.id == schema.story_article.c.article)
            .where(func.lower(_a.c.outlet) == outlet.lower())
        )
        query = query.where(_s.c.id.in_(told))
    if words:
        query = query.where(func.lower(_s.c.name).contains(words.lower(), autoescape=True))
    orders = {
        "changed": (_s.c.changed.desc(),),
        "date": (_s.c.date.is_(None), _s.c.date.desc()),
        "conflicts": (_s.c.conflicts.desc(), _s.c.articles.desc()),
    }
    if order not in orders:
        raise OptionError(f"Stories have no order {order!r}.", remedy=f"Choose one of: {', '.join(orders)}.")
    rows, total = paged(connection, query.order_by(*orders[order], _s.c.id), limit, offset)
    return Slice([StoryLine(*row) for row in rows], total, offset)


def one_story(connection: Connection, name: str) -> StoryView:
    """A story by its id, the start of it, or an id that it had before."""
    rows = connection.execute(select(*_STORY, _s.c.bundle).where(named(_s.c.id, name)).limit(2)).all()
    row = only(rows, "stories", name) or _successor(connection, name)
    if row is None:
        raise NotFoundError(
            f"The dossier holds no story {name!r}.", remedy="The list of stories has their ids."
        )
    report = bundle_report(connection, row.bundle, texts=True)
    story = next(story for story in report.stories if story.id == row.id)
    return StoryView(StoryLine(*row[: len(_STORY)]), story, of_story(report, story))


def _successor(connection: Connection, name: str) -> Any:
    former = schema.former_story
    article = connection.execute(select(former.c.article).where(named(former.c.id, name)).limit(1)).scalar()
    if article is None:
        return None
    part = schema.story_article
    return connection.execute(
        select(*_STORY, _s.c.bundle)
        .join(part, part.c.story == _s.c.id)
        .where(part.c.article == article)
        .order_by(part.c.role)
        .limit(1)
    ).first()


def of_story(report: ReportData, story: Story) -> ReportData:
    """The part of a bundle's report that belongs to a story, as a report of its own."""
    articles = {part.article for part in story.articles}
    findings = tuple(
        replace(finding, rank=rank)
        for rank, finding in enumerate((f for f in report.findings if f.story == story.id), 1)
    )
    rejected = tuple(finding for finding in report.rejected if finding.story == story.id)
    shown = (*findings, *rejected)
    articles |= {account.article for finding in shown for account in finding.accounts}
    told = {claim for finding in shown for account in finding.accounts for claim in account.claims}
    told |= {step.claim for finding in shown for step in finding.history}
    claims = [claim for claim in report.claims if claim.story == story.id or claim.id in told]
    held = {claim.id for claim in claims}
    parents = {claim.parent for claim in claims} - held
    claims = [claim for claim in report.claims if claim.id in held or claim.id in parents]
    articles |= {claim.article for claim in claims}
    voices = {voice for claim in claims for voice in claim.voices} | parties(shown) | set(story.participants)
    voices |= {account.party for finding in shown for account in finding.accounts}
    voices |= {member for actor in report.actors if actor.id in voices for member in actor.members}
    return replace(
        report,
        articles=tuple(article for article in report.articles if article.id in articles),
        actors=tuple(actor for actor in report.actors if actor.id in voices),
        stories=(story,),
        claims=tuple(claims),
        findings=findings,
        rejected=rejected,
        copies=tuple(
            group for group in report.copies if set(group.articles) & articles == set(group.articles)
        ),
        times=tuple(time for time in report.times if time.article in articles),
        mentions={article: found for article, found in report.mentions.items() if article in articles},
    )


def one_finding(connection: Connection, name: str) -> tuple[Finding, ReportData]:
    """A finding by its id or the start of it, and the report of its bundle with all texts."""
    rows = connection.execute(select(_f.c.id, _f.c.bundle).where(named(_f.c.id, name)).limit(2)).all()
    if len(rows) != 1:
        raise NotFoundError(
            f"{'Two' if rows else 'No'} findings of the dossier have an id that starts with {name!r}.",
            remedy="The page of the story has the ids.",
        )
    report = bundle_report(connection, rows[0].bundle, texts=True)
    return next(f for f in (*report.findings, *report.rejected) if f.id == rows[0].id), report


def findings_of(connection: Connection, ids: Sequence[str]) -> list[tuple[Finding, ReportData]]:
    """Findings in the order given, each with the report of its bundle, which is read once.

    Ids that the dossier does not hold are left out.
    """
    rows = connection.execute(select(_f.c.id, _f.c.bundle).where(_f.c.id.in_(ids))).all()
    found = in_bundles(connection, rows, texts=True)
    return [found[name] for name in ids if name in found]


def in_bundles(
    connection: Connection, rows: Sequence[Any], *, texts: bool = False
) -> dict[str, tuple[Finding, ReportData]]:
    """Findings by id, each with the report of its bundle, for rows of ``id`` and ``bundle``.

    Each report is read once.
    """
    reports = {
        bundle: bundle_report(connection, bundle, texts=texts) for bundle in {row.bundle for row in rows}
    }
    held = {
        finding.id: (finding, report)
        for report in reports.values()
        for finding in (*report.findings, *report.rejected)
    }
    return {row.id: held[row.id] for row in rows}


def review(
    connection: Connection, *, kinds: Sequence[FindingKind] = (), limit: int = 20, offset: int = 0
) -> Slice[Queued]:
    """Findings that nobody judged, the least sure first; those at odds before the rest."""
    query = select(_f.c.id, _f.c.bundle, _f.c.story, _s.c.name).join(_s, _s.c.id == _f.c.story, isouter=True)
    query = query.where(_f.c.state == "open")
    if kinds:
        query = query.where(_f.c.kind.in_([kind.value for kind in kinds]))
    odds = case((_f.c.kind.in_(["contradiction", "denial", "numeric_difference", "emphasis"]), 0), else_=1)
    rows, total = paged(connection, query.order_by(odds, _f.c.score, _f.c.id), limit, offset)
    found = in_bundles(connection, rows)
    return Slice([Queued(found[row.id][0], row.story, row.name) for row in rows], total, offset)


def days_published(connection: Connection) -> list[tuple[str, int]]:
    """Days, with how many articles were published on each."""
    day = func.substr(_a.c.published, 1, 10)
    query = select(day, func.count()).where(_a.c.current, _a.c.published.is_not(None))
    return [(row[0], row[1]) for row in connection.execute(query.group_by(day).order_by(day))]


def story_names(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The names of these stories."""
    t = schema.story
    rows = connection.execute(select(t.c.id, t.c.name).where(t.c.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def articles_stamp(connection: Connection) -> tuple[Any, ...]:
    """What changes when an article comes or goes, found without reading the articles."""
    count = connection.execute(select(func.count(), func.sum(_a.c.number)).select_from(_a)).one()
    last = connection.execute(select(_a.c.id).order_by(_a.c.number.desc()).limit(1)).scalar()
    return (*count, last)


def outlets(connection: Connection) -> list[tuple[str, int]]:
    """Outlets with their number of articles, the most first."""
    rows = connection.execute(
        select(_a.c.outlet, func.count())
        .where(and_(_a.c.current, _a.c.outlet.is_not(None)))
        .group_by(_a.c.outlet)
        .order_by(func.count().desc(), _a.c.outlet)
    )
    return [(outlet, count) for outlet, count in rows]


def counts(connection: Connection) -> Counter[str]:
    """How many rows of each sort there are."""
    found: Counter[str] = Counter()
    for name in ("article", "story", "finding", "claim", "judgement"):
        table = schema.metadata.tables[name]
        found[name] = connection.execute(select(func.count()).select_from(table)).scalar_one()
    found["actor"] = connection.execute(select(func.count(schema.actor.c.id.distinct()))).scalar_one()
    found["waiting"] = connection.execute(
        select(func.coalesce(func.sum(schema.bundle.c.size), 0)).where(schema.bundle.c.stale)
    ).scalar_one()
    return found
