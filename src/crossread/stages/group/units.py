"""What is grouped: whole articles, the posts of a live blog, and the article on top of one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from crossread.records import Article, Grain, Post, Span, TimeMention, outside
from crossread.stages.group.terms import WEEKDAYS, first_words

LEAD_WORDS = 80
BODY_WORDS = 700
_LEAD_CHARACTERS = 1500
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")
_OLD = 7
_LONG_AGO = 60


@dataclass(frozen=True, slots=True)
class Unit:
    """A text that may report one story. ``spans`` are its body in text order, the title left out.

    ``event`` is the day that its opening dates, ``published`` the day of the
    telling; None where unknown. ``weekdays`` are those that title and lead name:
    all that an undated text says of its day. ``posts`` is empty for an article.
    """

    article: Article
    title: str
    spans: tuple[Span, ...]
    lead: tuple[Span, ...]
    published: date | None
    event: date | None
    weekdays: frozenset[str] = frozenset()
    posts: tuple[Post, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """Sorts units the same way in any order of input."""
        return (self.article.id, self.spans[0].start if self.spans else 0)

    @property
    def opening(self) -> str:
        """Title and lead, as the encoder reads them."""
        lead = " ".join(span.of(self.article.prose) for span in self.lead)
        return f"{self.title}. {lead}" if self.title else lead


def units_of(article: Article, times: Sequence[TimeMention]) -> tuple[Unit, ...]:
    """The units of an article: itself, or what stands outside the posts and then each post."""
    aside = [span for span in (article.title_span, *(post.heading for post in article.posts)) if span]
    aside += [item.span for item in article.furniture]
    posts = [post.span for post in article.posts]
    top = tuple(outside([*aside, *posts], len(article.prose)))
    found = [_unit(article, article.title or "", _visible(article, top), times)]
    for post in article.posts:
        spans = tuple(
            Span(max(span.start, post.span.start), min(span.end, post.span.end))
            for span in outside(aside, len(article.prose))
            if span.overlap(post.span)
        )
        title = post.heading.of(article.prose) if post.heading else ""
        found.append(_unit(article, title, _visible(article, spans), times, post))
    return tuple(unit for unit in found if unit.spans or not unit.posts)


def _visible(article: Article, spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(span for span in spans if span.of(article.prose).strip())


def _unit(
    article: Article,
    title: str,
    spans: tuple[Span, ...],
    times: Sequence[TimeMention],
    post: Post | None = None,
) -> Unit:
    published = day_of_stamp(post.time) if post else None
    published = published or day_of_stamp(article.published)
    lead = first_words(article.prose, spans, LEAD_WORDS)
    edges = (spans[0].start, spans[0].start + _LEAD_CHARACTERS) if spans else (0, 0)
    aside = [article.title_span] if article.title_span and not post else []
    near = [
        one
        for one in times
        if any(span.contains(one.span) for span in aside)
        or (edges[0] <= one.span.start < edges[1] and any(span.contains(one.span) for span in spans))
    ]
    return Unit(
        article,
        title,
        spans,
        lead,
        published,
        _event_day(near, published),
        _weekdays(article, title, lead),
        (post,) if post else (),
    )


def day_of_stamp(stamp: str | None) -> date | None:
    """Day of an ISO date or time; None for a clock time or a bare year."""
    try:
        return datetime.fromisoformat(stamp).date() if stamp and len(stamp) >= 10 else None
    except ValueError:
        return None


def _weekdays(article: Article, title: str, lead: Sequence[Span]) -> frozenset[str]:
    near = " ".join([title, *(span.of(article.prose) for span in lead)])
    return frozenset(_WEEKDAY.findall(near))


def _event_day(times: Sequence[TimeMention], published: date | None) -> date | None:
    """The day that an opening tells of: early mentions count most, days long before the telling little."""
    scores: dict[date, float] = {}
    for rank, one in enumerate(times):
        day = one.interval.start.date()
        if one.interval.grain not in (Grain.DAY, Grain.MINUTE):
            continue
        age = (published - day).days if published else 0
        if not -1 <= age <= _LONG_AGO:
            continue
        scores[day] = scores.get(day, 0.0) + (1.0 if age <= _OLD else 0.3) / (2 + rank)
    return max(scores, key=lambda day: (scores[day], -day.toordinal()), default=None)


def times_by_article(times: Sequence[TimeMention]) -> Mapping[str, tuple[TimeMention, ...]]:
    """Time mentions of each article, in text order."""
    found: dict[str, list[TimeMention]] = {}
    for one in sorted(times, key=lambda one: (one.article, one.span)):
        found.setdefault(one.article, []).append(one)
    return {article: tuple(ones) for article, ones in found.items()}
