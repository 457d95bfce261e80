"""Events of one article: who has been named so far, how, and where: what pronouns look back on."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from crossread.records import Span
from crossread.stages.resolve.cast import Entry
from crossread.stages.resolve.lexicon import words
from crossread.stages.resolve.page import Page

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
    """One article's memory. ``events`` and ``spoken`` stay sorted by position."""

    page: Page
    home: str | None = None  # the country whose document this is
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
        insort(self.events, event, key=_start)
        self.counts[actor.id] += 1
        return event

    def speak(
        self, span: Span, speakers: tuple[Entry, ...], content: Span, *, embedded: bool = False
    ) -> None:
        """Records that a source was resolved."""
        page, start = self.page, span.start
        place = (page.paragraph(start), page.section(start), page.sentence(start))
        insort(self.spoken, Spoken(start, *place, speakers, content, embedded), key=_position)

    def recent(
        self, position: int, *, sentences: int | None = None, anywhere: bool = False
    ) -> Iterator[Event]:
        """Events that end at or before ``position``, those that begin last first.

        Those of the same section, not more than ``sentences`` back;
        ``anywhere`` lifts both bounds.
        """
        section, sentence = self.page.section(position), self.page.sentence(position)
        stop = bisect_left(self.events, position, key=_start)
        for index in range(stop - 1, max(-1, stop - 1 - _MEMORY), -1):
            event = self.events[index]
            if not anywhere and event.section < section:
                return
            if event.span.end <= position and (sentences is None or sentence - event.sentence <= sentences):
                yield event

    def in_sentence(self, position: int) -> list[Event]:
        """Events of the sentence at ``position`` noted so far, in text order, the longer first."""
        if not self.page.sentences:
            return []
        extent = self.page.sentences[self.page.sentence(position)]
        first = bisect_left(self.events, extent.start, key=_start)
        stop = bisect_left(self.events, extent.end, key=_start)
        near = bisect_left(self.events, position, key=_start)
        found = self.events[max(first, near - _MEMORY) : min(stop, near + _MEMORY)]
        return sorted(found, key=lambda event: (event.span.start, -event.span.end))

    def named_before(self, position: int) -> bool:
        """Whether the sentence at ``position`` has named a person before it."""
        sentence = self.page.sentence(position)
        for event in self.recent(position, sentences=0):
            if event.sentence == sentence and event.actor.person and not event.pronoun:
                return True
        return False

    def said(self, position: int, *, paragraphs: int) -> Iterator[Spoken]:
        """Sources resolved so far, of the same section, begun before ``position``, the latest first."""
        section, paragraph = self.page.section(position), self.page.paragraph(position)
        stop = bisect_left(self.spoken, position, key=_position)
        for index in range(stop - 1, max(-1, stop - 1 - _MEMORY), -1):
            item = self.spoken[index]
            if item.section != section or paragraph - item.paragraph > paragraphs:
                return
            yield item

    def last_said(self, position: int, *, paragraphs: int = 6) -> Spoken | None:
        """The source that stands last before ``position``, in the same section."""
        return next(self.said(position, paragraphs=paragraphs), None)


def _start(event: Event) -> int:
    return event.span.start


def _position(item: Spoken) -> int:
    return item.position


def _oblique(page: Page, span: Span) -> bool:
    index = page.within(span).start
    while index > 0 and page.tokens[index - 1].key in words("determiners"):
        index -= 1
    if index == 0 or page.gap(index - 1, index) != " ":
        return False
    return page.tokens[index - 1].key in words("prepositions")
