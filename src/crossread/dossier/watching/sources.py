"""What stands at an address: a list of feeds (OPML), a feed (RSS, Atom), or a page."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin

_HEAD = 2_000
_MOST_ENTRIES = 500
_MOST_FEEDS = 2_000


class Sort(StrEnum):
    """What an answer is."""

    FEEDS = "feeds"
    FEED = "feed"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Content:
    """What an answer is, and the addresses that it leads to."""

    sort: Sort
    leads_to: tuple[str, ...] = ()


def content_of(data: bytes, url: str) -> Content:
    """Tell what ``data``, fetched from ``url``, is. Never raises: what is neither list nor feed is a page."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<opml" in head:
        return Content(Sort.FEEDS, _addresses(_opml(data), url)[:_MOST_FEEDS])
    if b"<html" in head or b"<!doctype html" in head or not _may_be_feed(head):
        return Content(Sort.PAGE)
    import feedparser

    # A stream: a string might be taken for an address and fetched.
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        return Content(Sort.PAGE)
    links = [str(entry.get("link") or "") for entry in found.entries[:_MOST_ENTRIES]]
    return Content(Sort.FEED, _addresses(links, url))


def listed(text: str) -> tuple[str, ...]:
    """The addresses of a list, one a line; empty lines and those from "#" on are left out."""
    lines = (line.strip() for line in text.lstrip("\ufeff").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def _may_be_feed(head: bytes) -> bool:
    return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf", b"<channel", b"<?xml"))


def _opml(data: bytes) -> Iterable[str]:
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    if root is None:
        return []
    return [
        value
        for outline in root.iter("outline")
        for key, value in outline.attrib.items()
        if key.lower() == "xmlurl"
    ]


def _addresses(links: Iterable[str], url: str) -> tuple[str, ...]:
    found = []
    for link in filter(None, map(str.strip, links)):
        try:
            found.append(urljoin(url, link))
        except ValueError:
            continue
    return tuple(dict.fromkeys(one for one in found if one.startswith(("http://", "https://"))))
