"""Search over the words of claims: FTS5 on SQLite, tsvector on PostgreSQL, one query language for both."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, literal_column, or_, select, text

from crossread.dossier import schema
from crossread.dossier.reads import _SAID, said_of
from crossread.dossier.views import Said, Slice

_a, _c = schema.article, schema.claim
_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is searched for; every part that is given must fit.

    ``words``: all of them must occur; "in quotation marks" as a phrase, with a
    minus not at all; the ends of words do not matter. ``speaker`` is an actor's
    id or a part of its name, ``outlet`` a name, ``since`` and ``until`` (ISO
    dates, inclusive) concern the day of saying or else of publication, ``kind``
    is a kind of article, ``act`` an act of speech.
    """

    words: str = ""
    speaker: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    act: str | None = None


def search(connection: Connection, query: Query, *, limit: int = 50, offset: int = 0) -> Slice[Said]:
    """The claims that fit, the best first where words are given, else the latest."""
    sqlite = connection.dialect.name == "sqlite"
    made = select(*_SAID).join(_a, _a.c.id == _c.c.article)
    order: tuple[Any, ...] = (_day().desc(), _c.c.number)
    wanted, unwanted = terms(query.words)
    if query.words.strip() and not wanted:
        return Slice([], 0, offset)
    if wanted and sqlite:
        made = made.join(text("claim_words"), literal_column("claim_words.rowid") == _c.c.number)
        made = made.where(text("claim_words match :words").bindparams(words=_fts5(wanted, unwanted)))
        order = (literal_column("claim_words.rank"), _c.c.number)
    elif wanted:
        asked = func.websearch_to_tsquery("english", _websearch(wanted, unwanted))
        made = made.join(text("claim_words"), literal_column("claim_words.rowid") == _c.c.number)
        made = made.where(literal_column("claim_words.words").op("@@")(asked))
        order = (func.ts_rank(literal_column("claim_words.words"), asked).desc(), _c.c.number)
    for condition in _filters(query):
        made = made.where(condition)
    total = connection.execute(
        select(func.count()).select_from(made.with_only_columns(_c.c.number).subquery())
    ).scalar_one()
    rows = connection.execute(made.order_by(*order).limit(limit).offset(offset)).all()
    return Slice([said_of(row) for row in rows], total, offset)


def _day() -> Any:
    return func.coalesce(_c.c.said_on, _a.c.published, "")


def _filters(query: Query) -> list[Any]:
    found: list[Any] = []
    if query.speaker:
        named = select(schema.actor.c.id).where(
            func.lower(schema.actor.c.name).contains(query.speaker.lower(), autoescape=True)
        )
        found.append(or_(_c.c.speaker == query.speaker, _c.c.speaker.in_(named)))
    if query.outlet:
        found.append(func.lower(_a.c.outlet) == query.outlet.lower())
    if query.since:
        found.append(_day() >= query.since)
    if query.until:
        found.append(_day() < query.until + "~")
    if query.kind:
        found.append(_a.c.kind == query.kind)
    if query.act:
        found.append(_c.c.act == query.act)
    return found


def terms(words: str) -> tuple[list[str], list[str]]:
    """The words and phrases that must occur, and those that must not; marks left out.

    >>> terms('gas "closed door" -pipeline')
    (['gas', 'closed door'], ['pipeline'])
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(words):
        plain = " ".join(_WORD.findall(phrase or word))
        if plain:
            (unwanted if minus else wanted).append(plain)
    return wanted, unwanted


def _fts5(wanted: list[str], unwanted: list[str]) -> str:
    asked = " AND ".join(f'"{term}"' for term in wanted)
    return asked + "".join(f' NOT "{term}"' for term in unwanted)


def _websearch(wanted: list[str], unwanted: list[str]) -> str:
    return " ".join([*(f'"{term}"' for term in wanted), *(f'-"{term}"' for term in unwanted)])
