"""Resolve: one actor per person across articles, who means whom, when it was said, numbers with bounds."""

from crossread.stages.resolve.stage import resolve

__all__ = ["resolve"]
