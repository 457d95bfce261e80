"""Expressions that need an anchor: weekdays, yesterday, last month, two days ago, quarters, seasons."""

import re
from datetime import datetime, timedelta

from crossread.records import Grain, Interval
from crossread.stages.resolve.numerals import digit_pattern, number_value, ordinal_value, word_pattern
from crossread.stages.resolve.time import intervals
from crossread.stages.resolve.time.lexicon import alternatives, table, weekday_number, words
from crossread.stages.resolve.time.rule import (
    PART_OF_DAY,
    SEASON,
    SPACE_OR_HYPHEN,
    UNIT,
    WEEKDAY,
    YEAR,
    Context,
    Rule,
    rule,
)
from crossread.stages.resolve.time.tense import Tense

_DAY = timedelta(days=1)
_COUNT = (
    rf"(?P<count>{alternatives(table('counted'))}|{digit_pattern()}|{word_pattern()}"
    rf"|the~(?:past|last))"
)
_UNITS = rf"(?P<unit>{UNIT})(?:s|[’']s|s[’'])?"
_EARLY = rf"(?:(?P<part>early|mid|late|later|earlier){SPACE_OR_HYPHEN}(?:in~|on~)?)"


def _weekday(match: re.Match[str], context: Context) -> Interval | None:
    """A weekday by tense; by default the last one, the anchor's own day counted in."""
    now, name = context.now, match["weekday"]
    if now is None or name.islower() or context.word_before() in words("guards", "before_weekday"):
        return None
    if context.word_after() in words("guards", "after_weekday"):
        return None
    which = re.sub(r"\s+", " ", (match["which"] or "").casefold())
    today = intervals.day_of(now).start
    back = (today.weekday() - weekday_number(name)) % 7
    ahead = (7 - back) % 7
    if which in ("last", "this past", "past", "the previous"):
        # On a Wednesday "last Tuesday" is not the day before, which would be "yesterday".
        day = today - (back if back > 1 else back + 7) * _DAY
    elif which in ("next", "this coming", "coming", "the following"):
        day = today + (ahead or 7) * _DAY
    elif which == "this":
        day = today + (ahead - 7 if context.tense() is Tense.PAST and ahead else ahead) * _DAY
    elif match["week"]:
        offset = {"last": -7, "this": 0, "next": 7}[match["week"].casefold()]
        day = today + (weekday_number(name) - today.weekday() + offset) * _DAY
    else:
        day = today + (ahead if context.tense() is Tense.FUTURE else -back) * _DAY
    return intervals.day_of(day)


_NAMED_DAYS = {
    "today": 0, "tonight": 0, "this": 0, "later this": 0, "earlier this": 0,
    "yesterday": -1, "last": -1, "the day before yesterday": -2, "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip


def _named_day(match: re.Match[str], context: Context) -> Interval | None:
    if context.now is None:
        return None
    word = re.sub(r"\s+", " ", match["word"].casefold())
    return intervals.day_of(context.now + _NAMED_DAYS[word] * _DAY)


def _told_day(match: re.Match[str], context: Context) -> Interval | None:
    """ "That day", "the next day", "the previous evening": from the last explicit date."""
    origin = context.narrative("day") if context.told else None
    if origin is None:
        return None
    word = match["word"].casefold().split()[-1]
    step = {"next": 1, "following": 1, "previous": -1, "same": 0, "that": 0}[word]
    return intervals.day_of(origin + step * _DAY)


def _unit(match: re.Match[str], context: Context) -> Interval | None:
    """ "Last month", "this year", "next week": at the unit's own grain, no day made up."""
    which, unit = match["which"].casefold().split()[-1], match["unit"].casefold()
    if context.now is None and not (context.year and unit in ("year", "decade")):
        return None
    told = which in ("same", "following", "previous", "that")
    moment = (context.narrative(unit) if told else context.now) or datetime(context.year or 1, 1, 1)
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(which, 0)
    if unit == "weekend":
        found = intervals.weekend_of(moment + 7 * step * _DAY)
        # On a Monday "last weekend" and "the weekend" are the days just gone.
        if moment.weekday() < 5 and which in ("last", "past", "the"):
            found = intervals.weekend_of(moment - 7 * _DAY)
        return found
    if unit == "day":
        return intervals.day_of(moment + step * _DAY) if told else None
    if which == "past":
        return intervals.ending_at(moment, unit)
    found = intervals.moved(moment, unit, step)
    part = (match["part"] or "").casefold()
    # "Earlier this month" says the month; only "early next year" narrows it.
    return intervals.part(found, part) if part in ("early", "mid", "late") and unit != "week" else found


def _counted(match: re.Match[str]) -> int | None:
    words_ = re.sub(r"\s+", " ", match["count"].casefold())
    known = table("counted").get(words_)
    value = float(known) if known is not None else number_value(words_)
    return int(value) if value is not None and value == int(value) and value < 10_000 else None


def _ago(match: re.Match[str], context: Context) -> Interval | None:
    """ "Two days ago" from the anchor; "a year earlier", "two days after" from the last explicit date."""
    count = _counted(match)
    direction = match["direction"].casefold().split()[0]
    from_anchor = direction in ("ago", "from", "hence")
    unit = match["unit"].casefold()
    origin = context.now if from_anchor else context.narrative(unit)
    if count is None or origin is None or (direction in ("before", "after") and context.told is None):
        return None  # "a week before the vote" says nothing without a date
    if unit in ("minute", "hour") and not _has_minute(context, from_anchor=from_anchor):
        return intervals.day_of(origin) if from_anchor and unit == "hour" and count < 12 else None
    sign = -1 if direction in ("ago", "earlier", "before", "previously") else 1
    return intervals.moved(origin, unit, sign * count)


def _has_minute(context: Context, *, from_anchor: bool) -> bool:
    base = context.anchor if from_anchor or not context.told else context.told
    return base is not None and base.grain is Grain.MINUTE


def _in_units(match: re.Match[str], context: Context) -> Interval | None:
    """ "In two weeks", where the sentence speaks of the future."""
    count, unit = _counted(match), match["unit"].casefold()
    if (
        count is None
        or context.now is None
        or unit in ("minute", "hour")
        or context.tense() is not Tense.FUTURE
    ):
        return None
    return intervals.moved(context.now, unit, count)


def _quarter(match: re.Match[str], context: Context) -> Interval | None:
    """ "The first quarter of 2014", "third-quarter": without a year the last that began, or the next."""
    number = int(match["digit"]) if match["digit"] else ordinal_value(match["ordinal"])
    size = 6 if (match["size"] or "").casefold() == "half" else 3
    if number is None or number > 12 // size:
        return None
    year = _stated_year(match["year"] or match["before"], context)
    first = (number - 1) * size + 1
    if year is not None:
        return intervals.span_of_months(year, first, size, Grain.SEASON)
    # "The first half" of a match is no half-year: a half needs its year.
    if context.now is None or size == 6:
        return None
    found = intervals.span_of_months(context.now.year, first, size, Grain.SEASON)
    if found.start > context.now and context.tense() is not Tense.FUTURE:
        found = intervals.span_of_months(context.now.year - 1, first, size, Grain.SEASON)
    return found


def _stated_year(word: str | None, context: Context) -> int | None:
    if not word:
        return None
    if word.isdigit():
        return int(word)
    if context.year is None:
        return None
    return context.year + {"last": -1, "this": 0, "next": 1}.get(word.casefold().split()[0], 0)


def _season(match: re.Match[str], context: Context) -> Interval | None:
    """ "Last summer", "the spring of 2014", "this winter"; alone only where words before make it a date."""
    name, which = match["season"].casefold(), (match["which"] or "").casefold().split()[-1:]
    year = _stated_year(match["year"], context)
    month = table("seasons")[name]
    if year is not None:
        return intervals.span_of_months(year, month, 3, Grain.SEASON)
    if context.now is None or not which:
        return None
    this = intervals.span_of_months(context.now.year, month, 3, Grain.SEASON)
    if month == 12 and context.now.month < 6:
        this = intervals.span_of_months(context.now.year - 1, month, 3, Grain.SEASON)
    if which[0] in ("last", "past") and this.end > context.now:
        return intervals.span_of_months(this.start.year - 1, month, 3, Grain.SEASON)
    if which[0] in ("next", "coming") and this.start <= context.now:
        return intervals.span_of_months(this.start.year + 1, month, 3, Grain.SEASON)
    return this


_STATED_YEAR = rf"(?:last|this|next)~year|{YEAR}"
_THIS = "this(?:~(?:past|coming))?"
_LAST_NEXT = "(?:last|next|past|previous|coming|following|same)"
RULES: tuple[Rule, ...] = (
    rule(
        "weekday",
        rf"(?:(?P<which>last|next|{_THIS}|coming|past|the~(?:previous|following))~)?"
        rf"(?P<weekday>{WEEKDAY})(?:~{PART_OF_DAY})?(?:~(?:of~)?(?P<week>last|this|next)~week)?",
        _weekday,
    ),
    rule(
        "named-day",
        "(?:(?P<word>the~day~before~yesterday|the~day~after~tomorrow|tonight|yesterday|tomorrow"
        rf"|today(?![’']s~(?:world|society))|(?:(?:later|earlier)~)?this(?=~{PART_OF_DAY})"
        rf"|last(?=~night))(?:~{PART_OF_DAY})?)",
        _named_day,
    ),
    rule(
        "told-day",
        rf"(?P<word>(?:the~)?(?:next|following|previous|same)|that)~(?:day|{PART_OF_DAY})",
        _told_day,
    ),
    rule(
        "unit",
        rf"{_EARLY}?(?P<which>(?:the~)?{_LAST_NEXT}|{_THIS}|that|the(?=~weekend))"
        r"~(?P<unit>weekend|week|month|quarter|year|decade)(?![- ]?(?:old|long))",
        _unit,
    ),
    rule(
        "ago",
        rf"{_COUNT}~{_UNITS}~"
        "(?P<direction>ago|earlier|later|before|after|afterwards?|previously|from~now|hence)",
        _ago,
    ),
    rule("in-units", rf"(?<=\bin ){_COUNT}~{_UNITS}(?:~time)?", _in_units),
    rule(
        "quarter",
        rf"(?:the~)?(?:(?P<before>{YEAR}|(?:last|this|next)~year)(?:['’]s)?~)?(?:fiscal~)?"
        rf"(?:(?P<ordinal>first|second|third|fourth){SPACE_OR_HYPHEN}(?P<size>quarter|half)|Q(?P<digit>[1-4]))"
        rf"(?:,?~(?:of~|in~)?(?P<year>{_STATED_YEAR}))?",
        _quarter,
    ),
    rule(
        "season",
        rf"(?:(?P<which>last|next|{_THIS}|the~(?:past|coming))~)?(?:the~)?"
        rf"(?P<season>{SEASON})(?:,?~(?:of~|in~)?(?P<year>{_STATED_YEAR}))?",
        _season,
    ),
)
