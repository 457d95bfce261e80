"""Writes what users did into the dossier's log, and shows it to owners."""

import logging
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crossread.dossier.people import Trail
from crossread.dossier.views import Slice
from crossread.errors import CrossreadError
from crossread.serve.access.identity import about, client_of, request_id, user_of
from crossread.serve.access.logs import say
from crossread.serve.access.policy import Match, match
from crossread.serve.api.shapes import Page, page_of
from crossread.serve.params import PAGE_SIZE, Day, FormDay, Held, Limit, Offset, PageNumber, Words, iso
from crossread.serve.problems import RESPONSES
from crossread.serve.rendering import pager, render

_ERRORS = 400

router = APIRouter(responses=RESPONSES)


class Deeds:
    """Writes each deed that policy.csv has a word for, once its answer is known to be a good one.

    Its answer goes out after the entry is in the log. Stands behind the gate.
    """

    def __init__(self, app: ASGIApp, trail: Trail) -> None:
        self.app = app
        self.trail = trail

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on and keep."""
        found = match(scope["method"], scope["path"]) if scope["type"] == "http" else None
        user = user_of(scope)
        if found is None or user is None or not found.rule.action or scope["method"] == "HEAD":
            await self.app(scope, receive, send)
            return
        name = user.name

        async def kept(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < _ERRORS:
                await run_in_threadpool(self._keep, name, found, scope)
            await send(message)

        await self.app(scope, receive, kept)

    def _keep(self, name: str, found: Match, scope: Scope) -> None:
        deed = {"action": found.rule.action, "what": " ".join([*found.parts.values(), *about(scope)])}
        try:
            self.trail.write(by=name, client=client_of(scope), request=request_id(scope), **deed)
        except CrossreadError as error:
            # The deed is done and cannot be taken back: the server's log must at least have it.
            say("deed-not-kept", level=logging.ERROR, error=error, user=name, **deed)


class Deed(BaseModel):
    """Who did what, when (UTC), from where; ``request`` is the id that the server's log has for it."""

    number: int
    on: str
    by: str
    action: str
    what: str
    client: str
    request: str


@router.get("/api/v1/audit")
def audit(
    request: Request,
    dossier: Held,
    action: Words = "",
    user: Words = "",
    since: Day = None,
    until: Day = None,
    limit: Limit = PAGE_SIZE,
    offset: Offset = 0,
) -> Page[Deed]:
    """What users did, the last first; for owners."""
    found = dossier.trail.entries(
        action=action or None, by=user or None, since=iso(since), until=iso(until), limit=limit, offset=offset
    )
    items = [Deed(**asdict(entry)) for entry in found.items]
    return page_of(request, Slice(items, found.total, found.offset), limit)


@router.get("/audit", include_in_schema=False)
def audit_page(
    dossier: Held,
    action: Annotated[str, Query(pattern=r"^[a-z\-]{0,20}$")] = "",
    user: Words = "",
    since: FormDay = "",
    until: FormDay = "",
    page: PageNumber = 1,
) -> Response:
    """The same as a page."""
    found = dossier.trail.entries(
        action=action or None, by=user or None, since=since or None, until=until or None,
        limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE,
    )  # fmt: skip
    filters = {"action": action, "user": user, "since": since, "until": until}
    return render(
        "audit.html.j2",
        entries=found.items,
        people=dossier.users.everyone(),
        actions=ACTIONS,
        filters=filters,
        pager=pager("/audit", filters, page, PAGE_SIZE, len(found.items), found.total),
    )


ACTIONS = (
    "sign-in", "sign-in-failed", "sign-out", "judge", "undo", "correct", "add", "remove", "export",
    "user-added", "user-role", "user-token", "user-revoked",
)  # fmt: skip
"""All that the log has a word for."""
