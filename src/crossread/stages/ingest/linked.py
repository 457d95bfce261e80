"""What a page says about itself in JSON-LD and meta elements (schema.org, Open Graph)."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crossread.stages.ingest.markup import plain_text

_ARTICLES = (
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "OpinionNewsArticle",
)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})")
_MOST_NODES = 20_000


@dataclass(frozen=True, slots=True)
class Update:
    """An entry of a live blog: when, its headline, its text."""

    when: str
    headline: str
    body: str


@dataclass(frozen=True, slots=True)
class Linked:
    """What was found: a publication time, a kind, and the entries of a live blog in the page's order."""

    published: str | None = None
    kind: str | None = None
    updates: tuple[Update, ...] = ()


def read_linked(blocks: list[str]) -> Linked:
    """Read the JSON-LD ``blocks`` of one page; what is broken is passed over."""
    published = kind = None
    updates: tuple[Update, ...] = ()
    for node in _nodes(blocks):
        types = node.get("@type")
        names = types if isinstance(types, list) else [types]
        if not any(name in _ARTICLES for name in names):
            continue
        when = node.get("datePublished")
        if published is None and isinstance(when, str) and when.strip():
            published = when.strip()
        if "LiveBlogPosting" in names:
            kind = "live blog"
            updates = updates or _updates(node.get("liveBlogUpdate"))
        elif "OpinionNewsArticle" in names and kind is None:
            kind = "opinion"
    return Linked(published, kind, updates)


def _nodes(blocks: list[str]) -> Iterator[dict[str, Any]]:
    waiting: list[Any] = []
    for block in blocks:
        try:
            waiting.append(json.loads(block, strict=False))
        except (ValueError, RecursionError):
            continue
    waiting.reverse()
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in ("mainEntity", "@graph") if key in item)


def _updates(value: Any) -> tuple[Update, ...]:
    out: list[Update] = []
    for item in value if isinstance(value, list) else ():
        if not isinstance(item, dict):
            continue
        when = _ISO.match(str(item.get("datePublished") or ""))
        headline = _words(item.get("headline"))
        body = _words(item.get("articleBody"))
        if when and (headline or body):
            out.append(Update(f"{when[1]} {when[2]}", headline, "" if body == headline else body))
    return tuple(out)


def _words(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    # A space after sentences that the page's own export glued together would change words: leave them.
    return plain_text(value)
