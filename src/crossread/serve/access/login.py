"""Signing in and out: a token for a session that the browser keeps."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from crossread.dossier.people import Lifetime, Sessions
from crossread.serve.access import cookies
from crossread.serve.access.identity import client_of, request_id
from crossread.serve.params import Held
from crossread.serve.rendering import render

router = APIRouter(include_in_schema=False)
_SEE_OTHER = 303
_OWN = r"^/([a-z][\w\-./~%?=&+,:;@!*'()]*)?$"  # an address of ours: no other site, no line breaks

Then = Annotated[str, Query(pattern=_OWN, max_length=2_000)]
ThenField = Annotated[str, Form(pattern=_OWN, max_length=2_000)]


@router.get("/login")
def form(then: Then = "/") -> Response:
    """Where one signs in."""
    return render("login.html.j2", then=then, failed=False)


@router.post("/login")
def sign_in(
    request: Request, dossier: Held, token: Annotated[str, Form(max_length=500)], then: ThenField = "/"
) -> Response:
    """Begin a session, always a new one; goes on where one wanted to go."""
    scope = request.scope
    said = {"client": client_of(scope), "request": request_id(scope)}
    person = dossier.users.by_token(token.strip())
    if person is None:
        dossier.trail.failed_sign_in(**said)
        return render("login.html.j2", status=401, then=then, failed=True)
    sessions, lifetime = held_by(request)
    if old := cookies.session_of(scope):
        sessions.end(old)
    secret = sessions.begin(person)
    dossier.trail.write(by=person.name, action="sign-in", **said)
    response = RedirectResponse(then, _SEE_OTHER)
    cookies.give(response, scope, secret, lifetime.absolute)
    return response


@router.post("/logout")
def sign_out(request: Request) -> Response:
    """End this browser's session."""
    sessions, _ = held_by(request)
    if secret := cookies.session_of(request.scope):
        sessions.end(secret)
    response = RedirectResponse("/login", _SEE_OTHER)
    cookies.take(response, request.scope)
    return response


def held_by(request: Request) -> tuple[Sessions, Lifetime]:
    """The sessions of the application, and how long they last."""
    return request.app.state.sessions, request.app.state.lifetime
