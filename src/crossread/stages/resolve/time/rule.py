"""What a rule of the time grammar is, and what it may look at."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from crossread.records import Grain, Interval
from crossread.stages.resolve.time.lexicon import alternatives, table
from crossread.stages.resolve.time.tense import Tense, tense_at

SPACE = r"[ \t\u00a0\u2009\u202f]+"
SPACE_OR_HYPHEN = r"(?:[ \t\u00a0\u2009\u202f]+|[ \t]*[-–—][ \t]*)"
MONTH = alternatives(table("months"))
ANY_MONTH = rf"(?:(?:{MONTH})|(?:{alternatives(table('month_abbreviations'))})\b\.?)"
WEEKDAY = alternatives(table("weekdays"))
ANY_WEEKDAY = rf"(?:(?:{WEEKDAY})|(?:{alternatives(table('weekday_abbreviations'))})\b\.?)"
SEASON = alternatives(table("seasons"))
UNIT = alternatives(table("units"))
DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]|20)[0-9]{2}"
PART_OF_DAY = r"(?:morning|afternoon|evening|night)"


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at beside its own words.

    ``anchor`` is what "today" means here, ``told`` the last explicit date
    before the expression, which "a day later" counts from.
    """

    text: str
    start: int
    end: int
    anchor: Interval | None
    told: Interval | None

    @property
    def now(self) -> datetime | None:
        """The anchor's beginning where its day is known."""
        return self.anchor.start if self.anchor and self.anchor.grain in (Grain.DAY, Grain.MINUTE) else None

    @property
    def year(self) -> int | None:
        """The anchor's year, however coarse the anchor is."""
        return self.anchor.start.year if self.anchor else None

    def narrative(self, unit: str) -> datetime | None:
        """What "a day later" counts from: the last explicit date where it is fine enough, else the anchor."""
        if self.told is None:
            return self.now
        coarse = {Grain.MONTH: ("month", "quarter", "year", "decade"), Grain.YEAR: ("year", "decade")}
        return self.told.start if unit in coarse.get(self.told.grain, (unit,)) else None

    def word_before(self) -> str:
        """The word right before the expression, in lower case; "" at the beginning of a line."""
        found = re.search(r"([\w.$£€#’']+)[ \t-]*$", self.text[max(0, self.start - 24) : self.start])
        return found[1].casefold() if found else ""

    def word_after(self) -> str:
        """The word right after the expression, as it stands; "" where none follows at once."""
        found = re.match(rf"{SPACE}(\w+)", self.text[self.end : self.end + 24])
        return found[1] if found else ""

    def tense(self) -> Tense:
        """What the sentence's verbs say about past and future."""
        return tense_at(self.text, self.start, self.end)


Resolver = Callable[[re.Match[str], Context], Interval | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it means. ``explicit`` dates anchor what follows ("a day later")."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolver
    explicit: bool = False


def rule(name: str, pattern: str, resolve: Resolver, *, explicit: bool = False) -> Rule:
    """A rule whose pattern stands between word edges, in any case of letters; ``~`` in it is white space."""
    pattern = pattern.replace("~", SPACE)
    return Rule(name, re.compile(rf"(?<![\w$£€]){pattern}(?!\w)", re.IGNORECASE), resolve, explicit)
