"""Templates of the pages: ours, and those of the report that they share."""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse
from markupsafe import Markup

from crossread.dossier.people import Person, Role
from crossread.stages.report.html.dates import long_date
from crossread.stages.report.html.page import environment, resource
from crossread.stages.report.shown import sound

_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
)  # no HTML may hold them, not even as references
_SHARED = frozenset({"parts.html.j2"})


def load(name: str) -> str:
    """A template by name; the report's own where pages share it."""
    if name in _SHARED:
        return resource(name)
    return files(__package__).joinpath("templates", name).read_text("utf-8")


def static(name: str) -> str:
    """A file of the styles."""
    return files(__package__).joinpath("static", name).read_text("utf-8")


VIEWER: ContextVar[Person | None] = ContextVar("viewer", default=None)
"""The user who signed in for this request; None where nobody did, or needs to."""

CSRF: ContextVar[str] = ContextVar("csrf", default="")
"""The secret that forms of this request carry; "" where nobody signs in."""


def csrf_field() -> Markup:
    """The hidden field of a form that proves it to be one of our pages."""
    token = CSRF.get()
    return Markup('<input type="hidden" name="csrf" value="{}">').format(token) if token else Markup("")


def may(role: str) -> bool:
    """Whether to offer what takes a role; where nobody signs in, all is offered. (The gate decides.)"""
    viewer = VIEWER.get()
    return viewer is None or viewer.role.covers(Role(role))


def render(template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page. All words of sources are escaped and harmless."""
    page = environment(load).get_template(template)
    words = page.render(
        long_date=long_date, csrf_field=csrf_field, viewer=VIEWER.get, may=may, status=status, **shown
    )
    return HTMLResponse(_CONTROLS.sub("\ufffd", sound(words)), status)


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one is in a list, and the addresses of the pages beside."""

    first: int
    last: int
    total: int
    earlier: str
    later: str


def pager(path: str, filters: Mapping[str, str], page: int, size: int, shown: int, total: int) -> Pager:
    """The pager of page ``page`` (from 1) with ``shown`` lines of ``total``."""
    start = (page - 1) * size

    def at(number: int) -> str:
        given = {key: value for key, value in filters.items() if value}
        return f"{path}?{urlencode({**given, 'page': number})}"

    return Pager(
        first=start + 1 if shown else 0,
        last=start + shown,
        total=total,
        earlier=at(page - 1) if page > 1 else "",
        later=at(page + 1) if start + shown < total and shown else "",
    )
