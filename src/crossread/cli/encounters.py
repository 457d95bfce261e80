"""``crossread encounters``: which calls and meetings documents of several parties report."""

import json
from typing import TYPE_CHECKING

import click

from crossread.cli.options import byte_size
from crossread.cli.output import STDOUT, check_output, write_output
from crossread.cli.progress import progress_bar
from crossread.cli.run import SKIPPED

if TYPE_CHECKING:
    from crossread.encounters import Encounters

_LISTED = 10


@click.command(short_help="Find calls and meetings that several parties report.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--within",
    type=click.IntRange(0, 7),
    default=1,
    show_default=True,
    metavar="DAYS",
    help="How many days apart two documents may be, where a day is only that of publication.",
)
@click.option(
    "--json", "json_file", metavar="FILE", help="Write JSON Lines, one a document. “-”: standard output."
)
@click.option(
    "--max-size", callback=byte_size, metavar="SIZE", help="Skip files larger than this.  [default: 500MB]"
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def encounters(
    paths: tuple[str, ...], within: int, json_file: str | None, max_size: int | None, quiet: bool
) -> None:
    """Find the calls, meetings and summits that documents of two or more parties report.

    Whose document one is, is what its header calls PARTY, else its outlet. Only titles and openings are
    read; `crossread compare` reads what is found against each other.

    \b
    Examples:
      crossread encounters examples/two-governments
      crossread encounters examples/two-governments --json pairs.jsonl
    """
    check_output(json_file, paths)

    from crossread.encounters import MAX_BYTES, find_encounters

    with progress_bar(quiet=quiet) as progress:
        found = find_encounters(paths, within=within, max_bytes=max_size or MAX_BYTES, progress=progress)
    if json_file is not None:
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in found.rows()]
        write_output(json_file, "".join(lines))
    if not quiet and json_file != STDOUT:
        _show(found)
    faults = [item for item in found.skipped if item.code not in ("duplicate", "own-report")]
    for item in faults[:_LISTED]:
        click.echo(f"{item.path}: {item.cause} {item.remedy}", err=True)
    if faults:
        click.get_current_context().exit(SKIPPED)


def _show(found: "Encounters") -> None:
    from crossread.stages.report.html.dates import long_date
    from crossread.stages.report.shown import elided, one_line

    count = len(found.encounters)
    click.echo(f"{len(found.articles):,} documents, {count} {'encounter' if count == 1 else 'encounters'}"
               " that at least two parties report.")  # fmt: skip
    for encounter in found.encounters:
        people = ", ".join(one_line(name) for name in encounter.people)
        click.echo(
            f"\n{long_date(encounter.day.isoformat())}, {encounter.sort}{': ' if people else ''}{people}"
        )
        for telling in encounter.tellings:
            article = found.articles[telling.article]
            title = elided(one_line(article.title or ""), 100)
            click.echo(f"  {one_line(telling.party)}: {title}")
            click.echo(f"    {one_line(article.url or article.path)}")
