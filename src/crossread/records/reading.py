"""What the read stage finds in one article: attributions and named mentions, before resolution."""

from dataclasses import dataclass
from enum import StrEnum

from crossread.records.spans import Span


class Quotation(StrEnum):
    """How far the words of a content are the speaker's own."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    NONE = "none"


class Polarity(StrEnum):
    """Whether a claim affirms or denies what its content is about."""

    AFFIRM = "affirm"
    DENY = "deny"
    NEUTRAL = "neutral"


class CueType(StrEnum):
    """What sort of word introduces a content. Speech comes first in every report."""

    SAYING = "saying"
    BELIEF = "belief"
    ATTITUDE = "attitude"
    NOUN = "noun"


class Act(StrEnum):
    """The act of speech: a closed list, described in docs/acts.md with PLOVER's codes.

    ``read/acts.csv`` says what each act means, ``read/cues.csv`` which cues do it.
    """

    ASSERT = "assert"
    DENY = "deny"
    CONFIRM = "confirm"
    AGREE = "agree"
    ACCEPT = "accept"
    SUPPORT = "support"
    REFUSE = "refuse"
    REJECT = "reject"
    PROMISE = "promise"
    PLAN = "plan"
    ORDER = "order"
    PERMIT = "permit"
    FORBID = "forbid"
    DEMAND = "demand"
    ASK = "ask"
    PROPOSE = "propose"
    WARN = "warn"
    THREATEN = "threaten"
    ACCUSE = "accuse"
    CONDEMN = "condemn"
    PRAISE = "praise"
    ANNOUNCE = "announce"
    DOUBT = "doubt"
    BELIEVE = "believe"
    HOPE = "hope"
    FEAR = "fear"
    APOLOGISE = "apologise"
    THANK = "thank"


class EntityType(StrEnum):
    """What a named mention names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mention:
    """A named mention of a person, organisation or place."""

    span: Span
    type: EntityType
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one thing said. ``content`` has one or more pieces, in text order.

    ``parent`` is the index, in the same reading, of the attribution inside
    whose content this one was read; None at the outermost level.
    ``planned`` marks what is yet to come: a plan, an undertaking, a demand to do
    something. ``confidence`` is a probability in [0, 1].
    """

    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    parent: int | None = None
    quotation: Quotation = Quotation.INDIRECT
    act: Act = Act.ASSERT
    polarity: Polarity = Polarity.AFFIRM
    hedged: bool = False
    planned: bool = False
    cue_type: CueType = CueType.SAYING
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one article. Parents come before their children in ``attributions``."""

    article: str
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()
