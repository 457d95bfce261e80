"""English numbers in digits and words, as a pattern and a value; times and quantities share it."""

import re
from functools import cache
from importlib.resources import files

_SPACE = r"[ \t\u00a0\u2009\u202f]"


@cache
def number_words() -> dict[str, int]:
    """Cardinal number words below a hundred and the scale words, with their values (``numerals.csv``)."""
    return _column("cardinal") | scale_words()


@cache
def ordinal_words() -> dict[str, int]:
    """Ordinal words from first to ninety-nine's parts."""
    return _column("ordinal")


@cache
def scale_words() -> dict[str, int]:
    """dozen, hundred, thousand, million and so on."""
    return _column("scale")


@cache
def word_pattern() -> str:
    """Regular expression for a cardinal in words: "two", "twenty-one", "three hundred and five"."""
    small = _alternatives(_column("cardinal"))
    scale = _alternatives(scale_words())
    joint = rf"(?:{_SPACE}+(?:and{_SPACE}+)?|-)"
    # Each further word is matched one way only and their number is bounded: no text can make this slow.
    return rf"(?:(?:(?:{small})\b|an?\b(?={_SPACE}+(?:{scale})\b))(?:{joint}(?:{scale}|{small})\b){{0,9}})"


@cache
def digit_pattern() -> str:
    """Regular expression for a number in digits: 86, 100,000, 2.5, 1 000 000."""
    return r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:[\u00a0\u202f][0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,6})?"


def number_value(words: str) -> float | None:
    """Value of a number in digits or words; None where it is neither.

    >>> number_value("100,000"), number_value("three hundred and five"), number_value("twenty-one")
    (100000.0, 305.0, 21.0)
    """
    compact = re.sub(r"[,\u00a0\u202f](?=[0-9]{3})", "", words.strip())
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", compact):
        return float(compact)
    total = current = 0
    tokens = re.findall(r"[a-z]+", words.casefold())
    for word in tokens:
        if word == "and":
            continue
        if word in ("a", "an"):
            current += 1
        elif word in scale_words():
            factor = scale_words()[word]
            if factor <= 100:  # a dozen, a hundred
                current = max(current, 1) * factor
            else:
                total += max(current, 1) * factor
                current = 0
        elif word in number_words():
            current += number_words()[word]
        else:
            return None
    return float(total + current) if tokens else None


def ordinal_value(words: str) -> int | None:
    """Value of an ordinal in digits or words ("8th", "eighth", "twenty-first"); None where it is none."""
    digits = re.fullmatch(r"([0-9]{1,4})(?:st|nd|rd|th)", words.strip().casefold())
    if digits:
        return int(digits[1])
    *head, last = re.findall(r"[a-z]+", words.casefold()) or [""]
    tens = sum(number_words().get(word, 0) for word in head)
    unit = ordinal_words().get(last)
    return tens + unit if unit is not None and len(head) <= 1 else None


@cache
def ordinal_pattern() -> str:
    """Regular expression for an ordinal in digits or words."""
    words = _alternatives(ordinal_words())
    return rf"(?:[0-9]{{1,4}}(?:st|nd|rd|th)\b|(?:(?:twenty|thirty|forty|fifty)-)?(?:{words})\b)"


def _alternatives(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _column(kind: str) -> dict[str, int]:
    rows = files(__package__ or "").joinpath("numerals.csv").read_text("utf-8").splitlines()[1:]
    cells = [row.split(",") for row in rows if row]
    return {word: int(value) for sort, word, value in cells if sort == kind}
