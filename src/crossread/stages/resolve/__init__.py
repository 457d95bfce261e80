"""Resolve: one actor per person across articles, who means whom, when it was said, numbers with bounds."""

from crossread.stages.resolve.sides import parse_sides
from crossread.stages.resolve.stage import resolve

__all__ = ["parse_sides", "resolve"]
