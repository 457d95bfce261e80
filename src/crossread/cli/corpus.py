"""``crossread corpus``: many articles, on one machine or a cluster, into tables of Parquet."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossread.cli.dossier.common import keep_deed, opened
from crossread.cli.options import byte_size, iso_date, read_sides
from crossread.cli.progress import progress_bar
from crossread.cli.run import SKIPPED

if TYPE_CHECKING:
    from crossread.corpus import CorpusOptions, Status

_NO_FAULT = ("duplicate", "own-report")


class _RunUnlessNamed(click.Group):
    """``crossread corpus PATH…`` runs; ``crossread corpus status FOLDER`` is a command of its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_RunUnlessNamed, short_help="Read a corpus of any size against itself, into tables.")
def corpus() -> None:
    """Read many articles against each other into tables of Parquet, on one machine or on a cluster.

    `crossread corpus PATH… --out FOLDER` is short for `crossread corpus run PATH… --out FOLDER`.

    \b
    Examples:
      crossread corpus day.jsonl --out day
      crossread corpus status day
    """


@corpus.command(short_help="Read what lies at PATH into FOLDER, or go on with it.")
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option(
    "--out", "folder", required=True, metavar="FOLDER", help="Where the tables go: a folder or URL."
)
@click.option(
    "--into",
    metavar="DOSSIER",
    help="Put the articles into this dossier, too; made where it is not there.",
)
@click.option(
    "--until",
    type=click.Choice(["read", "group", "compare"]),
    default="compare",
    help="The last stage to run.  [default: compare]",
)
@click.option(
    "--runner",
    type=click.Choice(["native", "ray"]),
    default="native",
    help="Daft's own runner on this machine, or Ray.  [default: native]",
)
@click.option(
    "--address", metavar="ADDRESS", help="Of the Ray cluster.  [default: start Ray on this machine]"
)
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Processes at work.  [default: one a core]"
)
@click.option(
    "--shard",
    type=click.IntRange(1),
    metavar="N",
    help="Documents in a unit of work: what is done again at most after a kill.  [default: 256]",
)
@click.option(
    "--min-story",
    type=click.IntRange(1),
    metavar="N",
    help="Compare stories of at least so many articles.  [default: 2]",
)
@click.option(
    "--max-story",
    type=click.IntRange(2),
    metavar="N",
    help="Compare larger stories in parts of so many.  [default: 64]",
)
@click.option("--outlet", metavar="NAME", help="Who published the inputs, whatever they say themselves.")
@click.option("--date", callback=iso_date, metavar="DATE", help="When they were published: 2021-12-07.")
@click.option(
    "--sides",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Whose side actors are on: a CSV file with a line NAME,SIDE for each.",
)
@click.option(
    "--max-size", callback=byte_size, metavar="SIZE", help="Skip documents that are larger.  [default: 20MB]"
)
@click.option(
    "--max-words", type=click.IntRange(1), metavar="N", help="Skip longer articles.  [default: 50000]"
)
@click.option("--reader", metavar="FOLDER", help="Read with the model in this folder.")
@click.option(
    "--nested",
    type=click.Choice(["none", "speech", "all"]),
    help="Voices within what others say.  [default: speech]",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def run(paths: tuple[str, ...], folder: str, **given: Any) -> None:
    """Read, group and compare articles into tables of Parquet in FOLDER (docs/scale.md says what they hold).

    PATH is a file (JSON Lines, Parquet, WARC, text, Markdown, HTML; also .gz), a folder, a pattern, or the
    URL of an object store. Bad documents become rows of the table of errors. Run again after an
    interruption, it goes on where it stopped; with more PATHs it adds them.

    \b
    Examples:
      crossread corpus run day.jsonl --out day
      crossread corpus run day.jsonl --out day --into talks.db
      crossread corpus run s3://news/2031-05/ --out s3://results/2031-05 --runner ray --address auto
    """
    from crossread import corpus as door

    with progress_bar(quiet=given["quiet"]) as progress:
        made = door.run(paths, folder, options=_options(given), progress=progress)
    if given["into"]:
        with opened(given["into"]) as dossier:
            keep_deed(dossier, "add", f"{made.articles} articles of a corpus")
    if not given["quiet"]:
        from crossread.stages.report.shown import plural

        click.echo(
            f"{plural(made.articles, 'article')} of {plural(made.documents, 'document')},"
            f" {plural(made.stories, 'story', 'stories')}, {plural(made.claims, 'claim')},"
            f" {plural(made.findings, 'finding')} in {folder}."
        )
        for code, count in sorted(made.errors.items()):
            click.echo(f"  {count} × {code}, in {folder}/errors", err=True)
    if any(code not in _NO_FAULT for code in made.errors):
        click.get_current_context().exit(SKIPPED)


@corpus.command(short_help="Show how far a corpus is.")
@click.argument("folder", metavar="FOLDER")
def status(folder: str) -> None:
    """Show how far the corpus in FOLDER is, from this machine or another.

    \b
    Examples:
      crossread corpus status day
    """
    from crossread import corpus as door

    _show(door.status(folder))


def _show(found: "Status") -> None:
    from crossread.stages.report.shown import plural

    click.echo(plural(found.files, "input file"))
    for stage in found.stages:
        parts = [f"{stage.done} of {stage.planned} units"]
        parts += [f"{count} {name}" for name, count in stage.counts.items()]
        if stage.seconds:
            parts.append(f"{stage.seconds:.0f} CPU seconds")
        click.echo(f"{stage.name:<8} {', '.join(parts)}")
    for code, count in sorted(found.errors.items()):
        click.echo(f"errors   {count} × {code}")


def _options(given: dict[str, Any]) -> "CorpusOptions":
    from crossread.corpus import CorpusOptions, Runner, Until
    from crossread.stages.read import Policy

    named = {
        "outlet": given["outlet"],
        "date": given["date"],
        "sides": read_sides(given["sides"]),
        "max_bytes": given["max_size"],
        "max_words": given["max_words"],
        "nested": Policy(given["nested"]) if given["nested"] else None,
        "reader": given["reader"],
        "least": given["min_story"],
        "most": given["max_story"],
        "until": Until(given["until"]),
        "into": given["into"],
        "shard": given["shard"],
        "workers": given["workers"],
        "runner": Runner(given["runner"]),
        "address": given["address"],
    }
    return CorpusOptions(**{name: value for name, value in named.items() if value is not None})
