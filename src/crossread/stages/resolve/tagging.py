"""Entries of the tables in a text: which words name a government, an organisation or an office."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crossread.stages.resolve.lexicon import Place, Role, places, roles
from crossread.stages.resolve.page import Page

_LONGEST = 7  # words in a table's longest name
_INSIDE = frozenset(" -'’.,\u00a0‑‐")  # what may stand between the words of one entry


@dataclass(frozen=True, slots=True)
class Tags:
    """Table entries by the index of their first token, each with the index after its last.

    A role also says whether it stands in the plural. ``role_ends`` and
    ``place_ends`` lead from the index after an entry back to its first token.
    """

    places: dict[int, tuple[int, tuple[Place, ...]]]
    roles: dict[int, tuple[int, Role, bool]]
    role_ends: dict[int, int]
    place_ends: dict[int, int]


def tag(page: Page) -> Tags:
    """Looks every run of words up; the longest entry wins, entries of one kind never overlap."""
    found_places: dict[int, tuple[int, tuple[Place, ...]]] = {}
    found_roles: dict[int, tuple[int, Role, bool]] = {}
    place_until = role_until = 0
    for index, token in enumerate(page.tokens):
        if index >= place_until and token.capital and (place := _place_at(page, index)):
            found_places[index] = place
            place_until = place[0]
        if index >= role_until and (role := _role_at(page, index)):
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
    return len(gap) <= 3 and set(gap) <= _INSIDE and not gap.endswith(("--", ", "))


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
    table, first = roles(), page.tokens[index].key
    if first not in _role_openers() and _singular(first) not in _role_openers():
        return None
    for end, key in _runs(page, index):
        if key in table:
            return end, table[key], False
        single = _singular(key)
        if single in table:
            return end, table[single], True
    return None


@cache
def _role_openers() -> frozenset[str]:
    return frozenset(key.split()[0] for key in roles())


def _singular(key: str) -> str:
    first, _, rest = key.partition(" ")
    if rest.startswith(("of ", "for ")):
        return f"{_one(first)} {rest}"
    if key.endswith("women"):
        return f"{key[:-5]}woman"
    return f"{key[:-3]}man" if key.endswith("men") else _one(key)


def _one(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
