"""Findings: what crossread shows about a point, always with reasons."""

from dataclasses import dataclass
from enum import StrEnum

from crossread.records.spans import Span


class FindingKind(StrEnum):
    """What a finding says about its point (FORMAT.md)."""

    CONTRADICTION = "contradiction"
    DENIAL = "denial"
    NUMERIC_DIFFERENCE = "numeric_difference"
    EMPHASIS = "emphasis"
    POSITION_SHIFT = "position_shift"
    COMMITMENT = "commitment"
    AGREEMENT = "agreement"
    SOLE_ACCOUNT = "sole_account"
    QUOTE_VARIANT = "quote_variant"


class Stance(StrEnum):
    """A party's stance on a point. Silent is not unsure, and neither is "not compared"."""

    ASSERTS = "asserts"
    DENIES = "denies"
    HEDGES = "hedges"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal behind a finding: its name, its value in words, what it added to the score."""

    signal: str
    value: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Account:
    """What one party says on a point in one article. ``passages`` point into that article."""

    party: str  # an actor id, or the outlet's name
    article: str
    stance: Stance
    claims: tuple[str, ...] = ()
    passages: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step of a commitment or of a changed position. ``on`` is an ISO date."""

    on: str | None
    status: str
    claim: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A point and what the parties' accounts of it show, with its reasons.

    ``question`` is words of the sources, ``score`` in [0, 1], ``rank`` from 1,
    1 the most important. ``independent`` counts independent accounts behind it.
    """

    id: str
    kind: FindingKind
    question: str
    accounts: tuple[Account, ...]
    reasons: tuple[Reason, ...]
    score: float = 0.0
    rank: int = 0
    story: str | None = None
    history: tuple[HistoryEntry, ...] = ()
    independent: int = 0
