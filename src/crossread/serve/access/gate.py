"""The gate of a team's dossier: who asks, and whether the table lets them."""

from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from crossread.dossier.people import Person, Sessions, Trail, Users
from crossread.serve.access import cookies
from crossread.serve.access.identity import PROOF, USER, client_of, request_id
from crossread.serve.access.policy import READING, Match, match
from crossread.serve.problems import API, answer
from crossread.serve.rendering import CSRF, VIEWER

_SEE_OTHER = 303


class Gate:
    """Lets a request through where its user's role covers what policy.csv asks for; refuses all others.

    A token in ``Authorization: Bearer`` counts before a session, and a bad one is
    not made up for by a good session. Pages lead to the login, the API says 401.
    """

    def __init__(self, app: ASGIApp, users: Users, sessions: Sessions, trail: Trail) -> None:
        self.app = app
        self.users = users
        self.sessions = sessions
        self.trail = trail

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is allowed."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        found = match(scope["method"], scope["path"])
        if found is not None and found.rule.role is None:
            await self.app(scope, receive, send)
            return
        user = await self._user(scope)
        if user is None:
            await _ask(Request(scope))(scope, receive, send)
            return
        refused = _refusal(Request(scope), found, user)
        await (refused or self.app)(scope, receive, send)

    async def _user(self, scope: Scope) -> Person | None:
        """Who asks; what the parts behind need to know of it is left for them."""
        state = scope.setdefault("state", {})
        offered = [value for name, value in scope["headers"] if name == b"authorization"]
        proof = ""
        if offered:
            token = _bearer(offered)
            user = await run_in_threadpool(self.users.by_token, token) if token else None
            if user is None:  # how often that may happen is bounded before us
                await run_in_threadpool(self.trail.failed_sign_in, client_of(scope), request_id(scope))
        else:
            secret = cookies.session_of(scope)
            user = await run_in_threadpool(self.sessions.person, secret) if secret else None
            proof = cookies.proof(secret) if user else ""
        state[USER], state[PROOF] = user, proof
        VIEWER.set(user)
        CSRF.set(proof)
        return user


def _refusal(request: Request, found: Match | None, user: Person) -> Response | None:
    """The answer to a user whose role does not reach so far; None where it does."""
    if found is None:
        return answer(request, 404, "http", "There is nothing at this address.")
    needed = found.rule.role
    if needed is None or user.role.covers(needed):
        return None
    words = f"This takes the role of {needed}, and yours is {user.role}."
    return answer(request, 403, "role", words, "An owner of the dossier can give you another.")


def _bearer(offered: list[bytes]) -> str:
    """The token of the one header that offers it; "" where it is no bearer's."""
    kind, _, token = offered[0].decode("latin-1").partition(" ")
    return token.strip() if kind.lower() == "bearer" and len(offered) == 1 else ""


def _ask(request: Request) -> Response:
    """The answer to who did not sign in."""
    path = request.url.path
    if request.method in READING and not path.startswith(API) and "authorization" not in request.headers:
        then = path + (f"?{request.url.query}" if request.url.query else "")
        login = "/login" if path == "/" else f"/login?then={quote(then, safe='/')}"
        if "hx-request" in request.headers:  # a part of a page: the whole page must go there
            return Response(status_code=401, headers={"hx-redirect": login})
        return RedirectResponse(login, _SEE_OTHER)
    refused = answer(
        request, 401, "sign-in", "Nobody is signed in, or not any more.",
        "Sign in at /login, or send a token as “Authorization: Bearer …”.",
    )  # fmt: skip
    refused.headers["www-authenticate"] = 'Bearer realm="crossread"'
    return refused
