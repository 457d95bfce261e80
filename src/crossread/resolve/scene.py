"""Events of one article: who has been named so far, how, and where: what pronouns look back on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from crossread.records import Span
from crossread.resolve.cast import Entry
from crossread.resolve.lexicon import words
from crossread.resolve.page import Page

_MEMORY = 300  # how many events a rule looks back over at most: keeps long texts linear


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
    """A resolved source: where, who speaks, the extent of what is said."""

    position: int
    paragraph: int
    section: int
    sentence: int
    speakers: tuple[Entry, ...]
    content: Span
    embedded: bool = False  # in a relative clause


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
        page, start = self.page, span.start
        place = (page.paragraph(start), page.section(start), page.sentence(start))
        self.spoken.append(Spoken(start, *place, speakers, content, embedded))

    def recent(
        self, position: int, *, sentences: int | None = None, anywhere: bool = False
    ) -> Iterator[Event]:
        """Events that end at or before ``position``, the latest noted first.

        Those of the same section, not more than ``sentences`` back;
        ``anywhere`` lifts both bounds.
        """
        section, sentence = self.page.section(position), self.page.sentence(position)
        left = _MEMORY
        for event in reversed(self.events):
            if not left or (not anywhere and event.section < section):
                return
            left -= 1
            if event.span.end > position or (not anywhere and event.section != section):
                continue
            if sentences is None or sentence - event.sentence <= sentences:
                yield event

    def in_sentence(self, position: int) -> list[Event]:
        """Events of the sentence at ``position`` noted so far, in text order, the longer first."""
        sentence = self.page.sentence(position)
        found = [event for event in self.events[-_MEMORY:] if event.sentence == sentence]
        return sorted(found, key=lambda event: (event.span.start, -event.span.end))

    def said(self, position: int, *, paragraphs: int) -> Iterator[Spoken]:
        """Sources resolved so far, of the same section, begun before ``position``, the latest noted first."""
        section, paragraph = self.page.section(position), self.page.paragraph(position)
        for item in reversed(self.spoken[-_MEMORY:]):
            if item.section < section or paragraph - item.paragraph > paragraphs:
                return
            if item.section == section and item.position < position:
                yield item

    def last_said(self, position: int, *, paragraphs: int = 6) -> Spoken | None:
        """The source resolved last before ``position``, in the same section."""
        return next(self.said(position, paragraphs=paragraphs), None)


def _oblique(page: Page, span: Span) -> bool:
    index = page.within(span).start
    while index > 0 and page.tokens[index - 1].key in words("determiners"):
        index -= 1
    if index == 0 or page.gap(index - 1, index) != " ":
        return False
    return page.tokens[index - 1].key in words("prepositions")
