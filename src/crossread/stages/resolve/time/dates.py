"""Explicit dates: full dates in any English form, numeric and ISO dates, months, years, decades."""

import re
from datetime import datetime

from crossread.records import Grain, Interval
from crossread.stages.resolve.time import intervals
from crossread.stages.resolve.time.lexicon import alternatives, month_number, table, words
from crossread.stages.resolve.time.rule import (
    ANY_MONTH,
    ANY_WEEKDAY,
    DAY,
    MONTH,
    SPACE_OR_HYPHEN,
    YEAR,
    Context,
    Rule,
    rule,
)
from crossread.stages.resolve.time.tense import Tense

# Days within which "March 31" without a year is simply the nearest one.
_NEAR = 100
# A month alone that is further ahead than this is the one just gone.
_FAR = 270
_TO = r"[ \t]*(?:-|–|—|to\b|through\b|until\b)[ \t]*"
_OF = "(?:,?~(?:of~)?)"
_LEADING_WEEKDAY = rf"(?:{ANY_WEEKDAY},?~(?:the~)?)?"
_NO_MORE = r"(?![.:/]?[0-9]|,[0-9]{3}|[ \t]*(?:%|per[ \t]?cent|million|billion))"
_PART = rf"(?:(?P<part>early|mid|late){SPACE_OR_HYPHEN}(?:in~)?)"


def nearest_year(month: int, day: int, context: Context) -> Interval | None:
    """The day of that month nearest to the anchor; far ahead only where the tense is the future."""
    if context.anchor is None:
        return None
    origin = context.anchor.start
    found = []
    for year in (origin.year - 1, origin.year, origin.year + 1):
        try:
            found.append(intervals.date(year, month, day))
        except ValueError:  # 29 February
            continue
    found.sort(key=lambda one: abs((one.start - origin).days))
    if len(found) > 1:
        ahead = (found[0].start - origin).days
        tense = context.tense() if abs(ahead) > _NEAR else None
        if (ahead > _NEAR and tense is not Tense.FUTURE) or (ahead < -_NEAR and tense is Tense.FUTURE):
            return found[1]
    return found[0] if found else None


def _day(month: str, day: str, year: str | None, context: Context) -> Interval | None:
    number = int(re.sub(r"\D", "", day))
    if year:
        return intervals.date(int(year), month_number(month), number)
    return nearest_year(month_number(month), number, context)


def _month_day(match: re.Match[str], context: Context) -> Interval | None:
    """ "April 4, 2017", "January 9–10", "7 April", "June 30 to July 2"."""
    if match["month"].casefold() in ("may", "march", "mar") and match["month"].islower():
        return None
    month_of_end = match["month2"] or match["month"]
    year = match["year"]
    if not match["day2"]:
        return _day(match["month"], match["day"], year, context)
    last = _day(month_of_end, match["day2"], year, context)
    first = _day(match["month"], match["day"], str(last.start.year) if last else year, context)
    return intervals.days(first, last) if first and last else None


def _day_month(match: re.Match[str], context: Context) -> Interval | None:
    if not match["month2"]:
        return _month_day(match, context)
    last = _day(match["month2"], match["day2"], match["year"], context)
    first = _day(match["month"], match["day"], str(last.start.year) if last else None, context)
    return intervals.days(first, last) if first and last else None


def _numeric(match: re.Match[str], context: Context) -> Interval | None:
    """ "13-04-2017" by the only reading there is, else the one nearest to the anchor, else day first."""
    a, b = int(match["a"]), int(match["b"])
    year = int(match["year"])
    if len(match["year"]) == 2:
        century = (context.year or 2000) // 100 * 100
        year = min((century - 100 + year, century + year), key=lambda one: abs(one - (context.year or 2000)))
    found = []
    for month, day in ((b, a), (a, b)):
        try:
            found.append(intervals.date(year, month, day))
        except ValueError:
            continue
    if len(found) == 2 and context.anchor:
        origin = context.anchor.start
        found.sort(key=lambda one: abs((one.start - origin).days))
    return found[0] if found else None


def _iso(match: re.Match[str], context: Context) -> Interval | None:
    day = intervals.date(int(match["year"]), int(match["month"]), int(match["day"]))
    if not match["hour"]:
        return day
    return intervals.minute_of(day.start.replace(hour=int(match["hour"]), minute=int(match["minute"])))


def _month_year(match: re.Match[str], context: Context) -> Interval | None:
    year = match["year"]
    if year.casefold() in ("last year", "this year", "next year"):
        if context.year is None:
            return None
        number = context.year + {"last": -1, "this": 0, "next": 1}[year.split()[0].casefold()]
    else:
        number = int(year)
    month = intervals.month_of(datetime(number, month_number(match["month"]), 1))
    return intervals.part(month, match["part"].casefold()) if match["part"] else month


def _month(match: re.Match[str], context: Context) -> Interval | None:
    """A month alone, by tense: the last one that began, or the next; without a tense the nearest."""
    name = match["month"]
    plain = match["which"] is None and match["part"] is None
    if name[0].islower() or context.now is None:
        return None
    if (
        plain
        and name.casefold() in ("may", "march")
        and context.word_before() not in words("guards", "before_month")
    ):
        return None
    number, now = month_number(name), context.now
    this = intervals.span_of_months(now.year, number, 1, Grain.MONTH)
    past = this if this.start <= now else intervals.month_of(this.start, -12)
    future = this if this.end > now else intervals.month_of(this.start, 12)
    which = (match["which"] or "").casefold()
    if which in ("last", "this past"):
        month = past if past.end <= now else intervals.month_of(past.start, -12)
    elif which in ("next", "this coming", "coming"):
        month = future if future.start > now else intervals.month_of(future.start, 12)
    elif which == "this":
        month = this
    else:
        tense = context.tense()
        if (future.start - now).days > _FAR:
            tense = Tense.PAST
        month = {Tense.PAST: past, Tense.FUTURE: future}.get(tense) or min(
            (past, future), key=lambda one: abs((one.start - now).days)
        )
    return intervals.part(month, match["part"].casefold()) if match["part"] else month


def _year(match: re.Match[str], context: Context) -> Interval | None:
    number = int(match["year"])
    if context.word_after() in words("guards", "after_year") or context.word_before() in words(
        "guards", "before_number"
    ):
        return None
    whole = intervals.year(number)
    return intervals.part(whole, match["part"].casefold()) if match["part"] else whole


def _years(match: re.Match[str], context: Context) -> Interval | None:
    first, last = match["year"], match["year2"]
    end = int(last if len(last) == 4 else first[:2] + last)
    if end < int(first):
        return None
    return Interval(datetime(int(first), 1, 1), datetime(end + 1, 1, 1), Grain.YEAR)


def _decade(match: re.Match[str], context: Context) -> Interval | None:
    word = (match["word"] or "").casefold()
    digits = (match["digits"] or str(table("decades")[word])).lstrip("'’")
    number = int(digits) if len(digits) == 4 else 1900 + int(digits)
    decade = intervals.decade_of(number)
    return intervals.part(decade, match["part"].casefold()) if match["part"] else decade


_DECADES = "|".join(table("decades"))
_MONTH_DAY = (
    rf"{_LEADING_WEEKDAY}(?P<month>{ANY_MONTH})~(?:the~)?(?P<day>{DAY})"
    rf"(?:{_TO}(?:(?P<month2>{ANY_MONTH})~)?(?P<day2>{DAY})(?![0-9]))?(?:,?~(?P<year>{YEAR}))?{_NO_MORE}"
)
_DAY_MONTH = (
    rf"{_LEADING_WEEKDAY}(?:the~)?(?P<day>{DAY})(?:{_TO}(?P<day2>{DAY}))?(?:~of)?{SPACE_OR_HYPHEN}"
    rf"(?P<month>{ANY_MONTH})(?P<month2>(?!))?(?:,?{SPACE_OR_HYPHEN}(?P<year>{YEAR}))?{_NO_MORE}"
)
_BETWEEN = (
    rf"(?<=between )(?P<day>{DAY})~and~(?P<day2>{DAY})~(?P<month>{ANY_MONTH})(?P<month2>(?!))?"
    rf"(?:,?~(?P<year>{YEAR}))?"
)
_DAY_MONTHS = (
    rf"(?P<day>{DAY})~(?P<month>{ANY_MONTH}){_TO}(?P<day2>{DAY})~(?P<month2>{ANY_MONTH})"
    rf"(?:,?~(?P<year>{YEAR}))?{_NO_MORE}"
)


def _holiday(match: re.Match[str], context: Context) -> Interval | None:
    month, day = table("holidays")[re.sub(r"\s+", " ", match["name"].casefold())]
    return (
        intervals.date(int(match["year"]), month, day) if match["year"] else nearest_year(month, day, context)
    )


RULES: tuple[Rule, ...] = (
    rule("holiday", rf"(?P<name>{alternatives(table('holidays'))})(?:,?~(?P<year>{YEAR}))?", _holiday),
    rule(
        "iso",
        r"(?P<year>[12][0-9]{3})[-/](?P<month>[01][0-9])[-/](?P<day>[0-3][0-9])"
        r"(?:[T ](?P<hour>[0-2][0-9]):(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?"
        r"(?:Z|[+-][0-2][0-9]:?[0-5][0-9])?)?",
        _iso,
        explicit=True,
    ),
    rule(
        "numeric",
        r"(?P<a>[0-3]?[0-9])(?P<sep>[-/.])(?P<b>[0-3]?[0-9])(?P=sep)(?P<year>[12][0-9]{3}|[0-9]{2})(?![-/.][0-9])",
        _numeric,
        explicit=True,
    ),
    rule("month-day", _MONTH_DAY, _month_day, explicit=True),
    rule("day-month", _DAY_MONTH, _day_month, explicit=True),
    rule("between-days", _BETWEEN, _day_month, explicit=True),
    rule("day-months", _DAY_MONTHS, _day_month, explicit=True),
    rule(
        "month-year",
        rf"{_PART}?(?P<month>{ANY_MONTH}){_OF}(?P<year>{YEAR}|(?:last|this|next)~year){_NO_MORE}",
        _month_year,
        explicit=True,
    ),
    rule(
        "month",
        rf"(?:(?P<which>last|next|this(?:~(?:past|coming))?|coming)~)?{_PART}?(?P<month>{MONTH})",
        _month,
    ),
    rule(
        "years",
        rf"(?P<year>{YEAR})[ \t]?[-–/][ \t]?(?P<year2>{YEAR}|[0-9]{{2}})(?![-–/.][0-9])",
        _years,
    ),
    rule(
        "year",
        rf"{_PART}?(?:(?:the|fiscal|fiscal~year|year)~)?(?P<year>{YEAR}){_NO_MORE}(?!-[0-9])",
        _year,
        explicit=True,
    ),
    rule(
        "decade",
        rf"(?:the~)?{_PART}?(?:(?P<digits>(?:(?:1[5-9]|20)[0-9]|['’][2-9])0)[’']?s"
        rf"|(?P<word>(?<=the )(?:{_DECADES})))",
        _decade,
    ),
)
