"""Finds the time expressions of an article and resolves them in text order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crossread.records import Article, Grain, Interval, Span, TimeMention
from crossread.stages.resolve.time import clock, dates, relative
from crossread.stages.resolve.time.anchors import document_anchor, post_time
from crossread.stages.resolve.time.clock import joined
from crossread.stages.resolve.time.rule import Context, Rule

_RULES: tuple[Rule, ...] = (*dates.RULES, *relative.RULES, *clock.RULES)
_CLOCKS = frozenset(one.name for one in clock.RULES)
# What may stand between a date and a clock time that belong together.
_GLUE = re.compile(
    r"(?:[ \t]*\([^()\n]{0,24}\))?,?[ \t\u00a0]*(?:at|on|by|around|about|,)?[ \t\u00a0]*(?:the[ \t]+)?"
)


_NEAR = 100
_SENTENCE_END = re.compile(r"[.!?][\"”’']?[ \t]+[A-Z“\"‘]|[\n\r]")


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    rule: Rule
    match: re.Match[str]


def times(article: Article) -> tuple[TimeMention, ...]:
    """All dates and times in the body of an article, resolved; those without an anchor are left out.

    In text order, never overlapping. Relative expressions count from the time
    of their live-blog post, else from the dateline, else from the publication;
    "a day later" from the last explicit date before it. The grain says how
    much is known: "last month" is a month, and no day is made up for it.
    """
    out: list[TimeMention] = []
    told: Interval | None = None
    post = None
    today = document_anchor(article)
    for found in _candidates(article.prose, article.body()):
        at = article.post_at(found.span.start)
        if at is not post:
            told, post = None, at
        interval = _resolved(found, article, post_time(article, found.span.start) or today, told)
        if interval is None:
            continue
        if found.rule.explicit:
            told = interval
        _append(out, TimeMention(article.id, found.span, interval), found, article)
    return tuple(out)


def expressions(article: Article) -> tuple[Span, ...]:
    """Where time expressions stand in the body, whether they can be resolved or not."""
    return tuple(found.span for found in _candidates(article.prose, article.body()))


def _candidates(text: str, body: Iterable[Span]) -> list[_Found]:
    found = [
        _Found(Span(match.start(), match.end()), rule, match)
        for span in body
        for rule in _RULES
        for match in rule.pattern.finditer(text, span.start, span.end)
    ]
    order = {rule.name: index for index, rule in enumerate(_RULES)}
    found.sort(key=lambda one: (-len(one.span), one.span.start, order[one.rule.name]))
    return _not_overlapping(found)


def _not_overlapping(found: Sequence[_Found]) -> list[_Found]:
    """The longest first, then those that overlap none taken; in text order."""
    taken: set[int] = set()
    kept = []
    for one in found:
        places = range(one.span.start, one.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(one)
    return sorted(kept, key=lambda one: one.span)


def _resolved(
    found: _Found, article: Article, today: Interval | None, told: Interval | None
) -> Interval | None:
    context = Context(article.prose, found.span.start, found.span.end, today, told)
    try:
        return found.rule.resolve(found.match, context)
    except (ValueError, OverflowError):  # no such day, or off the calendar
        return None


def _apart(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends, or many words stand, between two positions."""
    return end - start > _NEAR or _SENTENCE_END.search(text, start, end) is not None


def _append(out: list[TimeMention], mention: TimeMention, found: _Found, article: Article) -> None:
    """Add a mention; a clock time and the date right beside it become one."""
    last = out[-1] if out else None
    is_clock = found.rule.name in _CLOCKS
    if last and is_clock and not _apart(article.prose, last.span.end, mention.span.start):
        # "On the morning of July 7, at about 3:30 p.m.": the day of the same sentence.
        at = joined(last.interval, mention.interval)
        mention = TimeMention(article.id, mention.span, at) if at else mention
    if last and _GLUE.fullmatch(article.prose, last.span.end, mention.span.start):
        was_clock = last.interval.grain is Grain.MINUTE
        day, time = (last, mention) if is_clock else (mention, last)
        if is_clock != was_clock:
            both = joined(day.interval, time.interval)
            if both:
                out[-1] = TimeMention(article.id, Span(last.span.start, mention.span.end), both)
                return
    out.append(mention)
