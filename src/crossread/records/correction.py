"""Corrections: what a person set right in what was read, in a form that finds its place in every later run.

Judgements (judgement.py) speak of findings; corrections of what findings are made
from: whose words these are, who is one person, what is one story, what is no body
of an article, when it was published.
"""

from dataclasses import dataclass
from enum import StrEnum

from crossread.records.article import Article
from crossread.records.ids import content_id, text_digest
from crossread.records.judgement import WORDS
from crossread.records.spans import Span


class Mend(StrEnum):
    """What a correction does."""

    MERGE_ACTORS = "merge actors"  # ``actors`` are one, called as the first
    SPLIT_ACTOR = "split actor"  # in ``places`` or under ``forms`` it is somebody else, called ``value``
    SPEAKER = "speaker"  # what is said at ``places`` are the words of the actor called ``value``
    JOIN_STORIES = "join stories"  # the articles of ``places`` report one story
    SPLIT_STORY = "split story"  # the articles of ``places`` report a story of their own
    FURNITURE = "furniture"  # ``places`` are no body
    BODY = "body"  # ``places`` are body
    DATE = "date"  # the article of ``places`` was published on ``value``
    UNDO = "undo"  # the correction ``undoes`` does not count


@dataclass(frozen=True, slots=True)
class Place:
    """An article, or a passage of it, found again by the digest of its text.

    ``words`` (of the passage, or the headline) are for the person who reads a list of corrections.
    """

    text: str
    span: Span | None
    outlet: str
    words: str

    @classmethod
    def of(cls, article: Article, span: Span | None = None) -> "Place":
        """A passage of ``article``, or all of it."""
        words = span.of(article.text) if span else (article.title or article.path)
        return cls(text_digest(article.text), span, article.label, " ".join(words.split())[:WORDS])


@dataclass(frozen=True, slots=True)
class ActorName:
    """An actor as a correction remembers it: the id it had, its name and its type."""

    id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What ``by`` set right at the time ``on`` (ISO, UTC), and why (``note``)."""

    mend: Mend
    by: str
    on: str
    note: str = ""
    actors: tuple[ActorName, ...] = ()
    forms: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    value: str = ""
    undoes: str | None = None

    @property
    def id(self) -> str:
        """Hash of what was set right, by whom and when."""
        places = [f"{place.text}:{place.span}" for place in self.places]
        said = (self.mend.value, self.by, self.on, self.note, self.value, self.undoes)
        who = [actor.id for actor in self.actors]
        return content_id("correction", *said, len(who), *who, len(self.forms), *self.forms, *places)
