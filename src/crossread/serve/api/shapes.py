"""The shapes of what the API takes and gives, beside those of the report file."""

from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import Request
from pydantic import BaseModel, Field

from crossread.dossier.correcting import Spoken as Held
from crossread.dossier.views import ActorLine, ArticleLine, Said, Slice, StoryLine
from crossread.records import Act, Action, Finding, FindingKind, Judgement, Mend, ReportData, Stance
from crossread.serve.corrections import Note, RecordId
from crossread.serve.desk import Job, State
from crossread.stages.report.index import Index

T = TypeVar("T")


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


class Voice(BaseModel):
    """Somebody in a chain of voices."""

    id: str
    name: str


class Claim(BaseModel):
    """A claim with its words and the chain of voices, the outermost first; none: the article says it itself.

    ``report`` is a report file of this claim and its article alone.
    """

    id: str
    article: str
    story: str | None
    words: str
    voices: list[Voice]
    act: Act
    said_on: str | None
    findings: list[FindingLine]
    report: dict[str, Any]


class Given(BaseModel):
    """What a party says on the point of a finding in one article, each passage in its words."""

    party: Voice
    side: str
    stance: Stance
    article: str
    outlet: str
    told_on: str
    words: list[str]
    claims: list[str]


class Found(FindingLine):
    """A finding with its accounts, silent ones too."""

    accounts: list[Given]


class Outlet(BaseModel):
    """An outlet with its number of articles."""

    name: str
    articles: int


class Word(BaseModel):
    """What a person says of a finding.

    ``others`` are the findings that a merge joins to it, ``accounts`` the numbers (from 1, of those that
    say something) that a split takes out.
    """

    action: Literal["accept", "reject", "merge", "split", "note"]
    note: Note = ""
    others: Annotated[list[RecordId], Field(max_length=50)] = []
    accounts: Annotated[list[Annotated[int, Field(ge=1, le=10_000)]], Field(max_length=200)] = []


class Spoken(BaseModel):
    """What a person said of a finding, or set right; its id undoes it. ``standing`` is False once undone."""

    id: str
    kind: Action | Mend
    by: str
    on: str
    note: str
    finding: str | None
    undoes: str | None
    standing: bool


class JobError(BaseModel):
    """Why a job failed."""

    code: str
    detail: str
    remedy: str


class JobState(BaseModel):
    """A piece of work: ``done`` of ``total`` in ``stage``; ``outcome`` and ``lines`` say what came of it."""

    id: str
    title: str
    by: str
    state: State
    submitted: str
    ended: str
    stage: str
    done: int
    total: int
    outcome: str
    lines: list[str]
    error: JobError | None


class Report(BaseModel):
    """An article to add: its plain text or its HTML, and what is known of it."""

    name: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]+$")]
    text: Annotated[str, Field(max_length=20_000_000)] | None = None
    html: Annotated[str, Field(max_length=20_000_000)] | None = None
    title: Annotated[str, Field(max_length=2_000)] | None = None
    published: Annotated[str, Field(max_length=40)] | None = None
    outlet: Annotated[str, Field(max_length=300)] | None = None
    url: Annotated[str, Field(max_length=2_000)] | None = None


class Reports(BaseModel):
    """Articles to add."""

    articles: Annotated[list[Report], Field(min_length=1, max_length=1_000)]


def page_of(request: Request, found: Slice[T], limit: int) -> Page[T]:
    """A part of a list, with the address of the next."""
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


def line_of(finding: Finding) -> dict[str, Any]:
    """A finding without its accounts."""
    return {field: getattr(finding, field) for field in FindingLine.model_fields}


def found_of(finding: Finding, report: ReportData) -> Found:
    """A finding with its accounts in the words of the sources."""
    index = Index(report)
    return Found(
        **line_of(finding),
        accounts=[
            Given(
                party=Voice(id=account.party, name=index.party(account.party)),
                side=index.side(account.party),
                stance=account.stance,
                article=account.article,
                outlet=index.outlet(account.article),
                told_on=index.told_on(account),
                words=list(index.passages(account)),
                claims=list(account.claims),
            )
            for account in finding.accounts
        ],
    )


def spoken_of(said: Held) -> Spoken:
    """A judgement or correction as the API gives it."""
    item = said.item
    return Spoken(
        id=item.id,
        kind=item.action if isinstance(item, Judgement) else item.mend,
        by=item.by,
        on=item.on,
        note=item.note,
        finding=item.target.finding if isinstance(item, Judgement) else None,
        undoes=item.undoes,
        standing=said.standing,
    )


def job_of(job: Job) -> JobState:
    """A job as the API gives it."""
    outcome, error = job.outcome, job.error
    return JobState(
        id=job.id, title=job.title, by=job.by, state=job.state, submitted=job.submitted, ended=job.ended,
        stage=job.stage, done=job.done, total=job.total,
        outcome=outcome.words if outcome else "",
        lines=list(outcome.lines) if outcome else [],
        error=JobError(code=error.code, detail=error.message, remedy=error.remedy) if error else None,
    )  # fmt: skip
