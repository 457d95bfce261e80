"""``crossread explain``: all that is known of one finding."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossread.cli.cache import last_report
from crossread.cli.output import STDOUT, color_wanted, width
from crossread.errors import ReportError

if TYPE_CHECKING:
    from crossread.records import ReportData


@click.command(short_help="Show every signal of one finding.")
@click.argument("finding", metavar="FINDING")
@click.option(
    "--report",
    "report_file",
    metavar="FILE",
    help="The report file to look in.  [default: the last comparison]",
)
@click.option("--color/--no-color", default=None, help="Colour, or none.")
def explain(finding: str, report_file: str | None, color: bool | None) -> None:
    """Show every signal, passage and claim behind one finding, named by its rank or the start of its id.

    \b
    Examples:
      crossread explain 1
      crossread explain 2 --report report.json
    """
    from crossread.stages.report import find_finding, to_explanation

    report = _load(report_file)
    chosen = find_finding(report, finding)
    wanted = color_wanted(color)
    click.echo(to_explanation(report, chosen, width=width(), color=wanted), nl=False, color=wanted)


def _load(file: str | None) -> "ReportData":
    from crossread.stages.report import from_json

    if file == STDOUT:
        return from_json(_decoded(sys.stdin.buffer.read(), "standard input"))
    path = last_report() if file is None else Path(file)
    try:
        data = path.read_bytes()
    except OSError as error:
        if file is None and isinstance(error, FileNotFoundError):
            raise ReportError(
                "There is no last report to look in.",
                remedy="Run `crossread compare PATH…` first, or name a report file with --report.",
            ) from error
        raise ReportError(
            f"{path} cannot be read: {error.strerror}.", remedy="Name a report file."
        ) from error
    return from_json(_decoded(data, str(path)))


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReportError(
            f"{name} is no report file, for it is not UTF-8.", remedy="Name another file."
        ) from error
