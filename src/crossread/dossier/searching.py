"""Search over the words of claims: FTS5 on SQLite, tsvector on PostgreSQL, one query language for both."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, column, func, or_, select, table, text

from crossread.dossier import schema
from crossread.dossier.heard import SAID, said_of
from crossread.dossier.views import Said, Slice

_a, _c = schema.article, schema.claim
_WORDS = table("claim_words", column("rowid"), column("words"), column("rank"))  # rank: on SQLite only
_MOST_NAMED = 5_000  # a question takes only so many values
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
    wanted, unwanted = terms(query.words)
    if query.words.strip() and not wanted:
        return Slice([], 0, offset)
    conditions, of_article = _filters(connection, query)
    if wanted:
        # What is not asked for is not joined: a common word stands in a tenth of all claims.
        number, order, matches = _matching(connection, wanted, unwanted)
        found = select(number).where(matches)
        if conditions:
            conditions.append(_c.c.number == number)
    else:
        number, order = _c.c.number, _day().desc()
        found, of_article = select(number), True
    if of_article:
        conditions.append(_a.c.id == _c.c.article)
    found = found.where(*conditions)
    total = connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()
    best = connection.execute(found.order_by(order, number).limit(limit).offset(offset)).scalars().all()
    rows = connection.execute(
        select(_c.c.number, *SAID).join(_a, _a.c.id == _c.c.article).where(_c.c.number.in_(best))
    )
    said = {row.number: said_of(row) for row in rows}
    return Slice([said[number] for number in best], total, offset)


def _matching(connection: Connection, wanted: list[str], unwanted: list[str]) -> tuple[Any, Any, Any]:
    """The number of a claim in the index of words, the order by fitness, and the condition of a match."""
    number = _WORDS.c.rowid
    if connection.dialect.name == "sqlite":
        matches = text("claim_words match :words").bindparams(words=_fts5(wanted, unwanted))
        return number, _WORDS.c.rank, matches
    asked = func.websearch_to_tsquery("english", _websearch(wanted, unwanted))
    return number, func.ts_rank(_WORDS.c.words, asked).desc(), _WORDS.c.words.op("@@")(asked)


def _day() -> Any:
    return func.coalesce(_c.c.said_on, _a.c.published, "")


def _filters(connection: Connection, query: Query) -> tuple[list[Any], bool]:
    """The conditions of a search besides its words, and whether they concern the article, too."""
    of_claim: list[Any] = []
    of_article: list[Any] = []
    if query.speaker:
        called = _c.c.speaker.in_(_speakers(connection, query.speaker))
        of_claim.append(or_(_c.c.speaker == query.speaker, called))
    if query.act:
        of_claim.append(_c.c.act == query.act)
    if query.outlet:
        of_article.append(func.lower(_a.c.outlet) == query.outlet.lower())
    if query.since:
        of_article.append(_day() >= query.since)
    if query.until:
        of_article.append(_day() < query.until + "~")
    if query.kind:
        of_article.append(_a.c.kind == query.kind)
    return [*of_claim, *of_article], bool(of_article)


def _speakers(connection: Connection, name: str) -> Any:
    """The ids of the actors that are called so: the ids themselves, or the question where they are many."""
    named = select(schema.actor.c.id).where(
        func.lower(schema.actor.c.name).contains(name.lower(), autoescape=True)
    )
    found = connection.execute(named.limit(_MOST_NAMED + 1)).scalars().all()
    return named if len(found) > _MOST_NAMED else sorted(set(found))


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
