"""Articles: what ingest hands to clean, and clean to every later stage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from crossread.errors import PositionError
from crossread.records.ids import content_id
from crossread.records.spans import Span, outside


class ArticleKind(StrEnum):
    """What kind of text an article is (FORMAT.md)."""

    ARTICLE = "article"
    LIVE_BLOG = "live blog"
    TRANSCRIPT = "transcript"
    READOUT = "readout"
    OPINION = "opinion"


class DateBasis(StrEnum):
    """How a publication date is known."""

    STATED = "stated"  # metadata or a dateline of the article says so
    INFERRED = "inferred"  # from other dates in the text
    FILE = "file"  # from the file's name or time


@dataclass(frozen=True, slots=True)
class Blob:
    """The bytes of one input, and what the person who runs crossread says about it.

    ``path`` is the input as given ("-" for standard input). ``overrides`` holds
    what ``--outlet`` and ``--date`` set; they win over what the text says.
    """

    path: str
    data: bytes
    overrides: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read: which, why, and what to do. Never an exception."""

    path: str
    code: str  # "empty" | "binary" | "too-large" | "language" | "unreadable" | "format" | "duplicate" | ...
    cause: str
    remedy: str


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as ingest found it: its stored text, and metadata stated outside the body.

    ``text`` is the stored text: for plain text the decoded file, unchanged; for
    other formats the extracted text. ``stated`` may hold the keys ``title``,
    ``outlet``, ``byline``, ``published``, ``url``, ``agency``, ``kind``,
    ``party`` and ``side``; ``header`` is the span of a leading KEY: value block
    of the stored text, where there is one.
    """

    path: str
    text: str
    format: str  # "text" | "markdown" | "html" | "jsonl"
    encoding: str  # what the bytes were decoded as, e.g. "utf-8", "cp1252"
    language: str  # ISO 639-1
    stated: Mapping[str, str] = field(default_factory=dict)
    header: Span | None = None
    html_date: str | None = None  # a date that the page's markup gives, if stated has none

    @property
    def id(self) -> str:
        """Hash of the stored text and of what was stated about it."""
        stated = [f"{key}={value}" for key, value in sorted(self.stated.items())]
        return content_id("article", self.text, *stated)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A part of the stored text that is not body, and the signal that says so."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Post:
    """A dated entry of a live blog. ``time`` is an ISO time, or HH:MM where the day is unknown."""

    time: str
    span: Span
    heading: Span | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A signal that an article's English is no writer's own: its name, its value in words, its log odds."""

    signal: str
    value: str
    weight: float


MACHINE_TRANSLATED = "machine-translated"
"""The flag of an article whose English was translated by a machine or garbled."""

_CERTAINTY = 0.8  # what the claims of such an article keep of their confidence


@dataclass(frozen=True, slots=True)
class Article:
    """One input document after cleaning. ``text`` never changes; everything points into it.

    ``title`` is the words of the headline, ``title_span`` where they stand in
    the text (None where they come from metadata alone). ``published`` is an ISO
    date or time. ``posts`` are in time order, the earliest first. ``prose`` is
    ``text`` with a space for each line break that only wraps a paragraph of fixed
    width, with spaces for furniture inside a sentence and, where the English is bad, with names in
    capitals: as long as ``text``, so that positions in the one are positions in the other.
    """

    id: str
    path: str
    text: str
    format: str
    encoding: str
    language: str
    kind: ArticleKind = ArticleKind.ARTICLE
    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    byline: str | None = None
    agency: str | None = None
    url: str | None = None
    published: str | None = None
    published_basis: DateBasis | None = None
    party: str | None = None  # whose document this is, where its header says so (a readout)
    furniture: tuple[Furniture, ...] = ()
    posts: tuple[Post, ...] = ()
    headings: tuple[Span, ...] = ()  # subheadings inside the body
    flags: tuple[str, ...] = ()  # e.g. "machine-translated", "truncated"
    doubts: tuple[Doubt, ...] = ()  # what speaks against its English, whether or not it is flagged
    prose: str = ""  # the text to read; clean fills it in, elsewhere it is ``text``

    def __post_init__(self) -> None:
        if not self.prose:
            object.__setattr__(self, "prose", self.text)
        elif len(self.prose) != len(self.text):
            raise PositionError(
                f"The prose of {self.path} has {len(self.prose)} code points, its text {len(self.text)}.",
                remedy="Replace characters of the text one by one; positions must stay what they are.",
            )

    @property
    def label(self) -> str:
        """What to call this article's giver: its outlet, else its file's name."""
        return self.outlet or self.path.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def certainty(self) -> float:
        """The share of a claim's confidence that this article's English lets stand."""
        return _CERTAINTY if MACHINE_TRANSLATED in self.flags else 1.0

    def body(self) -> tuple[Span, ...]:
        """The parts of the text that are not furniture, in text order (the title is part of the body)."""
        return tuple(outside((item.span for item in self.furniture), len(self.text)))

    def gaps(self) -> tuple[Span, ...]:
        """Furniture inside sentences, which go on behind it: ``prose`` has spaces in its place."""
        return tuple(item.span for item in self.furniture if item.span.of(self.prose).isspace())

    def post_at(self, position: int) -> Post | None:
        """The post that holds a position, if any."""
        return next((post for post in self.posts if post.span.start <= position < post.span.end), None)
