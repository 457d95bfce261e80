"""Metadata that a text states about itself before its body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from crossread.records import Span

# What a key means. Keys that are not here are kept in the header but mean nothing to crossread.
_KEYS = {
    "title": "title",
    "headline": "title",
    "party": "party",
    "side": "side",
    "published": "published",
    "pubdate": "published",
    "datepublished": "published",
    "date": "date",
    "url": "url",
    "link": "url",
    "outlet": "outlet",
    "source": "outlet",
    "publisher": "outlet",
    "publication": "outlet",
    "newspaper": "outlet",
    "site": "outlet",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "agency": "agency",
    "kind": "kind",
    "type": "kind",
    "license": "license",
    "licence": "license",
    "language": "language",
    "lang": "language",
}
_MEANT = frozenset(["title", "party", "side", "published", "url", "outlet", "byline", "agency", "kind"])
_LINE = re.compile(r"(?P<key>[^\W\d_]+(?:[ _-][^\W\d_]+)?)[ \t]*:(?:[ \t]+(?P<value>\S.*)|[ \t]*)")
_BREAK = re.compile(r"\r\n|\r|\n")
_FENCE = re.compile(r"-{3,}[ \t]*")
_MOST_LINES = 40
_MOST_LINE = 2000  # code points


@dataclass(frozen=True, slots=True)
class Header:
    """What was stated, under the keys of ``RawArticle.stated``, and where it stands."""

    stated: Mapping[str, str] = field(default_factory=dict)
    span: Span | None = None


def leading_block(text: str) -> Header:
    """Read a leading block of two or more ``KEY: value`` lines that a blank line ends.

    Keys are letters; in mixed case only known ones count, and one at least must
    be known, so that a dialogue is no header.
    """
    start = len(text) - len(text.lstrip("\ufeff\u200b"))
    values: dict[str, str] = {}
    lines = 0
    position = start
    while position < len(text) and lines < _MOST_LINES:
        end, following = _line_end(text, position)
        line = text[position:end]
        if not line.strip():
            return _finished(text, values, lines, start, position)
        if not _take(line, values):
            return Header()
        lines += 1
        position = following
    return Header()


def front_matter(text: str) -> Header:
    """Read Markdown front matter: simple ``key: value`` lines between two lines of dashes."""
    start = len(text) - len(text.lstrip("\ufeff"))
    end, position = _line_end(text, start)
    if not _FENCE.fullmatch(text[start:end]):
        return Header()
    values: dict[str, str] = {}
    for _ in range(_MOST_LINES):
        end, following = _line_end(text, position)
        line = text[position:end]
        if _FENCE.fullmatch(line):
            return Header(stated_from(values), Span(start, end)) if values else Header()
        if position >= len(text):
            break
        _take(line, values, any_case=True)
        position = following
    return Header()


def stated_from(values: Mapping[str, str]) -> dict[str, str]:
    """Keys and values as people write them, under the keys of ``RawArticle.stated``."""
    found: dict[str, str] = {}
    for key, value in values.items():
        meaning = _KEYS.get(re.sub(r"[ _-]", "", key.casefold()))
        cleaned = " ".join(value.strip().strip("\"'").split())
        if meaning and cleaned:
            found.setdefault(meaning, cleaned)
    if "date" in found:
        found.setdefault("published", found["date"])
    return {key: value for key, value in sorted(found.items()) if key in _MEANT}


def _finished(text: str, values: Mapping[str, str], lines: int, start: int, end: int) -> Header:
    known = any(key.casefold() in _KEYS for key in values)
    if lines < 2 or not known:
        return Header()
    block = text[start:end].rstrip()
    return Header(stated_from(values), Span(start, start + len(block)))


def _take(line: str, values: dict[str, str], *, any_case: bool = False) -> bool:
    found = _LINE.fullmatch(line.rstrip()) if len(line) <= _MOST_LINE else None
    if not found:
        return False
    key = found["key"]
    if not (any_case or key.isupper() or key.casefold() in _KEYS):
        return False
    values.setdefault(key, found["value"] or "")
    return True


def _line_end(text: str, position: int) -> tuple[int, int]:
    found = _BREAK.search(text, position)
    return (found.start(), found.end()) if found else (len(text), len(text))
