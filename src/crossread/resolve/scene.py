"""Events of one article: who has been named so far, how, and where. What pronouns and offices look back on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from crossread.records import Span
from crossread.resolve.cast import Entry
from crossread.resolve.lexicon import words
from crossread.resolve.page import Page


@dataclass(frozen=True, slots=True)
class Event:
    """An actor named or meant at a place of the text."""

    span: Span
    actor: Entry
    sentence: int
    paragraph: int
    section: int
    in_content: bool
    possessive: bool = False
    oblique: bool = False  # after a preposition, or a possessive: seldom a subject
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """A resolved source: where, and who speaks."""

    position: int
    paragraph: int
    section: int
    sentence: int
    speakers: tuple[Entry, ...]
    content: Span
    embedded: bool = False  # in a relative clause, or not the subject of its sentence


@dataclass(slots=True)
class Scene:
    """One article's memory while it is read from front to back."""

    page: Page
    events: list[Event] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def note(self, span: Span, actor: Entry, *, possessive: bool = False, pronoun: bool = False) -> Event:
        """Records that ``actor`` is named or meant at ``span``."""
        page = self.page
        event = Event(
            span,
            actor,
            page.sentence(span.start),
            page.paragraph(span.start),
            page.section(span.start),
            page.in_content(span),
            possessive,
            possessive or _oblique(page, span),
            pronoun,
        )
        self.events.append(event)
        self.counts[actor.id] += 1
        return event

    def speak(
        self, span: Span, speakers: tuple[Entry, ...], content: Span, *, embedded: bool = False
    ) -> None:
        """Records that a source was resolved."""
        page = self.page
        self.spoken.append(
            Spoken(
                span.start,
                page.paragraph(span.start),
                page.section(span.start),
                page.sentence(span.start),
                speakers,
                content,
                embedded,
            )
        )

    def before(self, position: int, *, section: int) -> Iterator[Event]:
        """Events of a section that end at or before ``position``, the latest first."""
        for event in reversed(self.events):
            if event.span.end <= position and event.section == section:
                yield event

    def last_spoken(self, position: int) -> Spoken | None:
        """The source resolved last before ``position``, in the same section."""
        section = self.page.section(position)
        return next(
            (item for item in reversed(self.spoken) if item.position < position and item.section == section),
            None,
        )


def _oblique(page: Page, span: Span) -> bool:
    index = page.within(span).start
    while index > 0 and page.tokens[index - 1].key in words("determiners"):
        index -= 1
    if index == 0 or page.gap(index - 1, index) != " ":
        return False
    return page.tokens[index - 1].key in words("prepositions")
