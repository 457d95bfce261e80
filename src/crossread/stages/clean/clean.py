"""The stage's one function: all articles of a run, cleaned together."""

from collections.abc import Sequence

from crossread.records import Article, RawArticle
from crossread.stages.clean.captions import mark_captions
from crossread.stages.clean.document import Document, open_document
from crossread.stages.clean.extent import find_extent, mark_lists, mark_outside
from crossread.stages.clean.flags import is_truncated, machine_translated
from crossread.stages.clean.headings import find_headings
from crossread.stages.clean.kinds import kind_of
from crossread.stages.clean.lines import unwrapped
from crossread.stages.clean.masthead import mark_dates_inside, read_masthead
from crossread.stages.clean.phrases import mark_phrases, mark_teasers
from crossread.stages.clean.posts import find_stamps, keep_posts, make_posts
from crossread.stages.clean.provenance import outlet_of, published_of
from crossread.stages.clean.recurrence import mark_recurring
from crossread.stages.clean.repeats import mark_repeats
from crossread.stages.clean.tail import agency_credit, mark_tail, named_agency


def clean(raws: Sequence[RawArticle]) -> tuple[Article, ...]:
    """Tell body from furniture, and read title, outlet, byline, agency, dates, kind and posts.

    All articles of the run go in at once, since what recurs among them is
    evidence; the articles come out in the same order, one for each, and do not
    depend on that order. Never raises for what a text holds.
    """
    documents = [open_document(raw) for raw in raws]
    for document in documents:
        mark_phrases(document)
        mark_captions(document)
        mark_repeats(document)
    mark_recurring(documents)
    translated = machine_translated(documents)
    return tuple(_finished(document, number in translated) for number, document in enumerate(documents))


def _finished(document: Document, translated: bool) -> Article:
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
    flags = [
        name
        for name, holds in (("machine-translated", translated), ("truncated", is_truncated(document)))
        if holds
    ]
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
        prose=unwrapped(raw.text, document.lines),
    )
