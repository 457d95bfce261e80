"""Names of people: their parts, and whether two of them can be one person's."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz

from crossread.stages.resolve.lexicon import census_names, first_names, nicknames, words
from crossread.stages.resolve.tokens import Token

_SON_OF: Final = frozenset({"bin", "ibn", "bint"})
_FIRST_RATIO = 74.0  # Sergei/Sergey 83, Dmitry/Dmitri 83, Jon/John guarded by the table of nicknames
_LAST_RATIO = (
    85.0  # Zelensky/Zelenskyy 94, Lukashenko/Lukashenka 90; Johnson/Johnston 93 needs equal first names
)


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A person's name: folded given names (none for a bare surname), surname, suffix ("jr").

    ``of_father`` is true where "bin" stands before the last part: that is the father's name, and by itself
    it names the father.
    """

    given: tuple[str, ...]
    last: str
    suffix: str = ""
    of_father: bool = field(default=False, compare=False)

    @property
    def first(self) -> str:
        """The first given name, "" where there is none."""
        return self.given[0] if self.given else ""

    @property
    def full(self) -> bool:
        """True where a given name is known."""
        return bool(self.given)

    @property
    def parts(self) -> tuple[str, ...]:
        """All folded parts in order."""
        return (*self.given, self.last)


def name_of(items: Sequence[Token]) -> Name | None:
    """The name that tokens spell, or None where no word of a name is left."""
    keys = [token.key for token in items]
    suffix = keys.pop() if len(keys) > 1 and keys[-1] in words("suffixes") else ""
    kept = [key for key in keys if key not in words("particles")] or keys
    if not kept or not any(token.text[0].isalpha() for token in items):
        return None
    last = max(number for number, key in enumerate(keys) if key == kept[-1])
    return Name(tuple(kept[:-1]), kept[-1], suffix, last > 0 and keys[last - 1] in _SON_OF)


def gender_of(name: Name) -> str:
    """ "m", "f", or "" where the given name does not tell."""
    if name.full:
        return first_names().get(name.first) or census_names().get(name.first, "")
    return "" if name.last in words("weak_first_names") else first_names().get(name.last, "")


def same_given(one: str, other: str) -> bool:
    """Whether two given names can be one: equal, an initial, a short form, or a spelling variant."""
    if one == other:
        return True
    if not one or not other or one[0] != other[0]:
        return _nicknames(one, other)
    if len(one) == 1 or len(other) == 1:
        return True
    if _nicknames(one, other):
        return True
    known = first_names()
    if known.get(one, "") and known.get(other, "") and known[one] != known[other]:
        return False
    return min(len(one), len(other)) >= 4 and fuzz.ratio(one, other) >= _FIRST_RATIO and one[:2] == other[:2]


def compatible(one: Name, other: Name) -> bool:
    """Whether two full names can be one person's; surnames may differ in spelling, not more."""
    if one.suffix != other.suffix and one.suffix and other.suffix:
        return False
    if (
        bool(one.suffix) != bool(other.suffix)
        and "jr" in (one.suffix, other.suffix)
        and len(one.given) == len(other.given)
    ):
        return False
    if one.last != other.last and not similar_last(one.last, other.last):
        return False
    shorter, longer = sorted((one, other), key=lambda name: len(name.given))
    if set(shorter.given) <= set(longer.given) and one.last == other.last:
        return not _middle_conflict(one, other)
    if one.last != other.last and not any(a == b for a in one.given for b in other.given):
        return False
    return same_given(one.first, other.first) and not _middle_conflict(one, other)


def similar_last(one: str, other: str) -> bool:
    """Whether two surnames look like spellings of one."""
    if one == other:
        return True
    return min(len(one), len(other)) >= 6 and one[:3] == other[:3] and fuzz.ratio(one, other) >= _LAST_RATIO


def _nicknames(one: str, other: str) -> bool:
    table = nicknames()
    if other in table.get(one, ()) or one in table.get(other, ()):
        return True
    return bool(table.get(one, frozenset()) & table.get(other, frozenset()))


def _middle_conflict(one: Name, other: Name) -> bool:
    if len(one.given) < 2 or len(other.given) < 2:
        return False
    return one.given[1][0] != other.given[1][0] and not set(one.given[1:]) & set(other.given[1:])
