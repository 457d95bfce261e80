"""Titles and offices beside a name: "US secretary of state …", "…, president of Peru"."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from crossread.stages.resolve.lexicon import (
    Place,
    Role,
    country_names,
    honorifics,
    is_function_word,
    parties,
    roles,
    words,
)
from crossread.stages.resolve.page import Page
from crossread.stages.resolve.tagging import Tags
from crossread.stages.resolve.tokens import Token

SPACES = (" ", "  ", "\u00a0")
_JOINED = (*SPACES, "-", "‑")
_OWNED = ("’s ", "'s ", "’ ", "' ")
_UNKNOWN = 2  # words of no table between a determiner and an office ("the embattled Texas governor")
_ALLIES = frozenset({"ally", "partner", "neighbour", "neighbor", "rival", "foe", "adversary"})
_ENVOYS = "diplomat"
_APPOSITION = 7  # words in which an office must follow a name and a comma


@dataclass(frozen=True, slots=True, order=True)
class Office:
    """A role as somebody holds it: its word, whose it is ("" where not said), and whether it is past."""

    role: str
    place: str = ""
    former: bool = False


@dataclass(slots=True)
class Front:
    """What stands before a name or an office: where it begins, and what it tells."""

    left: int
    offices: list[Office] = field(default_factory=list)
    gender: str = ""
    place: str = ""
    former: bool = False
    generation: str = ""
    definite: bool = False
    indefinite: bool = False

    def placed(self) -> list[Office]:
        """The offices with the country, and the "former", that stand before them."""
        return [placed(office, self.place, former=self.former) for office in self.offices]


def before_name(page: Page, tags: Tags, first: int) -> Front:
    """Walks left from the name at token ``first`` over titles, offices, countries and words like "former"."""
    front = Front(first)
    while front.left > 0 and _goes_on(page, tags, front):
        token, start = page.tokens[front.left - 1], tags.role_ends.get(front.left)
        place = tags.place_ends.get(front.left)
        if front.offices and token.key in parties():
            front.place, front.left = front.place or parties()[token.key], front.left - 1
        elif token.key in honorifics() and (token.capital or token.key == "sir"):
            _add_honorific(front, honorifics()[token.key])
        elif start is not None and not tags.roles[start][2]:
            front.offices.append(Office(tags.roles[start][1].role))
            front.left = start
        elif place is not None and (front.offices or tags.places[place][1][0].form == "demonym"):
            front.place = nearer(front.place, tags.places[place][1])
            front.left = place
        elif place is not None:
            return _office_of(page, tags, first, place)
        elif token.key in words("generations"):
            front.generation, front.left = token.key, front.left - 1
        elif token.key in words("modifiers") and (front.offices or token.key in words("former")):
            front.former = front.former or token.key in words("former")
            front.left -= 1
        elif front.offices and not front.place and _region(page, front.left - 1):
            front.place = _region(page, front.left - 1)
            front.left -= 1
        else:
            break
    return front


def _goes_on(page: Page, tags: Tags, front: Front) -> bool:
    """Whether the token before belongs to the titles: near enough, and nobody else's."""
    token, gap = page.tokens[front.left - 1], page.gap(front.left - 1, front.left)
    if token.possessive:
        return bool(front.offices) and front.left in tags.place_ends and gap in _OWNED
    return gap in _JOINED or (token.key in honorifics() and gap in (". ", "."))


def _add_honorific(front: Front, entry: Role) -> None:
    front.gender = front.gender or entry.gender
    if entry.role:
        front.offices.append(Office(entry.role))
    front.left -= 1


def _region(page: Page, index: int) -> str:
    """A capitalised word of no table before an office, as a place ("Texas Governor"); "" elsewhere."""
    token = page.tokens[index]
    if not token.capital or token.acronym or token.possessive or is_function_word(token.key):
        return ""
    sentence = page.sentences[page.sentence(token.start)]
    opens = not any(char.isalnum() for char in page.text[sentence.start : token.start])
    return "" if opens else token.key


def _office_of(page: Page, tags: Tags, first: int, start: int) -> Front:
    """The pattern "the President of the Republic of Peru Jane Doe"; ``start`` is the country's token.

    Envoys are "to" a country: whose they are stands before ("the Peruvian ambassador to India Jane Doe").
    """
    before = start
    while before > 0 and page.tokens[before - 1].key in ("the", "of", "to"):
        before -= 1
    links = {page.tokens[index].key for index in range(before, start)} & {"of", "to"}
    if len(links) != 1 or before not in tags.role_ends:
        return Front(first)
    front = Front(tags.role_ends[before], place=country_of(tags.places[start][1]))
    role = tags.roles[front.left][1]
    if links == {"to"}:
        if role.kin != _ENVOYS:
            return Front(first)
        front.place = ""
        if front.left in tags.place_ends and page.gap(front.left - 1, front.left) in SPACES:
            front.left = tags.place_ends[front.left]
            front.place = country_of(tags.places[front.left][1])
        if front.left and page.tokens[front.left - 1].key in words("former"):
            front.left, front.former = front.left - 1, True
    front.offices = [Office(role.role)]
    return front


def placed(office: Office, place: str, *, former: bool) -> Office:
    """An office with the place it is named with, or the country that its word implies."""
    role = roles().get(office.role)
    implied = role.country if role else ""
    return replace(office, place=place or implied, former=former)


def nearer(place: str, found: Sequence[Place]) -> str:
    """The place of an office with two: a country wins over a body ("Ruritania's U.N. ambassador")."""
    other = country_of(found)
    return other if not place or (other in country_names() and place not in country_names()) else place


def country_of(found: Sequence[Place]) -> str:
    """The country or body that an office belongs to when this name stands beside it."""
    entry = found[0]
    return entry.name if entry.government else entry.country or entry.name


def after_name(page: Page, tags: Tags, last: int) -> tuple[int, list[Office]]:
    """An office in apposition: ", the US secretary of state", ", his spokesman", ", president of Peru".

    ``last`` is the index after the name; returns the index after the office
    (``last`` where there is none).
    """
    if last >= len(page.tokens) or page.gap(last - 1, last) != ", ":
        return last, []
    place, former = "", False
    index = last
    while index < min(len(page.tokens), last + _APPOSITION):
        if (
            index > last
            and page.gap(index - 1, index) not in _JOINED
            and not page.tokens[index - 1].possessive
        ):
            break
        if index in tags.roles and page.tokens[tags.roles[index][0] - 1].possessive:
            index = tags.roles[index][0]  # "the governor's son": somebody else's office
            continue
        if index in tags.roles and not tags.roles[index][2]:
            end, role, _ = tags.roles[index]
            end, place = following_place(page, tags, end, place, role)
            if (
                end < len(page.tokens)
                and page.tokens[end].capital
                and page.gap(end - 1, end) in (*SPACES, ". ")
            ):
                return last, []  # the title of the next name in a list
            return end, [placed(Office(role.role), place, former=former)]
        token = page.tokens[index]
        place = place or parties().get(token.key, "")
        if index in tags.places:
            place = country_of(tags.places[index][1])
            index = tags.places[index][0]
            continue
        former = former or token.key in words("former")
        owner = all(page.tokens[step].capital for step in range(last, index))  # ", Jane Roe's spokesman"
        if _ends_apposition(token, first=index == last or owner):
            break
        index += 1
    return last, []


def _ends_apposition(token: Token, *, first: bool) -> bool:
    if any(token.key in words(name) for name in ("prepositions", "relative", "finite_verbs")):
        return True
    return token.capital and token.possessive and not first


def following_place(page: Page, tags: Tags, end: int, place: str, role: Role) -> tuple[int, str]:
    """ "of Russia" after an office, with the index after it; envoys are "to" a country, not of it."""
    index = end
    if (
        index >= len(page.tokens)
        or page.tokens[index].key != "of"
        or page.gap(index - 1, index) not in SPACES
    ):
        return end, place
    index += 1
    if index < len(page.tokens) and page.tokens[index].key == "the":
        index += 1
    if index in tags.places:  # "of US ally Norland"
        ally = tags.places[index][0]
        if ally < len(page.tokens) and page.tokens[ally].key in _ALLIES and ally + 1 in tags.places:
            index = ally + 1
    if index in tags.places and role.kin:
        return tags.places[index][0], place or country_of(tags.places[index][1])
    return end, place


def before_office(page: Page, tags: Tags, index: int) -> Front:
    """Walks left from an office without a name: where its phrase begins, its country, its article."""
    front, unknown = Front(index), 0
    while front.left > 0 and page.gap(front.left - 1, front.left) in (*_JOINED, *_OWNED):
        token = page.tokens[front.left - 1]
        if token.key in words("definite") and not token.possessive:
            front.left, front.definite = front.left - 1, True
            return front
        if token.key in ("a", "an", "another", "one"):
            front.left, front.indefinite = front.left - 1, True
            return front
        if token.key in parties():
            front.place, front.left = front.place or parties()[token.key], front.left - 1
        elif front.left in tags.place_ends:
            start = tags.place_ends[front.left]
            front.place = nearer(front.place, tags.places[start][1])
            front.left = start
            if token.possessive:
                front.definite = True
                return front
        elif token.key in words("modifiers") or _singular_role(tags, front.left):
            front.former = front.former or token.key in words("former")
            front.left = tags.role_ends.get(front.left, front.left - 1)
        elif unknown < _UNKNOWN and _leads_to_determiner(page, front.left - 1, _UNKNOWN - unknown):
            unknown += 1
            front.place = front.place or _region(page, front.left - 1)
            front.left -= 1
        else:
            break
    front.definite = bool(front.place)
    return front


def _singular_role(tags: Tags, end: int) -> bool:
    return end in tags.role_ends and not tags.roles[tags.role_ends[end]][2]


def _leads_to_determiner(page: Page, index: int, most: int) -> bool:
    """Whether a determiner stands before the words of no table that end at ``index``."""
    for step in range(most):
        here = index - step
        token = page.tokens[here]
        if here == 0 or token.possessive or token.key in words("prepositions") or not token.text[0].isalpha():
            return False
        if page.gap(here - 1, here) not in _JOINED:
            return False
        if page.tokens[here - 1].key in ("the", "a", "an"):
            return True
    return False
