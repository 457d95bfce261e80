"""How good an article's English is: what machine translation and garbling leave behind.

Four signals, each a weight of evidence (log odds, in nats) against a writer's
own English, counted over the words of the prose: names written small, frequent
words side by side that never stand so, nouns that want a determiner and have
none, and too few articles. The tables (``english.toml``) and the rates are
counted over clean news by ``training/english.py``; ``bench/english.py`` measures
false flags on other clean news, and what is found of texts spoilt by script.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log
from typing import Final

from crossread.records import Doubt
from crossread.records.segment import listed

_TOKEN: Final = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*(?:['’](?!s\b)[a-z]+)?|['’]s\b|\d+(?:[.,:]\d+)*|[^\w\s]")
DETERMINERS: Final = listed(
    "a an the his her its their my our your this that these those any no some every each another one two"
    " three four five six seven eight nine ten what which whose either neither 's ’s many several all both"
    " few most more such first second third last next other same own"
)
_ARTICLES: Final = frozenset(("a", "an", "the"))
_LEAST_WORDS: Final = 8  # of a line that is prose
_REACH: Final = 4  # words before a noun in which its determiner stands
_TAGS: Final = frozenset("@#/._-")  # what stands before a word of an address or tag, not of a sentence
BOUND: Final = 5.0
"""Evidence from which on an article counts as machine-made or garbled."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A rate in good English and in bad, which weigh one occurrence and one absence of it."""

    name: str
    good: float
    bad: float

    def weight(self, found: int, of: int) -> float:
        """Log odds of bad English where ``found`` of ``of`` cases show the sign."""
        return found * log(self.bad / self.good) + (of - found) * log((1 - self.bad) / (1 - self.good))


NAMES: Final = Signal("names in small letters", 0.01, 0.5)
PAIRS: Final = Signal("words in an order that English lacks", 0.004, 0.075)
NOUNS: Final = Signal("nouns without an article", 0.085, 0.45)
# The sign is a word that is no article.
ARTICLES: Final = Signal("few articles", 0.945, 0.98)


@dataclass(frozen=True, slots=True)
class Tables:
    """``english.toml``."""

    names: frozenset[str]
    frequent: frozenset[str]
    nouns: frozenset[str]
    never: frozenset[tuple[str, str]]


@cache
def tables() -> Tables:
    """The tables of good English."""
    data = tomllib.loads(files(__package__).joinpath("english.toml").read_text("utf-8"))
    return Tables(
        frozenset(data["names"].split()),
        frozenset(data["function_words"].split()),
        frozenset(data["nouns"].split()),
        frozenset((one, other) for one, held in data["never_followed_by"].items() for other in held.split()),
    )


def tokens(line: str) -> list[str]:
    """Words and marks of a line of prose; nothing of a line too short to be prose."""
    found = _TOKEN.findall(line)
    return found if sum(word[0].isalpha() for word in found) >= _LEAST_WORDS else []


def determined(line: Sequence[str], at: int) -> bool:
    """Whether a determiner or a number stands before the word at ``at``, with words alone between."""
    for word in reversed(line[max(0, at - _REACH) : at]):
        if word.lower() in DETERMINERS or word[0].isdigit():
            return True
        if not word[0].isalpha():
            return False
    return False


def doubts(lines: Iterable[str]) -> tuple[Doubt, ...]:
    """The signals that speak against an article's English, the weightiest first."""
    counts: Counter[str] = Counter()
    for line in lines:
        _count(tokens(line), counts)
    weighed = (
        (NAMES, counts["small"], counts["names"], f"{counts['small']} of {counts['names']}"),
        (PAIRS, counts["odd"], counts["pairs"], f"{counts['odd']} pairs"),
        (NOUNS, counts["bare"], counts["nouns"], f"{counts['bare']} of {counts['nouns']}"),
        (
            ARTICLES,
            counts["words"] - counts["articles"],
            counts["words"],
            f"{counts['articles']} in {counts['words']} words",
        ),
    )
    found = [
        Doubt(signal.name, value, round(weight, 2))
        for signal, cases, of, value in weighed
        if (weight := signal.weight(cases, of)) > 0
    ]
    return tuple(sorted(found, key=lambda doubt: (-doubt.weight, doubt.signal)))


def is_bad(found: Iterable[Doubt]) -> bool:
    """Whether all doubts together are too many."""
    return sum(doubt.weight for doubt in found) >= BOUND


def _count(line: Sequence[str], counts: Counter[str]) -> None:
    table = tables()
    lowered = [word.lower() for word in line]
    for at, word in enumerate(line):
        before = lowered[at - 1] if at else ""
        if not word[0].isalpha():
            continue
        counts["words"] += 1
        counts["articles"] += lowered[at] in _ARTICLES
        if lowered[at] in table.names and at and before not in _TAGS:
            counts["names"] += 1
            counts["small"] += word.islower()
        if lowered[at] in table.frequent and before in table.frequent:
            counts["pairs"] += 1
            counts["odd"] += (before, lowered[at]) in table.never
        if word in table.nouns:
            counts["nouns"] += 1
            counts["bare"] += not determined(line, at)
