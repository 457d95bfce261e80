"""What ``compare`` and ``read`` have in common: options to a run, and its end."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from crossread.cli.options import read_sides

if TYPE_CHECKING:
    from crossread.api import CompareOptions
    from crossread.records import ReportData

SKIPPED = 3


def compare_options(given: Mapping[str, Any]) -> "CompareOptions":
    """The options of a run; what was not given keeps the default of the Python interface."""
    from crossread.api import CompareOptions
    from crossread.stages.read import Policy

    renamed = {
        "outlet": given["outlet"],
        "date": given["date"],
        "sides": read_sides(given["sides"]),
        "max_bytes": given["max_size"],
        "max_words": given["max_words"],
        "workers": given["workers"],
        "batch_size": given["batch_size"],
        "reader": given["reader"],
        "nested": Policy(given["nested"]) if given["nested"] else None,
    }
    return CompareOptions(**{name: value for name, value in renamed.items() if value is not None})


def end(report: "ReportData") -> None:
    """Leave with status 3 where inputs were skipped for another reason than being read already."""
    if any(item.code not in ("duplicate", "own-report") for item in report.skipped):
        click.get_current_context().exit(SKIPPED)
