"""A plain reader of markup, linear and without recursion, for what a real parser should not touch."""

import re
from collections.abc import Iterator
from html import unescape

_NAME = re.compile(r"/?\s*([A-Za-z][\w:-]{0,30})")
_UNREAD = ("script", "style", "noscript", "template", "svg", "iframe", "head", "title")
_ENDS = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _UNREAD}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "td",
        "th",
        "time",
        "title",
        "tr",
        "ul",
    ]
)
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
    ]
)
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*\n\s*")
_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,2000}?)</title", re.IGNORECASE | re.DOTALL)


def plain_text(markup: str) -> str:
    """The visible text of ``markup``: a line for each block, no other claim to structure."""
    parts: list[str] = []
    for kind, value in _tokens(markup):
        if kind == "text":
            parts.append(value.replace("\n", " ").replace("\r", " "))
        elif value in _BLOCKS:
            parts.append("\n")
    text = _SPACES.sub(" ", unescape("".join(parts)))
    return _BREAKS.sub("\n", text).strip()


def depth(markup: str, limit: int) -> int:
    """How deeply elements are nested; counting stops at ``limit``."""
    level = deepest = 0
    for kind, value in _tokens(markup):
        if kind == "open" and value not in _VOID:
            level += 1
            deepest = max(deepest, level)
            if deepest >= limit:
                break
        elif kind == "close" and value not in _VOID:
            level = max(0, level - 1)
    return deepest


def title_of(markup: str) -> str | None:
    """What the page's title element says, as plain text."""
    found = _TITLE.search(markup[:200_000])
    return " ".join(unescape(found.group(1)).split()) or None if found else None


def _tokens(markup: str) -> Iterator[tuple[str, str]]:
    """("text", words), ("open", name) and ("close", name), scripts and comments left out."""
    position = 0
    while position < len(markup):
        start = markup.find("<", position)
        if start < 0:
            yield "text", markup[position:]
            return
        if start > position:
            yield "text", markup[position:start]
        if markup.startswith("<!--", start):
            end = markup.find("-->", start + 4)
            position = len(markup) if end < 0 else end + 3
            continue
        end = markup.find(">", start)
        if end < 0:
            return
        name = _NAME.match(markup, start + 1, end)
        position = end + 1
        if not name:
            continue
        lowered = name.group(1).lower()
        yield ("close" if markup[start + 1] == "/" else "open"), lowered
        if lowered in _ENDS and markup[start + 1] != "/" and markup[end - 1] != "/":
            found = _ENDS[lowered].search(markup, position)
            position = found.start() if found else len(markup)
