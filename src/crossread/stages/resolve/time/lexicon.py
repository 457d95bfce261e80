"""The words of the time grammar, read from ``words.toml``, and the alternations made of them."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """One table of ``words.toml``."""
    raw = files(__package__ or "").joinpath("words.toml").read_text("utf-8")
    found: dict[str, Any] = tomllib.loads(raw)[name]
    return found


@cache
def words(name: str, key: str) -> frozenset[str]:
    """A list of ``words.toml`` as a set."""
    return frozenset(table(name)[key])


def alternatives(items: Iterable[str]) -> str:
    """A regular expression for any of ``items``, the longest first."""
    return "|".join(re.escape(item) for item in sorted(items, key=lambda item: (-len(item), item)))


def month_number(word: str) -> int:
    """Number of a month by its name or abbreviation; raises KeyError for any other word."""
    key = word.casefold().rstrip(".")
    found: int = table("months").get(key) or table("month_abbreviations")[key]
    return found


def weekday_number(word: str) -> int:
    """0 for Monday to 6 for Sunday, by name or abbreviation; raises KeyError for any other word."""
    key = word.casefold().rstrip(".")
    weekdays = table("weekdays") | table("weekday_abbreviations")
    found: int = weekdays[key]
    return found
