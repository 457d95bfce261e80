"""The Python door to encounters: calls, meetings and summits that documents of several parties report."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from crossread.errors import InputError
from crossread.inputs import InputOptions, find, listed
from crossread.pipeline import Progress, _quiet
from crossread.records import Article, Furniture, Skipped, Span
from crossread.stages.clean import clean
from crossread.stages.group import Encounter, encounters
from crossread.stages.ingest import IngestOptions, ingest_all
from crossread.stages.resolve.time import times

MAX_BYTES = 500_000_000
"""Of one file, which may hold all documents of a government as JSON Lines."""

_HEAD = 4_000  # code points of a document that are looked at, furniture before the body left out


@dataclass(frozen=True, slots=True)
class Encounters:
    """What was found: the encounters in order of time, the documents by id, and what could not be read."""

    encounters: tuple[Encounter, ...]
    articles: dict[str, Article]
    skipped: tuple[Skipped, ...]

    def rows(self) -> list[dict[str, Any]]:
        """One row a document; ``start`` and ``end`` are where the words stand that say it, if in the text."""
        return [
            {
                "encounter": number,
                "day": encounter.day.isoformat(),
                "sort": encounter.sort,
                "people": list(encounter.people),
                "party": telling.party,
                "article": telling.article,
                "path": article.path,
                "title": article.title,
                "published": article.published,
                "url": article.url,
                "start": telling.span.start if telling.span else None,
                "end": telling.span.end if telling.span else None,
            }
            for number, encounter in enumerate(self.encounters, 1)
            for telling in encounter.tellings
            for article in (self.articles[telling.article],)
        ]


def find_encounters(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    within: int = 1,
    max_bytes: int = MAX_BYTES,
    progress: Progress = _quiet,
) -> Encounters:
    """Find the calls, meetings and summits that documents of at least two parties report.

    Whose document one is, is what its header calls ``party``, else its outlet. Nothing
    but titles and openings is read, and no model is asked. ``within`` is how many days
    apart two documents may be where a day is only that of publication. Raises
    InputError where nothing is left to read.
    """
    found = find(listed(paths), options=InputOptions(max_bytes=max_bytes))
    ingested = ingest_all(found.blobs, IngestOptions(max_bytes=max_bytes))
    skipped = (*found.skipped, *ingested.skipped)
    if not ingested.articles:
        raise InputError(
            f"There is nothing to read: {len(skipped)} inputs were skipped.",
            remedy="Name files or folders of documents: text, Markdown, HTML or JSON Lines.",
        )
    articles = [_head(article) for article in clean(ingested.articles)]
    dated = {}
    for done, article in enumerate(articles):
        progress("read", done, len(articles))
        dated[article.id] = times(article)
    progress("read", len(articles), len(articles))
    made = encounters(articles, dated, within=within)
    return Encounters(made, {article.id: article for article in articles}, skipped)


def _head(article: Article) -> Article:
    """The beginning of a document; positions in it are positions in the whole."""
    end = next((part.start for part in article.body() if part.end - part.start > 1), 0) + _HEAD
    if end >= len(article.text):
        return article
    return replace(
        article,
        text=article.text[:end],
        prose=article.prose[:end],
        title_span=article.title_span if article.title_span and article.title_span.end <= end else None,
        furniture=tuple(
            Furniture(Span(item.span.start, min(item.span.end, end)), item.why)
            for item in article.furniture
            if item.span.start < end
        ),
        posts=(),
        headings=(),
    )
