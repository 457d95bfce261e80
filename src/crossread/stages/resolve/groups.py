"""Sources that no person or table names: "officials in Moscow", "a senior aide", "the Roe Institute"."""

from collections.abc import Sequence

from crossread.records import ActorType, EntityType, Span
from crossread.stages.resolve.cast import Cast, Entry
from crossread.stages.resolve.lexicon import country_names, fold, words
from crossread.stages.resolve.page import Page
from crossread.stages.resolve.phrases import Phrase, is_person_noun, is_plural, opens_sentence
from crossread.stages.resolve.scene import Event
from crossread.stages.resolve.tagging import Tags


class Groups:
    """Finds or makes actors for phrases without a name, one article at a time."""

    def __init__(self, page: Page, tags: Tags, cast: Cast, home: str | None) -> None:
        self.page, self.tags, self.cast, self.home = page, tags, cast, home
        self.earlier: dict[tuple[str, ActorType], Entry] = {}

    def resolve(self, parsed: Phrase, inside: Sequence[Event]) -> Entry:
        """The actor of a phrase; ``inside`` are the actors named within it, none of them its head."""
        side = self._side(parsed, inside)
        return (
            self._organisation(parsed) or self._public(parsed, inside, side) or self._nameless(parsed, side)
        )

    def _keys(self, first: int, last: int) -> list[str]:
        return [token.key for token in self.page.tokens[first:last]]

    def _form(self, parsed: Phrase) -> str:
        first, last = self.page.tokens[parsed.core.start], self.page.tokens[parsed.core.stop - 1]
        return self.page.text[first.start : last.end]

    def _type(self, parsed: Phrase) -> ActorType:
        head, first = self.page.tokens[parsed.head].key, self.page.tokens[parsed.core.start].key
        if is_plural(head, first):
            return ActorType.GROUP
        return ActorType.PERSON if is_person_noun(head) else ActorType.ORGANISATION

    def _organisation(self, parsed: Phrase) -> Entry | None:
        """An organisation that the model or capitals name."""
        page, head = self.page, self.page.tokens[parsed.head]
        extent = Span(page.tokens[parsed.core.start].start, head.end)
        covering = [
            mention.span
            for mention in page.mentions_near(extent)
            if mention.type is EntityType.ORGANISATION
            and mention.span.overlap(extent)
            and mention.span.end >= head.end
        ]
        outlet = head.key in words("outlet_words")
        if covering:
            return self.cast.organisation(
                max(covering, key=lambda span: (len(span), span)).of(page.text), outlet=outlet
            )
        capitals = [token for token in page.tokens[parsed.core.start : parsed.head + 1] if token.capital]
        nameless = is_person_noun(head.key) or is_plural(head.key)
        if len(capitals) < 2 or not head.capital or nameless:
            return None
        return self.cast.organisation(page.text[capitals[0].start : head.end], outlet=outlet)

    def _public(self, parsed: Phrase, inside: Sequence[Event], side: str | None) -> Entry | None:
        """Governments, services and parties: the same actor wherever they are named."""
        head, nouns = self.page.tokens[parsed.head], self._keys(parsed.core.start, parsed.head + 1)
        form = self._form(parsed)
        country = side or (self.home if nouns[0] in ("the", "this", "our") and len(nouns) == 2 else None)
        if head.key in words("government_heads") and country in country_names() and not inside:
            return self.cast.government(country, form)
        topic = next((key for key in nouns if key in words("collective_keys")), None)
        if side and topic:
            return self.cast.unnamed(ActorType.ORGANISATION, "", f"{side}:{topic}", form, side)
        first = self.page.tokens[parsed.core.start]
        proper = head.capital and (
            parsed.head > parsed.core.start or not opens_sentence(self.page, first.start)
        )
        if self._type(parsed) is ActorType.GROUP and proper and not head.acronym:
            return self.cast.unnamed(ActorType.GROUP, "", head.key, form, side)
        return None

    def _nameless(self, parsed: Phrase, side: str | None) -> Entry:
        """Somebody, or some people: the ones before where the phrase is definite, else new."""
        type_, head = self._type(parsed), self.page.tokens[parsed.head].key
        first = self.page.tokens[parsed.core.start].key
        known = self.earlier.get((head, type_))
        again = first in words("definite") or len(parsed.core) == 1
        if known is not None and again and side in (None, known.side) and not self._other(parsed, known):
            return known
        keys = self._keys(parsed.core.start, parsed.core.stop)
        key = " ".join(key for key in keys if key not in words("determiners")) or first
        entry = self.cast.unnamed(type_, self.page.article.id, key, self._form(parsed), side)
        self.earlier[head, type_] = entry
        return entry

    def _other(self, parsed: Phrase, known: Entry) -> bool:
        """Whether a name before the head tells another one: "the Herald report" after "the third report"."""
        names = {
            token.key for token in self.page.tokens[parsed.core.start + 1 : parsed.head] if token.capital
        }
        return bool(names - {word for form in known.forms for word in fold(form).split()})

    def _side(self, parsed: Phrase, inside: Sequence[Event]) -> str | None:
        """The country that a phrase names: "Russian officials", "officials in Moscow", "Mr Doe's aides"."""
        for index in parsed.whole:
            if index in self.tags.places:
                place = self.tags.places[index][1][0]
                return place.name if place.government else place.country or None
        return next((event.actor.side for event in inside if event.actor.side), None)
