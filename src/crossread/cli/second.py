"""The options of the second reader, and what is told of it on standard error."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from crossread.cli.cache import cache_folder

if TYPE_CHECKING:
    from crossread.records import ReportData
    from crossread.second_reader import ChatReader

F = TypeVar("F", bound=Callable[..., Any])


def second_reader_options(command: F) -> F:
    """What a command takes that may ask a language model."""
    options = (
        click.option(
            "--second-reader",
            "second_url",
            metavar="URL",
            help="Let a language model at this OpenAI-compatible address judge pairs that are left unsure,"
            " from a closed choice. Passages are sent there. Key: CROSSREAD_SECOND_READER_KEY.",
        ),
        click.option(
            "--second-reader-model", "second_model", metavar="NAME", help="Its model, as the server calls it."
        ),
        click.option(
            "--second-reader-questions",
            "second_most",
            type=click.IntRange(1),
            metavar="N",
            help="Ask it about N pairs at most.  [default: 60]",
        ),
        click.option(
            "--second-reader-timeout",
            "second_timeout",
            type=click.FloatRange(0, min_open=True),
            metavar="SECONDS",
            help="Wait so long for one answer.  [default: 60]",
        ),
        click.option(
            "--second-reader-answers",
            "second_answers",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help="Keep its answers here, so that the same run says the same.  [default: the cache folder]",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def second_reader(given: Mapping[str, Any]) -> "ChatReader | None":
    """The second reader that the options ask for; None without an address. Warns where passages leave."""
    if given["second_url"] is None:
        named = [
            name for name in ("model", "most", "timeout", "answers") if given[f"second_{name}"] is not None
        ]
        if named:
            raise click.UsageError("Options of a second reader need its address: --second-reader URL.")
        return None
    if given["second_model"] is None:
        raise click.UsageError("Name the model, as the server calls it: --second-reader-model NAME.")
    from crossread.second_reader import KEY_VARIABLE, ChatReader

    chosen = {"most": given["second_most"], "timeout": given["second_timeout"]}
    return ChatReader(
        given["second_url"],
        given["second_model"],
        key=os.environ.get(KEY_VARIABLE),
        answers=given["second_answers"] or cache_folder() / "crossread" / "second-reader.jsonl",
        warn=lambda text: click.echo(f"Warning: {text}", err=True),
        **{name: value for name, value in chosen.items() if value is not None},
    )


def say_how_it_went(report: "ReportData", *, quiet: bool) -> None:
    """Tell on standard error where a second reader gave up: the report is whole without it."""
    stopped = report.run.options.get("second_reader_stopped")
    if stopped and not quiet:
        click.echo(f"The second reader gave up ({stopped}); the report is made without it.", err=True)
