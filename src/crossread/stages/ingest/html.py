"""HTML to stored text and metadata: trafilatura (Barbaresi 2021), with a plain reader to fall back on."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crossread.stages.ingest.linked import Linked, read_linked
from crossread.stages.ingest.markup import depth, plain_text, title_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_DEPTH = 200  # libxml2 gives up at 256; no honest page comes near
_MOST_MARKUP = 4_000_000  # code points without scripts; trafilatura reads about 1 MB a second
_SCRIPTS = re.compile(r"<(script|style)\b(?![^>]{0,200}ld\+json)[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='article:published_time' or @name='pubdate' or @name='date' or @name='dc.date']/@content",
)
_LINKED = "//script[@type='application/ld+json']/text()"


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, what it states (keys of ``RawArticle.stated``), and a date that is a guess."""

    text: str
    stated: dict[str, str] = field(default_factory=dict)
    date: str | None = None


def read_html(markup: str, url: str | None = None) -> Page:
    """The main text of a page, a line for each paragraph, and its metadata.

    Pages that are too deep or too large for a parser, or in which the extractor
    finds no article, are read plainly: all their visible text, line by line.
    """
    import trafilatura  # where used: it takes longer to import than most runs take to ingest
    from trafilatura.settings import Document
    from trafilatura.utils import load_html

    lean = _SCRIPTS.sub("", markup) if len(markup) > _MOST_MARKUP else markup
    if len(lean) > _MOST_MARKUP or depth(lean, _MOST_DEPTH) >= _MOST_DEPTH:
        return _plain(lean)
    tree = load_html(lean)
    if tree is None:
        return _plain(lean)
    linked = read_linked([str(block) for block in tree.xpath(_LINKED)])
    published = linked.published or _first(tree, _PUBLISHED)
    document = trafilatura.bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False, include_tables=True, deduplicate=False
    )
    if not isinstance(document, Document) or not (document.text or "").strip():
        page = _plain(lean)
        stated = page.stated | ({"published": published} if published else {})
        return Page(_with_updates(page.text, linked), _with_kind(stated, linked))
    found = {
        "title": document.title,
        "byline": document.author,
        "outlet": document.sitename,
        "url": url or document.url,
        "published": published,
    }
    stated = {key: " ".join(value.split()) for key, value in found.items() if value and value.strip()}
    return Page(
        _with_updates((document.text or "").strip(), linked), _with_kind(stated, linked), document.date
    )


def _plain(markup: str) -> Page:
    title = title_of(markup)
    return Page(plain_text(markup), {"title": title} if title else {})


def _with_kind(stated: dict[str, str], linked: Linked) -> dict[str, str]:
    return stated | ({"kind": linked.kind} if linked.kind else {})


def _first(tree: "HtmlElement", paths: tuple[str, ...]) -> str | None:
    for path in paths:
        for value in tree.xpath(path):
            if str(value).strip():
                return str(value).strip()
    return None


def _with_updates(text: str, linked: Linked) -> str:
    """The article on top, then the entries of a live blog, each below a line with its time.

    Extractors drop or scatter the times; the page's own JSON-LD has them in order.
    """
    if len(linked.updates) < 2:
        return text
    starts = {piece[:60] for update in linked.updates for piece in (update.headline, update.body) if piece}
    top: list[str] = []
    for line in text.split("\n"):
        if line[:60] in starts:
            break
        top.append(line)
    parts = ["\n".join(top).strip()]
    for update in linked.updates:
        parts.extend(part for part in (update.when, update.headline, update.body) if part)
    return "\n\n".join(part for part in parts if part)
