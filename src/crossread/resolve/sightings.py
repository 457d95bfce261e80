"""Sightings: every place of an article where a person, a government, an organisation or an office is named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from crossread.records import EntityType, Span
from crossread.resolve.lexicon import (
    Place,
    Role,
    country_names,
    first_names,
    honorifics,
    places,
    roles,
    words,
)
from crossread.resolve.names import Name, name_of
from crossread.resolve.page import Page
from crossread.resolve.tokens import Token

_LIKELY, _SURE = 0.5, 0.9  # how sure the model must be of a name of several words, and of one
_LONGEST = 7  # words in a table's longest name


class Sort(StrEnum):
    """What a sighting names."""

    PERSON = "person"
    PLACE = "place"
    ROLE = "role"


@dataclass(frozen=True, slots=True, order=True)
class Office:
    """A role as somebody holds it: its word, whose it is ("" where not said), and whether it is past."""

    role: str
    place: str = ""
    former: bool = False


@dataclass(frozen=True, slots=True)
class Sighting:
    """One naming. ``span`` holds titles and offices, ``core`` the name alone.

    A person has a name, a gender where a title tells it, and offices from what
    stands beside the name; a place has its table entries; a role has one office.
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


@dataclass(frozen=True, slots=True)
class Tags:
    """Table entries that begin at each token: places and roles, with the index after their last token."""

    places: dict[int, tuple[int, tuple[Place, ...]]]
    roles: dict[int, tuple[int, Role, bool]]
    role_ends: dict[int, int]
    place_ends: dict[int, int]


def tag(page: Page) -> Tags:
    """Looks every run of words up in the tables; the longest entry wins, entries of one kind never overlap."""
    found_places: dict[int, tuple[int, tuple[Place, ...]]] = {}
    found_roles: dict[int, tuple[int, Role, bool]] = {}
    place_until = role_until = 0
    for index in range(len(page.tokens)):
        if index >= place_until and page.tokens[index].capital:
            place = _place_at(page, index)
            if place:
                found_places[index] = place
                place_until = place[0]
        if index >= role_until:
            role = _role_at(page, index)
            if role:
                found_roles[index] = role
                role_until = role[0]
    return Tags(
        found_places,
        found_roles,
        {end: start for start, (end, _, _) in found_roles.items()},
        {end: start for start, (end, _) in found_places.items()},
    )


def _runs(page: Page, index: int) -> Iterator[tuple[int, str]]:
    """Ends and keys of the runs of words from ``index``, the longest first."""
    keys: list[str] = []
    end = index
    while end < min(len(page.tokens), index + _LONGEST):
        if end > index and not _near(page.gap(end - 1, end)):
            break
        keys.append(page.tokens[end].key.replace("'", " "))
        end += 1
        if page.tokens[end - 1].possessive:
            break
    for size in range(len(keys), 0, -1):
        yield index + size, " ".join(keys[:size])


def _near(gap: str) -> bool:
    return len(gap) <= 3 and all(char in " -'’.,\u00a0‑‐" for char in gap) and not gap.endswith(("--", ", "))


def _place_at(page: Page, index: int) -> tuple[int, tuple[Place, ...]] | None:
    table = places()
    for end, key in _runs(page, index):
        found = table.get(key)
        if not found:
            continue
        text = "".join(token.text for token in page.tokens[index:end])
        kept = tuple(place for place in found if not place.exact or text.replace(".", "").isupper())
        if kept:
            return end, kept
    return None


def _role_at(page: Page, index: int) -> tuple[int, Role, bool] | None:
    table = roles()
    for end, key in _runs(page, index):
        if key in table:
            return end, table[key], False
        single = _singular(key)
        if single in table:
            return end, table[single], True
    return None


def _singular(key: str) -> str:
    first, _, rest = key.partition(" ")
    if rest.startswith(("of ", "for ")):
        return f"{_one(first)} {rest}"
    return (
        key.replace("spokesmen", "spokesman").replace("spokeswomen", "spokeswoman")
        if "women" in key or "men" in key
        else _one(key)
    )


def _one(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def find(page: Page, tags: Tags) -> list[Sighting]:
    """All sightings of an article in text order; people before the offices and places inside their spans."""
    people = _people(page, tags)
    taken = sorted(item.span for item in people)
    others = [item for item in _roles(page, tags) if not _covered(item.span, taken)]
    taken = sorted([*taken, *(item.span for item in others)])
    others += [item for item in _places(page, tags) if not _covered(item.core, taken)]
    return sorted([*people, *others], key=lambda item: (item.span.start, -item.span.end, item.sort))


def _covered(span: Span, taken: Sequence[Span]) -> bool:
    return any(span.overlap(other) for other in taken if other.start < span.end and span.start < other.end)


# --- people -----------------------------------------------------------------


def _people(page: Page, tags: Tags) -> list[Sighting]:
    """Names from the model, after titles, and after known first names; the longest of overlapping ones."""
    cores = [
        *_model_cores(page, tags),
        *_titled_cores(page, tags),
        *_first_name_cores(page, tags),
        *_source_cores(page, tags),
    ]
    blocked = [
        item.span for item in page.mentions if item.type is EntityType.ORGANISATION and item.confidence >= 0.5
    ]
    chosen: list[tuple[int, int]] = []
    for first, last, strong in sorted(set(cores), key=lambda core: (core[0] - core[1], core[0], not core[2])):
        span = Span(page.tokens[first].start, page.tokens[last - 1].end)
        if any(first < b and a < last for a, b in chosen):
            continue
        if not strong and any(span.overlap(other) for other in blocked):
            continue
        chosen.append((first, last))
    return [_with_titles(page, tags, first, last) for first, last in sorted(chosen)]


def _model_cores(page: Page, tags: Tags) -> Iterator[tuple[int, int, bool]]:
    for mention in page.mentions:
        if mention.type is EntityType.PERSON:
            inside = page.within(mention.span)
            core = _trim(page, tags, inside.start, inside.stop)
            least = _SURE if core and core[1] - core[0] == 1 else _LIKELY
            if core and core[1] - core[0] <= 6 and mention.confidence >= least:
                yield (*core, True)


def _trim(page: Page, tags: Tags, first: int, last: int) -> tuple[int, int] | None:
    """A run of tokens without titles, offices, countries and determiners at its front."""
    first = _skip_titles(page, tags, first, last)
    for index in range(first, last):
        if page.tokens[index].possessive or (index + 1 < last and not _joins_name(page, index)):
            last = index + 1
            break
    while first < last and not page.tokens[last - 1].text[0].isalpha():
        last -= 1
    if first >= last or not any(token.capital for token in page.tokens[first:last]):
        return None
    if last - first == 1 and (
        len(page.tokens[first].key) < 2 or page.tokens[first].key in words("determiners")
    ):
        return None
    return first, last


def _skip_titles(page: Page, tags: Tags, first: int, last: int) -> int:
    while first < last:
        token = page.tokens[first]
        if (
            first in tags.roles
            and tags.roles[first][0] < last + 1
            and not _names_person(page, tags, first, last)
        ):
            first = tags.roles[first][0]
        elif first in tags.places and not _names_person(page, tags, first, last):
            first = tags.places[first][0]
        elif (
            token.key in honorifics() or token.key in words("determiners") or token.key in words("modifiers")
        ):
            first += 1
        else:
            break
    return first


def _names_person(page: Page, tags: Tags, first: int, last: int) -> bool:
    """Whether a word of the tables is a given name here: "Jordan Belfort", "Chad Smith", "Major Owens"."""
    token = page.tokens[first]
    if token.key not in first_names() or last - first < 2 or token.possessive:
        return False
    return page.gap(first, first + 1) == " " and page.tokens[first + 1].key not in tags_keys(
        tags, page, first + 1
    )


def tags_keys(tags: Tags, page: Page, index: int) -> frozenset[str]:
    """The key of a token that begins a table's entry, else nothing."""
    return frozenset({page.tokens[index].key}) if index in tags.roles or index in tags.places else frozenset()


def _joins_name(page: Page, index: int) -> bool:
    """Whether the next token can go on with the name: only a space, a hyphen or an initial's stop between."""
    gap = page.gap(index, index + 1)
    if gap in (" ", "-", "\u00a0", "", "‑", "-\n"):
        return True
    token = page.tokens[index]
    if gap in (". ", ".") and (len(token.key) == 1 or token.key in words("particles")):
        return True
    return gap in (", ", " ") and page.tokens[index + 1].key in words("suffixes")


def _capital_run(page: Page, tags: Tags, first: int) -> int:
    """Index after the capitalised words (and particles between them) from ``first`` that can be a name."""
    index = first
    while index < len(page.tokens) and index - first < 5:
        token = page.tokens[index]
        if index > first and (not _joins_name(page, index - 1) or page.tokens[index - 1].possessive):
            break
        if token.capital and token.text[0].isalpha():
            if index > first and (index in tags.roles or is_function_word(token.key)):
                break
            index += 1
        elif (
            index > first
            and token.key in words("particles")
            and index + 1 < len(page.tokens)
            and page.tokens[index + 1].capital
        ):
            index += 1
        else:
            break
    return index


def _titled_cores(page: Page, tags: Tags) -> Iterator[tuple[int, int, bool]]:
    """Names after "Mr", "Gen." or an office written with a capital ("President Doe")."""
    for index, token in enumerate(page.tokens):
        if token.key in honorifics() and token.text[0].isupper() and not token.possessive:
            start, strong = index + 1, True
        elif index in tags.roles and not tags.roles[index][2] and token.capital:
            start, strong = tags.roles[index][0], False
        else:
            continue
        if start >= len(page.tokens) or page.tokens[start - 1].possessive:
            continue
        if page.gap(start - 1, start) not in (" ", ". ", "\u00a0", "  "):
            continue
        start = _skip_titles(page, tags, start, len(page.tokens)) if start in tags.roles else start
        yield from _titled_core(page, tags, start, strong=strong)


def _titled_core(page: Page, tags: Tags, start: int, *, strong: bool) -> Iterator[tuple[int, int, bool]]:
    if (
        start >= len(page.tokens)
        or not page.tokens[start].capital
        or not page.tokens[start].text[0].isalpha()
    ):
        return
    if not strong and (start in tags.places or page.tokens[start].key in words("determiners")):
        return
    end = _capital_run(page, tags, start)
    run = page.tokens[start:end]
    if not run or any(token.key in words("organisation_words") for token in run):
        return
    if not strong and len(run) == 1 and len(run[0].key) < 2:
        return
    yield start, end, strong


def _first_name_cores(page: Page, tags: Tags) -> Iterator[tuple[int, int, bool]]:
    """Names that open with a common given name."""
    for index, token in enumerate(page.tokens):
        if not token.capital or token.key not in first_names() or token.key in words("weak_first_names"):
            continue
        if index in tags.places or token.possessive:
            continue
        if (
            index
            and page.tokens[index - 1].capital
            and page.gap(index - 1, index) in (" ", "-")
            and index - 1 not in tags.roles
            and index not in tags.role_ends
            and index not in tags.place_ends
        ):
            continue
        end = _capital_run(page, tags, index)
        run = page.tokens[index:end]
        if len(run) >= 2 and not any(item.key in words("organisation_words") for item in run):
            yield index, end, False


def _source_cores(page: Page, tags: Tags) -> Iterator[tuple[int, int, bool]]:
    """Names that stand as a source: after titles nothing but a few capitalised words."""
    for item in page.attributions:
        if item.source is None:
            continue
        inside = page.within(item.source)
        if not inside or page.tokens[inside.start].key in words("determiners"):
            continue
        first = _skip_titles(page, tags, inside.start, inside.stop)
        last = min(_capital_run(page, tags, first), inside.stop) if first < inside.stop else first
        run = page.tokens[first:last]
        whole = (
            last == inside.stop or page.gap(last - 1, last).startswith((",", " (", " –", " —"))
            if run
            else False
        )
        if not whole or not 1 <= len(run) <= 4 or first in tags.places or first in tags.roles:
            continue
        if any(token.key in words("organisation_words") or token.text.isupper() for token in run):
            continue
        if len(run) == 1 and (run[0].key.endswith("s") or is_function_word(run[0].key)):
            continue
        yield first, last, False


def is_function_word(key: str) -> bool:
    """Whether a folded word is a pronoun, determiner or other word of a closed list."""
    return any(key in words(name) for name in _CLOSED)


_CLOSED = (
    "determiners",
    "masculine",
    "feminine",
    "neuter",
    "plural",
    "first_singular",
    "first_plural",
    "second",
    "relative",
    "prepositions",
    "collective_nouns",
    "unnamed_heads",
    "modifiers",
)


def _with_titles(page: Page, tags: Tags, first: int, last: int) -> Sighting:
    """A name with the titles and offices that stand before and after it."""
    core = Span(page.tokens[first].start, page.tokens[last - 1].end)
    left, offices, gender = _left_titles(page, tags, first)
    right, after = _apposition(page, tags, last)
    span = Span(page.tokens[left].start, page.tokens[last - 1].end)
    if after:
        span = Span(span.start, page.tokens[right - 1].end)
    return Sighting(
        Sort.PERSON,
        span,
        core,
        name=name_of(page.tokens[first:last]),
        gender=gender,
        offices=tuple(dict.fromkeys([*offices, *after])),
        possessive=page.tokens[last - 1].possessive,
    )


def _left_titles(page: Page, tags: Tags, first: int) -> tuple[int, list[Office], str]:
    """Walks left from a name over titles, offices, countries and words like "former"."""
    left, offices, gender, place, former = first, list[Office](), "", "", False
    while left > 0:
        gap = page.gap(left - 1, left)
        after_title = page.tokens[left - 1].key in honorifics() and gap in (". ", ".")
        belongs = bool(offices) and left in tags.place_ends and gap in ("'s ", "’s ")
        if gap not in (" ", "-", "\u00a0", "  ") and not after_title and not belongs:
            break
        if page.tokens[left - 1].possessive and not belongs:
            break
        token = page.tokens[left - 1]
        if token.key in honorifics() and (token.capital or token.key == "sir"):
            entry = honorifics()[token.key]
            gender = gender or entry.gender
            offices += [Office(entry.role)] if entry.role else []
            left -= 1
        elif left in tags.role_ends and not tags.roles[tags.role_ends[left]][2]:
            start = tags.role_ends[left]
            offices.append(Office(tags.roles[start][1].role))
            left = start
        elif left in tags.place_ends and (
            offices or tags.places[tags.place_ends[left]][1][0].form == "demonym"
        ):
            start = tags.place_ends[left]
            place = _nearer(place, tags.places[start][1])
            left = start
        elif left in tags.place_ends:
            return _office_of(page, tags, first, left)
        elif token.key in words("modifiers") and (offices or token.key in words("former")):
            former = former or token.key in words("former")
            left -= 1
        else:
            break
    return left, [_placed(office, place, former=former) for office in offices], gender


def _office_of(page: Page, tags: Tags, first: int, left: int) -> tuple[int, list[Office], str]:
    """The pattern "the President of the Russian Federation Vladimir Putin"."""
    start = tags.place_ends[left]
    before = start
    while before > 0 and page.tokens[before - 1].key in ("the", "of"):
        before -= 1
    if (
        before == start
        or before not in tags.role_ends
        or not any(page.tokens[index].key == "of" for index in range(before, start))
    ):
        return first, [], ""
    begin = tags.role_ends[before]
    return begin, [Office(tags.roles[begin][1].role, _country(tags.places[start][1]))], ""


def _placed(office: Office, place: str, *, former: bool) -> Office:
    role = roles().get(office.role)
    implied = role.country if role else ""
    return replace(office, place=place or implied, former=former)


def _nearer(place: str, found: Sequence[Place]) -> str:
    """The place of an office with two: a country wins over a body ("Ruritania's U.N. ambassador")."""
    other = _country(found)
    return other if not place or (other in country_names() and place not in country_names()) else place


def _country(found: Sequence[Place]) -> str:
    """The country or body that an office belongs to when this name stands beside it."""
    entry = found[0]
    return entry.name if entry.government else entry.country or entry.name


def _apposition(page: Page, tags: Tags, last: int) -> tuple[int, list[Office]]:
    """An office after a name: ", the US secretary of state", ", his spokesman", ", president of Peru"."""
    if last >= len(page.tokens) or page.gap(last - 1, last) != ", ":
        return last, []
    place, former = "", False
    index = last
    while index < min(len(page.tokens), last + 7):
        if index > last and page.gap(index - 1, index) not in (" ", "-", "\u00a0", "  "):
            break
        if index in tags.roles and not tags.roles[index][2]:
            end, role, _ = tags.roles[index]
            end, place = _following_place(page, tags, end, place, role)
            if end < len(page.tokens) and page.tokens[end].capital and page.gap(end - 1, end) in (" ", ". "):
                return last, []  # the title of the next name in a list
            return end, [_placed(Office(role.role), place, former=former)]
        token = page.tokens[index]
        if index in tags.places:
            index, entry = tags.places[index]
            place = _country(entry)
            continue
        former = former or token.key in words("former")
        if (
            token.key in words("prepositions")
            or token.key in words("relative")
            or (token.capital and token.possessive and index > last)
        ):
            break
        index += 1
    return last, []


def _following_place(page: Page, tags: Tags, end: int, place: str, role: Role) -> tuple[int, str]:
    """ "of Russia" or "of the European Commission" after an office; envoys are "to" a country, not of it."""
    index = end
    if index >= len(page.tokens) or page.tokens[index].key != "of" or page.gap(index - 1, index) != " ":
        return end, place
    index += 1
    if index < len(page.tokens) and page.tokens[index].key == "the":
        index += 1
    if index in tags.places and role.kin:
        return tags.places[index][0], place or _country(tags.places[index][1])
    return end, place


# --- offices and places -----------------------------------------------------


def _roles(page: Page, tags: Tags) -> Iterator[Sighting]:
    """Offices that stand for whoever holds them: "the US president", "Russia's foreign minister"."""
    for index, (end, role, plural) in sorted(tags.roles.items()):
        left, place, former, definite = _role_front(page, tags, index)
        if not definite and not place and not plural:
            continue
        end, place = _following_place(page, tags, end, place, role)
        office = _placed(Office(role.role), place, former=former)
        span = Span(page.tokens[left].start, page.tokens[end - 1].end)
        core = Span(page.tokens[index].start, page.tokens[end - 1].end)
        yield Sighting(
            Sort.ROLE,
            span,
            core,
            gender=role.gender,
            offices=(office,),
            possessive=page.tokens[end - 1].possessive,
            definite=definite,
            plural=plural,
        )


def _role_front(page: Page, tags: Tags, index: int) -> tuple[int, str, bool, bool]:
    """Walks left from an office: where its phrase begins, its country, "former", whether it is definite."""
    left, place, former = index, "", False
    while left > 0 and page.gap(left - 1, left) in (" ", "-", "\u00a0", "  ", "’ ", "' ", "’s ", "'s "):
        token = page.tokens[left - 1]
        if token.key in words("definite") and not token.possessive:
            return left - 1, place, former, True
        if token.key in ("a", "an", "another", "one"):
            return left - 1, place, former, False
        if left in tags.place_ends:
            start = tags.place_ends[left]
            place = _nearer(place, tags.places[start][1])
            left = start
            if token.possessive:
                return left, place, former, True
        elif token.key in words("modifiers"):
            former = former or token.key in words("former")
            left -= 1
        else:
            break
    return left, place, former, bool(place)


def _places(page: Page, tags: Tags) -> Iterator[Sighting]:
    for index, (end, found) in sorted(tags.places.items()):
        if all(place.form == "demonym" for place in found):
            continue
        left = index
        if index and page.tokens[index - 1].key == "the" and page.gap(index - 1, index) == " ":
            if found[0].form == "capital":
                continue  # "the Geneva accord" names no government
            left -= 1
        yield Sighting(
            Sort.PLACE,
            Span(page.tokens[left].start, page.tokens[end - 1].end),
            Span(page.tokens[index].start, page.tokens[end - 1].end),
            places=found,
            possessive=page.tokens[end - 1].possessive,
        )


def bare_surnames(page: Page, known: frozenset[str], *, lower: bool) -> Iterator[Sighting]:
    """Surnames of known people standing alone, which no other rule saw.

    ``lower`` admits them in lower case (machine translation loses capitals).
    """
    for index, token in enumerate(page.tokens):
        if token.key not in known or is_function_word(token.key) or not (token.capital or lower):
            continue
        if token.key in words("weak_surnames") and (not token.capital or _opens_sentence(page, token)):
            continue
        following = page.tokens[index + 1] if index + 1 < len(page.tokens) else None
        if (
            following
            and following.key in words("organisation_words")
            and following.capital
            and not token.possessive
        ):
            continue
        span = Span(token.start, token.end)
        yield Sighting(Sort.PERSON, span, span, name=Name((), token.key), possessive=token.possessive)


def _opens_sentence(page: Page, token: Token) -> bool:
    sentence = page.sentences[page.sentence(token.start)] if page.sentences else Span(0, 1)
    return not any(char.isalnum() for char in page.text[sentence.start : token.start])
