"""The log of what people did in a dossier: written as it happens, never changed."""

from dataclasses import asdict, dataclass

import msgspec
from sqlalchemy import Connection, func, select

from crossread.dossier import schema
from crossread.dossier.database import Database
from crossread.dossier.members import clean_text, now
from crossread.dossier.views import Slice

_LONGEST = {"by": 200, "action": 20, "what": 500, "client": 64, "request": 32}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who did what, when (ISO time, UTC), from where.

    ``action``: sign-in, sign-in-failed, judge, add, …; ``what``: the ids and
    names that it concerned, no words of articles; ``client``: an address, or
    "command line"; ``request``: the id that the server's log has, too.
    """

    number: int
    on: str
    by: str
    action: str
    what: str
    client: str
    request: str

    def line(self) -> str:
        """The entry as a line of JSON Lines."""
        return msgspec.json.encode(asdict(self)).decode()


def write_entry(
    connection: Connection, *, by: str, action: str, what: str = "", client: str = "", request: str = ""
) -> None:
    """Add an entry in the transaction of what it tells of."""
    given = {"by": by, "action": action, "what": what, "client": client, "request": request}
    kept = {key: (clean_text(value) or "")[: _LONGEST[key]] for key, value in given.items()}
    connection.execute(schema.audit.insert().values(on=now(), **kept))


class Trail:
    """The log of one dossier."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, *, by: str, action: str, what: str = "", client: str = "", request: str = "") -> None:
        """Add an entry."""
        with self._database.write() as connection:
            write_entry(connection, by=by, action=action, what=what, client=client, request=request)

    def failed_sign_in(self, client: str, request: str) -> None:
        """Add that somebody offered what is nobody's token; not the token."""
        self.write(by="", action="sign-in-failed", client=client, request=request)

    def entries(
        self,
        *,
        action: str | None = None,
        by: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> Slice[Entry]:
        """Entries, the last first; ``since`` and ``until`` are ISO dates, inclusive."""
        a = schema.audit
        query = select(a)
        if action:
            query = query.where(a.c.action == action)
        if by:
            query = query.where(a.c.by == by)
        if since:
            query = query.where(a.c.on >= since)
        if until:
            query = query.where(a.c.on < f"{until}U")  # after every time of that day: "T" is before "U"
        with self._database.read() as connection:
            total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
            rows = connection.execute(query.order_by(a.c.number.desc()).limit(limit).offset(offset)).all()
        return Slice(tuple(Entry(**row._mapping) for row in rows), total, offset)
