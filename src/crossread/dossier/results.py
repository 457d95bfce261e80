"""The report of a bundle, made by the stages and kept; and the rows that index it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, func, literal_column, select, text

from crossread.dossier import schema
from crossread.dossier.codec import pack, plain
from crossread.models import CrossEncoder, Encoder
from crossread.pipeline import PipelineOptions, read_against, resolved
from crossread.records import (
    Article,
    Claim,
    Correction,
    Finding,
    FindingKind,
    ModelUse,
    Reading,
    ReportData,
)

AT_ODDS = frozenset(
    {FindingKind.CONTRADICTION, FindingKind.DENIAL, FindingKind.NUMERIC_DIFFERENCE, FindingKind.EMPHASIS}
)
_MANY = 400


def report_of(
    articles: Sequence[Article],
    readings: Sequence[Reading],
    *,
    options: PipelineOptions,
    encoder: Encoder,
    pair_model: CrossEncoder,
    models: tuple[ModelUse, ...],
    corrections: Sequence[Correction],
) -> ReportData:
    """What the stages make of a bundle, as those who corrected it want it; nothing is judged yet."""
    said = resolved(articles, readings, options=options, models=models, corrections=corrections)
    return read_against(
        said, options=options, encoder=encoder, pair_model=pair_model, corrections=corrections
    )


def keep(
    connection: Connection, bundle: str, made: ReportData, report: ReportData, added: Mapping[str, str]
) -> None:
    """Put a report in the place of the one that the bundle had.

    ``made`` is the report before it was judged; ``added`` is when each article came.
    """
    articles = [article.id for article in report.articles]
    for former in {*holders(connection, articles), bundle}:
        forget_reports(connection, former)
        forget_unsaid(connection, former)
    _keep_packed(connection, bundle, made, report)
    _insert(connection, schema.story, _story_rows(bundle, report, added))
    _insert(connection, schema.story_article, _part_rows(report))
    _insert(connection, schema.finding, _finding_rows(bundle, report))
    _insert(connection, schema.finding_party, _party_rows(report))
    _insert(connection, schema.actor, _actor_rows(bundle, report))
    _insert(connection, schema.story_actor, _voice_rows(report))
    _insert(connection, schema.claim, [_claim_row(bundle, claim) for claim in report.claims])
    _index_words(connection, report)
    ids = [story.id for story in report.stories]
    connection.execute(delete(schema.former_story).where(schema.former_story.c.id.in_(ids)))


def keep_judged(
    connection: Connection, bundle: str, made: ReportData, report: ReportData, added: Mapping[str, str]
) -> None:
    """Put a report in the place of one that differs from it only in what people said of findings."""
    _keep_packed(connection, bundle, made, report)
    _forget_findings(connection, bundle)
    _insert(connection, schema.finding, _finding_rows(bundle, report))
    _insert(connection, schema.finding_party, _party_rows(report))
    for row in _story_rows(bundle, report, added):
        connection.execute(schema.story.update().where(schema.story.c.id == row["id"]).values(**row))


def _keep_packed(connection: Connection, bundle: str, made: ReportData, report: ReportData) -> None:
    connection.execute(
        schema.bundle.update()
        .where(schema.bundle.c.id == bundle)
        .values(stale=False, report=_packed(report), made=None if made is report else _packed(made))
    )


def _packed(report: ReportData) -> bytes:
    return pack(replace(report, articles=(), run=replace(report.run, started="")))


def _insert(connection: Connection, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(table.insert(), list(rows))


def _story_rows(bundle: str, report: ReportData, added: Mapping[str, str]) -> list[dict[str, Any]]:
    labels = {article.id: article.label for article in report.articles}
    origin = {article: min(group.articles) for group in report.copies for article in group.articles}
    by_story: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_story[finding.story or ""].append(finding)
    rows = []
    for story in report.stories:
        main = {part.article for part in story.articles if part.role == "main"}
        findings = by_story[story.id]
        rows.append(
            {
                "id": story.id,
                "bundle": bundle,
                "name": _stored(story.name),
                "date": story.date,
                "place": _stored(story.place or "") or None,
                "articles": len({part.article for part in story.articles}),
                "outlets": len({labels[origin.get(article, article)] for article in main}),
                "parties": len(parties(findings)),
                "conflicts": sum(finding.kind in AT_ODDS for finding in findings),
                "findings": len(findings),
                "changed": max(added[part.article] for part in story.articles),
            }
        )
    return rows


def parties(findings: Sequence[Finding]) -> set[str]:
    """Who gives an account in some findings."""
    return {account.party for finding in findings for account in finding.accounts if account.passages}


def _part_rows(report: ReportData) -> list[dict[str, Any]]:
    roles: dict[tuple[str, str], str] = {}
    for story in report.stories:
        for part in story.articles:
            roles[story.id, part.article] = min(
                part.role.value, roles.get((story.id, part.article), "mention")
            )
    return [{"story": s, "article": a, "role": role} for (s, a), role in sorted(roles.items())]


def _finding_rows(bundle: str, report: ReportData) -> list[dict[str, Any]]:
    return [
        {
            "id": finding.id,
            "bundle": bundle,
            "story": finding.story,
            "kind": finding.kind.value,
            "rank": finding.rank,
            "score": finding.score,
            "independent": finding.independent,
            "state": state,
            "question": _stored(finding.question),
        }
        for finding, state in _states(report)
    ]


def _party_rows(report: ReportData) -> list[dict[str, Any]]:
    return [
        {"finding": finding.id, "party": _stored(party)}
        for finding, _ in _states(report)
        for party in sorted({account.party for account in finding.accounts})
    ]


def _states(report: ReportData) -> list[tuple[Finding, str]]:
    seen: dict[str, tuple[Finding, str]] = {}
    for finding in report.findings:
        state = "accepted" if finding.accepted else "judged" if finding.judged else "open"
        seen.setdefault(finding.id, (finding, state))
    for finding in report.rejected:
        seen.setdefault(finding.id, (finding, "rejected"))
    return list(seen.values())


def _actor_rows(bundle: str, report: ReportData) -> list[dict[str, Any]]:
    claims = Counter(claim.speaker for claim in report.claims)
    articles: dict[str | None, set[str]] = defaultdict(set)
    for claim in report.claims:
        articles[claim.speaker].add(claim.article)
    return [
        {
            "id": actor.id,
            "bundle": bundle,
            "name": _stored(actor.name),
            "type": actor.type.value,
            "side": _stored(actor.side or "") or None,
            "named": actor.named,
            "claims": claims[actor.id],
            "articles": len(articles[actor.id]),
            "forms": _stored(plain(actor.mentions)),
        }
        for actor in report.actors
    ]


def _voice_rows(report: ReportData) -> list[dict[str, Any]]:
    pairs = {(claim.story, voice) for claim in report.claims if claim.story for voice in claim.heard}
    return [{"story": story, "actor": actor} for story, actor in sorted(pairs)]


def _claim_row(bundle: str, claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "article": claim.article,
        "bundle": bundle,
        "story": claim.story,
        "speaker": claim.speaker,
        "voices": plain(claim.voices),
        "content": plain(claim.content),
        "act": claim.act.value,
        "quotation": claim.quotation.value,
        "polarity": claim.polarity.value,
        "hedged": claim.hedged,
        "said_on": claim.said_on.iso() if claim.said_on else None,
    }


# --- words ----------------------------------------------------------------------


def words_of(claim: Claim, article: Article) -> str:
    """The words of a claim as the index takes them."""
    return _stored(" ".join(span.of(article.text) for span in claim.content))


def _index_words(connection: Connection, report: ReportData) -> None:
    articles = {article.id: article for article in report.articles}
    ids = [claim.id for claim in report.claims]
    numbers: dict[str, int] = {}
    for start in range(0, len(ids), _MANY):
        query = select(schema.claim.c.id, schema.claim.c.number).where(
            schema.claim.c.id.in_(ids[start : start + _MANY])
        )
        numbers.update({row.id: row.number for row in connection.execute(query)})
    rows = [
        {"n": numbers[claim.id], "w": words_of(claim, articles[claim.article])} for claim in report.claims
    ]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(text("insert into claim_words (rowid, words) values (:n, :w)"), rows)
    else:
        connection.execute(
            text("insert into claim_words (rowid, words) values (:n, to_tsvector('english', :w))"), rows
        )


def _unindex(connection: Connection, where: Any) -> None:
    """Take claims out of the index of words. A contentless index asks for the words that it was given."""
    if connection.dialect.name != "sqlite":
        numbers = select(schema.claim.c.number).where(where)
        connection.execute(delete(_CLAIM_WORDS).where(literal_column("rowid").in_(numbers)))
        return
    from crossread.dossier.codec import read_plain, unpack_text
    from crossread.records import Span

    rows = connection.execute(
        select(schema.claim.c.number, schema.claim.c.content, schema.claim.c.article).where(where)
    ).all()
    texts: dict[str, str] = {}
    gone = []
    for number, content, article in rows:
        if article not in texts:
            data = connection.execute(
                select(schema.article.c.text).where(schema.article.c.id == article)
            ).scalar_one()
            texts[article] = unpack_text(data)
        spans = read_plain(content, tuple[Span, ...])
        gone.append({"n": number, "w": _stored(" ".join(span.of(texts[article]) for span in spans))})
    if gone:
        connection.execute(
            text("insert into claim_words (claim_words, rowid, words) values ('delete', :n, :w)"), gone
        )


def _words_table() -> Any:
    from sqlalchemy import column, table

    return table("claim_words", column("rowid"), column("words"))


_CLAIM_WORDS = _words_table()


# --- forgetting ------------------------------------------------------------------


def forget_reports(connection: Connection, bundle: str) -> None:
    """Take away what a bundle's report says."""
    _remember_stories(connection, bundle)
    stories = select(schema.story.c.id).where(schema.story.c.bundle == bundle)
    _unindex(connection, schema.claim.c.bundle == bundle)
    connection.execute(delete(schema.claim).where(schema.claim.c.bundle == bundle))
    connection.execute(delete(schema.story_article).where(schema.story_article.c.story.in_(stories)))
    connection.execute(delete(schema.story_actor).where(schema.story_actor.c.story.in_(stories)))
    _forget_findings(connection, bundle)
    for table in (schema.story, schema.actor):
        connection.execute(delete(table).where(table.c.bundle == bundle))
    connection.execute(
        schema.bundle.update().where(schema.bundle.c.id == bundle).values(report=None, made=None)
    )


def _forget_findings(connection: Connection, bundle: str) -> None:
    findings = select(schema.finding.c.id).where(schema.finding.c.bundle == bundle)
    connection.execute(delete(schema.finding_party).where(schema.finding_party.c.finding.in_(findings)))
    connection.execute(delete(schema.finding).where(schema.finding.c.bundle == bundle))


def holders(connection: Connection, articles: Sequence[str]) -> list[str]:
    """The bundles whose reports name some articles, also those that these have left."""
    found: set[str] = set()
    for start in range(0, len(articles), _MANY):
        some = articles[start : start + _MANY]
        parts = select(schema.story.c.bundle).join(
            schema.story_article, schema.story_article.c.story == schema.story.c.id
        )
        found |= set(connection.execute(parts.where(schema.story_article.c.article.in_(some))).scalars())
        claims = select(schema.claim.c.bundle).where(schema.claim.c.article.in_(some)).distinct()
        found |= set(connection.execute(claims).scalars())
    return sorted(found)


def forget_unsaid(connection: Connection, bundle: str) -> None:
    """Take away a bundle without articles whose report is gone, too."""
    connection.execute(
        delete(schema.bundle).where(
            schema.bundle.c.id == bundle, schema.bundle.c.size == 0, schema.bundle.c.report.is_(None)
        )
    )


def _remember_stories(connection: Connection, bundle: str) -> None:
    """Keep the ids that stories had, so that a link to one leads to where its articles are now."""
    query = (
        select(schema.story_article.c.story, func.min(schema.story_article.c.article))
        .join(schema.story, schema.story.c.id == schema.story_article.c.story)
        .where(schema.story.c.bundle == bundle, schema.story_article.c.role == "main")
        .group_by(schema.story_article.c.story)
    )
    gone: dict[str, str] = {row[0]: row[1] for row in connection.execute(query)}
    connection.execute(delete(schema.former_story).where(schema.former_story.c.id.in_(sorted(gone))))
    _insert(
        connection, schema.former_story, [{"id": story, "article": gone[story]} for story in sorted(gone)]
    )


def _stored(value: str) -> str:
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
