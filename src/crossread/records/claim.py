"""Actors, claims, dates and quantities: what the resolve stage makes of readings."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from crossread.records.ids import content_id
from crossread.records.reading import Act, CueType, Polarity, Quotation
from crossread.records.spans import Span


class ActorType(StrEnum):
    """What an actor is (FORMAT.md)."""

    PERSON = "person"
    GOVERNMENT = "government"
    ORGANISATION = "organisation"
    OUTLET = "outlet"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Actor:
    """One speaker or doer after resolution.

    ``mentions`` are the distinct forms of words that the articles use for it,
    pronouns left out. ``named`` is False for those that stay without a name ("a
    senior official"). ``side`` is set by the person who runs crossread, or by a
    fact of the table of governments; else None.
    """

    id: str
    name: str
    type: ActorType
    side: str | None = None
    mentions: tuple[str, ...] = ()
    named: bool = True
    members: tuple[str, ...] = ()  # actor ids, where several speak as one ("the two leaders")


UNSTATED: Final = Actor(content_id("actor", "unstated"), "unstated voice", ActorType.GROUP, named=False)
"""The voice of what is said by nobody whom the text names."""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Where an actor is named or meant (pronouns too)."""

    article: str
    span: Span
    actor: str


class Grain(StrEnum):
    """How finely a date is known."""

    MINUTE = "minute"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Time from ``start`` to ``end`` (exclusive), in the source's own local time, known to a grain."""

    start: datetime
    end: datetime
    grain: Grain

    def iso(self) -> str:
        """ISO 8601 at its grain: 2017-07-08T14:30, 2017-07-08, 2017-W27, 2017-07, 2017-06/2017-08 or 2017."""
        if self.grain is Grain.MINUTE:
            return self.start.strftime("%Y-%m-%dT%H:%M")
        if self.grain is Grain.WEEK:
            return self.start.strftime("%G-W%V")
        if self.grain is Grain.MONTH:
            return self.start.strftime("%Y-%m")
        if (
            self.grain is Grain.SEASON
        ):  # a quarter, a half-year, a summer: from month to month, no day made up
            return f"{self.start:%Y-%m}/{self.end - timedelta(days=1):%Y-%m}"
        if self.grain is Grain.YEAR:
            return self.start.strftime("%Y")
        return self.start.strftime("%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A date or time expression and what it means from its anchor."""

    article: str
    span: Span
    interval: Interval


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with bounds and a unit: "more than two hours" is low=120, low_open, unit "minute".

    ``low``/``high`` are None where unbounded. ``unit`` is a singular noun
    ("minute", "dollar", "percent", "people") or "" for a bare number;
    ``approximate`` marks "about", "some", "nearly".
    """

    article: str
    span: Span
    low: float | None
    high: float | None
    unit: str
    approximate: bool = False
    ordinal: bool = False

    def compatible(self, other: "Quantity") -> bool:
        """Whether both can hold of one thing; quantities of different units say nothing of each other."""
        if self.unit != other.unit or self.ordinal != other.ordinal:
            return True
        slack = 0.1 if self.approximate or other.approximate else 0.0
        infinity = float("inf")
        low = max(-infinity if q.low is None else q.low * (1 - slack) for q in (self, other))
        high = min(infinity if q.high is None else q.high * (1 + slack) for q in (self, other))
        return low <= high


class SaidBasis(StrEnum):
    """How the date of something said is known."""

    STATED = "stated"  # a date stands beside the cue
    CARRIED = "carried"  # the day of the speaker's words before, or of the occasion that is told of
    POST = "post"  # the time of the live-blog post that tells it
    PUBLISHED = "published"  # nothing but the publication: it was said then or before


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said: content, chain of voices, act, polarity, hedging, date.

    ``voices`` are actor ids, the outermost first; empty means that the article
    says it in its own voice (before the report: or that no voice is known).
    ``content`` has one or more pieces in text order.
    ``said_on`` is when it was said, ``said_basis`` how that is known. ``parent``
    is the id of the claim inside whose content this one stands.
    """

    id: str
    article: str
    content: tuple[Span, ...]
    voices: tuple[str, ...] = ()
    source: Span | None = None
    cue: Span | None = None
    quotation: Quotation = Quotation.NONE
    act: Act = Act.ASSERT
    polarity: Polarity = Polarity.AFFIRM
    hedged: bool = False
    planned: bool = False
    cue_type: CueType = CueType.SAYING
    said_on: Interval | None = None
    said_basis: SaidBasis | None = None
    parent: str | None = None
    story: str | None = None
    confidence: float = 1.0

    @property
    def speaker(self) -> str | None:
        """The innermost voice: whose words these are."""
        return self.voices[-1] if self.voices else None

    @property
    def heard(self) -> tuple[str, ...]:
        """The voices that the text gives: all but the unstated one."""
        return tuple(voice for voice in self.voices if voice != UNSTATED.id)

    @property
    def extent(self) -> Span:
        """From the first code point of the content to the last."""
        return Span(self.content[0].start, self.content[-1].end)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What resolve makes of all readings together. Everything sorted by article, then position."""

    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    actor_mentions: tuple[ActorMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
