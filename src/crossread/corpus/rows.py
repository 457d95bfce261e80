"""Records to rows of the tables."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from crossread.records import (
    Account,
    Actor,
    Article,
    Claim,
    CopyGroup,
    Finding,
    Interval,
    Span,
    Story,
    content_id,
)
from crossread.stages.report import shown

Row = dict[str, Any]


def sound(text: str | None) -> str | None:
    """``text`` with lone surrogates replaced one for one: Arrow's strings are UTF-8."""
    return None if text is None else shown.sound(text)


def article_row(article: Article) -> Row:
    """A row of ``articles``."""
    return {
        "id": article.id,
        "place": sound(article.path),
        "title": sound(article.title),
        "outlet": sound(article.outlet),
        "byline": sound(article.byline),
        "agency": sound(article.agency),
        "party": sound(article.party),
        "url": sound(article.url),
        "published": article.published,
        "published_basis": article.published_basis,
        "kind": article.kind,
        "language": article.language,
        "format": article.format,
        "encoding": article.encoding,
        "flags": list(article.flags),
        "words": len(article.text.split()),
        "text": sound(article.text),
        "furniture": [{**_pair(item.span), "why": item.why} for item in article.furniture],
    }


def claim_row(claim: Claim, actors: Mapping[str, Actor]) -> Row:
    """A row of ``claims``; names of ``voices`` are of the actors, the outermost first."""
    named = [actors[voice] for voice in claim.voices if voice in actors]
    return {
        "id": claim.id,
        "article": claim.article,
        "story": claim.story,
        "speaker": sound(named[-1].name) if named and claim.heard else None,
        "voices": [sound(actor.name) for actor in named],
        "voice_ids": list(claim.voices),
        "side": sound(named[-1].side) if named else None,
        "act": claim.act,
        "polarity": claim.polarity,
        "hedged": claim.hedged,
        "planned": claim.planned,
        "quotation": claim.quotation,
        "cue_type": claim.cue_type,
        "content": _pairs(claim.content),
        "source": _pair(claim.source) if claim.source else None,
        "cue": _pair(claim.cue) if claim.cue else None,
        "said_from": _second(claim.said_on, "start"),
        "said_to": _second(claim.said_on, "end"),
        "said_basis": claim.said_basis,
        "parent": claim.parent,
        "confidence": claim.confidence,
    }


def story_rows(story: Story) -> list[Row]:
    """Rows of ``stories``: one for each article of it."""
    return [
        {
            "story": story.id,
            "article": part.article,
            "role": part.role,
            "spans": _pairs(part.spans),
            "name": sound(story.name),
            "date": story.date,
            "place": sound(story.place),
        }
        for part in story.articles
    ]


def copy_rows(group: CopyGroup) -> list[Row]:
    """Rows of ``copies``: one for each article of a group."""
    name = content_id("copies", *sorted(group.articles))
    return [
        {"copies": name, "article": article, "origin": sound(group.origin), "shared": part}
        for article, part in group.parts()
    ]


def finding_row(finding: Finding, rank: int, actors: Mapping[str, Actor]) -> Row:
    """A row of ``findings``."""
    return {
        "id": finding.id,
        "story": finding.story,
        "kind": finding.kind,
        "question": sound(finding.question),
        "rank": rank,
        "score": finding.score,
        "independent": finding.independent,
        "accounts": [_account(account, actors) for account in finding.accounts],
        "reasons": [
            {"signal": reason.signal, "value": sound(reason.value), "weight": reason.weight}
            for reason in finding.reasons
        ],
        "history": [
            {"on": step.on, "status": step.status, "claim": step.claim} for step in finding.history
        ],
    }  # fmt: skip


def _account(account: Account, actors: Mapping[str, Actor]) -> Row:
    known = actors.get(account.party)
    return {
        "party": sound(account.party),
        "name": sound(known.name if known else account.party),
        "article": account.article,
        "stance": account.stance,
        "claims": list(account.claims),
        "passages": _pairs(account.passages),
    }


def _second(interval: Interval | None, end: str) -> datetime | None:
    if interval is None:
        return None
    at: datetime = getattr(interval, end)
    return at.replace(tzinfo=None, microsecond=0)


def _pair(span: Span) -> Row:
    return {"start": span.start, "end": span.end}


def _pairs(spans: Iterable[Span]) -> list[Row]:
    return [_pair(span) for span in spans]
