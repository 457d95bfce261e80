"""Dates and clock times as mastheads, datelines, metadata and file names write them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_DATE = re.compile(
    r"(?<![\w./-])(?:"
    r"(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s*[-\s]\s*(?:of\s+)?{_MONTH.format('m2')},?\s*[-\s]\s*{_YEAR.format('y2')}"
    rf"|{_MONTH.format('m3')}\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+{_YEAR.format('y3')}"
    r"|(?P<a4>\d{1,2})(?P<sep>[-./])(?P<b4>\d{1,2})(?P=sep)(?P<y4>(?:19|20)\d\d)"
    r")(?![\w/-]|\.\d)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\w:.])(?:(?P<h>\d{1,2})[:.](?P<m>\d\d)(?::\d\d)?(?:\s?(?P<p>[ap])\.?\s?m\b\.?)?"
    r"|(?P<h2>\d{1,2})\s?(?P<p2>[ap])\.?\s?m\b\.?)(?![\d:])",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format('m1')}|{_MONTH.format('m2')}\s+(?P<d2>\d{{1,2}}))\b(?!\s*,?\s*\d)",
    re.IGNORECASE,
)
_FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")
_NEAR = 40  # code points between a date and the clock time that belongs to it


@dataclass(frozen=True, slots=True)
class Dated:
    """A full date found in a text, with its clock time where one stands by it, and where it lies."""

    day: date
    clock: time | None
    start: int
    end: int

    def iso(self) -> str:
        """YYYY-MM-DD, or with the time YYYY-MM-DDTHH:MM."""
        if self.clock is None:
            return self.day.isoformat()
        return datetime.combine(self.day, self.clock).strftime("%Y-%m-%dT%H:%M")


def find_dates(text: str) -> list[Dated]:
    """Full dates (day, month, year) in ``text``; those with two readings (03/04/2019) are left out."""
    found = []
    clocks = [(match, value) for match in _CLOCK.finditer(text) if (value := clock_of(match))]
    for match in _DATE.finditer(text):
        day = _day(match)
        if day is None:
            continue
        start, end, clock = match.start(), match.end(), None
        for other, value in clocks:
            distance = max(other.start() - end, start - other.end())
            if 0 <= distance <= _NEAR:
                clock = value
                start, end = min(start, other.start()), max(end, other.end())
                break
        found.append(Dated(day, clock, start, end))
    return found


def find_clock(text: str) -> time | None:
    """The first clock time in ``text``."""
    return next((value for match in _CLOCK.finditer(text) if (value := clock_of(match))), None)


def clock_of(match: re.Match[str]) -> time | None:
    """The time that a match of the clock pattern means; None where there is no such time."""
    hour, minute = int(match["h"] or match["h2"]), int(match["m"] or 0)
    half = (match["p"] or match["p2"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def find_month_days(text: str) -> list[tuple[int, int]]:
    """(month, day) of each "April 7" or "7 April" that names no year."""
    out = []
    for match in _MONTH_DAY.finditer(text):
        month = _month(match["m1"] or match["m2"])
        day = int(match["d1"] or match["d2"])
        if 1 <= day <= 31:
            out.append((month, day))
    return out


def normalized(value: str) -> str | None:
    """A stated date or time in ISO 8601, its offset kept; None where it is not understood."""
    value = value.strip()
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        found = find_dates(value) or _short_us(value)
        return found[0].iso() if found else None
    return moment.isoformat(timespec="seconds") if ":" in value or "T" in value else moment.date().isoformat()


def file_date(path: str) -> str | None:
    """A date in the name of a file, such as 2021-12-07-readout.txt or 20211207.html."""
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    for match in _FILE_DATE.finditer(name):
        day = _valid(int(match[1]), int(match[3]), int(match[4]))
        if day:
            return day.isoformat()
    return None


def _short_us(value: str) -> list[Dated]:
    """4/13/2019 or 13/4/2019: read where only one order makes a date."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)", value)
    if not match:
        return []
    day = _valid(int(match[3]), int(match[1]), int(match[2]))
    return [Dated(day, None, 0, len(value))] if day else []


def _day(match: re.Match[str]) -> date | None:
    if match["y1"]:
        return _valid(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    if match["y2"]:
        return _valid(int(match["y2"]), _month(match["m2"]), int(match["d2"]))
    if match["y3"]:
        return _valid(int(match["y3"]), _month(match["m3"]), int(match["d3"]))
    first, second, year = int(match["a4"]), int(match["b4"]), int(match["y4"])
    if match["sep"] == "/":  # both orders are in use: only what has one reading counts
        if first <= 12 and second <= 12 and first != second:
            return None
        return _valid(year, second, first) or _valid(year, first, second)
    return _valid(year, second, first)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
