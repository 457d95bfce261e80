"""What a dossier shows of itself: small records for lists, larger ones for a story, an article, an actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from crossread.records import Actor, Article, Claim, Finding, Mention, ReportData, Span, Story, TimeMention

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """A part of a list: ``items`` from ``offset`` on, of ``total`` there are."""

    items: Sequence[T]
    total: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in a list.

    ``added`` is an ISO time in UTC; ``stories`` are ids of those it reports or mentions.
    ``current`` is False for a text that a later revision of the same page replaced.
    """

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    kind: str
    path: str
    url: str | None
    words: int
    added: str
    current: bool = True
    stories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that differs between two revisions: ``old`` in the earlier text, ``new`` in the later.

    One of them is None where words were only added or only taken out.
    """

    old: Span | None
    new: Span | None


@dataclass(frozen=True, slots=True)
class Revision:
    """A text of one page, and what changed since the revision before it (nothing for the first)."""

    article: ArticleLine
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with everything that was read in it.

    ``revisions`` are all texts of its page, the first first. ``actors`` are those
    whom its claims name; ``findings`` those with an account from it.
    """

    line: ArticleLine
    article: Article
    claims: tuple[Claim, ...]
    actors: tuple[Actor, ...]
    stories: tuple[Story, ...]
    findings: tuple[Finding, ...]
    times: tuple[TimeMention, ...]
    mentions: tuple[Mention, ...]
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list, with its counts. ``outlets`` counts independent ones: copies of one text count once.

    ``changed`` is when an article of it was last added, an ISO time in UTC.
    """

    id: str
    name: str
    date: str | None
    place: str | None
    articles: int
    outlets: int
    parties: int
    conflicts: int
    findings: int
    changed: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story as a report of its own: the articles, actors, claims, findings and copies that belong to it.

    ``report.findings`` are by rank, from 1; ``report.rejected`` were rejected by a
    person. The report stage's functions (to_html, to_json, select) take it as it is.
    """

    line: StoryLine
    story: Story
    report: ReportData


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor in a list; ``claims`` counts what it says, ``articles`` those that quote it."""

    id: str
    name: str
    type: str
    side: str | None
    named: bool
    claims: int
    articles: int


@dataclass(frozen=True, slots=True)
class Said:
    """One claim outside its story: who, when, where, and its words (derived from the stored text)."""

    claim: str
    article: str
    outlet: str | None
    published: str | None
    story: str | None
    speaker: str | None
    voices: tuple[str, ...]
    content: tuple[Span, ...]
    words: str
    act: str
    quotation: str
    polarity: str
    hedged: bool
    said_on: str | None


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor: all forms of its name, what it said, by time, and findings in which its position shifts."""

    line: ActorLine
    actor: Actor
    said: Slice[Said]
    shifts: tuple[Finding, ...]
    quoted_by: tuple[tuple[str, int], ...]  # outlets, and how many of its claims each carries


@dataclass(frozen=True, slots=True)
class Queued:
    """A finding that waits for a person's word, with the name of its story."""

    finding: Finding
    story: str | None
    story_name: str | None


@dataclass(frozen=True, slots=True)
class Status:
    """What a dossier holds. ``waiting`` articles are read but not yet compared (``settle`` does it)."""

    name: str
    created: str
    articles: int
    replaced: int
    stories: int
    findings: int
    actors: int
    claims: int
    judgements: int
    waiting: int
    first_published: str | None
    last_published: str | None
    changed: str | None
    backend: str
    bytes: int | None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that :meth:`Dossier.verify` found wrong: what, with which record, and what to do."""

    what: str
    record: str
    remedy: str
