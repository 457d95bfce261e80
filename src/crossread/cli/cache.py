"""The last report, kept in the user's cache folder so that ``crossread explain`` finds it."""

import os
import sys
from pathlib import Path

import click

from crossread.cli.output import write_file


def last_report() -> Path:
    """Where the last report is kept: ``crossread/last-report.json`` in the user's cache folder."""
    return _cache_folder() / "crossread" / "last-report.json"


def _cache_folder() -> Path:
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
