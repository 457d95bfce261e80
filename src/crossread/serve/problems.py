"""One shape of errors (RFC 9457): as ``application/problem+json`` for programs, as a page for people."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from crossread.dossier.errors import NotFoundError
from crossread.errors import CrossreadError, InputError, JudgementError, OptionError, PositionError
from crossread.serve.rendering import render
from crossread.stages.report.shown import sound

API = "/api/"
_KIND = "application/problem+json"
_MOST_ERRORS = 20


class Problem(BaseModel):
    """What went wrong: ``code`` is stable, ``remedy`` says what to do, ``errors`` what was refused."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    remedy: str = ""
    errors: list[str] = []


class ProblemResponse(JSONResponse):
    """A problem as JSON."""

    media_type = _KIND


# What OpenAPI says of every operation.
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {
        "description": HTTPStatus(status).phrase,
        "content": {_KIND: {"schema": Problem.model_json_schema()}},
    }
    for status in (400, 401, 403, 404, 408, 413, 422, 429)
}


def problem_response(
    status: int, code: str, detail: str, remedy: str = "", errors: Sequence[str] = ()
) -> ProblemResponse:
    """An answer that says what went wrong."""
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=sound(detail),
        code=code,
        remedy=sound(remedy),
        errors=[sound(error) for error in errors],
    )
    return ProblemResponse(problem.model_dump(), status)


def install(app: FastAPI) -> None:
    """Let every error of the application come out in our shape."""
    app.add_exception_handler(CrossreadError, _ours)
    app.add_exception_handler(RequestValidationError, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, unforeseen)


def answer(
    request: Request, status: int, code: str, detail: str, remedy: str = "", errors: Sequence[str] = ()
) -> Response:
    """An error in our one shape: JSON where the API was asked, else a page."""
    if request.url.path.startswith(API):
        return problem_response(status, code, detail, remedy, errors)
    title = HTTPStatus(status).phrase
    return render("error.html.j2", status=status, title=title, detail=detail, remedy=remedy, errors=errors)


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, CrossreadError)  # noqa: S101 - registered for nothing else
    status = 500
    if isinstance(error, NotFoundError):
        status = 404
    elif isinstance(error, (InputError, OptionError, JudgementError, PositionError)):
        status = 422
    return answer(request, status, error.code, error.message, error.remedy)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    told = [
        f"{'.'.join(str(part) for part in item['loc'][1:]) or item['loc'][0]}: {item['msg']}"
        for item in error.errors()[:_MOST_ERRORS]
    ]
    return answer(request, 422, "request", "The request has a part that cannot be used.", errors=told)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    words = {404: "There is nothing at this address.", 405: "This address does not take that method."}
    made = answer(request, error.status_code, "http", words.get(error.status_code, str(error.detail)))
    made.headers.update(error.headers or {})
    return made


def unforeseen(request: Request, error: Exception) -> Response:
    """The answer to a fault of ours."""
    return answer(request, 500, "internal", "This is a fault of crossread, not of yours.")
