"""That a write of a browser's session comes from a page of that session (against cross-site requests).

The guard has checked ``Origin`` before; this is the second lock. Requests with
a bearer token need no proof: no other site can make a browser send one.
"""

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from crossread.serve.access.cookies import proves
from crossread.serve.access.identity import about, proof_of
from crossread.serve.access.policy import READING

HEADER = "x-csrf-token"
FIELD = "csrf"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_IDS = (
    "finding",
    "judgement",
    "other",
    "others",
    "articles",
)  # fields of forms that name what they are about
_MOST = 10

# Says in the API's description how one signs in; the gate has done it.
_described = HTTPBearer(auto_error=False, description="A token from `crossread dossier users add`.")


async def proven(
    request: Request, _described: Annotated[HTTPAuthorizationCredentials | None, Depends(_described)]
) -> None:
    """Refuse a write that does not carry its session's proof, as a field of the form or as a header."""
    if request.method in READING:
        return
    given: object = request.headers.get(HEADER)
    if request.headers.get("content-type", "").split(";")[0].strip().lower() in _FORMS:
        form = await request.form()  # kept by the request: the address reads it again
        given = given or form.get(FIELD)
        named = [value for field in _IDS for value in form.getlist(field) if isinstance(value, str)]
        about(request.scope).extend(named[:_MOST])
    expected = proof_of(request.scope)
    if expected and not proves(given, expected):
        raise HTTPException(403, "The form is not of this session. Load the page again.")
