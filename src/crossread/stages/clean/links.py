"""Links that stand inside a sentence: a name, its long form run into headlines about it, and "MORE".

Some sites set them behind each name of a politician, and what copies the page's text takes them along:
"Rep. Ann Prado Ann Maria PradoHouse votes on … Senate balks at … MORE (R-Md.) said".
"""

import re
from typing import Final

from crossread.records import Furniture, Span
from crossread.stages.clean.document import Document

_SUFFIX = r"(?:,?[ \u00a0](?:Jr|Sr)\b\.?|[ \u00a0]I{2,3}\b)?"
_WORD = r"(?:[A-Z(][\w'’.()-]*|d[aei]|de[lr]|la|v[ao]n)"
_HEADLINES = r"[A-Z0-9\"'“‘(][^\n]{12,700}?[ \u00a0]MORE(?:['’]s)?"
# Run into the headlines, or, where a space parts them, with the first name said again as well.
_LINKS = re.compile(
    rf"(?P<last>\b[A-Z][\w'’-]*[a-z]){_SUFFIX}"
    rf"(?P<run>[ \u00a0]{{0,2}}(?:{_WORD}[ \u00a0]+){{1,6}}(?P=last){_SUFFIX}{_HEADLINES})(?!\w)"
    rf"|\b(?P<first>[A-Z][\w'’-]+)[ \u00a0](?P<name>[A-Z][\w'’-]*[a-z]){_SUFFIX}"
    rf"(?P<apart>[ \u00a0]{{1,2}}(?P=first)[ \u00a0](?:{_WORD}[ \u00a0]+){{0,5}}(?P=name){_SUFFIX}"
    rf"[ \u00a0]{_HEADLINES})(?!\w)"
)
_MARK = "MORE"
INSIDE: Final = "links inside a sentence"
"""The signal of furniture behind which a sentence goes on."""


def mark_links_inside(document: Document) -> None:
    """Mark the links behind names, a possessive at their end with them."""
    for line in document.lines:
        if _MARK not in line.text:
            continue
        for found in _LINKS.finditer(line.text):
            start, end = (line.span.start + at for at in found.span("run" if found["run"] else "apart"))
            document.parts.append(Furniture(Span(start, end), INSIDE))


def without_links(prose: str, document: Document) -> str:
    """``prose`` with spaces for the links inside its sentences, so that each reads on."""
    parts: list[str] = []
    position = 0
    for item in document.furniture():
        if item.why == INSIDE:
            parts += [prose[position : item.span.start], " " * len(item.span)]
            position = item.span.end
    return "".join([*parts, prose[position:]])
