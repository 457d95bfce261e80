"""The tables of the quantity rules: units, currencies, bounds, nouns; each a small CSV beside this file."""

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one CSV table."""
    text = files(__package__ or "").joinpath(f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def units() -> dict[str, tuple[str, float]]:
    """Unit word (singular) to its normal unit and the factor to it."""
    return {row["form"]: (row["unit"], float(row["factor"])) for row in rows("units")}


@cache
def currencies() -> dict[str, str]:
    """Currency symbol or code to its unit."""
    return {row["symbol"]: row["unit"] for row in rows("currencies")}


@cache
def collectives() -> dict[str, float]:
    """ "dozens", "hundreds of": the least number that each can mean."""
    return {row["phrase"]: float(row["low"]) for row in rows("collectives")}


@cache
def bounds(side: str) -> dict[str, str]:
    """Bounding phrase before or after a number to "low", "high", "approximate" or "exact"."""
    return {row["phrase"]: row["kind"] for row in rows("bounds") if row["side"] == side}


@cache
def nouns(kind: str) -> dict[str, str]:
    """Noun form to lemma: "count" (irregular plurals), "one" (after "one"), "ordinal" (after "second")."""
    return {row["form"]: row["lemma"] for row in rows("nouns") if row["kind"] == kind}


@cache
def stops() -> frozenset[str]:
    """Words that end a noun phrase."""
    return frozenset(files(__package__ or "").joinpath("stops.txt").read_text("utf-8").split())


def singular(word: str) -> str:
    """Singular of a regular plural; a word that is none comes back as it is.

    >>> singular("missiles"), singular("countries"), singular("losses")
    ('missile', 'country', 'loss')
    """
    lowered = word.casefold()
    if lowered in nouns("count"):
        return nouns("count")[lowered]
    if lowered.endswith("ies") and len(lowered) > 4:
        return lowered[:-3] + "y"
    if lowered.endswith(("sses", "shes", "ches", "xes", "zes")):
        return lowered[:-2]
    return lowered[:-1] if is_plural(lowered) else lowered


def is_plural(word: str) -> bool:
    """Whether a word has the form of a plural noun."""
    lowered = word.casefold()
    if lowered in nouns("count"):
        return True
    return (
        len(lowered) > 3
        and lowered.endswith("s")
        and not lowered.endswith(("ss", "us", "is", "'s", "’s", "ous"))
    )
