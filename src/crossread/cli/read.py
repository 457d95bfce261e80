"""``crossread read``: who said what, article by article."""

from typing import Any

import click

from crossread.cli.options import display_options, input_options
from crossread.cli.output import STDOUT, check_output, color_wanted, width, write_output
from crossread.cli.progress import progress_bar
from crossread.cli.run import compare_options, end


@click.command(short_help="Show who said what, article by article.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--json", "json_file", metavar="FILE", help="Write the report file. “-”: to standard output.")
@input_options
@display_options
def read(paths: tuple[str, ...], **given: Any) -> None:
    """Read articles and show who said what: the chain of voices, the act, the words.

    \b
    Examples:
      crossread read examples/readouts/texts
      crossread read examples/readouts/texts --json claims.json --quiet
    """
    file = given["json_file"]
    check_output(file, paths)

    from dataclasses import replace

    from crossread import api
    from crossread.stages.report import to_claims_text, to_json

    options = replace(compare_options(given), min_confidence=given["min_confidence"])
    with progress_bar(quiet=given["quiet"]) as progress:
        report = api.read(paths, options=options, progress=progress).data
    if file is not None:
        write_output(file, to_json(report))
    if not given["quiet"] and file != STDOUT:
        color = color_wanted(given["color"])
        click.echo(to_claims_text(report, width=width(), color=color), nl=False, color=color)
    end(report)
