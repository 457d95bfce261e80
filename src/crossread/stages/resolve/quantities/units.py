"""The unit that follows an amount: a measure, a currency, a share, or the head noun of what is counted."""

import re
from dataclasses import dataclass
from functools import cache

from crossread.stages.resolve.quantities.amounts import SPACE, Amount
from crossread.stages.resolve.quantities.tables import is_plural, nouns, singular, stops, units

_TOKEN = re.compile(rf"{SPACE}+(?P<word>[\w’'-]+)")
_LABEL = re.compile(r"[.)][ \t]")
_REACH = 4  # words between a number and its noun: "59 long-range cruise missiles"
_SMALL = 10


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit up to ``end``. ``measures`` is False for counts and bare numbers."""

    name: str
    factor: float
    end: int
    measures: bool = True


@cache
def _pattern() -> re.Pattern[str]:
    forms = "|".join(
        re.escape(form).replace(r"\ ", f"{SPACE}+") for form in sorted(units(), key=lambda f: (-len(f), f))
    )
    return re.compile(
        rf"(?:{SPACE}*(?P<sign>%)|(?:{SPACE}*-?|{SPACE}+of{SPACE}+an?{SPACE}+)(?P<form>{forms})(?:s|es)?(?:[’'](?!\w))?(?!\w))",
        re.IGNORECASE,
    )


def unit_after(text: str, amount: Amount, limit: int) -> Unit | None:
    """The unit of an amount; None where the number is not one that counts or measures."""
    found = _pattern().match(text, amount.end, limit)
    if found and not amount.currency:
        form = re.sub(r"\s+", " ", (found["sign"] or found["form"]).casefold())
        name, factor = units()[form]
        if amount.low == 1 and not amount.digits and form in ("second", "day"):
            return None  # "one day we shall see", "one second"
        return Unit(name, factor, found.end())
    if amount.currency:
        return Unit(amount.currency, 1.0, amount.end)
    return _counted(text, amount, limit)


def _counted(text: str, amount: Amount, limit: int) -> Unit | None:
    noun = _head_noun(text, amount, limit)
    if noun:
        return noun
    if amount.is_range or amount.low == 0.5 or amount.is_article:
        return None
    if amount.open_:
        return Unit("", 1.0, amount.end, measures=False)
    if text[amount.end : amount.end + 1] in ("-", "/", ":", "’", "'") or (
        not amount.digits and amount.low <= _SMALL
    ):
        return None  # "24/7", "two-faced", "the two"
    if _LABEL.match(text, amount.end, limit) and text[max(0, amount.start - 1) : amount.start] in (
        "",
        "\n",
        "\r",
    ):
        return None  # "1. First of all" numbers a list
    following = text[amount.end : amount.end + 1]
    return None if following.isalpha() else Unit("", 1.0, amount.end, measures=False)


def _head_noun(text: str, amount: Amount, limit: int) -> Unit | None:
    position = amount.end
    for _ in range(_REACH):
        found = _TOKEN.match(text, position, limit)
        if not found:
            return None
        word = found["word"].casefold()
        if word in stops():
            return None
        if amount.low == 1:
            known = nouns("one").get(word) or nouns("count").get(word)
            return Unit(known, 1.0, found.end(), measures=False) if known else None
        if is_plural(word):
            return Unit(singular(word), 1.0, found.end(), measures=False)
        position = found.end()
    return None
