"""Dates and times: expressions in a text, resolved from the right anchor to intervals with a grain."""

from crossread.stages.resolve.time.anchors import said_on
from crossread.stages.resolve.time.find import expressions, times

__all__ = ["expressions", "said_on", "times"]
