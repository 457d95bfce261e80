"""The word tables of this stage, read once from the data files beside the code."""

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO
from math import log

_FOLDER = "data"


def _text(name: str) -> str:
    return files("crossread.stages.compare").joinpath(_FOLDER, name).read_text(encoding="utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    lines = [line for line in _text(name).splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(StringIO("\n".join(lines))))


def _word_lines(name: str) -> list[list[str]]:
    """The words of each line that is not empty and no comment."""
    return [line.split() for line in _text(name).splitlines() if line.strip() and not line.startswith("#")]


@cache
def function_words() -> frozenset[str]:
    """Words of grammar, lower case."""
    return frozenset(word for line in _word_lines("function_words.txt") for word in line)


@cache
def irregular() -> Mapping[str, str]:
    """Stem of each word form that the rules of stemming would get wrong."""
    return {row["form"]: row["stem"] for row in _rows("irregular.csv")}


@cache
def nations() -> frozenset[str]:
    """All words for nations, lower case."""
    return frozenset(word for _, words in pairs("nations.csv") for word in words.split())


@cache
def _frequencies() -> Mapping[str, int]:
    return {row["stem"]: int(row["sentences"]) for row in _rows("frequencies.csv")}


def frequency(stem: str) -> int:
    """In how many of 26,935 sentences of public news and public documents a stem stands (0 below 5)."""
    return _frequencies().get(stem, 0)


@cache
def rarity(stem: str) -> float:
    """Background weight of a stem in [0, 1]: 1 for one that is hardly ever used."""
    return min(1.0, log(26_935 / (frequency(stem) + 3)) / log(26_935 / 3))


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list, lower case."""
    return frozenset(word for line in _word_lines(name) for word in line)


@cache
def phrases(name: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """(words of the phrase, second column) of a table or a list of phrases, the longest first."""
    if name.endswith(".txt"):
        found = [(tuple(line), "") for line in _word_lines(name)]
    else:
        found = [(tuple(next(iter(row.values())).split()), list(row.values())[1]) for row in _rows(name)]
    return tuple(sorted(found, key=lambda item: (-len(item[0]), item[0])))


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The two columns of a table."""
    rows = [list(row.values()) for row in _rows(name)]
    return tuple((row[0], row[1]) for row in rows)


@cache
def spoken() -> Mapping[str, str]:
    """Small numbers and words for one, as figures."""
    return {row["word"]: row["figure"] for row in _rows("spoken.csv")}


@cache
def columns(name: str) -> tuple[tuple[str, ...], ...]:
    """All columns of a table, row by row."""
    return tuple(tuple(row.values()) for row in _rows(name))


@cache
def word_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of each line of a list."""
    return tuple(tuple(line) for line in _word_lines(name))


@cache
def triples(name: str) -> tuple[tuple[str, str, float], ...]:
    """Two columns and a weight."""
    rows = [list(row.values()) for row in _rows(name)]
    return tuple((row[0], row[1], float(row[2])) for row in rows)


@cache
def weights(section: str) -> Mapping[str, float]:
    """The weights of one additive model, by name of signal."""
    return {key: float(value) for key, value in _models()[section].items()}


@cache
def _models() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads(_text("weights.toml"))
