"""A progress bar on standard error, where that is a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WORDS = {
    "add": "Adding",
    "embed": "Likeness",
    "plan": "Planning",
    "fetch": "Fetching",
    "ingest": "Opening",
    "clean": "Cleaning",
    "read": "Reading",
    "resolve": "Who is who",
    "group": "Stories",
}


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Gives a function that takes a stage, how much is done and how much there is; silent in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(_WORDS.get(stage, stage.capitalize()), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield advance
