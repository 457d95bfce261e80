"""``crossread dossier users`` and ``audit``: who may work in a dossier, and what they did."""

from typing import TYPE_CHECKING, Any

import click

from crossread.cli.dossier.common import CLIENT, by, opened, shown, spoken_by, where
from crossread.cli.options import iso_date
from crossread.cli.output import check_output, write_output

if TYPE_CHECKING:
    from crossread.dossier.people import Person

_PART = 1_000

role = click.option(
    "--role",
    type=click.Choice(["reader", "reviewer", "owner"]),
    default="reader",
    help="reader: looks; reviewer: judges, too; owner: adds and removes, too.  [default: reader]",
)


@click.group(short_help="Who may work in the dossier when it is served to others.")
def users() -> None:
    """Let people in and take their access away; each has a role and a token to sign in with.

    They count where `crossread serve` reaches beyond this machine. Tokens are shown once; the dossier
    keeps hashes of them.

    \b
    Examples:
      crossread dossier users add talks.db "Ada Berg" --role owner
      crossread dossier users list talks.db
    """


@users.command("add", short_help="Let somebody in; shows the token, once.")
@where
@click.argument("name", metavar="NAME")
@role
@by
def add_user(where: str, name: str, role: str, by: str | None) -> None:
    """Let NAME in, or in again; the token is shown now and never again.

    \b
    Examples:
      crossread dossier users add talks.db "Ada Berg" --role owner
    """
    from crossread.dossier.people import Role

    with opened(where) as dossier:
        person, token = dossier.users.add(name, Role(role), by=spoken_by(by), client=CLIENT)
    _hand_over(person, token)


@users.command("token", short_help="A new token in place of an old one.")
@where
@click.argument("name", metavar="NAME")
@by
def renew(where: str, name: str, by: str | None) -> None:
    """Make a new token for NAME; the old one and all sessions end.

    \b
    Examples:
      crossread dossier users token talks.db "Ada Berg"
    """
    with opened(where) as dossier:
        person, token = dossier.users.renew(name, by=spoken_by(by), client=CLIENT)
    _hand_over(person, token)


@users.command("list", short_help="Show all users.")
@where
def list_users(where: str) -> None:
    """Show all users with their roles; those whose access was taken away are in brackets.

    \b
    Examples:
      crossread dossier users list talks.db
    """
    with opened(where) as dossier:
        found = dossier.users.everyone()
    for person in found:
        line = f"{shown(person.name)}  {person.role}  since {person.made[:10]}"
        click.echo(line if person.revoked is None else f"[{line}, until {person.revoked[:10]}]")


@users.command("role", short_help="Give somebody another role.")
@where
@click.argument("name", metavar="NAME")
@click.argument("role", type=click.Choice(["reader", "reviewer", "owner"]), metavar="ROLE")
@by
def set_role(where: str, name: str, role: str, by: str | None) -> None:
    """Give NAME another ROLE (reader, reviewer, owner); it counts at once.

    \b
    Examples:
      crossread dossier users role talks.db "Ada Berg" reviewer
    """
    from crossread.dossier.people import Role

    with opened(where) as dossier:
        person = dossier.users.set_role(name, Role(role), by=spoken_by(by), client=CLIENT)
    click.echo(f"{shown(person.name)}: {person.role}")


@users.command("revoke", short_help="Take somebody's access away.")
@where
@click.argument("name", metavar="NAME")
@by
def revoke(where: str, name: str, by: str | None) -> None:
    """Take NAME's access away at once: token and sessions end.

    What they said stays, under their name.

    \b
    Examples:
      crossread dossier users revoke talks.db "Ada Berg"
    """
    with opened(where) as dossier:
        person = dossier.users.revoke(name, by=spoken_by(by), client=CLIENT)
    click.echo(f"{shown(person.name)} has no access any more.")


def _hand_over(person: "Person", token: str) -> None:
    click.echo(
        f"{shown(person.name)} ({person.role}) signs in with this token; it is not shown again:", err=True
    )
    click.echo(token)


@click.command(short_help="Show what users did.")
@where
@click.option("--action", metavar="NAME", help="Only this: sign-in, judge, add, remove, user-added, …")
@click.option("--user", metavar="NAME", help="Only what this user did.")
@click.option("--since", callback=iso_date, metavar="DATE", help="Then or later.")
@click.option("--until", callback=iso_date, metavar="DATE", help="Then or before.")
@click.option("--export", metavar="FILE", help="Write all as JSON Lines. “-”: to standard output.")
@click.option("--top", type=click.IntRange(1), default=50, metavar="N", help="Lines shown.  [default: 50]")
def audit(where: str, user: str | None, export: str | None, top: int, **given: Any) -> None:
    """Show who did what, the last first: signing in and failing to, judging, adding, removing, users.

    \b
    Examples:
      crossread dossier audit talks.db --since 2031-05-01
      crossread dossier audit talks.db --export audit.jsonl
    """
    check_output(export)
    with opened(where) as dossier:
        if export is not None:
            lines: list[str] = []
            while part := dossier.trail.entries(by=user, limit=_PART, offset=len(lines), **given).items:
                lines += [entry.line() for entry in part]
            write_output(export, "".join(f"{line}\n" for line in reversed(lines)))
            return
        found = dossier.trail.entries(by=user, limit=top, **given)
    for entry in found.items:
        what = f"  {shown(entry.what)}" if entry.what else ""
        click.echo(f"{entry.on}  {shown(entry.by)}  {entry.action}{what}  ({shown(entry.client)})")
    click.echo(f"{len(found.items)} of {found.total}.", err=True)
