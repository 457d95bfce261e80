"""``crossread explain``: all that is known of one finding."""

import click

from crossread.cli.cache import load_report
from crossread.cli.output import color_wanted, width


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

    report = load_report(report_file)
    chosen = find_finding(report, finding)
    wanted = color_wanted(color)
    click.echo(to_explanation(report, chosen, width=width(), color=wanted), nl=False, color=wanted)
