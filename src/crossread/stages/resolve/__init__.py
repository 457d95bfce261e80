"""Resolve: one actor per person across articles, who means whom, when it was said, numbers with bounds."""

from crossread.stages.resolve.stage import resolve
from crossread.stages.resolve.time import times
from crossread.stages.resolve.unstated import with_unstated

__all__ = ["resolve", "times", "with_unstated"]
