"""The small data files beside this code: phrases, labels, buttons, agencies, outlets."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern that only furniture has; ``words`` is the longest line that it may judge."""

    why: str
    words: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Label:
    """Words that announce links, alone on their line or before the words of a link."""

    why: str
    alone: re.Pattern[str]
    before: re.Pattern[str]


@cache
def phrases() -> tuple[Phrase, ...]:
    """phrases.tsv, its patterns of one kind joined into one."""
    groups: dict[tuple[str, int], list[str]] = {}
    for row in _rows("phrases.tsv"):
        why, words, pattern = row.split("\t")
        groups.setdefault((why, int(words)), []).append(f"(?:{pattern})")
    return tuple(
        Phrase(why, words, re.compile("|".join(patterns), re.IGNORECASE))
        for (why, words), patterns in groups.items()
    )


@cache
def labels() -> tuple[Label, ...]:
    """labels.tsv, by the reason that its lines give."""
    groups: dict[str, list[str]] = {}
    for row in _rows("labels.tsv"):
        why, pattern = row.split("\t")
        groups.setdefault(why, []).append(f"(?:{pattern})")
    out = []
    for why, patterns in groups.items():
        words = "|".join(patterns)
        out.append(
            Label(
                why,
                re.compile(rf"\W*(?:{words})\W*", re.IGNORECASE),
                re.compile(rf"\W*(?:{words})\s*[:|»>\u2022-]+\s*(?=\S)", re.IGNORECASE),
            )
        )
    return tuple(out)


@cache
def buttons() -> re.Pattern[str]:
    """Matches a line that holds nothing but words of buttons and menus, glued together or not."""
    words = sorted((re.escape(row) for row in _rows("buttons.txt")), key=lambda word: (-len(word), word))
    return re.compile(rf"\W*+(?>(?:{'|'.join(words)})(?:\W++|\b|(?=[A-Z])))++", re.IGNORECASE)


@cache
def agencies() -> Mapping[str, str]:
    """News agencies' names by the forms in which credits write them."""
    return {row["form"]: row["name"] for row in _table("agencies.csv")}


@cache
def outlets() -> Mapping[str, str]:
    """Outlets' names by host, without "www."."""
    return {row["host"]: row["name"] for row in _table("outlets.csv")}


def _rows(name: str) -> Iterator[str]:
    for row in _text(name).splitlines():
        if row.strip() and not row.startswith("# ") and row != "#":
            yield row


def _table(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(_text(name).splitlines())


def _text(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")
