"""The lines of a stored text, with what their shape tells."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from crossread.records import Span
from crossread.records.segment import lines as split_lines

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_WORD = re.compile(r"\w+(?:['’.&-]\w+)*")
_END_MARK = re.compile(r"[.!?…][\"'”’»)\]*_\s]*$")
_INNER_STOP = re.compile(r"[a-z0-9)\]\"”’][.!?][\"”’)]*\s+[\"“‘(]?[A-Z]")
# What ends so is a paragraph that was cut: no heading and no link does.
_BROKEN_OFF = re.compile(
    r" (?:the|an?|and|or|but|of|to|that|which|who|whose|with|from|as|at|by|his|her|their|its|was|were"
    r"|had|has|have|be)$"
)
# An embedded post of a social network ends with who wrote it: it is said, not furniture.
_TWEET = re.compile(r"\(@\w+\)\W*(?:[A-Z][a-z]+ \d{1,2},? \d{4})?\W*$")
_HEADING = re.compile(r"^#{1,6}\s+")  # of Markdown
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-"})
_STOPS = ".!?:;…\"'”’)]"
_LONG = 4000  # code points of a line above which its words are estimated
_LEAST_WRAPPED = 6  # pairs of neighbouring lines that show how a text is set
_WRAPPED = 0.5  # of these pairs, that run on in lower case
_WIDEST = 120
_FULL = 0.7  # of the width: shorter lines end a paragraph
_NEWLINE = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


class Shape(Enum):
    """What a line looks like."""

    PROSE = "prose"  # a paragraph
    SENTENCE = "sentence"  # short, but a sentence or quotation
    LABEL = "label"  # no sentence: a heading, a link, a button, a name


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something visible.

    ``span`` leaves out white space at its edges; ``text`` are its words, ``plain``
    the same with simple quotation marks and single spaces; ``gap_before`` and
    ``gap_after`` say whether a blank line stands there; ``indent`` counts white
    space in front.
    """

    index: int
    span: Span
    text: str
    plain: str
    words: int
    shape: Shape
    gap_before: bool
    gap_after: bool
    indent: int

    @property
    def key(self) -> str:
        """What equal lines share."""
        return self.plain.casefold()


def read_lines(text: str, first: int = 0) -> tuple[Line, ...]:
    """All lines of ``text`` from position ``first`` on that hold a visible character, in order.

    Where a text is wrapped at a fixed width, its paragraphs count as lines.
    """
    spans = [span for span in (_visible(text, span) for span in split_lines(text, first)) if span]
    breaks = [match.start() for match in _NEWLINE.finditer(text)]
    rows = [(bisect_right(breaks, span.start), bisect_right(breaks, span.start)) for span in spans]
    if is_wrapped(text, spans, [row for row, _ in rows]):
        spans, rows = _unwrapped(text, spans, [row for row, _ in rows])
    out = []
    for index, span in enumerate(spans):
        before = rows[index][0] - rows[index - 1][1] if index else 2
        after = rows[index + 1][0] - rows[index][1] if index + 1 < len(spans) else 2
        row = rows[index][0]
        indent = span.start - (breaks[row - 1] + 1 if row else 0)
        out.append(_line(index, span, text, before > 1, after > 1, indent))
    return tuple(out)


def unwrapped(text: str, lines: Sequence[Line]) -> str:
    """``text`` with a space for each line break inside one of ``lines``, which only wraps a paragraph."""
    parts: list[str] = []
    position = 0
    for line in lines:
        parts += [text[position : line.span.start], _NEWLINE.sub(_blank, line.text)]
        position = line.span.end
    return "".join([*parts, text[position:]])


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def is_wrapped(text: str, spans: Sequence[Span], rows: Sequence[int]) -> bool:
    """Whether sentences run on from line to line, as in mail and wire copy of a fixed width."""
    pairs = runs = 0
    for index in range(len(spans) - 1):
        if rows[index + 1] - rows[index] == 1:
            pairs += 1
            runs += text[spans[index].end - 1] not in _STOPS and text[spans[index + 1].start].islower()
    return pairs >= _LEAST_WRAPPED and runs >= _WRAPPED * pairs and _width(spans) <= _WIDEST


def _width(spans: Sequence[Span]) -> int:
    """The length of the longest lines, a few left out: addresses stick out of any column."""
    return sorted(map(len, spans))[int(0.95 * (len(spans) - 1))]


def _unwrapped(
    text: str, spans: Sequence[Span], rows: Sequence[int]
) -> tuple[list[Span], list[tuple[int, int]]]:
    """Lines joined to paragraphs: a blank line, or a line that leaves room for the next word, ends one."""
    width = _width(spans)
    joined: list[Span] = []
    kept: list[tuple[int, int]] = []
    for index, span in enumerate(spans):
        full = index > 0 and len(spans[index - 1]) >= _FULL * width
        if kept and full and rows[index] - kept[-1][1] == 1:
            joined[-1] = Span(joined[-1].start, span.end)
            kept[-1] = (kept[-1][0], rows[index])
        else:
            joined.append(span)
            kept.append((rows[index], rows[index]))
    return joined, kept


def _line(index: int, span: Span, text: str, before: bool, after: bool, indent: int) -> Line:
    words = span.of(text)
    plain = " ".join(_HIDDEN.sub("", words).translate(_QUOTES).split()).strip("*_")
    plain = _HEADING.sub("", plain).strip("*_ ")
    # Rules look at short lines only; a word of a million letters is none, however few its spaces.
    count = len(_WORD.findall(plain)) if len(plain) <= _LONG else max(_LONG, len(plain) // 5)
    return Line(index, span, words, plain, count, _shape(plain, count), before, after, indent)


def ends_sentence(plain: str) -> bool:
    """Whether a line closes with a full stop, question mark or the like, quotation marks left aside."""
    return bool(_END_MARK.search(plain[-40:]))


def _shape(plain: str, words: int) -> Shape:
    closed = (
        ends_sentence(plain) or bool(_BROKEN_OFF.search(plain[-20:])) or bool(_TWEET.search(plain[-120:]))
    )
    if (
        words >= 30
        or (words >= 8 and (closed or _INNER_STOP.search(plain)))
        or (words >= 14 and plain.endswith(":"))
    ):
        return Shape.PROSE
    if closed or plain.endswith((":", ",", ";")) or (plain.startswith('"') and words >= 8):
        return Shape.SENTENCE
    return Shape.LABEL


def _visible(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return Span(start, end) if start < end else None
