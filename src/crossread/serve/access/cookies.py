"""The cookie of a session, and what forms carry to prove that they are pages of that session."""

import hashlib
import hmac
from datetime import timedelta
from http.cookies import CookieError, SimpleCookie

from fastapi import Response
from starlette.types import Scope

_NAME = "crossread"
_SAFE_NAME = "__Host-crossread"  # browsers take it only from us, over TLS, for the whole server


def name_for(scope: Scope) -> str:
    """The cookie's name: the stricter one where the connection is encrypted."""
    return _SAFE_NAME if scope["scheme"] == "https" else _NAME


def session_of(scope: Scope) -> str:
    """The session's secret that a browser sends; "" for none, or more than one."""
    name = name_for(scope)
    found: list[str] = []
    for key, value in scope["headers"]:
        if key == b"cookie":
            try:
                jar = SimpleCookie(value.decode("latin-1"))
            except CookieError:
                continue
            found += [jar[name].value] if name in jar else []
    return found[0] if len(found) == 1 else ""


def give(response: Response, scope: Scope, secret: str, lifetime: timedelta) -> None:
    """Let the browser keep a session: no script sees it, no other site makes the browser send it."""
    response.set_cookie(
        name_for(scope),
        secret,
        max_age=int(lifetime.total_seconds()),
        path="/",
        secure=scope["scheme"] == "https",
        httponly=True,
        samesite="strict",
    )


def take(response: Response, scope: Scope) -> None:
    """Let the browser forget its session."""
    response.delete_cookie(
        name_for(scope), path="/", secure=scope["scheme"] == "https", httponly=True, samesite="strict"
    )


def proof(secret: str) -> str:
    """What a form of this session carries: made from the secret, which it does not give away."""
    return hmac.new(secret.encode(), b"crossread form", hashlib.sha256).hexdigest()


def proves(given: object, expected: str) -> bool:
    """Whether a form's proof is that of its session, in a time that tells nothing."""
    return isinstance(given, str) and hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())
