"""Clean: what is body and what is furniture; title, outlet, dates, kind; the posts of a live blog."""

from crossread.stages.clean.clean import clean

__all__ = ["clean"]
