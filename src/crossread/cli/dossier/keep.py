"""``crossread dossier new``, ``add``, ``remove``, ``verify``, ``compact`` and ``rebuild``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossread.cli.dossier.common import keep_deed, opened, quiet, shown, where
from crossread.cli.options import iso_date, read_sides
from crossread.cli.progress import progress_bar

if TYPE_CHECKING:
    from crossread.dossier import Added
    from crossread.dossier.views import Fault

SKIPPED = 3
_FAULTY = 1
_LISTED = 10

workers_option = click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Texts encoded at once.  [default: one a core]"
)


@click.command(short_help="Make a dossier.")
@where
@click.option("--name", default="", metavar="TEXT", help="What it is called.  [default: the file's name]")
@click.option(
    "--sides",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Whose side actors are on: a CSV file with a line NAME,SIDE for each.",
)
@click.option(
    "--max-words", type=click.IntRange(1), metavar="N", help="Skip longer articles.  [default: 50000]"
)
@quiet
def new(where: str, name: str, sides: Path | None, max_words: int | None, quiet: bool) -> None:
    """Make a new, empty dossier.

    How its articles are read is fixed now.

    \b
    Examples:
      crossread dossier new talks.db
      crossread dossier new talks.db --name "Lake talks"
    """
    from dataclasses import replace

    from crossread.dossier import Dossier, DossierOptions

    options = DossierOptions(sides=read_sides(sides))
    if max_words is not None:
        options = replace(options, max_words=max_words)
    with Dossier.create(where, name=name, options=options) as dossier:
        if not quiet:
            click.echo(f"Made: {dossier.database.name}")


@click.command(short_help="Add articles; only what is new is read and compared.")
@where
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--outlet", metavar="NAME", help="Who published the inputs, whatever they say themselves.")
@click.option("--date", callback=iso_date, metavar="DATE", help="When they were published: 2021-12-07.")
@workers_option
@quiet
def add(
    where: str, paths: tuple[str, ...], outlet: str | None, date: str | None, workers: int | None, quiet: bool
) -> None:
    """Add what lies at PATH, as for `crossread compare`; each article is kept as soon as it is read.

    What the dossier holds already is passed over; a new text at an address that it knows is kept as a
    revision. Run again after an interruption, it goes on where it stopped.

    \b
    Examples:
      crossread dossier add talks.db examples/readouts/texts
      crossread dossier add talks.db page.html --outlet "Lake Post" --date 2031-05-12
    """
    with opened(where, workers) as dossier, progress_bar(quiet=quiet) as progress:
        added = dossier.add(paths, outlet=outlet, date=date, progress=progress)
        if added.new:
            keep_deed(dossier, "add", *added.new)
    tell(added, quiet=quiet)


def tell(added: "Added", *, quiet: bool) -> None:
    """Say what came of adding; leave with status 3 where something was skipped."""
    if not quiet:
        click.echo(added.told)
        for item in added.skipped[:_LISTED]:
            click.echo(f"  {shown(item.path)}: {item.cause} {item.remedy}", err=True)
        if len(added.skipped) > _LISTED:
            click.echo(f"  and {len(added.skipped) - _LISTED} more", err=True)
    if any(item.code not in ("duplicate", "own-report") for item in added.skipped):
        click.get_current_context().exit(SKIPPED)


@click.command(short_help="Take articles out, with what only they supported.")
@where
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@quiet
def remove(where: str, articles: tuple[str, ...], quiet: bool) -> None:
    """Take articles out: by the start of their id, their path or their address.

    \b
    Examples:
      crossread dossier remove talks.db 0f5fe59c
    """
    with opened(where) as dossier, progress_bar(quiet=quiet) as progress:
        for name in articles:
            line = dossier.remove(name, settle=False)
            keep_deed(dossier, "remove", line.id)
            if not quiet:
                click.echo(f"Taken out: {line.id} {shown(line.title or line.path)}")
        dossier.settle(progress=progress)


@click.command(short_help="Compute ids, hashes and positions again.")
@where
@quiet
def verify(where: str, quiet: bool) -> None:
    """Check that the dossier is what it should be; exit status 1 where something is wrong.

    \b
    Examples:
      crossread dossier verify talks.db
    """
    with opened(where) as dossier:
        found: list[Fault] = dossier.verify()
    for fault in found:
        click.echo(f"{fault.record}: {fault.what} {fault.remedy}")
    if not quiet and not found:
        click.echo("Nothing is wrong.")
    if found:
        click.get_current_context().exit(_FAULTY)


@click.command(short_help="Give room back.")
@where
@quiet
def compact(where: str, quiet: bool) -> None:
    """Give room back that removed articles and replaced reports left.

    \b
    Examples:
      crossread dossier compact talks.db
    """
    with opened(where) as dossier:
        before, after = dossier.compact()
    if not quiet and before is not None and after is not None:
        click.echo(f"{before / 1e6:.1f} MB before, {after / 1e6:.1f} MB now.")


@click.command(short_help="Read and compare all texts again.")
@where
@workers_option
@quiet
def rebuild(where: str, workers: int | None, quiet: bool) -> None:
    """Read and compare all stored texts again, as after an update; what people said is obeyed.

    \b
    Examples:
      crossread dossier rebuild talks.db
    """
    with opened(where, workers) as dossier, progress_bar(quiet=quiet) as progress:
        dossier.rebuild(progress=progress)
        keep_deed(dossier, "rebuild")
