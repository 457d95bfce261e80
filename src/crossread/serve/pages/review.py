"""The review queue, and everything that people said. Plain forms, each answered by a page to go on from."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query
from fastapi.responses import RedirectResponse, Response

from crossread.records import Action, Judgement
from crossread.serve.corrections import Note, RecordId, undoing
from crossread.serve.gathering import spoken_lines
from crossread.serve.links import PageLinks
from crossread.serve.pages.jobs import SEE_OTHER, begun
from crossread.serve.params import PAGE_SIZE, AtDesk, By, Held, PageNumber, Writing
from crossread.serve.rendering import pager, render
from crossread.stages.report.html.view import finding_view

router = APIRouter()
_SIZE = 5
_WORDS = {Action.ACCEPT: "accepted", Action.REJECT: "rejected", Action.NOTE: "noted", Action.SPLIT: "split",
          Action.MERGE: "merged"}  # fmt: skip


@router.get("/review")
def review(
    dossier: Held, page: PageNumber = 1, last: Annotated[str, Query(pattern=r"^([0-9a-f]{4,64})?$")] = ""
) -> Response:
    """Findings that wait for a person's word; ``last`` is the judgement that was just made."""
    found = dossier.review_queue(limit=_SIZE, offset=(page - 1) * _SIZE)
    explained = dossier.findings([queued.finding.id for queued in found.items])
    reports = {id(report): report for _, report in explained}  # findings may share one
    links = {key: PageLinks(report) for key, report in reports.items()}
    views = [finding_view(links[id(report)], finding) for finding, report in explained]
    made = next((one.item for one in dossier.judgements() if one.item.id == last), None) if last else None
    told = f"{_WORDS[made.action]}: {made.target.question}" if isinstance(made, Judgement) else ""
    return render(
        "review.html.j2",
        views=views,
        last=last if told else "",
        told=told,
        pager=pager("/review", {}, page, _SIZE, len(found.items), found.total),
    )


@router.post("/review")
def judge(
    dossier: Held,
    writing: Writing,
    by: By,
    finding: Annotated[RecordId, Form()],
    action: Annotated[Literal["accept", "reject", "note"], Form()],
    note: Annotated[Note, Form()] = "",
) -> Response:
    """Judge a finding, and go on with the queue."""
    with writing:
        made = dossier.judge(finding, Action(action), by=by, note=note)
    return RedirectResponse(f"/review?last={made.id}", SEE_OTHER)


@router.post("/findings/{name}")
def judge_here(
    dossier: Held,
    writing: Writing,
    by: By,
    name: RecordId,
    action: Annotated[Literal["accept", "reject", "note", "split", "merge"], Form()],
    note: Annotated[Note, Form()] = "",
    accounts: Annotated[list[int] | None, Form()] = None,
    others: Annotated[list[RecordId] | None, Form()] = None,
) -> Response:
    """Judge a finding on its own page, and see there what came of it."""
    with writing:
        made = dossier.judge(
            name, Action(action), by=by, note=note, accounts=accounts or (), others=others or ()
        )
    return RedirectResponse(f"/judgements?last={made.id}", SEE_OTHER)


@router.get("/judgements")
def judgements(
    dossier: Held, page: PageNumber = 1, last: Annotated[str, Query(pattern=r"^([0-9a-f]{4,64})?$")] = ""
) -> Response:
    """Everything that people said, the latest first."""
    every = dossier.judgements()
    start = (page - 1) * PAGE_SIZE
    shown = every[start : start + PAGE_SIZE]
    return render(
        "judgements.html.j2",
        lines=spoken_lines(shown),
        last=last,
        pager=pager("/judgements", {}, page, PAGE_SIZE, len(shown), len(every)),
    )


@router.post("/judgements/undo")
def undo(
    desk: AtDesk,
    by: By,
    judgement: Annotated[RecordId, Form()],
    then: Annotated[Literal["/review", "/judgements"], Form()] = "/judgements",
) -> Response:
    """Withdraw a judgement or correction."""
    return begun(desk, "Undo", by, undoing(judgement, by), then)
