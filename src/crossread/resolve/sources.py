"""Who a source is: a noun phrase such as "the secretary", "officials in Moscow" or "Doe and Roe" to actors."""

from collections.abc import Sequence
from dataclasses import dataclass

from crossread.records import ActorType, EntityType, Span
from crossread.resolve.cast import Cast, Entry
from crossread.resolve.lexicon import country_names, table_key, words
from crossread.resolve.page import Page
from crossread.resolve.scene import Event, Scene
from crossread.resolve.sightings import Tags

_LEAVES_HEAD = words("prepositions") | {"and", "himself", "herself", "itself", "themselves"}
_STOPS = (",", "(", "—", "–", ":", ";", "[", " -")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source's tokens: the whole, its core (up to a comma, bracket or relative clause), and its head noun."""

    span: Span
    whole: range
    core: range
    head: int


def phrase(page: Page, span: Span) -> Phrase | None:
    """Parses the noun phrase at ``span``; None where it holds no word."""
    whole = page.within(span)
    if not whole:
        return None
    end = whole.start + 1
    while end < whole.stop:
        if page.gap(end - 1, end).lstrip("'’\"”s").startswith(_STOPS) or page.tokens[end].key in words(
            "relative"
        ):
            break
        end += 1
    core = range(whole.start, end)
    head = core.start
    while head < core.stop and page.tokens[head].key in words("determiners"):
        head += 1
    head = min(head, core.stop - 1)
    while head + 1 < core.stop and page.tokens[head + 1].key not in words("prepositions"):
        head += 1
    return Phrase(span, whole, core, head)


class Sources:
    """Resolves sources of one article that are not pronouns."""

    def __init__(self, scene: Scene, tags: Tags, cast: Cast) -> None:
        self.scene, self.page, self.tags, self.cast = scene, scene.page, tags, cast
        self.unnamed: list[tuple[str, Entry]] = []

    def resolve(self, span: Span) -> tuple[Entry, ...]:
        """The actors that a noun phrase stands for; empty where it holds no word."""
        parsed = phrase(self.page, span)
        if parsed is None:
            return ()
        inside = self._events(parsed)
        head = self._head_event(parsed, inside)
        entry = head if head is not None else self._unnamed(parsed, inside)
        entry.spoke, entry.passing = True, False
        return (entry,)

    def group(self, span: Span) -> Entry | None:
        """Some people whom the article does not name, at a plural noun phrase."""
        parsed = phrase(self.page, span)
        if parsed is None:
            return None
        entry = self._unnamed(parsed, ())
        entry.passing = entry.passing or not entry.spoke
        return entry

    def _events(self, parsed: Phrase) -> list[Event]:
        """Events that begin in the core, without those inside a larger one, in text order."""
        low = self.page.tokens[parsed.core.start].start
        high = self.page.tokens[parsed.core.stop - 1].end
        found = [
            event
            for event in self.scene.events
            if event.span.end > low and event.span.start < high and not event.actor.passing
        ]
        return sorted(
            (
                e
                for e in found
                if not any(o.span.contains(e.span) and len(o.span) > len(e.span) for o in found)
            ),
            key=lambda event: event.span,
        )

    def _head_event(self, parsed: Phrase, inside: Sequence[Event]) -> Entry | None:
        if not inside:
            return None
        first, last = inside[0], inside[-1]
        before = self._between(parsed.core.start, first.span.start)
        if not any(self.page.tokens[index].key in words("prepositions") for index in before):
            found = self._as_head(parsed, first, before)
            if found is not None:
                return found
        before = self._between(parsed.core.start, last.span.start)
        ends = self.page.within(last.span).stop >= parsed.core.stop
        if ends and not any(self.page.tokens[index].key in words("prepositions") for index in before):
            return last.actor
        return None

    def _as_head(self, parsed: Phrase, event: Event, before: range) -> Entry | None:
        """The first event of the core as its head: nothing follows, or something that leaves it head."""
        after = self.page.within(event.span).stop
        if after >= parsed.core.stop or self.page.tokens[after].key in _LEAVES_HEAD:
            return (
                None
                if any(self._noun(index) for index in before) and event.actor.type is not ActorType.PERSON
                else event.actor
            )
        heads = [self.page.tokens[index].key for index in range(after, parsed.head + 1)]
        if any(key in words("government_heads") for key in heads[-1:]):
            return self._government(event)
        return None

    def _noun(self, index: int) -> bool:
        key = self.page.tokens[index].key
        return key not in words("determiners") and key not in words("modifiers")

    def _government(self, event: Event) -> Entry | None:
        if event.actor.type is ActorType.GOVERNMENT:
            return event.actor
        country = event.actor.side
        if event.actor.type is ActorType.PERSON and country in country_names():
            return self.cast.government(country)
        return None

    def _between(self, first: int, position: int) -> range:
        stop = first
        while stop < len(self.page.tokens) and self.page.tokens[stop].start < position:
            stop += 1
        return range(first, stop)

    def _unnamed(self, parsed: Phrase, inside: Sequence[Event]) -> Entry:
        """A group, an organisation, or somebody whom the article does not name."""
        page = self.page
        side = self._side(parsed, inside)
        form = page.text[page.tokens[parsed.core.start].start : page.tokens[parsed.core.stop - 1].end]
        head = page.tokens[parsed.head]
        known = self._organisation(parsed, form)
        if known is not None:
            return known
        first = page.tokens[parsed.core.start].key
        nouns = [page.tokens[i].key for i in range(parsed.core.start, parsed.head + 1)]
        heads = [key for key in nouns if key in words("government_heads")]
        if heads and heads[-1] == nouns[-1] and side in country_names() and not inside:
            return self.cast.government(side, form)
        group = _plural(head.key, [page.tokens[index].key for index in parsed.core])
        type_ = ActorType.GROUP if group else ActorType.PERSON
        topic = next((key for key in nouns if key in words("collective_keys")), None)
        if side and topic:
            return self.cast.unnamed(ActorType.ORGANISATION, "", f"{side}:{topic}", form, side)
        if (
            group
            and head.capital
            and parsed.head > parsed.core.start
            or (group and head.capital and not _opens(page, parsed))
        ):
            return self.cast.unnamed(ActorType.GROUP, "", head.key, form, side)
        if first in words("definite") or first == "officials":
            earlier = next(
                (e for key, e in reversed(self.unnamed) if key == head.key and (e.type is type_)), None
            )
            if earlier is not None:
                return earlier
        key = " ".join(
            page.tokens[i].key for i in parsed.core if page.tokens[i].key not in words("determiners")
        )
        entry = self.cast.unnamed(type_, page.article.id, key or first, form, side)
        self.unnamed.append((head.key, entry))
        return entry

    def _organisation(self, parsed: Phrase, form: str) -> Entry | None:
        page, head = self.page, self.page.tokens[parsed.head]
        extent = Span(page.tokens[parsed.core.start].start, head.end)
        covering = [
            mention
            for mention in page.mentions
            if mention.type is EntityType.ORGANISATION
            and mention.span.overlap(extent)
            and mention.span.end >= head.end
        ]
        capitals = [
            page.tokens[i] for i in range(parsed.core.start, parsed.head + 1) if page.tokens[i].capital
        ]
        proper = len(capitals) >= 2 and head.capital and not _plural(head.key, [])
        if not covering and head.key in words("unnamed_heads"):
            return None
        if covering:
            form = max((mention.span for mention in covering), key=len).of(page.text)
        elif proper:
            form = page.text[capitals[0].start : head.end]
        else:
            return None
        return self.cast.organisation(form, outlet=head.key in words("outlet_words"))

    def _side(self, parsed: Phrase, inside: Sequence[Event]) -> str | None:
        """The country that a phrase names: "Russian officials", "officials in Moscow", "Mr Doe's aides"."""
        for index in parsed.whole:
            if index in self.tags.places:
                place = self.tags.places[index][1][0]
                return place.name if place.government else place.country or None
        return next((event.actor.side for event in inside if event.actor.side), None)


def _opens(page: Page, parsed: Phrase) -> bool:
    start = page.tokens[parsed.core.start].start
    sentence = page.sentences[page.sentence(start)]
    return not any(char.isalnum() for char in page.text[sentence.start : start])


def _plural(head: str, others: Sequence[str]) -> bool:
    if head in words("collective_nouns"):
        return True
    if others and others[0] in ("a", "an", "one", "another", "this", "that"):
        return False
    return head.endswith("s") and not head.endswith(("ss", "us", "is", "ews")) and len(head) > 3


def acronym_of(long: str) -> str:
    """The folded initials of an organisation's name."""
    return "".join(
        word[0] for word in table_key(long).split() if word not in ("of", "the", "and", "for", "on", "in")
    )
