"""Finds bare amounts in a text: a number in digits or words, its scale, its currency sign, a range."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crossread.stages.resolve.numerals import digit_pattern, number_value, word_pattern
from crossread.stages.resolve.quantities.tables import collectives, currencies

SPACE = "[ \t\u00a0\u2009\u202f]"
_SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
_SHORT = frozenset(("k", "m"))  # metres, or a typist's K: scales only after a currency sign


@dataclass(frozen=True, slots=True)
class Amount:
    """Numbers ``low`` to ``high`` at ``[start, end)``; ``open_`` where only the least is known ("dozens")."""

    start: int
    end: int
    low: float
    high: float
    currency: str = ""
    digits: bool = False
    open_: bool = False
    is_range: bool = False
    is_article: bool = False  # "an hour" counts only beside a bound ("more than an hour")


@cache
def _pattern() -> re.Pattern[str]:
    signs = "|".join(re.escape(sign) for sign in sorted(currencies(), key=lambda sign: (-len(sign), sign)))
    words = "|".join(re.escape(one) for one in sorted(collectives(), key=lambda one: (-len(one), one)))
    scale = "hundred|thousand|million|billion|trillion|mln|mn|bn|trn|tn|[km](?![a-z])"

    def one(tag: str) -> str:
        return (
            rf"(?:(?P<sign{tag}>{signs}){SPACE}?)?(?P<number{tag}>{digit_pattern()}|{word_pattern()})"
            rf"(?P<half{tag}>{SPACE}and{SPACE}a{SPACE}half\b)?(?:(?:{SPACE}|-)?(?P<scale{tag}>{scale})\b)?"
        )

    # A number never begins inside a name, a path, an address or another number (G20, F-16, 24/7, 1.2.3).
    return re.compile(
        rf"(?<![\w.,/@#:+-])(?<![\w][’'])(?:(?P<many>{words})\b|(?P<halves>half{SPACE}an?)\b"
        rf"|(?P<article>an?)(?={SPACE}+(?:minute|hour|day|week|fortnight|month|year|decade|century)\b)"
        rf"|{one('1')}(?:(?:{SPACE}?[-–]{SPACE}?|{SPACE}to{SPACE}|(?P<and>{SPACE}and{SPACE})){one('2')})?)",
        re.IGNORECASE,
    )


def amounts(text: str, start: int, end: int) -> Iterator[Amount]:
    """Amounts in ``text[start:end]``, in text order."""
    position = start
    while match := _pattern().search(text, position, end):
        found = _amount(text, match)
        if found:
            yield found
        position = max(
            found.end if found else match.end("number1") if match["number1"] else match.end(),
            match.start() + 1,
        )


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    if match["many"]:
        low = collectives()[re.sub(r"\s+", " ", match["many"].casefold())]
        return Amount(match.start(), match.end(), low, low, open_=True)
    if match["halves"]:
        return Amount(match.start(), match.end(), 0.5, 0.5)
    if match["article"]:
        return Amount(match.start(), match.end(), 1.0, 1.0, is_article=True)
    first, first_end = _value(match, "1")
    if first is None:
        return None
    sign = match["sign1"] or ""
    currency = currencies().get(sign, "") or next(
        (unit for symbol, unit in currencies().items() if symbol.casefold() == sign.casefold()), ""
    )
    digits = match["number1"][0].isdigit()
    second, second_end = _value(match, "2") if match["number2"] else (None, first_end)
    before = text[max(0, match.start() - 9) : match.start()].casefold()
    if second is not None and _is_range(match, before):
        if match["scale2"] and not match["scale1"]:
            first *= _scale(match, "2")
        if first < second:
            return Amount(match.start(), second_end, first, second, currency, digits, is_range=True)
    return Amount(match.start(), first_end, first, first, currency, digits)


def _is_range(match: re.Match[str], before: str) -> bool:
    if match["and"]:
        return before.rstrip().endswith("between")
    return not before.rstrip().endswith("from")


def _scale(match: re.Match[str], tag: str) -> float:
    word = (match[f"scale{tag}"] or "").casefold()
    if word in _SHORT and not match["sign1"]:
        return 1.0
    return _SCALES.get(word, 1.0)


def _value(match: re.Match[str], tag: str) -> tuple[float | None, int]:
    value = number_value(match[f"number{tag}"])
    if value is None:
        return None, match.end()
    scale = _scale(match, tag)
    half = 0.5 if match[f"half{tag}"] else 0.0
    end = (
        match.end(f"scale{tag}") if scale != 1.0 else max(match.end(f"number{tag}"), match.end(f"half{tag}"))
    )
    return (value + half) * scale, end
