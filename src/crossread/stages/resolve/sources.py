"""Who a source is: a noun phrase such as "the secretary", "Mr Doe's statement" or "Doe and Roe" to actors."""

from collections.abc import Sequence

from crossread.records import ActorType, Span
from crossread.stages.resolve.cast import Cast, Entry
from crossread.stages.resolve.descriptions import Descriptions
from crossread.stages.resolve.groups import Groups
from crossread.stages.resolve.lexicon import country_names, realms, table_key, words
from crossread.stages.resolve.offices import Holders
from crossread.stages.resolve.phrases import Phrase, is_person_noun, is_plural, phrase
from crossread.stages.resolve.scene import Event, Scene
from crossread.stages.resolve.tagging import Tags
from crossread.stages.resolve.titles import country_of
from crossread.stages.resolve.tokens import Token

_LEAVES_HEAD = frozenset({"and", "himself", "herself", "itself", "themselves"})
_DOCUMENT_REACH = 4  # paragraphs from which "the statement" is still the last one given


class Sources:
    """Resolves sources of one article that are not pronouns."""

    def __init__(self, scene: Scene, tags: Tags, cast: Cast, holders: Holders) -> None:
        self.scene, self.page, self.cast, self.tags = scene, scene.page, cast, tags
        self.descriptions = Descriptions(scene, tags, holders)
        self.groups = Groups(scene.page, tags, cast, scene.home)

    def resolve(self, span: Span) -> tuple[Entry, ...]:
        """The actors that a noun phrase stands for; empty where it holds no word."""
        parsed = phrase(self.page, span)
        if parsed is None:
            return ()
        inside = self._events(parsed)
        entry = self._explained(parsed) or self._together(parsed, inside)
        entry = entry or self._realm(parsed) or self._head(parsed, inside)
        if entry is None and self._is_document(parsed):
            speakers = self._author(parsed) or self._giver(parsed, inside)
            if speakers:
                return speakers
        described = None if entry else self.descriptions.resolve(parsed, inside)
        if described is not None:
            self.cast.mention(described, span.of(self.page.text))
        entry = entry or described or self.groups.resolve(parsed, inside)
        entry.passing = False
        return (entry,)

    def _realm(self, parsed: Phrase) -> Entry | None:
        """ "The kingdom": the one kingdom that the article names."""
        called = table_key(" ".join(self.page.tokens[index].key for index in parsed.core))
        countries = realms().get(called.removeprefix("the "), frozenset())
        if not countries or not called.startswith("the "):
            return None
        named = {country_of(places) for _, places in self.tags.places.values()} & countries
        return self.cast.government(named.pop(), parsed.span.of(self.page.text)) if len(named) == 1 else None

    def group(self, span: Span) -> Entry | None:
        """Some people whom the article does not name, at a plural noun phrase."""
        parsed = phrase(self.page, span)
        if parsed is None:
            return None
        known = len(self.cast.entries)
        entry = self.groups.resolve(parsed, ())
        entry.passing = entry.passing or len(self.cast.entries) > known
        return entry

    def _events(self, parsed: Phrase) -> list[Event]:
        """Events that begin in the core, without those inside a larger one, in text order."""
        low = self.page.tokens[parsed.core.start].start
        high = self.page.tokens[parsed.core.stop - 1].end
        found = [
            event
            for event in self.scene.in_sentence(low)
            if event.span.end > low and event.span.start < high and not event.actor.passing
        ]
        out: list[Event] = []
        for event in found:  # in text order, the longer first
            if not out or event.span.end > out[-1].span.end:
                out.append(event)
        return out

    def _explained(self, parsed: Phrase) -> Entry | None:
        """The person whose name explains a calling: "the coalition's director, Jane Doe,"."""
        tokens, stop = self.page.tokens, parsed.core.stop
        if stop >= parsed.whole.stop or self.page.gap(stop - 1, stop) != ", ":
            return None
        head = tokens[parsed.head]
        if not is_person_noun(head.key) or is_plural(head.key, tokens[parsed.core.start].key):
            return None
        start = tokens[stop].start
        named = [event for event in self.scene.in_sentence(start) if event.span.start == start]
        person = next((event for event in named if event.actor.person and not event.possessive), None)
        if person is None:
            return None
        after = self.page.within(person.span).stop
        closed = after >= parsed.whole.stop or not self.page.gap(after - 1, after).isspace()
        return person.actor if closed else None

    def _together(self, parsed: Phrase, inside: Sequence[Event]) -> Entry | None:
        """Joint speakers with a word on each: "Jane Doe, a senator, and Richard Roe, the mayor"."""
        first = inside[0] if inside else None
        if first is None or not first.actor.person or first.oblique or first.possessive:
            return None
        found = [first]
        for event in self.scene.in_sentence(first.span.start):
            after = event.span.start >= found[-1].span.end and event.span.end <= parsed.span.end
            named = event.actor.person and not (event.oblique or event.possessive)
            if after and named and self._and_then(found[-1], event):
                found.append(event)
        ids = list(dict.fromkeys(event.actor.id for event in found))
        if len(ids) < 2:
            return None
        form = self.page.text[first.span.start : found[-1].span.end]
        return self.cast.joint(ids, form)

    def _and_then(self, one: Event, other: Event) -> bool:
        """Whether "and" stands right before the second name, and no clause between the two."""
        between = self.page.within(Span(one.span.end, other.span.start))
        keys = [self.page.tokens[index].key for index in between]
        while keys and keys[-1] in words("determiners"):
            keys.pop()
        clause = any(key in words("relative") or key in words("finite_verbs") for key in keys)
        return bool(keys) and keys[-1] == "and" and not clause

    def _head(self, parsed: Phrase, inside: Sequence[Event]) -> Entry | None:
        """The actor that is the head of the phrase: the first named, else one that closes the core."""
        if not inside:
            return None
        first, last = inside[0], inside[-1]
        if not self._prepositional(parsed, first):
            found = self._first_as_head(parsed, first)
            if found is not None:
                return found
        closes = self.page.within(last.span).stop >= parsed.core.stop
        return last.actor if closes and not self._prepositional(parsed, last) else None

    def _prepositional(self, parsed: Phrase, event: Event) -> bool:
        """Whether a preposition of the core stands before the event: "officials close to …"."""
        before = range(parsed.core.start, self.page.within(event.span).start)
        found = [self.page.tokens[index] for index in before]
        nouns = [token for token in found if self._is_noun(token)]
        if event.actor.person and len(nouns) > 1 and all(token.capital for token in nouns):
            return False  # "the Society for Roads President Jane Doe"
        return any(token.key in words("prepositions") for token in found)

    def _first_as_head(self, parsed: Phrase, event: Event) -> Entry | None:
        inside = self.page.within(event.span)
        tokens = self.page.tokens
        after = inside.stop
        if after >= parsed.core.stop or _leaves_head(tokens[after].key):
            compound = any(self._is_noun(tokens[index]) for index in range(parsed.core.start, inside.start))
            return None if compound and event.actor.type is not ActorType.PERSON else event.actor
        if tokens[parsed.head].key in words("government_heads") and parsed.head >= after:
            return self._government(event)
        return None

    @staticmethod
    def _is_noun(token: Token) -> bool:
        return not any(token.key in words(name) for name in ("determiners", "modifiers", "prepositions"))

    def _government(self, event: Event) -> Entry | None:
        """ "Ruritania's government", "the Doe administration": the government of the country."""
        if event.actor.type is ActorType.GOVERNMENT:
            return event.actor
        country = event.actor.side
        if event.actor.type is ActorType.PERSON and country in country_names():
            return self.cast.government(country)
        return None

    def _is_document(self, parsed: Phrase) -> bool:
        return self.page.tokens[parsed.head].key in words("document_nouns")

    def _author(self, parsed: Phrase) -> tuple[Entry, ...]:
        """The named one whom a document is said to be from: "the statement from Mr Doe's lawyer"."""
        after = range(parsed.head + 1, parsed.whole.stop - 1)
        start = next((index for index in after if self.page.tokens[index].key in ("from", "by")), None)
        if start is None:
            return ()
        rest = Span(self.page.tokens[start + 1].start, parsed.span.end)
        return self.resolve(rest) if rest.start < rest.end else ()

    def _giver(self, parsed: Phrase, inside: Sequence[Event]) -> tuple[Entry, ...]:
        """Whose words a document holds: "Mr Doe's comments", "the statement" that somebody just gave."""
        people = [
            event for event in inside if event.actor.type is not ActorType.GOVERNMENT or event.possessive
        ]
        if people:
            return (people[0].actor,)
        if self.page.tokens[parsed.core.start].key not in words("definite"):
            return ()
        noun, start = self.page.tokens[parsed.head].key, parsed.span.start
        for spoken in self.scene.said(start, paragraphs=_DOCUMENT_REACH):
            sentence = self.page.sentences[spoken.sentence]
            if any(self.page.tokens[index].key == noun for index in self.page.within(sentence)):
                return spoken.speakers
        return ()


def _leaves_head(key: str) -> bool:
    """Whether a word after the first name lets that name be the head of its phrase."""
    return key in _LEAVES_HEAD or key in words("prepositions")
