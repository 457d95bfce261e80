"""The stage's one function: all articles of a run, cleaned together."""

from collections.abc import Sequence

from crossread.records import MACHINE_TRANSLATED, Article, Doubt, Furniture, RawArticle
from crossread.stages.clean.captions import mark_captions
from crossread.stages.clean.document import Document, open_document
from crossread.stages.clean.english import BOUND, NAMES, doubts, is_bad, tables
from crossread.stages.clean.extent import find_extent, mark_lists, mark_outside
from crossread.stages.clean.flags import Cases, cases_of, is_truncated
from crossread.stages.clean.headings import find_headings
from crossread.stages.clean.kinds import kind_of
from crossread.stages.clean.lines import unwrapped
from crossread.stages.clean.links import mark_links_inside, without_links
from crossread.stages.clean.masthead import mark_dates_inside, read_masthead
from crossread.stages.clean.phrases import mark_phrases, mark_teasers
from crossread.stages.clean.posts import find_stamps, keep_posts, make_posts
from crossread.stages.clean.provenance import outlet_of, published_of
from crossread.stages.clean.recase import recased
from crossread.stages.clean.recurrence import mark_recurring
from crossread.stages.clean.repeats import mark_repeats
from crossread.stages.clean.tail import agency_credit, mark_tail, named_agency

_CAPITALS = 0.005  # share of capitals among letters below which a text is written in small letters


def clean(raws: Sequence[RawArticle]) -> tuple[Article, ...]:
    """Tell body from furniture, and read title, outlet, byline, agency, dates, kind and posts.

    All articles of the run go in at once, since what recurs among them is
    evidence; the articles come out in the same order, one for each, and do not
    depend on that order. Never raises for what a text holds.
    """
    documents = [open_document(raw) for raw in raws]
    for document in documents:
        mark_phrases(document)
        mark_links_inside(document)
        mark_captions(document)
        mark_repeats(document)
    mark_recurring(documents)
    cases = cases_of(documents)
    return tuple(
        _finished(document, cases, cases.lowered.get(number)) for number, document in enumerate(documents)
    )


def _finished(document: Document, cases: Cases, lowered: str | None) -> Article:
    raw = document.raw
    stamps = find_stamps(document)
    post_headings = keep_posts(document, stamps)
    mark_teasers(document)
    extent = find_extent(document)
    masthead = read_masthead(document, extent)
    mark_dates_inside(document)
    if extent:
        mark_outside(document, extent)
        mark_lists(document, extent)
    mark_tail(document, extent)
    agency = agency_credit(document)
    byline = raw.stated.get("byline") or masthead.byline
    headings = find_headings(document, extent)
    published, basis = published_of(document, masthead)
    above = [line for line in document.lines if extent and line.index < extent.first]
    doubted = _doubts(document, lowered)
    bad = is_bad(doubted)
    flags = [
        name for name, holds in ((MACHINE_TRANSLATED, bad), ("truncated", is_truncated(document))) if holds
    ]
    prose = without_links(unwrapped(raw.text, document.lines), document)
    if bad:
        prose = _with_capitals(prose, doubted, cases, document.furniture())
    return Article(
        id=raw.id,
        path=raw.path,
        text=raw.text,
        format=raw.format,
        encoding=raw.encoding,
        language=raw.language,
        kind=kind_of(document, masthead.title, above, posts=bool(stamps)),
        title=masthead.title,
        title_span=masthead.span,
        outlet=outlet_of(document, masthead),
        byline=byline,
        agency=raw.stated.get("agency") or agency or named_agency(document, byline),
        url=raw.stated.get("url"),
        published=published,
        published_basis=basis,
        party=raw.stated.get("party") or raw.stated.get("side"),
        furniture=document.furniture(),
        posts=make_posts(document, stamps, post_headings, published),
        headings=headings,
        flags=tuple(flags),
        doubts=doubted,
        prose=prose,
    )


def _doubts(document: Document, lowered: str | None) -> tuple[Doubt, ...]:
    """What speaks against the English of an article; ``lowered`` is a name that it alone writes small."""
    found = doubts(line.plain for line in document.prose())
    if lowered and all(doubt.signal != NAMES.name for doubt in found):
        return (Doubt(NAMES.name, f"“{lowered}”, which the other articles write large", BOUND), *found)
    return found


def _with_capitals(prose: str, doubted: Sequence[Doubt], cases: Cases, furniture: Sequence[Furniture]) -> str:
    """The prose of bad English with its names in capitals, and its sentences where hardly any has one."""
    if all(doubt.signal != NAMES.name for doubt in doubted):
        return prose
    letters = sum(char.isupper() for char in prose) / max(1, sum(char.isalpha() for char in prose))
    return recased(prose, cases.names | tables().names, furniture, starts=letters < _CAPITALS)
