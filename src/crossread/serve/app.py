"""The application: the API and the pages behind one guard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Lock

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool

from crossread.__about__ import __version__
from crossread.dossier.facade import Dossier
from crossread.serve import api, pages, problems
from crossread.serve.access import health
from crossread.serve.access.bounds import Bounded
from crossread.serve.access.logs import Logged
from crossread.serve.access.proving import proven
from crossread.serve.access.team import Team, let_in_users_only
from crossread.serve.desk import Desk
from crossread.serve.guard import LOOPBACK, Guard


def make_app(
    dossier: Dossier, *, by: str = "", hosts: frozenset[str] = LOOPBACK, team: Team | None = None
) -> FastAPI:
    """An ASGI application over an open dossier; ``by`` judges in it, ``hosts`` are the names it answers to.

    With a ``team`` it lets in users of the dossier only, who judge under their own
    names; without one it has no users and no passwords, and is made for the
    loopback of one person's machine.
    """

    @asynccontextmanager
    async def working(app: FastAPI) -> AsyncIterator[None]:
        app.state.desk = desk = Desk(dossier)
        yield
        await run_in_threadpool(desk.stop)

    app = FastAPI(
        title="crossread",
        description="A dossier of news reports read against each other.",
        version=__version__,
        docs_url=None,  # FastAPI's pages of it load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=working,
        dependencies=[Depends(proven)] if team else [],
    )
    app.state.dossier = dossier
    app.state.by = by
    app.state.writing = Lock()
    app.include_router(api.router)
    app.include_router(pages.router)
    app.include_router(health.router)
    problems.install(app)
    # The last one stands before all others.
    if team is not None:
        let_in_users_only(app, dossier, team)
    app.add_middleware(Bounded)
    app.add_middleware(Guard, hosts=hosts, bearers=team is not None)
    app.add_middleware(Logged)
    return app
