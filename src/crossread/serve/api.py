"""The dossier as JSON, under ``/api/v1``; articles, claims and findings as the report file has them."""

import json
from dataclasses import replace
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import APIRouter, Body, Query, Request
from pydantic import BaseModel

from crossread.dossier.searching import Query as Search
from crossread.dossier.views import ActorLine, ArticleLine, Said, Slice, Status, StoryLine
from crossread.records import Act, Action, ArticleKind, Finding, FindingKind
from crossread.serve.gathering import article_report
from crossread.serve.params import PAGE_SIZE, ActorId, Day, Held, Id, Limit, Offset, Words, Writing, iso
from crossread.serve.problems import RESPONSES
from crossread.stages.report import to_json

T = TypeVar("T")
router = APIRouter(prefix="/api/v1", responses=RESPONSES)


class Page(BaseModel, Generic[T]):
    """A part of a list: ``items`` from ``offset`` on, of ``total``; ``next`` is the address of the rest."""

    items: list[T]
    total: int
    limit: int
    offset: int
    next: str | None


class FindingLine(BaseModel):
    """A finding in a list. Its accounts are in the report of its story."""

    id: str
    kind: FindingKind
    question: str
    score: float
    rank: int
    independent: int
    story: str | None


class Queued(FindingLine):
    """A finding that waits for a person's word."""

    story_name: str | None


class Story(BaseModel):
    """A story: its line in the list, and a report file of its own."""

    line: StoryLine
    report: dict[str, Any]


class Article(BaseModel):
    """An article: its line in the list, a report file of it alone, and the findings that it takes part in."""

    line: ArticleLine
    report: dict[str, Any]
    findings: list[FindingLine]


class Actor(BaseModel):
    """An actor: its line in the list, all forms of its name, what it said by time, where its position shifts.

    ``quoted_by``: outlets with the number of its claims that each carries.
    """

    line: ActorLine
    forms: list[str]
    said: Page[Said]
    shifts: list[FindingLine]
    quoted_by: list[tuple[str, int]]


class Outlet(BaseModel):
    """An outlet with its number of articles."""

    name: str
    articles: int


class Word(BaseModel):
    """What a person says of a finding."""

    action: Literal["accept", "reject"]
    note: Annotated[str, Body(max_length=2_000, pattern=r"^[^\x00]*$")] = ""


class Spoken(BaseModel):
    """A judgement as it was kept; its id undoes it."""

    id: str
    action: Action
    by: str
    on: str
    note: str


def _page(request: Request, found: Slice[T], limit: int) -> Page[T]:
    end = found.offset + len(found.items)
    more = found.items and end < found.total
    later = request.url.include_query_params(offset=end, limit=limit)
    return Page(
        items=list(found.items),
        total=found.total,
        limit=limit,
        offset=found.offset,
        next=f"{later.path}?{later.query}" if more else None,
    )


def _line(finding: Finding) -> dict[str, Any]:
    return {field: getattr(finding, field) for field in FindingLine.model_fields}


@router.get("/status")
def status(dossier: Held) -> Status:
    """What the dossier holds."""
    return dossier.status()


@router.get("/stories")
def stories(
    request: Request,
    dossier: Held,
    actor: Annotated[Words, Query(description="An actor's id.")] = "",
    outlet: Words = "",
    words: Annotated[Words, Query(description="Words of the story's name.")] = "",
    since: Day = None,
    until: Day = None,
    order: Literal["changed", "date", "conflicts"] = "changed",
    limit: Limit = PAGE_SIZE,
    offset: Offset = 0,
) -> Page[StoryLine]:
    """Stories, the last changed first."""
    found = dossier.stories(
        actor=actor or None, outlet=outlet or None, words=words or None, since=iso(since), until=iso(until),
        order=order, limit=limit, offset=offset,
    )  # fmt: skip
    return _page(request, found, limit)


@router.get("/stories/{name}")
def story(dossier: Held, name: Id) -> Story:
    """A story with its findings, by its id or one that it had before it grew."""
    found = dossier.story(name)
    return Story(line=found.line, report=json.loads(to_json(found.report)))


@router.get("/articles")
def articles(
    request: Request,
    dossier: Held,
    outlet: Words = "",
    since: Day = None,
    until: Day = None,
    limit: Limit = PAGE_SIZE,
    offset: Offset = 0,
) -> Page[ArticleLine]:
    """Articles, the last published first."""
    found = dossier.articles(
        outlet=outlet or None, since=iso(since), until=iso(until), limit=limit, offset=offset
    )
    return _page(request, found, limit)


@router.get("/articles/{name}")
def article(dossier: Held, name: Id) -> Article:
    """An article with its claims."""
    found = dossier.article(name)
    # Findings and stories speak of other articles, too: the first are listed, the second named by the line.
    alone = json.loads(to_json(replace(article_report(found), findings=(), stories=())))
    lines = [FindingLine(**_line(finding)) for finding in found.findings]
    return Article(line=found.line, report=alone, findings=lines)


@router.get("/findings/{name}")
def finding(dossier: Held, name: Id) -> FindingLine:
    """A finding in a line; the report of its story has its accounts."""
    return FindingLine(**_line(dossier.finding(name)[0]))


@router.get("/actors")
def actors(
    request: Request, dossier: Held, words: Words = "", limit: Limit = PAGE_SIZE, offset: Offset = 0
) -> Page[ActorLine]:
    """Actors with a name, those who say most first."""
    return _page(request, dossier.actors(words=words or None, limit=limit, offset=offset), limit)


@router.get("/actors/{name}")
def actor(
    request: Request, dossier: Held, name: ActorId, limit: Limit = PAGE_SIZE, offset: Offset = 0
) -> Actor:
    """An actor by id or whole name, and what it said by time; ``limit`` and ``offset`` concern that."""
    found = dossier.actor(name, limit=limit, offset=offset)
    return Actor(
        line=found.line,
        forms=list(found.actor.mentions),
        said=_page(request, found.said, limit),
        shifts=[FindingLine(**_line(shift)) for shift in found.shifts],
        quoted_by=list(found.quoted_by),
    )


@router.get("/search")
def search(
    request: Request,
    dossier: Held,
    words: Words = "",
    speaker: Words = "",
    outlet: Words = "",
    since: Day = None,
    until: Day = None,
    kind: ArticleKind | None = None,
    act: Act | None = None,
    limit: Limit = PAGE_SIZE,
    offset: Offset = 0,
) -> Page[Said]:
    """What was said: all ``words`` must occur, "in quotation marks" as a phrase, with a minus not."""
    query = Search(
        words=words, speaker=speaker or None, outlet=outlet or None, since=iso(since), until=iso(until),
        kind=kind, act=act,
    )  # fmt: skip
    return _page(request, dossier.search(query, limit=limit, offset=offset), limit)


@router.get("/outlets")
def outlets(dossier: Held) -> list[Outlet]:
    """Outlets with their number of articles, the most first."""
    return [Outlet(name=name, articles=count) for name, count in dossier.outlets()]


@router.get("/review")
def review(request: Request, dossier: Held, limit: Limit = 20, offset: Offset = 0) -> Page[Queued]:
    """Findings that nobody judged, the least sure first."""
    found = dossier.review_queue(limit=limit, offset=offset)
    lines = [
        Queued(**_line(item.finding), story_name=item.story_name) for item in found.items
    ]  # fmt: skip
    return _page(request, Slice(lines, found.total, found.offset), limit)


@router.post("/findings/{name}/judgements", status_code=201)
def judge(request: Request, dossier: Held, writing: Writing, name: Id, word: Word) -> Spoken:
    """Accept or reject a finding."""
    with writing:
        made = dossier.judge(name, Action(word.action), by=request.app.state.by, note=word.note)
    return Spoken(id=made.id, action=made.action, by=made.by, on=made.on, note=made.note)


@router.delete("/judgements/{name}", status_code=204)
def undo(request: Request, dossier: Held, writing: Writing, name: Id) -> None:
    """Withdraw a judgement."""
    with writing:
        dossier.undo(name, by=request.app.state.by)
