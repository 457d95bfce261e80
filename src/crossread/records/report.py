"""The report: everything that one run found, ready to be shown or written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crossread.records.article import Article, Skipped
from crossread.records.claim import Actor, Claim, TimeMention
from crossread.records.finding import Finding
from crossread.records.reading import Mention
from crossread.records.story import CopyGroup, Story


@dataclass(frozen=True, slots=True)
class ModelUse:
    """A file of a model that took part in a run: the model's name, the file's hash and name."""

    name: str
    sha256: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """How a report was made. Only ``started`` may differ between two runs on the same input."""

    version: str
    started: str
    models: tuple[ModelUse, ...] = ()
    options: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportData:
    """All records of one run. ``findings`` are by rank; ``skipped`` says what was not read.

    ``rejected`` are findings that a person rejected, or of which nothing was left.
    """

    run: Run
    articles: tuple[Article, ...] = ()
    actors: tuple[Actor, ...] = ()
    stories: tuple[Story, ...] = ()
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    copies: tuple[CopyGroup, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    times: tuple[TimeMention, ...] = ()
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)  # by article id
    rejected: tuple[Finding, ...] = ()
