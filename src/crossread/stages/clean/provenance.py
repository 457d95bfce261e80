"""Who published an article, and when, by what is stated and by what its furniture gives away."""

import re
from collections import Counter
from datetime import date, timedelta

from crossread.records import DateBasis
from crossread.stages.clean.dates import WEEKDAYS, file_date, find_dates, find_month_days, normalized
from crossread.stages.clean.document import Document
from crossread.stages.clean.masthead import Masthead
from crossread.stages.clean.tables import agencies, outlets

_WORD = r"[A-Z][\w'’&]*(?:\.\w+)*"
_SITE = rf"(?P<name>{_WORD}(?: (?:(?:of|the|and|&) )*{_WORD}){{0,4}})"
_SIGNS = (
    re.compile(rf"^{_SITE} logo", re.ASCII),
    re.compile(
        r"(?:©|\([Cc]\)|[Cc]opyright)[^\w.]*(?:[Cc]opyright )?(?:19|20)\d\d(?:[ -]+(?:19|20)?\d\d)?"
        rf",? (?:by )?{_SITE}"
    ),
    re.compile(
        r"\b(?:covers|writes|reports|reporter|correspondent|editor|columnist)\b[^.]{0,60}? (?:for|at|of) "
        rf"{_SITE}"
    ),
    re.compile(rf"^(?:More|Latest) [Ff]rom {_SITE}\W*$"),
    re.compile(rf"\bthe best {_SITE} experience"),
)
_HOST = re.compile(r"(?:https?://|www\.|@)([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_ELSEWHERE = frozenset(
    [
        "twitter",
        "facebook",
        "youtube",
        "instagram",
        "google",
        "t.co",
        "youtu",
        "linkedin",
        "whatsapp",
        "telegram",
        "pic.twitter",
        "gmail",
    ]
)
_WEEKDAY = re.compile(rf"\b({'|'.join(day.capitalize() for day in WEEKDAYS)})\b")
_WINDOW = 14  # days between a dated matter and the report on it


def outlet_of(document: Document, masthead: Masthead) -> str | None:
    """The outlet: stated, by the host of a stated address, by the site's notices, by addresses in them."""
    stated = document.raw.stated
    if stated.get("outlet"):
        return stated["outlet"]
    if stated.get("url"):
        return outlet_of_host(_host(stated["url"]))
    words = [document.lines[index].plain for index in sorted(document.marks)]
    for sign in _SIGNS:
        for plain in words:
            found = sign.search(plain)
            if found and found["name"].strip() not in agencies():
                return found["name"].strip().rstrip(".")
    if masthead.rest and (found := re.match(rf"{_SITE} logo", masthead.rest)):
        return found["name"]
    return _by_addresses(words) or stated.get("party")


def outlet_of_host(host: str) -> str | None:
    """The name of the outlet at ``host``: as the table has it, else the host itself."""
    parts = host.split(".")
    for first in range(len(parts) - 1):
        name = outlets().get(".".join(parts[first:]))
        if name:
            return name
    return host or None


def published_of(document: Document, masthead: Masthead) -> tuple[str | None, DateBasis | None]:
    """When it was published, and how that is known: stated, dateline, file name, markup, text."""
    stated = normalized(document.raw.stated.get("published", ""))
    if stated:
        return stated, DateBasis.STATED
    if masthead.dated:
        return masthead.dated.iso(), DateBasis.STATED
    named = file_date(document.raw.path)
    if named:
        return named, DateBasis.FILE
    guessed = normalized(document.raw.html_date or "") or _inferred(document)
    return (guessed, DateBasis.INFERRED) if guessed else (None, None)


def _host(url: str) -> str:
    host = url.split("//")[-1].split("/")[0].split("@")[-1].split(":")[0].lower()
    return host.removeprefix("www.")


def _by_addresses(words: list[str]) -> str | None:
    counts: Counter[str] = Counter()
    for plain in words:
        for host in _HOST.findall(plain):
            name = host.lower().removeprefix("www.")
            if not any(name.startswith(other) for other in _ELSEWHERE):
                counts[outlet_of_host(name) or name] += 1
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _inferred(document: Document) -> str | None:
    """The day of the report, from a dated picture or a weekday with its date, and what the text says since.

    Reports speak of the day they are written on by its weekday: the latest date
    that the text names, then the next day that bears its most used weekday.
    """
    anchors = []
    for line in document.lines:
        marked = document.marks.get(line.index, "").startswith("caption")
        for found in find_dates(line.plain):
            before = line.plain[max(0, found.start - 14) : found.start]
            if marked or _WEEKDAY.search(before):
                anchors.append(found.day)
    if not anchors:
        return None
    latest = max(anchors)
    body = " ".join(line.plain for line in document.lines if line.index not in document.marks)
    for month, day in find_month_days(body):
        try:
            other = date(latest.year, month, day)
        except ValueError:
            continue
        if timedelta(0) < other - latest <= timedelta(days=_WINDOW):
            latest = other
    weekdays = Counter(_WEEKDAY.findall(body))
    if weekdays:
        often = min(weekdays, key=lambda name: (-weekdays[name], name))
        latest += timedelta(days=(WEEKDAYS.index(often.lower()) - latest.weekday()) % 7)
    return latest.isoformat()
