"""Intervals on the calendar, by grain, and how to move among them."""

from datetime import datetime, timedelta

from crossread.records import Grain, Interval

_DAY = timedelta(days=1)


def day_of(moment: datetime) -> Interval:
    """The day that holds ``moment``."""
    start = datetime(moment.year, moment.month, moment.day)
    return Interval(start, start + _DAY, Grain.DAY)


def date(year: int, month: int, day: int) -> Interval:
    """One day; raises ValueError where the calendar has none such."""
    return day_of(datetime(year, month, day))


def days(first: Interval, last: Interval) -> Interval:
    """From one day to another, both included; raises ValueError where they are the wrong way round."""
    if last.end <= first.start:
        raise ValueError("a range of days ends before it begins")
    return Interval(first.start, last.end, Grain.DAY)


def minute_of(moment: datetime) -> Interval:
    """The minute that holds ``moment``."""
    start = moment.replace(second=0, microsecond=0, tzinfo=None)
    return Interval(start, start + timedelta(minutes=1), Grain.MINUTE)


def week_of(moment: datetime) -> Interval:
    """The ISO week, Monday to Sunday, that holds ``moment``."""
    monday = day_of(moment).start - moment.weekday() * _DAY
    return Interval(monday, monday + 7 * _DAY, Grain.WEEK)


def weekend_of(moment: datetime) -> Interval:
    """Saturday and Sunday of the ISO week that holds ``moment``."""
    week = week_of(moment)
    return Interval(week.start + 5 * _DAY, week.end, Grain.DAY)


def months_from(moment: datetime, count: int) -> datetime:
    """First day of the month that lies ``count`` months after that of ``moment``."""
    index = moment.year * 12 + moment.month - 1 + count
    return datetime(index // 12, index % 12 + 1, 1)


def span_of_months(year: int, month: int, count: int, grain: Grain) -> Interval:
    """``count`` months from the first of ``month`` (13 is January of the next year)."""
    start = months_from(datetime(year, 1, 1), month - 1)
    return Interval(start, months_from(start, count), grain)


def month_of(moment: datetime, offset: int = 0) -> Interval:
    """The month of ``moment``, or the one ``offset`` months later."""
    return span_of_months(moment.year, moment.month + offset, 1, Grain.MONTH)


def quarter_of(moment: datetime, offset: int = 0) -> Interval:
    """The calendar quarter of ``moment``, or the one ``offset`` quarters later."""
    return span_of_months(moment.year, (moment.month - 1) // 3 * 3 + 1 + 3 * offset, 3, Grain.SEASON)


def year(number: int) -> Interval:
    """One calendar year."""
    return Interval(datetime(number, 1, 1), datetime(number + 1, 1, 1), Grain.YEAR)


def decade_of(number: int) -> Interval:
    """The ten years from the decade that holds a year."""
    first = number // 10 * 10
    return Interval(datetime(first, 1, 1), datetime(first + 10, 1, 1), Grain.YEAR)


def moved(anchor: datetime, unit: str, count: int) -> Interval:
    """The interval ``count`` units after (before, where negative) an anchor, known to the unit's grain.

    "Three weeks ago" is a week, "two months ago" a month, "ten years later" a
    year: no day is made up. Raises ValueError or OverflowError off the calendar.
    """
    if unit in ("minute", "hour"):
        return minute_of(anchor + timedelta(**{f"{unit}s": count}))
    if unit == "day":
        return day_of(anchor + count * _DAY)
    if unit in ("week", "fortnight"):
        return week_of(anchor + count * (2 if unit == "fortnight" else 1) * 7 * _DAY)
    if unit == "month":
        return month_of(anchor, count)
    if unit == "quarter":
        return quarter_of(anchor, count)
    return decade_of(anchor.year + 10 * count) if unit == "decade" else year(anchor.year + count)


def ending_at(moment: datetime, unit: str) -> Interval:
    """ "The past week", "the past year": the unit of time up to and with the day of ``moment``."""
    days_of = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "quarter": 91, "year": 365, "decade": 3652}
    end = day_of(moment).end
    grain = {"week": Grain.WEEK, "month": Grain.MONTH, "quarter": Grain.SEASON}.get(unit, Grain.YEAR)
    return Interval(end - days_of[unit] * _DAY, end, grain)


def part(interval: Interval, which: str) -> Interval:
    """The early, middle or late third of an interval, at the same grain."""
    third = (interval.end - interval.start) / 3
    index = {"early": 0, "mid": 1, "late": 2}[which]
    start = interval.start + index * third
    if interval.grain in (Grain.DAY, Grain.MINUTE):
        return interval
    first, last = day_of(start), day_of(start + third - timedelta(seconds=1))
    return Interval(first.start, last.end, interval.grain)
