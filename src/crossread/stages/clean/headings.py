"""Subheadings inside the body."""

import re

from crossread.records import Span
from crossread.stages.clean.document import Document
from crossread.stages.clean.extent import Extent
from crossread.stages.clean.kinds import is_turn
from crossread.stages.clean.lines import Line, Shape

_BULLET = re.compile(r"^(?:[•►▪◦*–—-]\s|\d+[.)]\s)")
_MOST_WORDS = 14


def find_headings(document: Document, extent: Extent | None) -> tuple[Span, ...]:
    """Short lines without a full stop that stand above a paragraph inside the body; they are kept as body."""
    if extent is None:
        return ()
    out = []
    following: Line | None = None
    for line in reversed(document.lines[extent.first : extent.last + 1]):
        if document.open(line) and following and following.shape is not Shape.LABEL and _could_head(line):
            document.keep(line)
            out.append(line.span)
        if line.index not in document.marks:
            following = line
    return tuple(reversed(out))


def _could_head(line: Line) -> bool:
    if (
        _BULLET.match(line.plain)
        or line.words > _MOST_WORDS
        or line.plain.endswith((",", ";", ":", "-"))
        or is_turn(line)
    ):
        return False
    return line.shape is Shape.LABEL or (
        line.words <= 12 and line.plain.endswith("?") and line.plain[0].isupper()
    )
