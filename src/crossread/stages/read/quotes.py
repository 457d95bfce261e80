"""Quotations by their marks: where each opens and closes. Pure; a line at a time."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from crossread.records import Span
from crossread.records.segment import lines

_DOUBLE = re.compile(r"[\"“”„‟«»＂]|''|``")
_SINGLE_OPEN = re.compile(r"(?<![\w'’])[‘'](?=[^\W\d])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")
_LONGEST_SINGLE = 2000  # characters within which a single quotation mark must close
_OPENS = frozenset("“„‟«")
_CLOSES = frozenset("”»")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation. ``span`` takes in its marks, ``inner`` leaves them out.

    ``closed`` is False where the line ends before the closing mark: the
    quotation may go on in the next line.
    """

    span: Span
    inner: Span
    closed: bool


def quotations(text: str, start: int = 0, end: int | None = None) -> list[Quoted]:
    """All outermost quotations between ``start`` and ``end``, in text order, never overlapping."""
    out: list[Quoted] = []
    for line in lines(text, start, end):
        found = _doubles(text, line)
        out += _singles(text, line, found)
    return out


def _is_opening(text: str, line: Span, match: re.Match[str]) -> bool:
    """A mark of no direction opens where a word follows it and none stands before it."""
    before = text[match.start() - 1] if match.start() > line.start else " "
    after = text[match.end()] if match.end() < line.end else " "
    return not before.isalnum() and before not in ".,!?…" and not after.isspace()


def _doubles(text: str, line: Span) -> list[Quoted]:
    out: list[Quoted] = []
    opened: re.Match[str] | None = None
    for match in _DOUBLE.finditer(text, line.start, line.end):
        mark = match.group()
        if opened is None:
            if mark in _OPENS or (mark != "''" and _is_opening(text, line, match)):
                opened = match
        elif mark in _CLOSES or mark == "''" or (mark not in _OPENS and mark != "``"):
            _add(out, opened.start(), opened.end(), match.start(), match.end(), closed=True)
            opened = None
    if opened is not None:
        _add(out, opened.start(), opened.end(), line.end, line.end, closed=False)
    return out


def _singles(text: str, line: Span, doubles: list[Quoted]) -> list[Quoted]:
    """``doubles`` and the single-mark quotations between them. An apostrophe must not open one."""
    out = list(doubles)
    position = searched = line.start
    while match := _SINGLE_OPEN.search(text, position, line.end):
        position = match.end()
        following = bisect_right(doubles, match.start(), key=lambda item: item.span.start)
        if following and match.start() < doubles[following - 1].span.end:
            position = doubles[following - 1].span.end
            continue
        limit = doubles[following].span.start if following < len(doubles) else line.end
        limit = min(limit, match.end() + _LONGEST_SINGLE)
        # Where an earlier search found no closing mark there is none for this one, either.
        close = _SINGLE_CLOSE.search(text, max(match.end(), searched), limit)
        searched = close.end() if close else max(searched, limit)
        if close:
            _add(out, match.start(), match.end(), close.start(), close.end(), closed=True)
            position = close.end()
    return sorted(out, key=lambda item: item.span)


def _add(out: list[Quoted], start: int, inner_start: int, inner_end: int, end: int, *, closed: bool) -> None:
    if inner_start < inner_end:
        out.append(Quoted(Span(start, end), Span(inner_start, inner_end), closed))
