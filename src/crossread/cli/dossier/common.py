"""What the commands of a dossier share."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from crossread.dossier import Dossier

F = TypeVar("F", bound=Callable[..., Any])

quiet = click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
by = click.option(
    "--by",
    metavar="NAME",
    help="Who says so.  [default: CROSSREAD_BY, git's user.name, or the name of the account]",
)
note = click.option("--note", default="", metavar="TEXT", help="Why; it is kept and shown.")


def where(command: F) -> F:
    """The argument that names a dossier."""
    return click.argument("where", metavar="DOSSIER")(command)


def opened(where: str, workers: int | None = None) -> "Dossier":
    """The dossier of that name."""
    from crossread.dossier import Dossier

    return Dossier.open(where, workers=workers)


def spoken_by(given: str | None) -> str:
    """Who says or does something."""
    from pathlib import Path

    from crossread.cli.judge import who

    return who(given, Path("dossier"))


_NAMED = 25  # ids that fit an entry of the log
CLIENT = "command line"
"""Where from, in the log of what people did."""


def keep_deed(dossier: "Dossier", action: str, *what: str, by: str | None = None) -> None:
    """Write a deed of the command line into the log of a dossier that has users; others keep no log.

    ``what`` are the ids that it concerned; ``by`` is who did it, as for :func:`spoken_by`.
    """
    if dossier.users.everyone():
        named = [*what[:_NAMED], *([f"and {len(what) - _NAMED} more"] if len(what) > _NAMED else [])]
        dossier.trail.write(by=spoken_by(by), action=action, what=" ".join(named), client=CLIENT)


def shown(text: str) -> str:
    """Words of an article or a name, harmless to a terminal and on one line."""
    from crossread.stages.report.shown import one_line

    return one_line(text)
