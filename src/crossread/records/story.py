"""Stories and copies: what the group stage makes of articles and their claims."""

from dataclasses import dataclass
from enum import StrEnum

from crossread.records.claim import Claim
from crossread.records.spans import Span


class Role(StrEnum):
    """Whether an article reports a story as its subject or mentions it on the way."""

    MAIN = "main"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article's part in a story; ``spans`` are the paragraphs or posts on it (empty: the whole body)."""

    article: str
    role: Role
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One happening, with the articles that report or mention it. ``name`` is words of a source."""

    id: str
    name: str
    date: str | None = None
    place: str | None = None
    participants: tuple[str, ...] = ()
    articles: tuple[StoryArticle, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Articles that carry the same text: counted as one account.

    ``origin`` is whose text it likely was, an agency or an outlet. ``shared`` is the least share of a
    shorter text that stands in a longer one, ``shares`` for each article how much of its own words
    stands in the others that it was held against: all of a small group, of a large one those that are
    likest it; all in [0, 1]. Older reports have no ``shares``.
    """

    articles: tuple[str, ...]
    origin: str | None
    shared: float
    shares: tuple[float, ...] = ()

    def parts(self) -> tuple[tuple[str, float | None], ...]:
        """Each article with its share, None where that is not known."""
        shares: tuple[float | None, ...] = self.shares or (None,) * len(self.articles)
        return tuple(zip(self.articles, shares, strict=True))


@dataclass(frozen=True, slots=True)
class Grouping:
    """Stories, copies, and the claims with their story filled in (same order as they came)."""

    stories: tuple[Story, ...] = ()
    copies: tuple[CopyGroup, ...] = ()
    claims: tuple[Claim, ...] = ()
