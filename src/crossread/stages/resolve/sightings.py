"""Sightings: every place of an article where a person, a government, a body or an office is named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crossread.records import MACHINE_TRANSLATED, EntityType, Span
from crossread.stages.resolve.cores import cores, span_of
from crossread.stages.resolve.lexicon import Place, is_function_word, roles, words
from crossread.stages.resolve.names import Name, name_of
from crossread.stages.resolve.page import Page
from crossread.stages.resolve.tagging import Tags
from crossread.stages.resolve.titles import (
    SPACES,
    Office,
    after_name,
    before_name,
    before_office,
    following_place,
    placed,
)
from crossread.stages.resolve.tokens import Token


class Sort(StrEnum):
    """What a sighting names."""

    PERSON = "person"
    PLACE = "place"
    ROLE = "role"
    BODY = "body"  # an organisation that only the model knows
    THING = "thing"  # "the resolution", "the company": what "it" may go back to


@dataclass(frozen=True, slots=True)
class Sighting:
    """One naming. ``span`` holds titles and offices, ``core`` the name alone.

    A person has a name, a gender where a title tells it, a generation, and offices
    from what stands beside the name; a place has its table entries; a role has one office.
    """

    sort: Sort
    span: Span
    core: Span
    name: Name | None = None
    gender: str = ""
    offices: tuple[Office, ...] = ()
    places: tuple[Place, ...] = ()
    possessive: bool = False
    definite: bool = True
    plural: bool = False
    generation: str = ""  # "the younger Mr Roe"


def find(page: Page, tags: Tags) -> list[Sighting]:
    """All sightings of an article in text order; people before the offices and places inside their spans."""
    people = [_person(page, tags, first, last) for first, last in cores(page, tags)]
    taken = _positions(people)
    offices = [
        item for item in _offices(page, tags) if _free(item.span, taken) and not _names_a_body(page, item)
    ]
    taken |= _positions(offices)
    known = surnames(people)
    places = [item for item in _places(page, tags, known) if _free(item.core, taken)]
    taken |= _positions(places)
    bodies = [item for item in _bodies(page, known) if _free(item.core, taken)]
    taken |= _positions(bodies)
    things = [item for item in _things(page) if _free(item.span, taken)]
    return in_order([*people, *offices, *places, *bodies, *things])


def in_order(items: Sequence[Sighting]) -> list[Sighting]:
    """Sightings in text order, the longer first where two begin together."""
    return sorted(items, key=lambda item: (item.span.start, -item.span.end, item.sort))


def _positions(items: Sequence[Sighting]) -> set[int]:
    return {position for item in items for position in range(item.span.start, item.span.end)}


def _free(span: Span, taken: set[int]) -> bool:
    return taken.isdisjoint(range(span.start, span.end))


def _person(page: Page, tags: Tags, first: int, last: int) -> Sighting:
    """A name with the titles and offices that stand before and after it."""
    front = before_name(page, tags, first)
    end, after = after_name(page, tags, last)
    left = front.left
    if front.offices and not front.place and end == last:
        end, front.place = following_place(page, tags, last, "", roles()[front.offices[0].role])
    offices = front.placed()
    if not offices:
        left, offices = _office_before(page, tags, left, last)
    return Sighting(
        Sort.PERSON,
        span_of(page, left, end),
        span_of(page, first, last),
        name=name_of(page.tokens[first:last]),
        gender=front.gender,
        offices=tuple(dict.fromkeys([*offices, *after])),
        possessive=page.tokens[last - 1].possessive,
        generation=front.generation,
    )


def _office_before(page: Page, tags: Tags, left: int, last: int) -> tuple[int, list[Office]]:
    """An office that a name explains: "the aide, Jane Doe, …"; a comma or bracket must close the name."""
    start = tags.role_ends.get(left)
    if start is None or tags.roles[start][2] or page.gap(left - 1, left) != ", ":
        return left, []
    end = page.tokens[last - 1].end
    front = before_office(page, tags, start)
    if page.text[end : end + 1] not in (",", ".", ")") or not (front.definite or front.indefinite):
        return left, []
    return front.left, [placed(Office(tags.roles[start][1].role), front.place, former=front.former)]


def _offices(page: Page, tags: Tags) -> Iterator[Sighting]:
    """Offices that stand for whoever holds them: "the US president", "Russia's foreign minister"."""
    sources = {item.source.start for item in page.attributions if item.source}
    translated = "machine-translated" in page.article.flags  # articles of grammar are lost there
    for index, (end, role, plural) in sorted(tags.roles.items()):
        front = before_office(page, tags, index)
        bare = translated or page.tokens[front.left].start in sources
        if not front.definite and not plural and (front.indefinite or not bare):
            continue
        end, place = following_place(page, tags, end, front.place, role)
        yield Sighting(
            Sort.ROLE,
            span_of(page, front.left, end),
            span_of(page, index, end),
            gender=role.gender,
            offices=(placed(Office(role.role), place, former=front.former),),
            possessive=page.tokens[end - 1].possessive,
            definite=front.definite,
            plural=plural,
        )


def _names_a_body(page: Page, office: Sighting) -> bool:
    """Whether an office is the end of a body's name: "the Office of the Director of …"."""
    return any(
        mention.type is EntityType.ORGANISATION
        and mention.confidence >= _LIKELY
        and mention.span.start < office.span.start
        and office.span.end <= mention.span.end
        and page.text[mention.span.start : office.span.start].split()[-1:] == ["of"]
        for mention in page.mentions_near(office.span)
    )


def _places(page: Page, tags: Tags, surnames_here: frozenset[str]) -> Iterator[Sighting]:
    for index, (end, found) in sorted(tags.places.items()):
        if all(place.form == "demonym" for place in found):
            continue
        if end - index == 1 and not found[0].government and page.tokens[index].key in surnames_here:
            continue  # "Fox said" in an article on a Mr Fox
        left = index
        if index and page.tokens[index - 1].key == "the" and page.gap(index - 1, index) in SPACES:
            if found[0].form == "capital":
                continue  # "the Geneva accord" names no government
            left -= 1
        yield Sighting(
            Sort.PLACE,
            span_of(page, left, end),
            span_of(page, index, end),
            places=found,
            possessive=page.tokens[end - 1].possessive,
        )


def _bodies(page: Page, surnames_here: frozenset[str]) -> Iterator[Sighting]:
    for mention in page.mentions:
        inside = page.within(mention.span)
        if len(inside) == 1 and mention.confidence < _SURE and page.tokens[inside[0]].key in surnames_here:
            continue
        if mention.type is EntityType.ORGANISATION and mention.confidence >= _LIKELY and inside:
            span = span_of(page, inside.start, inside.stop)
            yield Sighting(Sort.BODY, span, span, possessive=page.tokens[inside.stop - 1].possessive)


def _things(page: Page) -> Iterator[Sighting]:
    """Definite phrases for things that act or speak, with at most two words before the noun."""
    for index, token in enumerate(page.tokens):
        if token.key not in words("acting_things"):
            continue
        for left in range(index - 1, max(-1, index - 4), -1):
            if page.gap(left, left + 1) not in SPACES or page.tokens[left].possessive:
                break
            if page.tokens[left].key in ("the", "a", "this"):
                span = span_of(page, left, index + 1)
                yield Sighting(Sort.THING, span, span, possessive=token.possessive)
                break
            if is_function_word(page.tokens[left].key):
                break


_LIKELY = 0.6  # how sure the model must be of an organisation
_SURE = 0.9  # ... and of one whose only word is the surname of somebody in the article


def surnames(items: Sequence[Sighting]) -> frozenset[str]:
    """Surnames that sightings teach: of full names, and after titles."""
    names = (item.name for item in items if item.name and (item.name.full or item.gender))
    return frozenset(name.last for name in names if len(name.last) > 1)


def bare_surnames(page: Page, own: frozenset[str], everywhere: frozenset[str]) -> Iterator[Sighting]:
    """Surnames of known people standing alone, which no other rule saw.

    Those that the article itself teaches (``own``), and those of the whole run
    where the reader sees a person or a source. Machine translation loses
    capitals, so that there surnames in lower case count too.
    """
    lower = MACHINE_TRANSLATED in page.article.flags
    seen = {
        index
        for span in (
            *(item.span for item in page.mentions if item.type is EntityType.PERSON),
            *(item.source for item in page.attributions if item.source),
        )
        for index in page.within(span)
    }
    for index, token in enumerate(page.tokens):
        known = token.key in own or (token.key in everywhere and (index in seen or lower))
        if not known or not (token.capital or lower) or _never_a_name(token, own):
            continue
        if token.key in words("weak_surnames") and (not token.capital or _opens_sentence(page, token)):
            continue
        following = page.tokens[index + 1] if index + 1 < len(page.tokens) else None
        if (
            following
            and not token.possessive
            and following.capital
            and following.key in words("organisation_words")
        ):
            continue
        span = Span(token.start, token.end)
        before = page.tokens[index - 1].key if index else ""
        yield Sighting(
            Sort.PERSON,
            span,
            span,
            name=Name((), token.key),
            possessive=token.possessive,
            generation=before if before in words("generations") else "",
        )


def _never_a_name(token: Token, own: frozenset[str]) -> bool:
    """Words of closed lists name nobody, but "Long" does where the article has a Mr Long."""
    if not is_function_word(token.key):
        return False
    return not (token.key in own and token.capital and token.key in words("modifiers"))


def _opens_sentence(page: Page, token: Token) -> bool:
    sentence = page.sentences[page.sentence(token.start)] if page.sentences else Span(0, 1)
    return not any(char.isalnum() for char in page.text[sentence.start : token.start])
