"""The parts of requests that several addresses share, each with its bounds."""

from datetime import date
from threading import Lock
from typing import Annotated

from fastapi import Depends, Path, Query, Request

from crossread.dossier.facade import Dossier
from crossread.serve.access.identity import user_of
from crossread.serve.desk import Desk

PAGE_SIZE = 50
_NO_NUL = r"^[^\x00]*$"  # PostgreSQL takes none in a text

Id = Annotated[
    str, Path(pattern=r"^[0-9a-f]{4,64}$", description="An id, or its first four digits and more.")
]
ActorId = Annotated[
    str, Path(max_length=300, pattern=_NO_NUL, description="An actor's id, or its whole name.")
]
Words = Annotated[str, Query(max_length=500, pattern=_NO_NUL)]
Limit = Annotated[int, Query(ge=1, le=200, description="The most items of an answer.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many items to pass over.")]
PageNumber = Annotated[int, Query(ge=1, le=20_000)]
# A form sends an empty date where none was chosen.
FormDay = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$")]
Day = Annotated[date | None, Query()]


def iso(day: date | None) -> str | None:
    """A day as the dossier takes it."""
    return day.isoformat() if day else None


def _dossier(request: Request) -> Dossier:
    found: Dossier = request.app.state.dossier
    return found


def _writing(request: Request) -> Lock:
    """A dossier object takes one writer at a time."""
    found: Lock = request.app.state.writing
    return found


def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def _by(request: Request) -> str:
    """Who writes: the user who signed in, or who started the server for nobody else."""
    user = user_of(request.scope)
    return user.name if user else str(request.app.state.by)


Held = Annotated[Dossier, Depends(_dossier)]
Writing = Annotated[Lock, Depends(_writing)]
AtDesk = Annotated[Desk, Depends(_desk)]
By = Annotated[str, Depends(_by)]
