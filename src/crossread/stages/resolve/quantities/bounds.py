"""Words that bound a number: "more than", "at least", "up to", "about", "or more"."""

import re
from dataclasses import dataclass
from functools import cache

from crossread.stages.resolve.quantities.amounts import SPACE
from crossread.stages.resolve.quantities.tables import bounds


@dataclass(frozen=True, slots=True)
class Bound:
    """A bounding phrase: "low" (no more is known than the least), "high", "approximate" or "exact"."""

    start: int
    end: int
    kind: str


@cache
def _pattern(side: str) -> re.Pattern[str]:
    phrases = sorted(bounds(side), key=lambda phrase: (-len(phrase), phrase))
    either = "|".join(re.escape(phrase).replace(r"\ ", f"{SPACE}+") for phrase in phrases)
    if side == "before":
        # "for up to the last 30": an article may stand between; the phrase must be the nearest words.
        return re.compile(
            rf"(?<![\w-])(?P<phrase>{either}){SPACE}*(?:the{SPACE}+|a{SPACE}+)?$", re.IGNORECASE
        )
    return re.compile(rf"{SPACE}*(?P<phrase>{either})(?!\w)", re.IGNORECASE)


def bound_before(text: str, start: int, limit: int) -> Bound | None:
    """The bounding phrase right before ``start``, not before ``limit``."""
    found = _pattern("before").search(text, max(limit, start - 32), start)
    return _bound(found, "before") if found else None


def bound_after(text: str, end: int, limit: int) -> Bound | None:
    """The bounding phrase right after ``end``, not beyond ``limit``."""
    found = _pattern("after").match(text, end, limit)
    return _bound(found, "after") if found else None


def _bound(found: re.Match[str], side: str) -> Bound:
    phrase = re.sub(r"\s+", " ", found["phrase"].casefold())
    return Bound(found.start("phrase"), found.end("phrase"), bounds(side)[phrase])
