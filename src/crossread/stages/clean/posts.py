"""The posts of a live blog: entries under a line that is a time."""

import itertools
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from crossread.records import Post, Span
from crossread.stages.clean.dates import find_clock, find_dates
from crossread.stages.clean.document import Document
from crossread.stages.clean.lines import Line, Shape

_HALF = r"[aApP]\.?\s?[mM]\.?(?!\w)"
_TIME = rf"\d{{1,2}}[:.]\d\d(?::\d\d)?(?:\s?{_HALF})?|\d{{1,2}}\s?{_HALF}"
_ZONE = r"(?:GMT|UTC|BST|[ECMP][SD]?T|CES?T|EES?T|MSK|IST|AES?T|HKT|SGT|JST|local(?: time)?|hrs?|hours)"
_DAY = (
    r"(?:[A-Z][a-z]+\.? \d{1,2}(?:,? \d{4})?|\d{1,2} [A-Z][a-z]+\.?(?: \d{4})?|\d{4}-\d\d-\d\d"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|[A-Z][a-z]+day)"
)
_STAMP = re.compile(
    rf"^\W*(?:(?:[Pp]osted(?: at| on)?|LIVE):? ?)?(?:{_DAY}[,T ]*(?:at )?)?(?P<time>{_TIME})"
    rf"(?:\s*\(?{_ZONE}\)?)?(?:[,\s]+(?:on )?{_DAY})?\W*",
)
_LEAST = 3
_LEAST_LEADING = 4
_IN_ORDER = 0.8  # of the steps from one time to the next that must go the same way
_MOST_HEADING = 25
_HALF_DAY = 12 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line that opens a post: its clock time, its own date if it gives one, whether it stands alone."""

    line: Line
    clock: time
    day: date | None
    alone: bool


def find_stamps(document: Document) -> list[Stamp]:
    """The time lines of a live blog in text order; empty where the text is none.

    Three or more times alone on their lines, or four that lead theirs, most of
    them in one order, make a live blog.
    """
    found = [stamp for line in document.lines if (stamp := _stamp(line))]
    for alone, least in ((True, _LEAST), (False, _LEAST_LEADING)):
        chosen = _alike([stamp for stamp in found if stamp.alone == alone])
        if len(chosen) >= least and _ordered(chosen):
            return chosen
    return []


def keep_posts(document: Document, stamps: list[Stamp]) -> dict[int, Line]:
    """Keep time lines and headings of posts from being marked; headings by the index of the time line."""
    headings: dict[int, Line] = {}
    starts = {stamp.line.index for stamp in stamps}
    for stamp in stamps:
        document.keep(stamp.line)
        following = stamp.line.index + 1
        if stamp.alone and following < len(document.lines) and following not in starts:
            line = document.lines[following]
            if document.open(line) and _could_head(line):
                document.keep(line)
                headings[stamp.line.index] = line
    return headings


def make_posts(
    document: Document, stamps: list[Stamp], headings: dict[int, Line], published: str | None
) -> tuple[Post, ...]:
    """The posts in time order, each from its time line to the last line of body before the next."""
    whens = _whens(stamps, published)
    posts = []
    for number, stamp in enumerate(stamps):
        stop = stamps[number + 1].line.index if number + 1 < len(stamps) else len(document.lines)
        inside = [
            line for line in document.lines[stamp.line.index : stop] if line.index not in document.marks
        ]
        heading = headings.get(stamp.line.index)
        span = Span(stamp.line.span.start, inside[-1].span.end)
        posts.append((whens[number], Post(_shown(whens[number]), span, heading.span if heading else None)))
    # Of posts of one minute the one lower on the page is the older, where the page runs backwards.
    if _descending(stamps):
        posts.reverse()
    return tuple(post for _, post in sorted(posts, key=lambda item: str(item[0])))


def _stamp(line: Line) -> Stamp | None:
    found = _STAMP.match(line.plain)
    if not found:
        return None
    clock = find_clock(found["time"])
    alone = found.end() == len(line.plain)
    if clock is None or (not alone and not _leads(line, found)):
        return None
    days = find_dates(found.group())
    return Stamp(line, clock, days[0].day if days else None, alone)


def _leads(line: Line, found: re.Match[str]) -> bool:
    """A time opens a post, not a sentence such as "9.30 was when": a capital follows it, or a dash."""
    rest = line.plain[found.end() :]
    return (
        line.words >= 4
        and (rest[:1].isupper() or rest[:1] in "\"'")
        and ("." not in found["time"] or found.end() > 5)
    )


def _could_head(line: Line) -> bool:
    if line.words > _MOST_HEADING or not line.gap_after or line.plain.endswith((",", ";", ":")):
        return False
    return line.shape is Shape.LABEL or (line.words <= 16 and not line.plain.endswith("."))


def _alike(stamps: list[Stamp]) -> list[Stamp]:
    """Without a first stamp that alone bears a date: that is the masthead's."""
    dated = sum(stamp.day is not None for stamp in stamps)
    return stamps[1:] if dated == 1 and len(stamps) > 1 and stamps[0].day else stamps


def _minutes(stamp: Stamp) -> int:
    return stamp.clock.hour * 60 + stamp.clock.minute


def _steps(stamps: list[Stamp]) -> tuple[int, int]:
    """How many steps from one time to the next do not go up, and how many do not go down."""
    pairs = list(itertools.pairwise(stamps))
    gaps = [_minutes(second) - _minutes(first) + 1440 * _days(first, second) for first, second in pairs]
    dated = all(stamp.day for stamp in stamps)
    # Without dates a jump of more than half a day is midnight, and goes the other way.
    down = sum(gap <= 0 or (not dated and gap > _HALF_DAY) for gap in gaps)
    up = sum(gap >= 0 or (not dated and gap < -_HALF_DAY) for gap in gaps)
    return down, up


def _days(first: Stamp, second: Stamp) -> int:
    return (second.day - first.day).days if first.day and second.day else 0


def _ordered(stamps: list[Stamp]) -> bool:
    return max(_steps(stamps)) >= _IN_ORDER * (len(stamps) - 1)


def _descending(stamps: list[Stamp]) -> bool:
    down, up = _steps(stamps)
    return down >= up


def _whens(stamps: list[Stamp], published: str | None) -> list[datetime | time]:
    """Each post's moment. Without dates of their own, the day passes where the clock jumps back by hours."""
    if all(stamp.day for stamp in stamps):
        return [datetime.combine(stamp.day, stamp.clock) for stamp in stamps if stamp.day]
    if not published:
        return [stamp.clock for stamp in stamps]
    day = date.fromisoformat(published[:10])
    backwards = _descending(stamps)
    out: list[datetime | time] = []
    last: int | None = None
    for stamp in reversed(stamps) if backwards else stamps:
        if stamp.day:
            day = stamp.day
        elif last is not None and _minutes(stamp) < last - _HALF_DAY:
            day += timedelta(days=1)
        out.append(datetime.combine(day, stamp.clock))
        last = _minutes(stamp)
    return out[::-1] if backwards else out


def _shown(when: datetime | time) -> str:
    return when.strftime("%Y-%m-%dT%H:%M") if isinstance(when, datetime) else when.strftime("%H:%M")
