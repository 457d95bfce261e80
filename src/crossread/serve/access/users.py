"""Owners let users in and shut them out: pages and API. A token is in one answer, and never again."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from crossread.dossier.people import Person, Role
from crossread.serve.access.identity import client_of, request_id
from crossread.serve.params import By, Held
from crossread.serve.problems import RESPONSES
from crossread.serve.rendering import render

router = APIRouter(responses=RESPONSES)
_SEE_OTHER = 303
_NO_NUL = r"^[^\x00]*$"

UserId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="A user's id.")]
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=_NO_NUL)]
NameField = Annotated[str, Form(max_length=200, pattern=_NO_NUL)]


class User(BaseModel):
    """A user; ``revoked`` is when access was taken away, null while it stands."""

    id: str
    name: str
    role: Role
    made: str
    revoked: str | None
    tokens: int


class Newcomer(BaseModel):
    """Somebody to let in."""

    name: Name
    role: Role = Role.READER


class NewRole(BaseModel):
    """Another role."""

    role: Role


class LetIn(BaseModel):
    """A user with the token to sign in with; the dossier keeps only its hash."""

    user: User
    token: str


def _user(person: Person) -> User:
    return User(**asdict(person))


def _from(request: Request) -> dict[str, str]:
    return {"client": client_of(request.scope), "request": request_id(request.scope)}


# --- as JSON -------------------------------------------------------------------------


@router.get("/api/v1/users")
def users(dossier: Held) -> list[User]:
    """All users by name, those whose access was taken away, too; for owners, as all of these."""
    return [_user(person) for person in dossier.users.everyone()]


@router.post("/api/v1/users", status_code=201)
def add(request: Request, dossier: Held, by: By, newcomer: Newcomer) -> LetIn:
    """Let somebody in, or in again; the token is in this answer only."""
    person, token = dossier.users.add(newcomer.name, newcomer.role, by=by, **_from(request))
    return LetIn(user=_user(person), token=token)


@router.put("/api/v1/users/{name}/role")
def set_role(request: Request, dossier: Held, by: By, name: UserId, new: NewRole) -> User:
    """Give a user another role; it counts from the next request on."""
    person = dossier.users.one(name)
    return _user(dossier.users.set_role(person.name, new.role, by=by, keep_owner=True, **_from(request)))


@router.post("/api/v1/users/{name}/token", status_code=201)
def renew(request: Request, dossier: Held, by: By, name: UserId) -> LetIn:
    """A new token in place of the old; sessions end. The token is in this answer only."""
    person, token = dossier.users.renew(dossier.users.one(name).name, by=by, **_from(request))
    return LetIn(user=_user(person), token=token)


@router.delete("/api/v1/users/{name}")
def revoke(request: Request, dossier: Held, by: By, name: UserId) -> User:
    """Take a user's access away: token and sessions end."""
    person = dossier.users.one(name)
    return _user(dossier.users.revoke(person.name, by=by, keep_owner=True, **_from(request)))


# --- as pages ------------------------------------------------------------------------


def _page(dossier: Held, person: Person | None = None, token: str = "") -> Response:
    return render(
        "users.html.j2", people=dossier.users.everyone(), roles=[role.value for role in Role],
        person=person, token=token,
    )  # fmt: skip


@router.get("/users", include_in_schema=False)
def users_page(dossier: Held) -> Response:
    """Who may work in the dossier."""
    return _page(dossier)


@router.post("/users", include_in_schema=False)
def add_by_form(
    request: Request, dossier: Held, by: By, name: NameField, role: Annotated[Role, Form()] = Role.READER
) -> Response:
    """Let somebody in; this answer shows the token."""
    return _page(dossier, *dossier.users.add(name, role, by=by, **_from(request)))


@router.post("/users/{name}/role", include_in_schema=False)
def role_by_form(
    request: Request, dossier: Held, by: By, name: UserId, role: Annotated[Role, Form()]
) -> Response:
    """Give a user another role."""
    set_role(request, dossier, by, name, NewRole(role=role))
    return RedirectResponse("/users", _SEE_OTHER)


@router.post("/users/{name}/token", include_in_schema=False)
def renew_by_form(request: Request, dossier: Held, by: By, name: UserId) -> Response:
    """A new token; this answer shows it."""
    return _page(dossier, *dossier.users.renew(dossier.users.one(name).name, by=by, **_from(request)))


@router.post("/users/{name}/revoke", include_in_schema=False)
def revoke_by_form(
    request: Request, dossier: Held, by: By, name: UserId, sure: Annotated[bool, Form()] = False
) -> Response:
    """Take a user's access away, where the box beside the button is ticked."""
    if sure:
        revoke(request, dossier, by, name)
    return RedirectResponse("/users", _SEE_OTHER)
