"""One article from front to back: every naming, pronoun and source to the actor it means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from crossread.records import ActorType, Attribution, EntityType, Quotation, Span
from crossread.resolve.cast import Cast, Entry
from crossread.resolve.lexicon import words
from crossread.resolve.offices import holder, pair
from crossread.resolve.page import Page
from crossread.resolve.people import Person, Roster
from crossread.resolve.pronouns import antecedent, is_pronoun, relative_antecedent
from crossread.resolve.scene import Event, Scene
from crossread.resolve.sightings import Sighting, Sort, Tags
from crossread.resolve.sources import Sources
from crossread.resolve.unsourced import unsourced

_RANKS = {"label": 0, "source": 1, "pair": 2, "sighting": 3, "pronoun": 4}


@dataclass(frozen=True, slots=True)
class Survey:
    """An article with everything that the tables and the model see in it."""

    page: Page
    tags: Tags
    sightings: tuple[Sighting, ...]


@dataclass(slots=True)
class Walked:
    """What one walk found: the scene, each attribution's own speakers, each turn's speaker."""

    scene: Scene
    speakers: dict[int, tuple[Entry, ...]] = field(default_factory=dict)
    turns: dict[int, Entry] = field(default_factory=dict)  # by start of the turn's label
    party: Entry | None = None
    found_sources: dict[int, Span] = field(default_factory=dict)  # where a missed source stands


@dataclass(frozen=True, slots=True)
class _Step:
    position: int
    rank: int
    span: Span
    sighting: Sighting | None = None
    index: int = -1
    head: str = ""
    size: int = 2


class _Walk:
    def __init__(
        self, survey: Survey, roster: Roster, cast: Cast, people: Sequence[tuple[Person, Entry]]
    ) -> None:
        self.page, self.survey, self.roster, self.cast, self.people = (
            survey.page,
            survey,
            roster,
            cast,
            people,
        )
        self.scene = Scene(survey.page)
        self.sources = Sources(self.scene, survey.tags, cast)
        self.out = Walked(self.scene)
        self.by_source: dict[Span, tuple[Entry, ...]] = {}

    # --- first pass: namings and outermost sources, in text order ---------

    def outer(self) -> None:
        """Resolves namings everywhere, and the sources of outermost attributions."""
        skip: list[Span] = []
        for step in sorted(
            self._steps(), key=lambda item: (item.position, item.rank, -item.span.end, item.index)
        ):
            if step.sighting is not None:
                if not any(span.overlap(step.span) for span in skip[-3:]):
                    self._sighting(step.sighting)
            elif step.head:
                members = pair(self.scene, self.people, step.head, step.span.start, step.size)
                if members:
                    form = step.span.of(self.page.text)
                    self.scene.note(step.span, self.cast.joint([entry.id for entry in members], form))
                    skip.append(step.span)
            elif step.rank == _RANKS["label"]:
                speakers = self.sources.resolve(step.span)
                self.out.turns.update({step.span.start: entry for entry in speakers[:1]})
            elif step.rank == _RANKS["source"]:
                self._outer_source(step.index)
            else:
                self._pronoun(step.span)

    def _steps(self) -> Iterator[_Step]:
        page = self.page
        for sighting in self.survey.sightings:
            yield _Step(sighting.span.start, _RANKS["sighting"], sighting.span, sighting=sighting)
        yield from (_Step(turn.label.end, _RANKS["label"], turn.label) for turn in page.turns)
        sources = set()
        for index, item in enumerate(page.attributions):
            if item.parent is None and item.source and item.source.end <= len(page.text):
                sources.add(item.source.start)
                yield _Step(item.source.end, _RANKS["source"], item.source, index=index)
            elif item.parent is None:
                # Only when the sentence is over is it known whom it names.
                at = item.cue or item.content[0]
                end = max(at.end, page.sentences[page.sentence(at.start)].end if page.sentences else 0)
                yield _Step(end, _RANKS["source"], at, index=index)
        yield from (
            _Step(span.start, _RANKS["pair"], span, head=head, size=size) for span, head, size in pairs(page)
        )
        for token in page.tokens:
            span = Span(token.start, token.end)
            if token.start not in sources and not page.in_content(span):
                if token.key in words("masculine") or token.key in words("feminine"):
                    yield _Step(token.start, _RANKS["pronoun"], span)

    def _sighting(self, sighting: Sighting) -> None:
        entry = self._entry_of(sighting)
        if entry is None:
            return
        event = self.scene.note(sighting.span, entry, possessive=sighting.possessive)
        self._coordinate(event)

    def _entry_of(self, sighting: Sighting) -> Entry | None:
        page = self.page
        form = sighting.span.of(page.text)
        if sighting.sort is Sort.PERSON:
            person = self.roster.who.get((page.article.id, sighting.core.start))
            return self.cast.person(person, form) if person else None
        if sighting.sort is Sort.PLACE:
            if self._locative(sighting):
                return None
            return self.cast.place(sighting.places[0], form)
        if sighting.plural:
            return self._group(sighting)
        if not sighting.definite:
            return None
        asked = sighting.offices[0]
        found = holder(self.scene, self.people, asked, sighting.span.start)
        if found is not None:
            if asked.place and found.side is None and found.person is not None:
                found.person.offices[asked] += 1
                found.side = found.person.country
            self.cast.mention(found, form)
            return found
        if not asked.place:
            return None
        return self.cast.office(asked.role, asked.place, page.article.id, form, sighting.gender)

    def _group(self, sighting: Sighting) -> Entry | None:
        """A plural office: some people whom the text does not name ("officials in Ruritania")."""
        end = self.page.within(sighting.core).stop
        places = self.survey.tags.places
        if end + 1 in places and self.page.tokens[end].key in ("in", "from", "of"):
            end = places[end + 1][0]
        return self.sources.group(Span(sighting.span.start, self.page.tokens[end - 1].end))

    def _locative(self, sighting: Sighting) -> bool:
        index = self.page.within(sighting.span).start
        if index == 0 or sighting.places[0].form not in ("capital", "name"):
            return False
        key = self.page.tokens[index - 1].key
        if sighting.places[0].form == "capital":
            return key in words("locative")
        return key in ("in", "near", "across", "throughout", "inside", "outside", "around")

    def _coordinate(self, event: Event) -> None:
        """ "A and B": notes both as one, too, where they are people, or governments."""
        last = next(
            (item for item in reversed(self.scene.events[:-1]) if item.span.end <= event.span.start), None
        )
        if (
            last is None
            or event.span.start - last.span.end > 12
            or last.possessive
            or last.actor is event.actor
        ):
            return
        between = self.page.text[last.span.end : event.span.start].strip().casefold()
        if between not in ("and", "&", ", and", "and the", "and his", "and her"):
            return
        one, other = last.actor, event.actor
        members = one.members if one.members else (one.id,)
        if (
            other.id in members
            or one.type not in _SPEAKS
            or other.type not in _SPEAKS
            or one.passing
            or other.passing
        ):
            return
        span = Span(last.span.start, event.span.end)
        entry = self.cast.joint([*members, other.id], span.of(self.page.text))
        self.scene.note(span, entry, possessive=event.possessive)

    def _outer_source(self, index: int) -> None:
        item = self.page.attributions[index]
        if item.source is None:
            self._missing_source(index)
            return
        speakers = self._source(item, ())
        self.out.speakers[index] = speakers
        first = self.page.within(item.source)
        relative = bool(first) and self.page.tokens[first.start].key in words("relative")
        self.scene.speak(item.source, speakers, _extent(item), embedded=relative)

    def _source(self, item: Attribution, parent: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """The speakers that an attribution's source stands for."""
        if item.source is None or item.source.end > len(self.page.text):
            return ()
        inside = self.page.within(item.source)
        if not inside:
            return ()
        first = self.page.tokens[inside.start]
        if (
            len(inside) == 2
            and first.key in ("the", "these")
            and self.page.tokens[inside.start + 1].key in ("two", "pair", "duo")
        ):
            return self._pronoun_source(item, "pair", item.source, parent) or ()
        if first.acronym:
            return self.sources.resolve(item.source)
        if (
            len(inside) == 1
            or first.key in words("relative")
            or is_pronoun(first.key)
            and len(inside) <= 2
            and not first.possessive
        ):
            found = self._pronoun_source(item, first.key, Span(first.start, first.end), parent)
            if found is not None:
                return found
        return self.sources.resolve(item.source)

    def _pronoun_source(
        self, item: Attribution, key: str, span: Span, parent: tuple[Entry, ...]
    ) -> tuple[Entry, ...] | None:
        if key in words("first_singular") or key in words("first_plural"):
            return parent or self._first_person(span)
        if key in words("second"):
            return self._second_person(span)
        if key in ("both", "pair", "duo"):
            members = pair(self.scene, self.people, "pair", span.start)
            return (
                (self.cast.joint([entry.id for entry in members], span.of(self.page.text)),)
                if members
                else None
            )
        if key in words("relative"):
            found = relative_antecedent(self.scene, span)
        elif is_pronoun(key):
            own = _extent(item)
            said = self.page.attributions[item.parent] if item.parent is not None else None
            direct = said is not None and self._quoted(said, span.start)
            within = said.content if said else ()
            found = antecedent(self.scene, key, span, own=own, parent=parent, direct=direct, within=within)
        else:
            return None
        if found is None:
            return ()
        self.scene.note(span, found, pronoun=True)
        return (found,)

    def _quoted(self, item: Attribution, position: int) -> bool:
        """Whether a place inside a content is quoted word for word."""
        if item.quotation is not Quotation.MIXED:
            return item.quotation is Quotation.DIRECT
        before = self.page.text[item.content[0].start : position]
        return sum(before.count(mark) for mark in _OPEN) > sum(before.count(mark) for mark in _CLOSED) or (
            before.count('"') % 2 == 1
        )

    def _second_person(self, span: Span) -> tuple[Entry, ...]:
        """ "You" in a transcript: whoever spoke last before this turn; elsewhere nobody."""
        turn = self.page.turn(span.start)
        if turn is None:
            return ()
        own = self.out.turns.get(turn.label.start)
        earlier = [one for one in self.page.turns if one.label.start < turn.label.start]
        speakers = (self.out.turns.get(one.label.start) for one in reversed(earlier))
        other = next(
            (entry for entry in speakers if entry is not None and entry is not own and entry.named), None
        )
        return (other,) if other else ()

    def _first_person(self, span: Span) -> tuple[Entry, ...]:
        """ "I" and "we" outside quotations: the turn's speaker, the document's party, who spoke just before."""
        turn = self.page.turn(span.start)
        if turn and turn.label.start in self.out.turns:
            return (self.out.turns[turn.label.start],)
        if self.out.party:
            return (self.out.party,)
        last = self.scene.last_spoken(span.start)
        return last.speakers if last and self.page.paragraph(span.start) - last.paragraph <= _NEARBY else ()

    def _pronoun(self, span: Span) -> None:
        token = self.page.tokens[self.page.within(span).start]
        found = antecedent(self.scene, token.key, span)
        if found is not None:
            self.scene.note(span, found, possessive=token.key in ("his", "her"), pronoun=True)

    # --- then what needs the speakers of the first pass --------------------

    def inner(self) -> None:
        """Resolves attributions without a source, and the sources of nested ones."""
        for index, item in enumerate(self.page.attributions):
            if item.parent is None:
                continue
            parent = self.out.speakers.get(item.parent, ())
            if item.source is None:
                self._missing_source(index)
                continue
            self.out.speakers[index] = self._source(item, parent)

    def _missing_source(self, index: int) -> None:
        item = self.page.attributions[index]
        speakers, span = unsourced(self.scene, item)
        self.out.speakers[index] = speakers
        if span is not None:
            self.out.found_sources[index] = span
        if item.parent is None and speakers:
            at = span or item.cue or item.content[0]
            self.scene.speak(at, speakers, _extent(item))


_OPEN, _CLOSED = "“„«", "”»"
_NEARBY = 3  # paragraphs
_SPEAKS = (ActorType.PERSON, ActorType.GOVERNMENT, ActorType.ORGANISATION, ActorType.GROUP)


def walk(
    survey: Survey,
    roster: Roster,
    cast: Cast,
    people: Sequence[tuple[Person, Entry]],
    party: Entry | None,
) -> Walked:
    """Resolves everything that one article names, in text order; nested sources after their parents."""
    steps = _Walk(survey, roster, cast, people)
    steps.out.party = party
    steps.outer()
    steps.inner()
    return steps.out


def _extent(item: Attribution) -> Span:
    return Span(item.content[0].start, item.content[-1].end)


def pairs(page: Page) -> Iterator[tuple[Span, str, int]]:
    """Phrases that stand for several actors just named: span, head noun, how many."""
    items = page.tokens
    for index, token in enumerate(items):
        if token.key not in ("both", "two", "three", "the"):
            continue
        start = (
            index - 1 if token.key in ("two", "three") and index and items[index - 1].key == "the" else index
        )
        if token.key in ("two", "three") and start == index:
            continue
        size = 3 if token.key == "three" else 2
        head = _pair_head(page, index + 1, definite=token.key != "the")
        if head is not None:
            yield Span(items[start].start, items[head].end), items[head].key, size


def _pair_head(page: Page, index: int, *, definite: bool) -> int | None:
    """The head noun of a phrase that goes on at ``index``; without a number only a few nouns will do."""
    items = page.tokens
    for step in range(4 if definite else 1):
        here = index + step
        if here >= len(items) or page.gap(here - 1, here) != " ":
            return None
        key = items[here].key
        if key in (words("pair_heads") if definite else _DEFINITE_HEADS):
            return here
        if key in ("them", "the") and definite:
            if key == "them":
                return here
            continue
        if key not in ("of", "the", "foreign", "top", "world", "two", "prime") and not key.endswith(
            ("n", "an", "ish", "ese")
        ):
            return None
    return None


_DEFINITE_HEADS = frozenset({"leaders", "presidents", "diplomats", "ministers", "pair", "duo"})
