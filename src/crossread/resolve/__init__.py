"""Resolve: one actor per person across articles, who means whom, when it was said, numbers with bounds."""

from crossread.resolve.sides import parse_sides
from crossread.resolve.stage import resolve

__all__ = ["parse_sides", "resolve"]
