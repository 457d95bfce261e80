"""The anchor of relative expressions: post time, dateline, publication date. No anchor, no date."""

import re
from datetime import datetime

from crossread.records import Article, Interval
from crossread.stages.resolve.time import intervals
from crossread.stages.resolve.time.lexicon import alternatives, month_number, table

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])$")
_MONTH = alternatives([*table("months"), *table("month_abbreviations")])
# "GENEVA, March 3 (Agency) -": a place in capitals, a month and a day, no year, then a dash.
_DATELINE = re.compile(
    rf"^[ \t]*[A-Z][A-Z.' /-]+,[^\n]{{0,40}}?\b(?P<month>(?i:{_MONTH}))\.?[ \t]+(?P<day>[0-3]?[0-9])\b"
    r"[^\n]{0,40}?(?:[–—-]|\))",
    re.MULTILINE,
)
_LEAD = 600


def parse_stamp(stamp: str | None) -> Interval | None:
    """An ISO date or time as an interval at its own grain; None for anything else.

    Offsets are dropped: an interval is in the source's own local time.
    """
    value = (stamp or "").strip()
    try:
        if re.fullmatch(r"[0-9]{4}", value):
            return intervals.year(int(value))
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", value):
            return intervals.month_of(datetime.fromisoformat(f"{value}-01"))
        moment = datetime.fromisoformat(value)
        return intervals.day_of(moment) if len(value) <= 10 else intervals.minute_of(moment)
    except (ValueError, OverflowError):
        return None


def published(article: Article) -> Interval | None:
    """When an article came out, as far as it is known."""
    return parse_stamp(article.published)


def dateline(article: Article) -> Interval | None:
    """The day of an agency's dateline, completed with the year of publication; None where there is none."""
    issued = published(article)
    if issued is None:
        return None
    body = article.body()
    found = (
        _DATELINE.search(article.prose, body[0].start, min(body[-1].end, body[0].start + _LEAD))
        if body
        else None
    )
    if not found:
        return None
    try:
        day = intervals.date(issued.start.year, month_number(found["month"]), int(found["day"]))
        if day.start > issued.end:
            day = intervals.date(issued.start.year - 1, day.start.month, day.start.day)
    except (ValueError, OverflowError):
        return None
    # A dateline of long ago is no dateline of this text.
    return day if (issued.start - day.start).days <= 7 else None


def post_time(article: Article, position: int) -> Interval | None:
    """Time of the live-blog post at a position; its day comes from the publication where it has none."""
    post = article.post_at(position)
    if post is None:
        return None
    clock = _CLOCK.fullmatch(post.time.strip())
    if not clock:
        return parse_stamp(post.time)
    issued = published(article)
    if issued is None or (issued.end - issued.start).days > 1:
        return None
    return intervals.minute_of(issued.start.replace(hour=int(clock[1]), minute=int(clock[2])))


def document_anchor(article: Article) -> Interval | None:
    """What "today" means outside live-blog posts: the dateline's day, else the publication."""
    return dateline(article) or published(article)


def said_on(article: Article, position: int) -> Interval | None:
    """When the text at a position was told: the post's time, else the day of publication; None if unknown."""
    at_post = post_time(article, position)
    if at_post:
        return at_post
    issued = published(article)
    if issued is None or (issued.end - issued.start).days > 1:
        return issued
    return intervals.day_of(issued.start)
