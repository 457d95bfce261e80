"""Opening a database: SQLite by a file's name, PostgreSQL by its URL; transactions, and errors that teach."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from crossread.dossier.errors import DossierError

try:
    from sqlalchemy import Connection, Engine, create_engine, event, exc, text
    from sqlalchemy.engine import make_url
    from sqlalchemy.pool import NullPool
except ImportError as error:  # pragma: no cover - tested in an environment without the extra
    raise DossierError(
        f"A dossier needs a library that is not installed: {error.name}.",
        remedy="Install it with: pip install 'crossread[dossier]'",
    ) from error

if TYPE_CHECKING:
    from alembic.config import Config

WAIT: Final = 60.0  # seconds that a writer waits for another
_LOCK: Final = 0x43524F53  # "CROS": the advisory lock of writers on PostgreSQL
_FULL = ("disk is full", "no space left", "disk full", "database or disk is full", "could not extend file")
_BUSY = ("database is locked", "lock timeout", "lock_timeout")
_BROKEN = ("malformed", "not a database", "disk image")


class Database:
    """One database, shared by threads; every transaction has a connection of its own."""

    def __init__(self, where: str) -> None:
        self.url = url_of(where)
        self.sqlite = self.url.startswith("sqlite")
        self.name = shown(self.url)
        self.path = Path(make_url(self.url).database or "") if self.sqlite else None
        options: dict[str, Any] = {}
        if self.sqlite:
            options = {"poolclass": NullPool, "connect_args": {"timeout": WAIT, "check_same_thread": False}}
        else:
            options = {
                "pool_pre_ping": True,
                "connect_args": {"connect_timeout": 10, "options": f"-c lock_timeout={int(WAIT * 1000)}"},
            }
        try:
            self.engine: Engine = create_engine(self.url, **options)
        except (exc.ArgumentError, exc.NoSuchModuleError) as error:
            raise DossierError(
                f"{self.name} is no address of a database: {error}.", remedy=_ADDRESSES
            ) from error
        except ImportError as error:
            raise DossierError(
                f"PostgreSQL needs a library that is not installed: {error.name}.",
                remedy="Install it with: pip install 'crossread[postgresql]'",
            ) from error
        if self.sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the dossier and changes nothing."""
        with self._explained(), self.engine.connect() as connection:
            if not self.sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is the only writer; all of it happens, or nothing."""
        with self._explained(), self.engine.connect() as connection:
            connection = connection.execution_options(crossread_write=True)
            with connection.begin():
                if not self.sqlite:
                    connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection

    def alone(self, statements: Sequence[str]) -> None:
        """Run statements that take no transaction."""
        with self._explained(), self.engine.connect() as connection:
            free = connection.execution_options(isolation_level="AUTOCOMMIT", crossread_alone=True)
            for statement in statements:
                free.exec_driver_sql(statement)

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as error:
            raise explained(error, self.name) from error
        except sqlite3.Error as error:
            raise explained(error, self.name) from error


_ADDRESSES = "Name a file (talks.db), or a PostgreSQL database as postgresql://user:password@host/name."


def url_of(where: str) -> str:
    """The URL of a database that was named by a path or a URL."""
    if "://" not in where:
        return f"sqlite:///{Path(where).absolute()}"
    head, _, tail = where.partition("://")
    if head in ("postgresql", "postgres"):
        return f"postgresql+psycopg://{tail}"
    return where


def shown(url: str) -> str:
    """A database's name for messages: a file's path, or the URL without its password."""
    try:
        made = make_url(url)
    except exc.ArgumentError:
        return url
    return (
        made.database or ":memory:" if url.startswith("sqlite") else made.render_as_string(hide_password=True)
    )


def explained(error: Exception, name: str) -> DossierError:
    """What went wrong with the database called ``name``, and what to do."""
    cause = " ".join(str(getattr(error, "orig", None) or error).split())
    folded = cause.casefold()
    if any(word in folded for word in _FULL):
        return DossierError(
            f"There is no room left where {name} lies; nothing of the last step was kept.",
            remedy="Make room and run the command again: it goes on where it stopped.",
        )
    if any(word in folded for word in _BUSY):
        return DossierError(
            f"Another program has been writing to {name} for {WAIT:g} seconds.",
            remedy="Wait until it is done and run the command again.",
        )
    if any(word in folded for word in _BROKEN):
        return DossierError(
            f"{name} is no dossier, or its file is damaged: {cause}.",
            remedy="Check the name, or use a backup.",
        )
    if getattr(error, "connection_invalidated", False) or isinstance(error, exc.OperationalError):
        return DossierError(
            f"{name} cannot be reached: {cause}.",
            remedy="Check the address and that it may be read and written; what was added before is kept.",
        )
    return DossierError(f"{name} refused: {cause}.", remedy="Check it with `crossread dossier verify`.")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's "begin" event says BEGIN
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("crossread_alone"):
        return
    writing = connection.get_execution_options().get("crossread_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def migrations() -> "Config":
    """The migrations that the package ships."""
    from alembic.config import Config

    found = Config()
    found.set_main_option("script_location", "crossread.dossier:migrations")
    return found


def migrate(connection: Connection) -> None:
    """Bring the tables to the state that this version knows, in the transaction of ``connection``."""
    from alembic import command

    config = migrations()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def revision(connection: Connection) -> str | None:
    """Which migration made the tables; None where there are none."""
    from sqlalchemy import inspect

    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("select version_num from alembic_version")).scalar()
    return found
