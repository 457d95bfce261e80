"""Clock times, and how they join a date beside them."""

import re
from datetime import timedelta

from crossread.records import Grain, Interval
from crossread.stages.resolve.time import intervals
from crossread.stages.resolve.time.rule import Context, Rule, rule

_HALF = r"(?P<half>[ap])\.?[ \t]?m\b\.?"
_ZONE = r"(?:[ \t]+(?:GMT|BST|UTC|EST|EDT|CET|CEST|MSK|ET|PT|PST|PDT|local[ \t]+time|[A-Z][a-z]+[ \t]+time))?"


def clock_value(match: re.Match[str]) -> timedelta | None:
    """Time since midnight of a clock expression; None where no clock shows it."""
    if match["word"]:
        return timedelta(hours=12 if match["word"].casefold() in ("noon", "midday") else 0)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].casefold() == "p" else 0)
    return timedelta(hours=hour, minutes=minute) if hour < 24 and minute < 60 else None


def _clock(match: re.Match[str], context: Context) -> Interval | None:
    """A clock time on the anchor's day, where a date beside it does not say another."""
    value = clock_value(match)
    if value is None or context.now is None:
        return None
    return intervals.minute_of(intervals.day_of(context.now).start + value)


def joined(day: Interval, time: Interval) -> Interval | None:
    """The clock time of ``time`` on a single ``day``; None where there is no single day."""
    if day.grain is not Grain.DAY or (day.end - day.start).days != 1:
        return None
    clock = time.start - intervals.day_of(time.start).start
    return intervals.minute_of(day.start + clock)


_HOUR = r"(?P<hour>[01]?[0-9]|2[0-3])"
RULES: tuple[Rule, ...] = (
    rule(
        "clock",
        rf"(?:{_HOUR}(?:[:.](?P<minute>[0-5][0-9])(?::[0-5][0-9])?)?[ \t]?{_HALF}{_ZONE}"
        "|(?P<word>noon|midnight|midday))",
        _clock,
    ),
    rule(
        "clock-24",
        rf"{_HOUR}:(?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?P<half>(?!))?(?P<word>(?!))?{_ZONE}(?![:-][0-9])",
        _clock,
    ),
)
