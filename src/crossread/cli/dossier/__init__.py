"""``crossread dossier``: articles that one keeps adding to. One file for each group of commands."""

import click

from crossread.cli.dossier.keep import add, compact, new, rebuild, remove, verify
from crossread.cli.dossier.look import search, show, status
from crossread.cli.dossier.people import audit, users
from crossread.cli.dossier.say import correct, judge, judgements
from crossread.cli.dossier.watch import watch


@click.group(short_help="Keep articles in a dossier that grows: add, look, correct, watch.")
def dossier() -> None:
    """Keep articles in a dossier: what was read stays, and only what is new is read and compared.

    DOSSIER is a file (talks.db), or a PostgreSQL database: postgresql://user:password@host/name.

    \b
    Examples:
      crossread dossier new talks.db
      crossread dossier add talks.db examples/readouts/texts
      crossread dossier status talks.db --stories
    """


for command in (
    new,
    add,
    remove,
    status,
    show,
    search,
    judge,
    correct,
    judgements,
    verify,
    compact,
    rebuild,
    watch,
    users,
    audit,
):
    dossier.add_command(command)
