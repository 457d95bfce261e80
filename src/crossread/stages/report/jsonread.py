"""The report file read back: JSON to records. What does not fit is refused, with the place named."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from crossread.errors import CrossreadError, ReportError
from crossread.records import (
    Account,
    Act,
    Action,
    Actor,
    ActorType,
    Article,
    ArticleKind,
    Claim,
    CopyGroup,
    CueType,
    DateBasis,
    Doubt,
    EntityType,
    Finding,
    FindingKind,
    Furniture,
    Grain,
    HistoryEntry,
    Interval,
    Judged,
    Mention,
    ModelUse,
    Polarity,
    Post,
    Quotation,
    Reason,
    ReportData,
    Role,
    Run,
    SaidBasis,
    Skipped,
    Span,
    Stance,
    Story,
    StoryArticle,
    TimeMention,
    check_report,
)
from crossread.stages.report.jsonfile import FORMAT

Json = dict[str, Any]
T = TypeVar("T")
_REMEDY = "Write it again with `crossread compare … --json FILE`; a report file is not meant to be edited."


def from_json(text: str) -> ReportData:
    """The records of a report file that :func:`crossread.stages.report.to_json` wrote.

    Raises ReportError where ``text`` is no such file: other JSON, another
    version, a missing field, an article's text that does not match its hash, or
    a position that does not resolve.
    """
    data = _loaded(text)
    try:
        report = _report(data)
        check_report(report)
    except CrossreadError as error:
        raise ReportError(f"The report file is damaged. {error.message}", remedy=_REMEDY) from error
    except KeyError as error:
        raise ReportError(f"The report file is damaged: field {error} is missing.", remedy=_REMEDY) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ReportError(f"The report file is damaged: {error}.", remedy=_REMEDY) from error
    return report


def _loaded(text: str) -> Json:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReportError(f"This is no report file, for it is not JSON: {error}.", remedy=_REMEDY) from error
    name = data.get("format") if isinstance(data, dict) else None
    if name != FORMAT:
        raise ReportError(
            f"This is no report file that crossread reads: its format is {name!r}, not {FORMAT!r}.",
            remedy=_REMEDY,
        )
    return dict(data)


def _report(data: Json) -> ReportData:
    return ReportData(
        run=_run(data["run"]),
        articles=_each(_article, data["articles"]),
        actors=_each(_actor, data["actors"]),
        stories=_each(_story, data["stories"]),
        claims=_each(_claim, data["claims"]),
        findings=_each(_finding, data["findings"]),
        copies=_each(_copy, data.get("copies", ())),
        skipped=_each(_skipped, data.get("skipped", ())),
        times=_each(_time, data.get("times", ())),
        mentions={article: _each(_mention, found) for article, found in data.get("mentions", {}).items()},
        rejected=_each(_finding, data.get("rejected", ())),
    )


def _run(data: Json) -> Run:
    models = tuple(ModelUse(one["name"], one["sha256"], one.get("file", "")) for one in data["models"])
    return Run(version=data["version"], started=data["started"], models=models, options=dict(data["options"]))


def _article(data: Json) -> Article:
    text = data["text"]
    if hashlib.sha256(text.encode()).hexdigest() != data["text_sha256"]:
        raise ReportError(f"The text of {data['path']} is not the one that was read.")
    basis = data["published_basis"]
    return Article(
        id=data["id"],
        path=data["path"],
        text=text,
        format=data["format"],
        encoding=data["encoding"],
        language=data["language"],
        kind=ArticleKind(data["kind"]),
        title=data["title"],
        title_span=_maybe(_span, data["title_span"]),
        outlet=data["outlet"],
        byline=data["byline"],
        agency=data["agency"],
        url=data["url"],
        published=data["published"],
        published_basis=DateBasis(basis) if basis else None,
        party=data["party"],
        furniture=_each(lambda item: Furniture(_span(item), item["why"]), data["furniture"]),
        posts=_each(_post, data["posts"]),
        headings=_each(_span, data["headings"]),
        flags=tuple(data["flags"]),
        doubts=_each(
            lambda item: Doubt(item["signal"], item["value"], item["weight"]), data.get("doubts", [])
        ),
    )


def _post(data: Json) -> Post:
    return Post(time=data["time"], span=_span(data), heading=_maybe(_span, data["heading_span"]))


def _actor(data: Json) -> Actor:
    return Actor(
        id=data["id"],
        name=data["name"],
        type=ActorType(data["type"]),
        side=data["side"],
        mentions=tuple(data["mentions"]),
        named=data["named"],
        members=tuple(data["members"]),
    )


def _story(data: Json) -> Story:
    return Story(
        id=data["id"],
        name=data["name"],
        date=data["date"],
        place=data["place"],
        participants=tuple(data["participants"]),
        articles=_each(
            lambda part: StoryArticle(part["article"], Role(part["role"]), _each(_span, part["spans"])),
            data["articles"],
        ),
    )


def _claim(data: Json) -> Claim:
    return Claim(
        id=data["id"],
        article=data["article"],
        content=_each(_span, data["content"]),
        voices=tuple(data["voices"]),
        source=_maybe(_span, data["source"]),
        cue=_maybe(_span, data["cue"]),
        quotation=Quotation(data["quotation"]),
        act=Act(data["act"]),
        polarity=Polarity(data["polarity"]),
        hedged=data["hedged"],
        planned=data.get("planned", False),
        cue_type=CueType(data["cue_type"]),
        said_on=_maybe(_interval, data["said_during"]),
        said_basis=SaidBasis(data["said_basis"]) if data.get("said_basis") else None,
        parent=data["parent"],
        story=data["story"],
        confidence=data["confidence"],
    )


def _finding(data: Json) -> Finding:
    return Finding(
        id=data["id"],
        kind=FindingKind(data["kind"]),
        question=data["question"],
        accounts=_each(_account, data["accounts"]),
        reasons=_each(lambda item: Reason(item["signal"], item["value"], item["weight"]), data["reasons"]),
        score=data["score"],
        rank=data["rank"],
        story=data["story"],
        history=_each(lambda step: HistoryEntry(step["on"], step["status"], step["claim"]), data["history"]),
        independent=data["independent"],
        judged=_each(_judged, data.get("judged", ())),
    )


def _judged(data: Json) -> Judged:
    return Judged(Action(data["judgement"]), data["by"], data["on"], data["note"])


def _account(data: Json) -> Account:
    return Account(
        party=data["party"],
        article=data["article"],
        stance=Stance(data["stance"]),
        claims=tuple(data["claims"]),
        passages=_each(_span, data["passages"]),
    )


def _copy(data: Json) -> CopyGroup:
    return CopyGroup(
        articles=tuple(data["articles"]),
        origin=data["origin"],
        shared=data["shared"],
        shares=tuple(data.get("shares", ())),
    )


def _skipped(data: Json) -> Skipped:
    return Skipped(path=data["path"], code=data["code"], cause=data["cause"], remedy=data["remedy"])


def _time(data: Json) -> TimeMention:
    return TimeMention(article=data["article"], span=_span(data), interval=_interval(data["interval"]))


def _mention(data: Json) -> Mention:
    return Mention(span=_span(data), type=EntityType(data["type"]), confidence=data["confidence"])


def _interval(data: Json) -> Interval:
    start, end = (datetime.fromisoformat(data[key]) for key in ("start", "end"))
    return Interval(start, end, Grain(data["grain"]))


def _span(data: Json) -> Span:
    return Span(data["start"], data["end"])


def _maybe(read: Callable[[Json], T], data: Json | None) -> T | None:
    return None if data is None else read(data)


def _each(read: Callable[[Json], T], items: list[Json]) -> tuple[T, ...]:
    return tuple(read(item) for item in items)
