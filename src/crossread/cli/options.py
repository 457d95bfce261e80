"""Options that commands share, and the types of their values."""

import csv
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from crossread.errors import OptionError

F = TypeVar("F", bound=Callable[..., Any])

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)i?b?", re.IGNORECASE)
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


def byte_size(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """A number of bytes: 20MB, 500k, 1000000. Units are powers of 1000."""
    if value is None:
        return None
    found = _SIZE.fullmatch(value.strip())
    size = int(float(found[1]) * _UNITS[found[2].lower()]) if found else 0
    if size < 1:
        raise click.BadParameter(f"{value!r} is no size. Write bytes, or a size like 500k, 20MB or 1GB.")
    return size


def iso_date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A date, or a date and time, as ISO 8601 writes it."""
    if value is None:
        return None
    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no date. Write it like 2021-12-07.") from error
    return value


def input_options(command: F) -> F:
    """What every command that reads articles takes."""
    options = (
        click.option(
            "--outlet", metavar="NAME", help="Who published the inputs, whatever they say themselves."
        ),
        click.option(
            "--date", callback=iso_date, metavar="DATE", help="When they were published: 2021-12-07."
        ),
        click.option(
            "--sides",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="FILE",
            help="Whose side actors are on: a CSV file with a line NAME,SIDE for each.",
        ),
        click.option(
            "--max-size",
            callback=byte_size,
            metavar="SIZE",
            help="Skip inputs that are larger.  [default: 20MB]",
        ),
        click.option(
            "--max-words",
            type=click.IntRange(1),
            metavar="N",
            help="Skip articles that are longer.  [default: 50000]",
        ),
        click.option(
            "--reader",
            metavar="NAME",
            help="Read with another model: a folder with a reader, or an id of the model hub like owner/name,"
            " which is then fetched.  [default: the one shipped]",
        ),
        click.option(
            "--workers",
            type=click.IntRange(1),
            metavar="N",
            help="Articles read at once.  [default: one a core]",
        ),
        click.option(
            "--batch-size",
            type=click.IntRange(1),
            metavar="N",
            help="Articles handed on together.  [default: 32]",
        ),
        click.option(
            "--nested",
            type=click.Choice(["none", "speech", "all"]),
            help="Voices within what others say: none, those that tell what another says or thinks, or all."
            "  [default: speech]",
        ),
        click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            default=0.0,
            metavar="P",
            help="Leave out what is less sure than this, from 0 to 1.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def display_options(command: F) -> F:
    """What every command that prints takes."""
    command = click.option(
        "--color/--no-color",
        default=None,
        help="Colour, or none.  [default: where the output is a terminal and NO_COLOR is not set]",
    )(command)
    return click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")(command)


def read_sides(path: Path | None) -> dict[str, str]:
    """The names and sides of a CSV file; empty lines, lines from "#" on and a header name,side are left out.

    Raises OptionError, naming the line, for what is not two filled columns.
    """
    if path is None:
        return {}
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(
            f"The sides in {path} cannot be read: {error}.", remedy="Save it as UTF-8 text."
        ) from error
    sides: dict[str, str] = {}
    for number, row in enumerate(csv.reader(lines), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#") or [cell.lower() for cell in cells] == ["name", "side"]:
            continue
        if len(cells) != 2 or not all(cells):
            raise OptionError(
                f"Line {number} of {path} is not NAME,SIDE: {','.join(row)!r}.",
                remedy='Write a name and a side on each line, in "quotes" where they hold a comma.',
            )
        sides[cells[0]] = cells[1]
    return sides
