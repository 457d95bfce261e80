"""Findings: what crossread shows about a point, always with reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from crossread.records.ids import content_id
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


class Action(StrEnum):
    """What a person does to a finding by judging it."""

    ACCEPT = "accept"  # it stays, whatever later runs make of it
    REJECT = "reject"  # it is not shown any more
    MERGE = "merge"  # it and others are one point
    SPLIT = "split"  # some of its accounts do not belong to it
    NOTE = "note"
    UNDO = "undo"  # an earlier judgement is withdrawn


@dataclass(frozen=True, slots=True)
class Judged:
    """That a finding was judged: how, by whom, at what ISO time, with what words of theirs."""

    action: Action
    by: str
    on: str
    note: str = ""


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
    1 the most important, 0 for one that was rejected. ``independent`` counts
    independent accounts behind it. ``judged`` is what people said of it.
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
    judged: tuple[Judged, ...] = ()  # in the order in which it was judged

    @property
    def accepted(self) -> bool:
        """True where the last word of those who judged it is that it holds."""
        said = [item.action for item in self.judged if item.action in (Action.ACCEPT, Action.REJECT)]
        return said[-1:] == [Action.ACCEPT]


def finding_id(kind: FindingKind, accounts: Iterable[Account]) -> str:
    """The id of a finding: a hash of its kind and of the passages of its accounts, in whatever order."""
    passages = (f"{a.article}:{s.start}-{s.end}" for a in accounts for s in a.passages)
    return content_id("finding", kind.value, *sorted(passages))
