"""The report file (FORMAT.md, version 1): records to JSON."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crossread.errors import OutputError
from crossread.records import (
    Account,
    Actor,
    Article,
    Claim,
    CopyGroup,
    Doubt,
    Finding,
    HistoryEntry,
    Interval,
    Judged,
    Mention,
    ModelUse,
    Post,
    Reason,
    ReportData,
    Run,
    Skipped,
    Span,
    Story,
    TimeMention,
    check_report,
)
from crossread.stages.report.shown import sound, sound_path

FORMAT = "crossread-report/1"

Json = dict[str, Any]


def to_json(report: ReportData) -> str:
    """``report`` as one JSON object, ending in a newline; the same records give the same string.

    Key order is fixed; lists keep the order of the records. Fields beyond
    FORMAT.md are additive. Raises PositionError where a position does not
    resolve and OutputError for a number that JSON has no word for.
    """
    check_report(report)
    try:
        return sound(json.dumps(_report(report), ensure_ascii=False, allow_nan=False, indent=1)) + "\n"
    except ValueError as error:
        raise OutputError(
            f"The report holds a number that JSON cannot: {error}.",
            remedy="This is a fault of crossread, not of the input: please report it with the file.",
        ) from error


def _report(report: ReportData) -> Json:
    times: dict[str, list[TimeMention]] = {}
    for time in report.times:
        times.setdefault(time.article, []).append(time)
    return {
        "format": FORMAT,
        "run": _run(report.run),
        "articles": [_article(article) for article in report.articles],
        "actors": [_actor(actor) for actor in report.actors],
        "stories": [_story(story) for story in report.stories],
        "claims": [_claim(claim, times.get(claim.article, ())) for claim in report.claims],
        "findings": [_finding(finding) for finding in report.findings],
        "copies": [_copy(group) for group in report.copies],
        "skipped": [_skipped(item) for item in report.skipped],
        "times": [_time(time) for time in report.times],
        "mentions": {
            article: [_mention(mention) for mention in mentions]
            for article, mentions in sorted(report.mentions.items())
        },
        "rejected": [_finding(finding) for finding in report.rejected],
    }


def _run(run: Run) -> Json:
    return {
        "version": run.version,
        "started": run.started,
        "models": [_model(model) for model in run.models],
        "options": _sorted(run.options),
    }


def _model(model: ModelUse) -> Json:
    named = {"name": model.name, "sha256": model.sha256}
    return {**named, "file": model.file} if model.file else named


def _article(article: Article) -> Json:
    text = sound(article.text)
    return {
        "id": article.id,
        "path": sound_path(article.path),
        "outlet": article.outlet,
        "title": article.title,
        "title_span": _span(article.title_span),
        "byline": article.byline,
        "agency": article.agency,
        "url": article.url,
        "party": article.party,
        "published": article.published,
        "published_basis": article.published_basis,
        "kind": article.kind,
        "language": article.language,
        "format": article.format,
        "encoding": article.encoding,
        "flags": list(article.flags),
        "doubts": [_doubt(doubt) for doubt in article.doubts],
        "text": text,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "furniture": [{**_pair(item.span), "why": item.why} for item in article.furniture],
        "posts": [_post(post, article.text) for post in article.posts],
        "headings": _spans(article.headings),
    }


def _doubt(doubt: Doubt) -> Json:
    return {"signal": doubt.signal, "value": doubt.value, "weight": doubt.weight}


def _post(post: Post, text: str) -> Json:
    heading = post.heading.of(text) if post.heading else None
    return {"time": post.time, **_pair(post.span), "heading": heading, "heading_span": _span(post.heading)}


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "name": actor.name,
        "type": actor.type,
        "side": actor.side,
        "mentions": list(actor.mentions),
        "named": actor.named,
        "members": list(actor.members),
    }


def _story(story: Story) -> Json:
    return {
        "id": story.id,
        "name": story.name,
        "date": story.date,
        "place": story.place,
        "participants": list(story.participants),
        "articles": [
            {"article": part.article, "role": part.role, "spans": _spans(part.spans)}
            for part in story.articles
        ],
    }


def _claim(claim: Claim, times: Sequence[TimeMention]) -> Json:
    spoken_of = [time for time in times if any(piece.contains(time.span) for piece in claim.content)]
    return {
        "id": claim.id,
        "article": claim.article,
        "story": claim.story,
        "voices": list(claim.voices),
        "source": _span(claim.source),
        "cue": _span(claim.cue),
        "content": _spans(claim.content),
        "quotation": claim.quotation,
        "act": claim.act,
        "polarity": claim.polarity,
        "hedged": claim.hedged,
        "said_on": claim.said_on.iso() if claim.said_on else None,
        "said_during": _interval(claim.said_on),
        "said_basis": claim.said_basis,
        "speaks_of": [{**_pair(time.span), "interval": _interval(time.interval)} for time in spoken_of],
        "planned": claim.planned,
        "cue_type": claim.cue_type,
        "parent": claim.parent,
        "confidence": claim.confidence,
    }


def _finding(finding: Finding) -> Json:
    return {
        "id": finding.id,
        "rank": finding.rank,
        "kind": finding.kind,
        "question": finding.question,
        "story": finding.story,
        "score": finding.score,
        "independent": finding.independent,
        "reasons": [_reason(reason) for reason in finding.reasons],
        "accounts": [_account(account) for account in finding.accounts],
        "history": [_step(step) for step in finding.history],
        "judged": [_judged(item) for item in finding.judged],
    }


def _judged(item: Judged) -> Json:
    return {"judgement": item.action, "by": item.by, "on": item.on, "note": item.note}


def _reason(reason: Reason) -> Json:
    return {"signal": reason.signal, "value": reason.value, "weight": reason.weight}


def _account(account: Account) -> Json:
    return {
        "party": account.party,
        "article": account.article,
        "stance": account.stance,
        "claims": list(account.claims),
        "passages": _spans(account.passages),
    }


def _step(step: HistoryEntry) -> Json:
    return {"on": step.on, "status": step.status, "claim": step.claim}


def _copy(group: CopyGroup) -> Json:
    return {
        "articles": list(group.articles),
        "origin": group.origin,
        "shared": group.shared,
        "shares": list(group.shares),
    }


def _skipped(item: Skipped) -> Json:
    return {"path": sound_path(item.path), "code": item.code, "cause": item.cause, "remedy": item.remedy}


def _time(time: TimeMention) -> Json:
    return {"article": time.article, **_pair(time.span), "interval": _interval(time.interval)}


def _mention(mention: Mention) -> Json:
    return {**_pair(mention.span), "type": mention.type, "confidence": mention.confidence}


def _interval(interval: Interval | None) -> Json | None:
    if interval is None:
        return None
    return {"start": interval.start.isoformat(), "end": interval.end.isoformat(), "grain": interval.grain}


def _pair(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _span(span: Span | None) -> Json | None:
    return _pair(span) if span else None


def _spans(spans: Iterable[Span]) -> list[Json]:
    return [_pair(span) for span in spans]


def _sorted(options: Mapping[str, str | int | float | bool | None]) -> Json:
    return dict(sorted(options.items()))
