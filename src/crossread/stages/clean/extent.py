"""Where the body of an article begins and ends among its lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crossread.stages.clean.document import Document
from crossread.stages.clean.lines import Line, Shape

_BULLET = re.compile(r"^(?:[•►▪◦*–—-]\s|\(?\w{1,3}[.)]\s)")
_PROSE_MOST = 40  # words of a paragraph that count
_SENTENCE = 2.0
_LABEL = -5.0
_MARKED = -2.0
_GAP = 8  # lines without a sentence in a row, as no article has them: beyond lies another part of the page
_SMALL = 0.3  # most words, as a share of the body's, of a part that may be set aside with its paragraphs
_LIST = 7  # labels in a row that are a list of links


@dataclass(frozen=True, slots=True)
class Extent:
    """Indices of the first and the last line of the body."""

    first: int
    last: int


def find_extent(document: Document) -> Extent | None:
    """The run of lines that holds the most prose for the fewest labels; None where there is no paragraph.

    A maximum-sum run (as in body text extraction, Finn, Kushmerick and Smyth
    2001): each paragraph adds its words, each label takes away.
    """
    if not document.prose():
        return None
    best = total = 0.0
    first = best_first = best_last = 0
    for line in document.lines:
        if total <= 0:
            total, first = 0.0, line.index
        total += _value(document, line)
        if total > best:
            best, best_first, best_last = total, first, line.index
    return Extent(*_trimmed(document, best_first, best_last)) if best > 0 else None


def mark_outside(document: Document, extent: Extent) -> None:
    """Mark what lies beyond a long run of labels above or below the body: menus, teasers, other articles."""
    inside = _said(document, document.lines[extent.first : extent.last + 1])
    announced = document.lines[extent.last].plain.endswith(":")  # a list that belongs to the text follows
    for lines in (
        () if announced else document.lines[extent.last + 1 :],
        document.lines[: extent.first][::-1],
    ):
        run = 0
        for place, line in enumerate(lines):
            label = line.shape is Shape.LABEL and not _BULLET.match(line.plain)
            run = run + 1 if label or line.index in document.marks else 0
            if line.plain.endswith(":") and line.index not in document.marks:
                break  # a list that the text announces
            if run >= _GAP:
                # A part with much prose may be the body, too, whatever stands between: leave it alone.
                if _said(document, lines[place:]) <= _SMALL * inside:
                    for other in lines[place:]:
                        document.mark(other, "another part of the page")
                break


def _said(document: Document, lines: Sequence[Line]) -> int:
    """Words of the unmarked paragraphs among ``lines``."""
    return sum(line.words for line in lines if line.shape is Shape.PROSE and line.index not in document.marks)


def mark_lists(document: Document, extent: Extent) -> None:
    """Mark long runs of labels inside the body: lists of links. Lists that a colon announces are body."""
    run: list[Line] = []
    before: Line | None = None
    for line in document.lines[extent.first : extent.last + 1]:
        if line.shape is Shape.LABEL and line.index not in document.kept and not _BULLET.match(line.plain):
            run.append(line)
            continue
        _mark_run(document, run, before)
        run, before = [], line
    _mark_run(document, run, before)


def _mark_run(document: Document, run: list[Line], before: Line | None) -> None:
    running_on = sum(line.plain[:1].islower() for line in run)  # lines of a broken paragraph, not links
    if len(run) >= _LIST and running_on <= _SMALL * len(run) and not (before and before.plain.endswith(":")):
        for line in run:
            document.mark(line, "list of links")


def _value(document: Document, line: Line) -> float:
    if line.index in document.marks:
        return _MARKED
    if line.shape is Shape.PROSE:
        return float(min(line.words, _PROSE_MOST))
    return _SENTENCE if line.shape is Shape.SENTENCE or line.index in document.kept else _LABEL


def _trimmed(document: Document, first: int, last: int) -> tuple[int, int]:
    """From the first to the last unmarked sentence of the run."""
    said = [
        line.index
        for line in document.lines[first : last + 1]
        if line.index not in document.marks and (line.shape is not Shape.LABEL or line.index in document.kept)
    ]
    return said[0], said[-1]
