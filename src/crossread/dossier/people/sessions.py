"""Sessions of browsers: begun with a token, kept as a hash, ended by idleness, age, or the person."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, update

from crossread.dossier import schema
from crossread.dossier.database import Database
from crossread.dossier.errors import DossierError
from crossread.dossier.people.secrets import digest, new_secret
from crossread.dossier.people.users import Person, people, person_of

_FORM = "%Y-%m-%dT%H:%M:%SZ"
_SEEN_EVERY = timedelta(minutes=1)  # a page that is read should not write each time


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """A session ends after ``idle`` without a request, and after ``absolute`` in any case."""

    idle: timedelta = timedelta(hours=12)
    absolute: timedelta = timedelta(days=7)


class Sessions:
    """The sessions of one dossier's users, shared by all servers that have it open."""

    def __init__(self, database: Database, lifetime: Lifetime | None = None) -> None:
        self._database = database
        self._lifetime = lifetime or Lifetime()

    def begin(self, person: Person, *, at: datetime | None = None) -> str:
        """A new session's secret, for the person's browser; old sessions are swept away on the way."""
        moment = at or datetime.now(UTC)
        secret = new_secret()
        s = schema.session
        idle, oldest = self._oldest(moment)
        with self._database.write() as connection:
            connection.execute(delete(s).where((s.c.seen < idle) | (s.c.made < oldest)))
            connection.execute(
                s.insert().values(
                    sha256=digest(secret), person=person.id, made=_iso(moment), seen=_iso(moment)
                )
            )
        return secret

    def person(self, secret: str, *, at: datetime | None = None) -> Person | None:
        """Whose session this is; None where there is none, or it is over."""
        moment = at or datetime.now(UTC)
        s, key = schema.session, digest(secret)
        idle, oldest = self._oldest(moment)
        query = people().add_columns(s.c.seen).join(s, s.c.person == schema.person.c.id)
        with self._database.read() as connection:
            row = connection.execute(
                query.where(
                    s.c.sha256 == key, s.c.seen >= idle, s.c.made >= oldest, schema.person.c.revoked.is_(None)
                )
            ).one_or_none()
        if row is None:
            return None
        if row.seen < _iso(moment - _SEEN_EVERY):
            with suppress(DossierError):  # a full disk is no reason not to read
                self._seen(key, moment)
        return person_of(row)

    def _seen(self, key: str, moment: datetime) -> None:
        s = schema.session
        with self._database.write() as connection:
            connection.execute(update(s).where(s.c.sha256 == key).values(seen=_iso(moment)))

    def end(self, secret: str) -> None:
        """Sign out."""
        with self._database.write() as connection:
            connection.execute(delete(schema.session).where(schema.session.c.sha256 == digest(secret)))

    def _oldest(self, moment: datetime) -> tuple[str, str]:
        return _iso(moment - self._lifetime.idle), _iso(moment - self._lifetime.absolute)


def _iso(moment: datetime) -> str:
    return moment.strftime(_FORM)
