"""The words of the reports, from ``labels.toml``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from crossread.records import (
    MACHINE_TRANSLATED,
    Act,
    Article,
    DateBasis,
    Finding,
    FindingKind,
    Judged,
    Quotation,
    Reason,
    Stance,
)
from crossread.stages.report.shown import day, elided, one_line, plural

_MOST_NOTE = 400  # code points
CONFLICTS = (FindingKind.CONTRADICTION, FindingKind.DENIAL, FindingKind.NUMERIC_DIFFERENCE)


@dataclass(frozen=True, slots=True)
class KindLabel:
    """How a kind of finding is called: in a line, as a heading, what it means, its colour family."""

    name: str
    title: str
    help: str
    tone: str
    flipped: str


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("labels.toml").read_text("utf-8"))


@cache
def kind_label(kind: FindingKind) -> KindLabel:
    """The words for a kind of finding."""
    row = _table()["kinds"][kind.value]
    return KindLabel(row["name"], row["title"], row["help"], row["tone"], row.get("flipped", row["name"]))


def finding_label(finding: Finding) -> str:
    """What a finding says of its parties: *differ*, or *contradict* where polarity flips."""
    label = kind_label(finding.kind)
    flips = any(reason.signal == "polarity" and reason.weight > 0 for reason in finding.reasons)
    return label.flipped if flips else label.name


def stance_label(stance: Stance) -> str:
    """The word for a stance."""
    return str(_table()["stances"][stance.value])


def act_label(act: Act) -> str:
    """The verb for an act of speech: "says", "denies"."""
    return str(_table()["acts"][act.value])


def quotation_label(quotation: Quotation) -> str:
    """The words for a manner of quotation."""
    return str(_table()["quotations"][quotation.value])


def judged_label(judged: Judged) -> str:
    """How a finding was judged, by whom, when: "accepted by Ada Berg, 2031-03-05: seen the minutes"."""
    word = _table()["judgements"][judged.action.value]
    note = f": {elided(one_line(judged.note), _MOST_NOTE)}" if judged.note else ""
    return f"{word} by {elided(one_line(judged.by), 80)}, {day(judged.on)}{note}"


def basis_label(basis: DateBasis | None) -> str:
    """How a date is known, "" where there is none."""
    return str(_table()["bases"][basis.value]) if basis else ""


def flag_label(article: Article, flag: str) -> str:
    """What a flag of an article says, with the signs of it in brackets."""
    words = str(_table()["flags"].get(flag) or one_line(flag))
    if flag != MACHINE_TRANSLATED or not article.doubts:
        return words
    signs = "; ".join(f"{one_line(doubt.signal)}: {one_line(doubt.value)}" for doubt in article.doubts)
    return f"{words} ({elided(signs, _MOST_NOTE)})"


def signal_label(signal: str) -> str:
    """The words for a signal of the compare stage; its own name where the table has none."""
    return str(_table()["signals"].get(signal) or one_line(signal.replace("_", " ")))


def reason_words(reason: Reason) -> str:
    """A reason in words: what was looked at, and what was seen."""
    value = one_line(reason.value)
    if value and reason.signal in _table()["values"]["alone"]:
        return value
    label = signal_label(reason.signal)
    return f"{label}: {value}" if value and label else value or label


def strongest(reasons: Sequence[Reason], most: int) -> list[Reason]:
    """The reasons that speak most for a finding, the weightiest first.

    Those against it are left out, and those that tell of its sort, not of it.
    """
    background = _table()["values"]["background"]
    speaking = [reason for reason in reasons if reason.weight >= 0 and reason.signal not in background]
    return sorted(speaking, key=lambda reason: -reason.weight)[:most]


def second_reader_line(options: Mapping[str, str | int | float | bool | None]) -> str:
    """Which language model was asked about unsure pairs, and how its answers fared; "" where none was."""
    if "second_reader" not in options:
        return ""
    fared = ("answered", "dropped", "failed", "not_asked")
    told = [(word.replace("_", " "), options.get(f"second_reader_{word}")) for word in fared]
    counts = ", ".join(f"{count} {word}" for word, count in told if count)
    stopped = options.get("second_reader_stopped")
    unsure = options.get("second_reader_unsure")
    pairs = plural(unsure, "unsure pair") if isinstance(unsure, int) else "unsure pairs"
    return one_line(
        f"Second reader {options['second_reader']} at {options.get('second_reader_at')}:"
        f" {pairs}{': ' if counts else ''}{counts}"
        f"{f'; it gave up: {stopped}' if stopped else ''}."
    )
