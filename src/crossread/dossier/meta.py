"""What a dossier says of itself: its name, when it was made, how it is read, and a few counters."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select

from crossread.dossier import schema
from crossread.dossier.bundles import MOST
from crossread.dossier.codec import plain, read_plain
from crossread.pipeline import LIMITS


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierOptions:
    """How the articles of a dossier are read; fixed when it is made, for all of it must be read alike.

    ``sides`` maps names of actors to a side; ``languages`` are read, others
    skipped; articles over ``max_words`` and inputs over ``max_bytes`` are
    skipped; at most ``bundle`` articles are read against each other where they
    are not one story (bundles.py).
    """

    sides: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    max_bytes: int = LIMITS.max_bytes
    max_words: int = LIMITS.max_words
    bundle: int = MOST


def read_meta(connection: Connection, key: str) -> str | None:
    """A value of the dossier's own, None where it has none."""
    found: str | None = connection.execute(
        select(schema.meta.c.value).where(schema.meta.c.key == key)
    ).scalar()
    return found


def write_meta(connection: Connection, key: str, value: str) -> None:
    """Keep a value of the dossier's own."""
    connection.execute(delete(schema.meta).where(schema.meta.c.key == key))
    connection.execute(schema.meta.insert().values(key=key, value=value))


def read_number(connection: Connection, key: str) -> int:
    """A counter; 0 where it was never raised."""
    return int(read_meta(connection, key) or 0)


def raise_number(connection: Connection, key: str) -> None:
    """Count one more."""
    write_meta(connection, key, str(read_number(connection, key) + 1))


def read_options(connection: Connection) -> DossierOptions:
    """How this dossier is read."""
    found: DossierOptions = read_plain(read_meta(connection, "options") or "{}", DossierOptions)
    return found


def write_options(connection: Connection, options: DossierOptions) -> None:
    """Fix how this dossier is read."""
    write_meta(connection, "options", plain(options))
