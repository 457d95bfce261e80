"""What can be asked of the dossier."""

import json
from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request

from crossread.dossier.searching import Query as Search
from crossread.dossier.views import ActorLine, ArticleLine, Said, Slice, Status, StoryLine
from crossread.records import Act, ArticleKind
from crossread.serve.api.shapes import (
    Actor,
    Article,
    Claim,
    FindingLine,
    Found,
    JobState,
    Outlet,
    Page,
    Queued,
    Spoken,
    Story,
    Voice,
    found_of,
    job_of,
    line_of,
    page_of,
    spoken_of,
)
from crossread.serve.gathering import article_report
from crossread.serve.params import PAGE_SIZE, ActorId, AtDesk, Day, Held, Id, Limit, Offset, Words, iso
from crossread.stages.report import to_json
from crossread.stages.report.index import Index

router = APIRouter()


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
    return page_of(request, found, limit)


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
    return page_of(request, found, limit)


@router.get("/articles/{name}")
def article(dossier: Held, name: Id) -> Article:
    """An article with its claims."""
    found = dossier.article(name)
    # Findings and stories speak of other articles, too: the first are listed, the second named by the line.
    alone = json.loads(to_json(replace(article_report(found), findings=(), stories=())))
    lines = [FindingLine(**line_of(finding)) for finding in found.findings]
    return Article(line=found.line, report=alone, findings=lines)


@router.get("/findings/{name}")
def finding(dossier: Held, name: Id) -> Found:
    """A finding with its accounts, judged or not."""
    return found_of(*dossier.finding(name))


@router.get("/claims/{name}")
def claim(dossier: Held, name: Id) -> Claim:
    """A claim: its words, through whose voices, in which findings."""
    found, told, report = dossier.claim(name)
    index = Index(report)
    alone = replace(
        report, articles=(told,), claims=(found,), findings=(), rejected=(), stories=(), copies=(),
        actors=tuple(actor for actor in report.actors if actor.id in found.voices),
        times=(), mentions={},
    )  # fmt: skip
    return Claim(
        id=found.id,
        article=told.id,
        story=found.story,
        words=index.words(told.id, found.extent),
        voices=[Voice(id=voice, name=index.party(voice)) for voice in found.voices],
        act=found.act,
        said_on=found.said_on.iso() if found.said_on else None,
        findings=[
            FindingLine(**line_of(item))
            for item in report.findings
            if any(found.id in account.claims for account in item.accounts)
        ],
        report=json.loads(to_json(alone)),
    )


@router.get("/actors")
def actors(
    request: Request, dossier: Held, words: Words = "", limit: Limit = PAGE_SIZE, offset: Offset = 0
) -> Page[ActorLine]:
    """Actors with a name, those who say most first."""
    return page_of(request, dossier.actors(words=words or None, limit=limit, offset=offset), limit)


@router.get("/actors/{name}")
def actor(
    request: Request,
    dossier: Held,
    name: ActorId,
    by: Literal["time", "story"] = "time",
    limit: Limit = PAGE_SIZE,
    offset: Offset = 0,
) -> Actor:
    """An actor by id or whole name, and what it said, by time or story; a part of that is asked for."""
    found = dossier.actor(name, by_story=by == "story", limit=limit, offset=offset)
    return Actor(
        line=found.line,
        forms=list(found.actor.mentions),
        said=page_of(request, found.said, limit),
        shifts=[FindingLine(**line_of(shift)) for shift in found.shifts],
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
    return page_of(request, dossier.search(query, limit=limit, offset=offset), limit)


@router.get("/outlets")
def outlets(dossier: Held) -> list[Outlet]:
    """Outlets with their number of articles, the most first."""
    return [Outlet(name=name, articles=count) for name, count in dossier.outlets()]


@router.get("/review")
def review(request: Request, dossier: Held, limit: Limit = 20, offset: Offset = 0) -> Page[Queued]:
    """Findings that nobody judged, the least sure first."""
    found = dossier.review_queue(limit=limit, offset=offset)
    lines = [
        Queued(**line_of(item.finding), story_name=item.story_name) for item in found.items
    ]  # fmt: skip
    return page_of(request, Slice(lines, found.total, found.offset), limit)


@router.get("/judgements")
def judgements(request: Request, dossier: Held, limit: Limit = PAGE_SIZE, offset: Offset = 0) -> Page[Spoken]:
    """Everything that people said of findings or set right, the latest first."""
    every = [spoken_of(one) for one in dossier.judgements()]
    return page_of(request, Slice(every[offset : offset + limit], len(every), offset), limit)


@router.get("/jobs")
def jobs(request: Request, desk: AtDesk, limit: Limit = PAGE_SIZE, offset: Offset = 0) -> Page[JobState]:
    """Work that was given to this server since it was started, the last first."""
    every = [job_of(job) for job in desk.jobs()]
    return page_of(request, Slice(every[offset : offset + limit], len(every), offset), limit)


@router.get("/jobs/{name}")
def job(desk: AtDesk, name: Id) -> JobState:
    """A piece of work as it stands."""
    return job_of(desk.job(name))
