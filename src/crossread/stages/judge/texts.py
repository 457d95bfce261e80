"""Corrections applied to one article before it is read: its date, and what of it is body."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from crossread.records import Article, Correction, Furniture, Mend, RawArticle, Span, merged, text_digest
from crossread.stages.judge.setright import in_force

_WHY = "marked by a person"


def dated(raw: RawArticle, corrections: Sequence[Correction]) -> RawArticle:
    """``raw`` with the date that a person set, as if the input had stated it."""
    for correction in _of(raw.text, corrections, Mend.DATE):
        raw = replace(raw, stated={**raw.stated, "published": correction.value})
    return raw


def marked(article: Article, corrections: Sequence[Correction]) -> Article:
    """``article`` with furniture marked and unmarked as people said, the last word counting."""
    digest = text_digest(article.text)
    for correction in _of(article.text, corrections, Mend.FURNITURE, Mend.BODY):
        spans = merged(
            place.span
            for place in correction.places
            if place.span and place.text == digest and place.span.end <= len(article.text)
        )
        left = [part for item in article.furniture for part in _without(item, spans)]
        if correction.mend is Mend.FURNITURE:
            left += [Furniture(span, _WHY) for span in spans]
        article = replace(article, furniture=tuple(sorted(left, key=lambda item: item.span)))
    return article


def _of(text: str, corrections: Sequence[Correction], *mends: Mend) -> Iterable[Correction]:
    digest = text_digest(text)
    for correction in in_force(corrections):
        if correction.mend in mends and any(place.text == digest for place in correction.places):
            yield correction


def _without(item: Furniture, spans: Sequence[Span]) -> Iterable[Furniture]:
    start = item.span.start
    for span in spans:
        if span.overlap(item.span) == 0:
            continue
        if start < span.start:
            yield Furniture(Span(start, span.start), item.why)
        start = max(start, span.end)
    if start < item.span.end:
        yield Furniture(Span(start, item.span.end), item.why)
