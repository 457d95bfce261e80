"""Whether the process lives, and whether it can do its work; for whoever runs it, without a login.

They say nothing more: not what the dossier is, nor what is wrong with it (the log has that).
"""

import logging

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from crossread.dossier import schema
from crossread.dossier.database import revision
from crossread.errors import CrossreadError
from crossread.serve.access.logs import say
from crossread.serve.params import Held

router = APIRouter(include_in_schema=False)
PATHS = frozenset({"/healthz", "/readyz"})


@router.get("/healthz")
async def lives() -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
def ready(dossier: Held) -> JSONResponse:
    """The store answers, and its tables are those that this version knows."""
    try:
        with dossier.database.read() as connection:
            found = revision(connection)
    except CrossreadError as error:
        say("store-unreachable", level=logging.ERROR, error=error)
        found = None
    if found == schema.HEAD:
        return JSONResponse({"status": "ok"})
    return JSONResponse({"status": "unavailable"}, 503)
