"""ISO dates as people read them."""

import re

from crossread.stages.report.shown import one_line

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d))?)?)?")


def long_date(iso: str | None, *, time: bool = False) -> str:
    """ "7 July 2017" or "7 July 2017, 14:30"; what is no ISO date stays as it is, None is ""."""
    if not iso:
        return ""
    found = _ISO.match(iso)
    if not found or not 1 <= int(found[2] or 1) <= 12 or (iso[found.end() :] and not found[3]):
        return one_line(iso)
    parts = [str(int(found[3])) if found[3] else "", _MONTHS[int(found[2]) - 1] if found[2] else "", found[1]]
    day = " ".join(part for part in parts if part)
    return f"{day}, {found[4]}" if time and found[4] else day


def sort_key(iso: str) -> str | None:
    """What orders ISO dates of any grain in time; None for what is no date."""
    found = _ISO.match(iso)
    return iso[: found.end()] if found else None
