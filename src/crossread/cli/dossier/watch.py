"""``crossread dossier watch``: feeds and pages, asked again and again."""

import time

import click

from crossread.cli.dossier.common import keep_deed, opened, quiet, shown, where
from crossread.cli.dossier.keep import workers_option
from crossread.cli.options import byte_size
from crossread.cli.progress import progress_bar

_LISTED = 20


@click.command(short_help="Add what is new in feeds and pages.")
@where
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--once", is_flag=True, help="One round, then end.")
@click.option(
    "--every",
    type=click.FloatRange(1),
    default=15.0,
    metavar="MINUTES",
    help="From round to round.  [default: 15]",
)
@click.option(
    "--rate",
    type=click.FloatRange(0),
    default=2.0,
    metavar="SECONDS",
    help="Between two requests to one host.  [default: 2]",
)
@click.option(
    "--max-size", callback=byte_size, metavar="SIZE", help="Leave larger answers out.  [default: 20MB]"
)
@click.option(
    "--max-time",
    type=click.FloatRange(1),
    default=30.0,
    metavar="SECONDS",
    help="Leave slower answers out.  [default: 30]",
)
@click.option("--allow-private", is_flag=True, help="Ask machines of the private network, too.")
@workers_option
@quiet
def watch(
    where: str,
    sources: tuple[str, ...],
    once: bool,
    every: float,
    rate: float,
    max_size: int | None,
    max_time: float,
    allow_private: bool,
    workers: int | None,
    quiet: bool,
) -> None:
    """Add what is new at SOURCE: a feed (RSS, Atom), a list of them (OPML), a page, a file with addresses.

    The robots.txt of a host is heeded, unchanged pages are not sent again, and a new text of a page
    is kept as a revision. End it with Ctrl-C: what was added is kept.

    \b
    Examples:
      crossread dossier watch talks.db https://lakepost.example/rss.xml --once
      crossread dossier watch talks.db feeds.opml pages.txt --every 60
    """
    from crossread.dossier.watching import Fetcher, FetchOptions, Watcher

    options = FetchOptions(rate=rate, max_seconds=max_time, private=allow_private)
    if max_size is not None:
        from dataclasses import replace

        options = replace(options, max_bytes=max_size)
    fetcher = Fetcher(options)
    with opened(where, workers) as dossier:
        watcher = Watcher(dossier, sources, fetcher)
        try:
            while True:
                with progress_bar(quiet=quiet) as progress:
                    outcome = watcher.round(progress)
                if outcome.added.new:
                    keep_deed(dossier, "add", *outcome.added.new)
                if not quiet:
                    added, failed = len(outcome.added.new), len(outcome.failed)
                    asked = f"{outcome.asked} asked, {outcome.unchanged} unchanged"
                    click.echo(f"{asked}, {added} added, {failed} failed.")
                    for item in (*outcome.failed, *outcome.added.skipped)[:_LISTED]:
                        click.echo(f"  {shown(item.path)}: {item.cause}", err=True)
                if once:
                    if outcome.failed:
                        click.get_current_context().exit(3)
                    return
                time.sleep(every * 60)
        finally:
            fetcher.close()
