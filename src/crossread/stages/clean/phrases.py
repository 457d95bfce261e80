"""Lines that say by their words that they are furniture: notices, buttons, counters, links."""

import re

from crossread.stages.clean.document import Document
from crossread.stages.clean.lines import Line, Shape
from crossread.stages.clean.tables import buttons, labels, phrases

_NOTHING_SAID = re.compile(r"[\W_]+")
_SAME_AGAIN = re.compile(r"(?P<unit>\D.{2,40}?)(?:\W*(?P=unit)){2,}\W*", re.IGNORECASE)
_TAIL_LINK = re.compile(r"(?:read|see|learn|watch|find out) more\W*$", re.IGNORECASE)
_MOST_LINK_WORDS = 30
_MOST_TEASERS = 8


def mark_phrases(document: Document) -> None:
    """Mark lines that the tables of phrases and buttons give away."""
    for line in document.lines:
        if document.open(line):
            why = _why(line)
            if why:
                document.mark(line, why)


def mark_teasers(document: Document) -> None:
    """Mark labels such as "Related" with the links below them.

    A label's links are the lines without a full stop that follow it: all up to
    the next blank line, or, where a blank line follows the label itself, those
    of headline length.
    """
    for line in document.lines:
        if not document.open(line):
            continue
        for label in labels():
            if line.words <= 6 and line.shape is not Shape.PROSE and label.alone.fullmatch(line.plain):
                document.mark(line, label.why)
                _mark_links(document, line)
                break
            found = label.before.match(line.plain) if line.shape is not Shape.PROSE else None
            if found and _is_link(line.plain[found.end() :]):
                document.mark(line, "link to another article")
                break


def _mark_links(document: Document, label: Line) -> None:
    for line in document.lines[label.index + 1 : label.index + 1 + _MOST_TEASERS]:
        if not document.open(line) or line.shape is Shape.PROSE or line.plain.endswith((".", ",", ":")):
            return
        if line.gap_before and (line.words < 5 or line.indent < label.indent or line.plain.startswith('"')):
            return
        document.mark(line, "link to another article")


def _is_link(rest: str) -> bool:
    words = len(rest.split())
    return 1 < words <= _MOST_LINK_WORDS and not rest.endswith((".", '."', ",", ":"))


def _why(line: Line) -> str | None:
    plain = line.plain
    if not plain or _NOTHING_SAID.fullmatch(plain):
        return "separator"
    if line.words <= 16 and buttons().fullmatch(plain):
        return "site navigation"
    if len(plain) <= 200 and _SAME_AGAIN.fullmatch(plain) and line.shape is Shape.LABEL:
        return "site chrome"
    for phrase in phrases():
        if line.words <= phrase.words and phrase.pattern.search(plain):
            return phrase.why
    if line.shape is Shape.LABEL and _TAIL_LINK.search(plain):
        return "link to another article"
    return None
