"""One article from front to back: every naming, pronoun and source to the actor it means."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from crossread.records import Span
from crossread.stages.resolve.cast import Cast, Entry
from crossread.stages.resolve.lexicon import is_function_word, words
from crossread.stages.resolve.offices import Holders, holder
from crossread.stages.resolve.page import Page, enclosing
from crossread.stages.resolve.pairs import Several, coordinate, members, phrases
from crossread.stages.resolve.people import Roster
from crossread.stages.resolve.scene import Event, Scene
from crossread.stages.resolve.sightings import Sighting, Sort
from crossread.stages.resolve.sources import Sources
from crossread.stages.resolve.tagging import Tags
from crossread.stages.resolve.tokens import Token
from crossread.stages.resolve.unsourced import unsourced
from crossread.stages.resolve.voices import Voices, extent

_MODIFIERS = 3  # words before a plural office that may tell which
_WITHIN = ("in", "near", "across", "throughout", "inside", "outside", "around")


@dataclass(frozen=True, slots=True)
class Survey:
    """An article with everything that the tables and the model see in it."""

    page: Page
    tags: Tags
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What all articles of a run share."""

    roster: Roster
    cast: Cast
    holders: Holders


@dataclass(slots=True)
class Walked:
    """What one walk found: the scene, each attribution's own speakers, each turn's speaker."""

    scene: Scene
    speakers: dict[int, tuple[Entry, ...]] = field(default_factory=dict)
    turns: dict[int, Entry] = field(default_factory=dict)  # by start of the turn's label
    party: Entry | None = None
    found_sources: dict[int, Span] = field(default_factory=dict)  # where a missed source stands


class _Kind(IntEnum):
    """What a step resolves; at one place in this order."""

    LABEL = 0
    SOURCE = 1
    SEVERAL = 2
    SIGHTING = 3
    PRONOUN = 4


@dataclass(frozen=True, slots=True)
class _Step:
    position: int
    kind: _Kind
    span: Span
    index: int = -1
    sighting: Sighting | None = None
    several: Several | None = None


def _order(step: _Step) -> tuple[int, int, int, int]:
    return step.position, step.kind, -step.span.end, step.index


def walk(survey: Survey, run: Run, party: Entry | None) -> Walked:
    """Resolves everything that one article names, in text order; nested sources after their parents.

    ``party`` is whose document the article is, where its header says so.
    """
    steps = _Walk(survey, run, party)
    steps.outer()
    steps.inner()
    return steps.out


class _Walk:
    def __init__(self, survey: Survey, run: Run, party: Entry | None) -> None:
        self.page, self.survey, self.run, self.cast = survey.page, survey, run, run.cast
        self.scene = Scene(survey.page, home=party.side if party else None)
        self.sources = Sources(self.scene, survey.tags, run.cast, run.holders)
        self.voices = Voices(self.scene, self.sources, run.holders, run.cast, party)
        self.out = Walked(self.scene, turns=self.voices.turns, party=party)
        self.several_until = 0
        self.said_pronouns: list[Token] = []

    def outer(self) -> None:
        """Resolves namings everywhere, and the sources of outermost attributions, in text order."""
        waiting: list[Span] = []
        for step in sorted(self._steps(), key=_order):
            waiting = self._settle(waiting, step.position)
            if step.sighting is not None:
                self._sighting(step.sighting)
            elif step.several is not None:
                self._several(step.several)
            elif step.kind is _Kind.LABEL:
                for entry in self.sources.resolve(step.span):
                    self.voices.turns[step.span.start] = entry
            elif step.kind is _Kind.SOURCE:
                self._outer_source(step.index)
            else:
                waiting.append(step.span)
        self._settle(waiting, None)

    def _settle(self, waiting: list[Span], position: int | None) -> list[Span]:
        """Resolves pronouns at once where their sentence has named somebody, else when it is over."""
        left = []
        for span in waiting:
            ends = self.page.sentences[self.page.sentence(span.start)].end
            if position is None or ends <= position or self.scene.named_before(span.start):
                self.voices.pronoun(span)
            else:
                left.append(span)
        return left

    def inner(self) -> None:
        """Resolves inside what is said: sources, parents before their children, then pronouns."""
        for index, item in enumerate(self.page.attributions):
            if item.parent is None:
                continue
            if item.source is None:
                self._missing_source(index)
                continue
            said = self.page.attributions[item.parent]
            self.out.speakers[index] = self.voices.of(item, said, self.out.speakers.get(item.parent, ()))
        sources = {item.source.start for item in self.page.attributions if item.source}
        spans = [Span(token.start, token.end) for token in self.said_pronouns if token.start not in sources]
        for span, outer in zip(spans, enclosing(self.page.attributions, spans), strict=True):
            if outer is not None:
                said, speakers = self.page.attributions[outer], self.out.speakers.get(outer, ())
                self.voices.pronoun(span, None, said, speakers)

    def _steps(self) -> Iterator[_Step]:
        page = self.page
        for sighting in self.survey.sightings:
            yield _Step(sighting.span.start, _Kind.SIGHTING, sighting.span, sighting=sighting)
        for turn in page.turns:
            yield _Step(turn.label.end, _Kind.LABEL, turn.label)
        for several in phrases(page):
            yield _Step(several.span.start, _Kind.SEVERAL, several.span, several=several)
        sources: set[int] = set()
        for index, item in enumerate(page.attributions):
            if item.parent is None and item.source is not None:
                sources.add(item.source.start)
                yield _Step(item.source.end, _Kind.SOURCE, item.source, index)
            elif item.parent is None:
                # Only when the sentence is over is it known whom it names.
                at = item.cue or item.content[0]
                end = max(at.end, page.sentences[page.sentence(at.start)].end if page.sentences else 0)
                yield _Step(end, _Kind.SOURCE, at, index)
        for token in page.tokens:
            span = Span(token.start, token.end)
            person = token.key in words("masculine") or token.key in words("feminine")
            if person and page.in_content(span):
                self.said_pronouns.append(token)
            elif person and token.start not in sources:
                yield _Step(token.start, _Kind.PRONOUN, span)

    # --- namings ---------------------------------------------------------------

    def _sighting(self, sighting: Sighting) -> None:
        if sighting.span.start < self.several_until:
            return
        entry = self._entry_of(sighting)
        if entry is not None:
            event = self.scene.note(sighting.span, entry, possessive=sighting.possessive)
            coordinate(self.scene, self.cast, event)
            self._missed_speech(event)

    def _missed_speech(self, event: Event) -> None:
        """A subject before "said" or "told" speaks, even where the reader saw no attribution."""
        after = self.page.within(event.span).stop
        if after >= len(self.page.tokens) or event.in_content or event.oblique:
            return
        if self.page.gap(after - 1, after) == " " and self.page.tokens[after].key in words("saying"):
            sentence = self.page.sentences[event.sentence]
            self.scene.speak(event.span, (event.actor,), sentence)

    def _entry_of(self, sighting: Sighting) -> Entry | None:
        form = sighting.span.of(self.page.text)
        if sighting.sort is Sort.PERSON:
            person = self.run.roster.who.get((self.page.article.id, sighting.core.start))
            return self.cast.person(person, form) if person else None
        if sighting.sort is Sort.PLACE:
            return None if self._locative(sighting) else self.cast.place(sighting.places[0], form)
        if sighting.sort is Sort.BODY:
            return self._body(form)
        if sighting.sort is Sort.THING:
            return self.sources.group(sighting.span)
        if sighting.plural:
            return self._group(sighting)
        asked = sighting.offices[0]
        found = holder(self.scene, self.run.holders, asked, sighting.span.start)
        if found is not None:
            self.cast.mention(found, form)
            return found
        if not asked.place:
            return None
        return self.cast.office(asked.role, asked.place, form, sighting.gender)

    def _body(self, form: str) -> Entry:
        known = len(self.cast.entries)
        entry = self.cast.organisation(form)
        entry.passing = entry.passing or len(self.cast.entries) > known
        return entry

    def _group(self, sighting: Sighting) -> Entry | None:
        """A plural office: some people whom the text does not name ("officials in Ruritania")."""
        end, places = self.page.within(sighting.core).stop, self.survey.tags.places
        if end + 1 in places and self.page.tokens[end].key in ("in", "from", "of"):
            end = places[end + 1][0]
        return self.sources.group(Span(self._modified(sighting.span), self.page.tokens[end - 1].end))

    def _modified(self, span: Span) -> int:
        """Where a plural office begins with all that tells which: "U.S. intelligence officials"."""
        tokens = self.page.tokens
        first = self.page.within(span).start
        if self._ends_phrase(tokens[first]):
            return span.start
        for index in range(first - 1, max(-1, first - 1 - _MODIFIERS), -1):
            token = tokens[index]
            if token.possessive or self.page.gap(index, index + 1) != " " or self._ends_phrase(token):
                break
            if token.capital or index in self.survey.tags.places:
                first = index
        return tokens[first].start

    @staticmethod
    def _ends_phrase(token: Token) -> bool:
        """Whether no phrase goes on over a word: a verb, a preposition, but "US" and "former" are none."""
        verbal = token.key in words("saying") or token.key in words("finite_verbs")
        closed = is_function_word(token.key) and not (token.key in words("modifiers") or token.acronym)
        return verbal or closed

    def _locative(self, sighting: Sighting) -> bool:
        """Whether a country or capital is named as a place, not as an actor ("in Ruritania")."""
        index = self.page.within(sighting.span).start
        form = sighting.places[0].form
        if index == 0 or form not in ("capital", "name"):
            return False
        if any(item.source == sighting.span for item in self.page.attributions):
            return False  # "the message from Ruritania is that …"
        before = self.page.tokens[index - 1].key
        return before in words("locative") if form == "capital" else before in _WITHIN

    def _several(self, several: Several) -> None:
        found = members(self.scene, self.run.holders, self.cast, several)
        if found:
            form = several.span.of(self.page.text)
            self.scene.note(several.span, self.cast.joint([entry.id for entry in found], form))
            self.several_until = several.span.end

    # --- sources ---------------------------------------------------------------

    def _outer_source(self, index: int) -> None:
        item = self.page.attributions[index]
        if item.source is None:
            self._missing_source(index)
            return
        speakers = self.voices.of(item, None, ())
        self.out.speakers[index] = speakers
        first = self.page.within(item.source)
        relative = bool(first) and self.page.tokens[first.start].key in words("relative")
        self.scene.speak(item.source, speakers, extent(item), embedded=relative)

    def _missing_source(self, index: int) -> None:
        item = self.page.attributions[index]
        speakers, span = unsourced(self.scene, item)
        self.out.speakers[index] = speakers
        if span is not None:
            self.out.found_sources[index] = span
        if item.parent is None and speakers:
            self.scene.speak(span or item.cue or item.content[0], speakers, extent(item))
