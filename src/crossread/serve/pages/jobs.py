"""Running work: where one is sent while it runs, and its progress as server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from crossread.serve.desk import Desk, Job, Task
from crossread.serve.params import AtDesk, Id
from crossread.serve.rendering import render

router = APIRouter()
SEE_OTHER = 303
_PATIENCE = (
    1.0  # seconds that a form waits for its work, so that what is done at once needs no page of its own
)
_BEAT = 0.25  # seconds between two looks at a running job
_QUIET = 15.0  # seconds after which a comment is sent, so that nobody in between thinks that we are gone

# Where a form may send one on to: one of our own pages.
Then = Annotated[str, Query(pattern=r"^/[a-z][A-Za-z0-9/_\-]*(#[a-z0-9\-]+)?$", max_length=200)]


def begun(desk: Desk, title: str, by: str, task: Task, then: str) -> Response:
    """Begin a piece of work; goes on at ``then`` where it is done at once, else shows how far it is."""
    job = desk.begin(title, by, task, _PATIENCE)
    quick = job.over and not (job.outcome and job.outcome.lines)
    return RedirectResponse(then if quick else f"/jobs/{job.id}?then={then}", SEE_OTHER)


@router.get("/jobs/{name}")
def job(desk: AtDesk, name: Id, then: Then = "/stories") -> Response:
    """How far a piece of work is."""
    return render("job.html.j2", job=desk.job(name), then=then)


@router.get("/jobs/{name}/events")
def events(request: Request, desk: AtDesk, name: Id) -> StreamingResponse:
    """The same as server-sent events, one for each change, until it is over."""
    desk.job(name)  # raises here where there is none
    return StreamingResponse(_events(request, desk, name), media_type="text/event-stream")


async def _events(request: Request, desk: Desk, name: str) -> AsyncIterator[str]:
    last: Job | None = None
    quiet = 0.0
    while not await request.is_disconnected():
        now = desk.job(name)
        if now != last:
            told = {"state": now.state, "stage": now.stage, "done": now.done, "total": now.total}
            yield f"data: {json.dumps(told)}\n\n"
            last, quiet = now, 0.0
        elif quiet >= _QUIET:
            yield ": still here\n\n"
            quiet = 0.0
        if now.over:
            return
        await asyncio.sleep(_BEAT)
        quiet += _BEAT
