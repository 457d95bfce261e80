"""Whom a phrase without a name means: "her husband", "Mr Roe's spokesman", "the 45-year-old", "the group".

Each rule asks for one fitting actor of the article; where two fit, the phrase stays nameless: a
wrong speaker is worse than an unresolved one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from crossread.records import ActorType, Span
from crossread.stages.resolve.cast import Entry
from crossread.stages.resolve.lexicon import country_names, roles, words
from crossread.stages.resolve.offices import Holders
from crossread.stages.resolve.page import Page
from crossread.stages.resolve.people import Person
from crossread.stages.resolve.phrases import Phrase, is_person_noun, is_plural
from crossread.stages.resolve.pronouns import Pronoun, antecedent
from crossread.stages.resolve.scene import Event, Scene
from crossread.stages.resolve.tagging import Tags
from crossread.stages.resolve.titles import country_of

_AGE = re.compile(r"\d{1,3}-year-old\b")
_CALLING = 6  # words in which a calling must follow a name and a comma
_ORGANISATIONS = 4  # sentences over which "the group" goes back
_NEARBY = 1  # paragraphs over which "the 45-year-old" does
_SERVING = ("spokesperson", "lawyer", "adviser")  # kinds of office that people hold for somebody


class Descriptions:
    """Resolves definite descriptions of one article."""

    def __init__(self, scene: Scene, tags: Tags, holders: Holders) -> None:
        self.scene, self.page, self.tags, self.holders = scene, scene.page, tags, holders
        self._callings: Mapping[str, frozenset[str]] | None = None

    def resolve(self, parsed: Phrase, inside: Sequence[Event]) -> Entry | None:
        """The actor that a phrase describes; ``inside`` are the actors named within it."""
        tokens = self.page.tokens
        head, first = tokens[parsed.head], tokens[parsed.core.start]
        if head.capital and parsed.head > parsed.core.start and head.key not in roles():
            return None
        owner = self._owner(parsed, inside)
        if owner is not None:
            return self._related(owner, parsed)
        if first.key == "the" and head.key in words("outlet_nouns") and (outlet := self._outlet(parsed)):
            return outlet
        if first.key == "the" and head.key in words("organisation_nouns"):
            return self._organisation(parsed)
        if first.key != "the" or is_plural(head.key, "a"):
            return None
        return self._spouse(head.key) or self._by_calling(head.key) or self._by_age(parsed)

    # --- somebody's somebody -----------------------------------------------------

    def _owner(self, parsed: Phrase, inside: Sequence[Event]) -> Entry | None:
        """Whose spokesman, wife or counterpart the head of a phrase is."""
        first = self.page.tokens[parsed.core.start]
        if inside and inside[0].possessive and inside[0].span.start <= first.start + 4:
            return inside[0].actor
        if first.key in ("his", "her", "their") and len(parsed.core) > 1:
            return antecedent(self.scene, Pronoun(first.key, Span(first.start, first.end)))
        return None

    def _related(self, owner: Entry, parsed: Phrase) -> Entry | None:
        head = self.page.tokens[parsed.head].key
        if head == "counterpart":
            return self._counterpart(owner, parsed)
        role = roles().get(head)
        if role is None:
            return None
        holding = [
            actor
            for actor, person in self._people()
            if actor != owner.id and any(office.role == head for office in person.offices)
        ]
        if role.kin == "family" and owner.person is not None:
            lasts = {name.last for name in owner.person.names}
            family = [
                actor
                for actor, person in self._people()
                if actor != owner.id
                and lasts & {name.last for name in person.names}
                and person.gender in ("", role.gender)
            ]
            return self._only([actor for actor in holding if actor in family] or holding or family)
        if role.kin in _SERVING:
            return self._only(holding)
        return None

    def _counterpart(self, owner: Entry, parsed: Phrase) -> Entry | None:
        """ "His Chilean counterpart": who holds the owner's kind of office in that country."""
        country = next((country_of(self.tags.places[i][1]) for i in parsed.core if i in self.tags.places), "")
        if country not in country_names() or owner.id not in self.holders.by_actor:
            return None
        kinds = self.holders.kin(owner.id)
        return self._only(
            actor
            for actor, person in self._people()
            if actor != owner.id and person.country == country and self.holders.kin(actor) & kinds
        )

    def _spouse(self, head: str) -> Entry | None:
        """ "The first lady", where one woman of the article shares a leader's name."""
        role = roles().get("first " + head)
        if role is None or role.kin != "spouse":
            return None
        leaders = {
            name.last
            for actor, person in self._people()
            if "leader" in self.holders.kin(actor)
            for name in person.names
        }
        return self._only(
            actor
            for actor, person in self._people()
            if person.gender == role.gender
            and "leader" not in self.holders.kin(actor)
            and leaders & {name.last for name in person.names}
        )

    def _people(self) -> Iterable[tuple[str, Person]]:
        return [
            (actor, self.holders.by_actor[actor])
            for actor in self.holders.by_article.get(self.page.article.id, ())
        ]

    def _only(self, actors: Iterable[str]) -> Entry | None:
        found = sorted(set(actors))
        return self.holders.entries[found[0]] if len(found) == 1 else None

    # --- callings and ages ---------------------------------------------------------

    def _by_calling(self, head: str) -> Entry | None:
        """ "The farmer", where the article calls one person a farmer."""
        if self._callings is None:
            self._callings = callings(self.page, self.scene.events)
        return self._only(actor for actor in self._callings.get(head, ()) if actor in self.holders.entries)

    def _by_age(self, parsed: Phrase) -> Entry | None:
        """ "The 45-year-old", right after somebody spoke."""
        if not _AGE.search(parsed.span.of(self.page.text)):
            return None
        spoken = self.scene.last_said(parsed.span.start, paragraphs=_NEARBY)
        if spoken is None or len(spoken.speakers) != 1 or spoken.speakers[0].person is None:
            return None
        return spoken.speakers[0]

    def _organisation(self, parsed: Phrase) -> Entry | None:
        """ "The group", "the company": the organisation named last before, near by."""
        head = self.page.tokens[parsed.head].key
        if len(parsed.core) != 2:
            return None
        for entry in self._latest(parsed.span.start):
            if entry.type is ActorType.ORGANISATION and entry.proper:
                named = {key for form in entry.proper for key in form.casefold().split()}
                generic = head in ("group", "organization", "organisation")
                return entry if generic or head in named else None
        return None

    def _outlet(self, parsed: Phrase) -> Entry | None:
        """ "The paper": the outlet named last before, near by."""
        if len(parsed.core) != 2:
            return None
        near = self._latest(parsed.span.start)
        return next((entry for entry in near if entry.type is ActorType.OUTLET and entry.named), None)

    def _latest(self, position: int) -> Iterator[Entry]:
        """Who spoke or was named near by before a place, the latest first; the speaker before the named."""
        spoken = self.scene.last_said(position, paragraphs=_NEARBY)
        if spoken:
            yield from spoken.speakers
        for event in self.scene.recent(position, sentences=_ORGANISATIONS):
            if not event.oblique and not event.in_content:
                yield event.actor


def callings(page: Page, events: Sequence[Event]) -> Mapping[str, frozenset[str]]:
    """Nouns that an article ties to people: "Jane Doe, a farmer in Ohio,"; actor ids by noun."""
    out: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.actor.person is None or event.pronoun:
            continue
        noun = _calling(page, page.within(event.span).stop)
        if noun:
            out[noun].add(event.actor.id)
    return {noun: frozenset(actors) for noun, actors in out.items()}


def _calling(page: Page, start: int) -> str:
    """The head of "a farmer in Ohio" after a name and a comma; "" where none stands there."""
    if start + 1 >= len(page.tokens) or page.gap(start - 1, start) != ", ":
        return ""
    if page.tokens[start].key not in ("a", "an", "the"):
        return ""
    last = ""
    for index in range(start + 1, min(start + 1 + _CALLING, len(page.tokens))):
        token = page.tokens[index]
        if page.gap(index - 1, index) not in (" ", "-"):
            break
        if token.key in words("prepositions") or token.key in words("relative") or token.possessive:
            break
        last = token.key if not token.capital else ""
    return last if last and is_person_noun(last) else ""
