"""The last report, kept in the user's cache folder so that ``crossread explain`` finds it."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossread.cli.output import STDOUT, write_file
from crossread.errors import ReportError

if TYPE_CHECKING:
    from crossread.records import ReportData


def last_report() -> Path:
    """Where the last report is kept: ``crossread/last-report.json`` in the user's cache folder."""
    return cache_folder() / "crossread" / "last-report.json"


def cache_folder() -> Path:
    """Where programs of this user keep what they can make again."""
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    if Path(chosen).is_absolute():
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def remember(text: str, *, quiet: bool) -> None:
    """Keep a report file for later, readable by the user alone. A failure is told, and ends nothing."""
    try:
        path = last_report()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_file(path, text, mode=0o600)
    except (OSError, RuntimeError) as error:  # RuntimeError: there is no home folder
        if not quiet:
            click.echo(f"The report is not kept for `crossread explain`: {error}", err=True)


def load_report(file: str | None) -> "ReportData":
    """The records of a report file, of standard input ("-"), or of the last report (None).

    Raises ReportError where there is none, or it is no report file.
    """
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
