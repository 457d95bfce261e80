"""The pages that write: the review queue. Plain forms, each answered by a page to go on from."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from crossread.records import Action
from crossread.serve.links import PageLinks
from crossread.serve.params import Held, PageNumber, Writing
from crossread.serve.rendering import pager, render
from crossread.stages.report.html.view import finding_view

router = APIRouter(include_in_schema=False)
_SIZE = 5
_SEE_OTHER = 303

RecordId = Annotated[str, Form(pattern=r"^[0-9a-f]{4,64}$")]
Note = Annotated[str, Form(max_length=2_000, pattern=r"^[^\x00]*$")]


@router.get("/review")
def review(
    dossier: Held, page: PageNumber = 1, last: Annotated[str, Query(pattern=r"^([0-9a-f]{4,64})?$")] = ""
) -> Response:
    """Findings that wait for a person's word; ``last`` is the judgement that was just made."""
    found = dossier.review_queue(limit=_SIZE, offset=(page - 1) * _SIZE)
    views = []
    for queued in found.items:
        finding, report = dossier.finding(queued.finding.id)
        views.append(finding_view(PageLinks(report), finding))
    made = next((one.item for one in dossier.judgements() if one.item.id == last), None) if last else None
    return render(
        "review.html.j2",
        views=views,
        last=made,
        pager=pager("/review", {}, page, _SIZE, len(found.items), found.total),
    )


@router.post("/review")
def judge(
    request: Request,
    dossier: Held,
    writing: Writing,
    finding: RecordId,
    action: Annotated[Literal["accept", "reject"], Form()],
    note: Note = "",
) -> Response:
    """Accept or reject a finding, and go on with the queue."""
    with writing:
        made = dossier.judge(finding, Action(action), by=request.app.state.by, note=note)
    return RedirectResponse(f"/review?last={made.id}", _SEE_OTHER)


@router.post("/review/undo")
def undo(request: Request, dossier: Held, writing: Writing, judgement: RecordId) -> Response:
    """Withdraw a judgement, and go on with the queue."""
    with writing:
        dossier.undo(judgement, by=request.app.state.by)
    return RedirectResponse("/review", _SEE_OTHER)
