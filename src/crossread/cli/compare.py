"""``crossread compare``: reports against each other."""

from typing import Any

import click

from crossread.cli.cache import remember
from crossread.cli.options import display_options, input_options
from crossread.cli.output import STDOUT, check_output, color_wanted, width, write_output
from crossread.cli.progress import progress_bar
from crossread.cli.run import compare_options, end
from crossread.cli.second import say_how_it_went, second_reader, second_reader_options
from crossread.records import FindingKind

_MOST_SHOWN = 20  # findings in the terminal, where --top says nothing else


@click.command(short_help="Show where accounts differ, agree, shift or stay silent.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--html", "html_file", metavar="FILE", help="Write the report as a page. “-”: to standard output."
)
@click.option("--json", "json_file", metavar="FILE", help="Write the report file. “-”: to standard output.")
@click.option("--story", metavar="TEXT", help="Only the story with this in its name, or with this id.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in FindingKind], case_sensitive=False),
    metavar="KIND",
    help=f"Only findings of this kind; may be repeated. KIND is one of: {', '.join(FindingKind)}.",
)
@click.option("--party", metavar="TEXT", help="Only findings with this party among their accounts.")
@click.option(
    "--top",
    type=click.IntRange(1),
    metavar="N",
    help="Only the N most important findings; without it the terminal shows 20, the files all.",
)
@click.option(
    "--judgements",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Obey the judgements in this file.  [default: crossread-judgements.jsonl beside the inputs or here]",
)
@click.option("--no-judgements", is_flag=True, help="Obey no judgements, whatever file there is.")
@click.option("--rejected", is_flag=True, help="List the findings that were rejected, with who and when.")
@second_reader_options
@input_options
@click.option("--no-cache", is_flag=True, help="Do not keep the report for `crossread explain`.")
@display_options
def compare(paths: tuple[str, ...], **given: Any) -> None:
    """Compare reports of the same events: who said what, and where accounts differ, agree or stay silent.

    PATH is a file (text, Markdown, HTML or JSON Lines, also .gz), a folder, a pattern, or “-” for
    standard input. What the options choose goes for the page and the report file, too.

    \b
    Examples:
      crossread compare examples/readouts/texts
      crossread compare examples/readouts/texts --html report.html --json report.json
      crossread compare examples/readouts/texts --kind contradiction --kind position_shift --top 5
      cat examples/readouts/texts/*67487.txt | crossread compare - --outlet Kremlin --date 2021-12-31
    """
    files = (given["html_file"], given["json_file"])
    if files == (STDOUT, STDOUT):
        raise click.UsageError("Only one of --html and --json can go to standard output.")
    for file in files:
        check_output(file, paths)

    from dataclasses import replace

    from crossread import api
    from crossread.stages.report import to_html, to_json

    options = replace(
        compare_options(given), judgements=_judgements(paths, given), second_reader=second_reader(given)
    )
    with progress_bar(quiet=given["quiet"]) as progress:
        whole = api.compare(paths, options=options, progress=progress).data
    say_how_it_went(whole, quiet=given["quiet"])
    if not given["no_cache"]:
        remember(to_json(whole), quiet=given["quiet"])
    report = _selected(whole, given)
    for file, text in zip(files, (to_html, to_json), strict=True):
        if file is not None:
            write_output(file, text(report))
    if not given["quiet"] and STDOUT not in files:
        _print(report, files, given)
    end(whole)


def _judgements(paths: tuple[str, ...], given: dict[str, Any]) -> str | None:
    """The file of judgements to obey: the one that was named, else the one that lies there."""
    named: str | None = given["judgements"]
    if given["no_judgements"] and named:
        raise click.UsageError("--judgements and --no-judgements contradict each other.")
    if given["no_judgements"] or named:
        return named
    from crossread.inputs.judgements import judgements_beside

    found = judgements_beside(paths)
    return str(found) if found else None


def _selected(report: Any, given: dict[str, Any]) -> Any:
    from crossread.stages.report import Selection, select

    return select(
        report,
        Selection(
            story=given["story"],
            kinds=tuple(FindingKind(kind) for kind in given["kinds"]),
            party=given["party"],
            top=given["top"],
            min_confidence=given["min_confidence"],
        ),
    )


def _print(report: Any, files: tuple[str | None, ...], given: dict[str, Any]) -> None:
    from crossread.stages.report import to_text

    color = color_wanted(given["color"])
    most = None if given["top"] else _MOST_SHOWN
    text = to_text(report, width=width(), color=color, most=most, rejected=given["rejected"])
    click.echo(text, nl=False, color=color)
    for file in files:
        if file is not None:
            click.echo(f"Written: {file}", err=True)
