"""Who may work in a dossier, and their tokens."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from crossread.dossier import schema
from crossread.dossier.database import Database
from crossread.dossier.errors import NotFoundError
from crossread.dossier.members import now
from crossread.dossier.people.audit import write_entry
from crossread.dossier.people.secrets import digest, new_id, new_token
from crossread.errors import OptionError

_LONGEST = 80


class Role(StrEnum):
    """What a person may do; each may do what those before may."""

    READER = "reader"
    REVIEWER = "reviewer"
    OWNER = "owner"

    def covers(self, needed: "Role") -> bool:
        """Whether who has this role may do what ``needed`` may.

        >>> Role.OWNER.covers(Role.READER), Role.READER.covers(Role.REVIEWER)
        (True, False)
        """
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A user of a dossier; ``revoked`` is when access was taken away (ISO time, UTC), None while it stands.

    ``tokens`` counts those that are good now.
    """

    id: str
    name: str
    role: Role
    made: str
    revoked: str | None
    tokens: int


class Users:
    """The users of one dossier. A token is shown once, by the call that makes it; only its hash is kept.

    Every change is logged with who made it (``by``), from where (``client``) and
    in which ``request`` to a server. ``keep_owner`` refuses what would leave no
    owner who can sign in.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, name: str, role: Role, *, by: str, client: str = "", request: str = ""
    ) -> tuple[Person, str]:
        """Let somebody in; gives the person and its token. Who was let in before and revoked comes back."""
        name = _sound(name)
        p = schema.person
        with self._database.write() as connection:
            held = connection.execute(select(p).where(p.c.folded == _folded(name))).one_or_none()
            if held is not None and held.revoked is None:
                raise OptionError(
                    f"{held.name} is a user already.",
                    remedy="`users role` changes the role, `users token` makes a new token.",
                )
            if held is None:
                connection.execute(
                    p.insert().values(id=new_id(), name=name, folded=_folded(name), role=role, made=now())
                )
            else:
                connection.execute(
                    update(p).where(p.c.id == held.id).values(name=name, role=role, revoked=None)
                )
            person = _named(connection, name)
            token = _give_token(connection, person.id)
            return _changed(connection, name, "user-added", by, client, request), token

    def everyone(self) -> list[Person]:
        """All users by name, those whose access was taken away, too."""
        with self._database.read() as connection:
            rows = connection.execute(people().order_by(schema.person.c.folded)).all()
        return [person_of(row) for row in rows]

    def one(self, name: str) -> Person:
        """A user by id; raises NotFoundError."""
        with self._database.read() as connection:
            row = connection.execute(people().where(schema.person.c.id == name)).one_or_none()
        if row is None:
            raise NotFoundError(
                f"The dossier has no user with the id {name}.", remedy="See the list of users."
            )
        return person_of(row)

    def set_role(
        self, name: str, role: Role, *, by: str, client: str = "", request: str = "", keep_owner: bool = False
    ) -> Person:
        """Give another role; it counts from the next request on."""
        with self._database.write() as connection:
            person = _standing(connection, name)
            connection.execute(update(schema.person).where(schema.person.c.id == person.id).values(role=role))
            if keep_owner:
                _check_owner(connection)
            return _changed(connection, name, "user-role", by, client, request)

    def revoke(
        self, name: str, *, by: str, client: str = "", request: str = "", keep_owner: bool = False
    ) -> Person:
        """Take access away at once: tokens and sessions end. The name stays with what was said and done."""
        with self._database.write() as connection:
            person = _standing(connection, name)
            _end(connection, person.id)
            connection.execute(
                update(schema.person).where(schema.person.c.id == person.id).values(revoked=now())
            )
            if keep_owner:
                _check_owner(connection)
            return _changed(connection, name, "user-revoked", by, client, request)

    def renew(self, name: str, *, by: str, client: str = "", request: str = "") -> tuple[Person, str]:
        """A new token in place of all that the person had; sessions end, too."""
        with self._database.write() as connection:
            person = _standing(connection, name)
            _end(connection, person.id)
            token = _give_token(connection, person.id)
            return _changed(connection, name, "user-token", by, client, request), token

    def by_token(self, token: str) -> Person | None:
        """Whose token this is; None for nobody's."""
        t = schema.token
        with self._database.read() as connection:
            row = connection.execute(
                people().join(t, t.c.person == schema.person.c.id).where(
                    t.c.sha256 == digest(token), schema.person.c.revoked.is_(None)
                )
            ).one_or_none()  # fmt: skip
        return person_of(row) if row is not None else None

    def has_owner(self) -> bool:
        """Whether somebody can sign in as an owner."""
        return any(
            person.role is Role.OWNER and person.revoked is None and person.tokens
            for person in self.everyone()
        )


def people() -> Any:
    """The query for rows that :func:`person_of` takes."""
    t = schema.token
    counted = t.alias()  # a caller may join the tokens themselves
    tokens = select(func.count()).select_from(counted).where(counted.c.person == schema.person.c.id)
    return select(schema.person, tokens.scalar_subquery().label("tokens"))


def person_of(row: Any) -> Person:
    """The user of a row."""
    return Person(
        id=row.id, name=row.name, role=Role(row.role), made=row.made, revoked=row.revoked, tokens=row.tokens
    )


def _named(connection: Connection, name: str) -> Person:
    row = connection.execute(people().where(schema.person.c.folded == _folded(name))).one_or_none()
    if row is None:
        raise NotFoundError(f"The dossier has no user {name!r}.", remedy="`users list` shows them.")
    return person_of(row)


def _standing(connection: Connection, name: str) -> Person:
    person = _named(connection, name)
    if person.revoked is not None:
        raise OptionError(
            f"The access of {person.name} was taken away on {person.revoked[:10]}.",
            remedy="`users add` lets them in again.",
        )
    return person


def _changed(connection: Connection, name: str, action: str, by: str, client: str, request: str) -> Person:
    person = _named(connection, name)
    what = f"{person.name} ({person.role})"
    write_entry(connection, by=by, action=action, what=what, client=client, request=request)
    return person


def _check_owner(connection: Connection) -> None:
    p = schema.person
    owners = select(func.count()).select_from(p).where(p.c.role == Role.OWNER, p.c.revoked.is_(None))
    if connection.execute(owners).scalar_one() == 0:
        raise OptionError("The dossier would have no owner.", remedy="Make somebody else an owner first.")


def _give_token(connection: Connection, person: str) -> str:
    token = new_token()
    connection.execute(schema.token.insert().values(sha256=digest(token), person=person, made=now()))
    return token


def _end(connection: Connection, person: str) -> None:
    for table in (schema.token, schema.session):
        connection.execute(delete(table).where(table.c.person == person))


def _sound(name: str) -> str:
    """A name as it is kept; raises OptionError where it could not be shown or told from another."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise OptionError(
            f"{name[:_LONGEST]!r} is no name of a user.",
            remedy=f"Take one to {_LONGEST} letters, digits, spaces and marks.",
        )
    return name


def _folded(name: str) -> str:
    """What two names share that look alike.

    >>> _folded("Ada  BERG") == _folded("Ａda Berg")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
