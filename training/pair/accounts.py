"""Pairs of accounts as training takes them, from the file that ``training.pair.rivals`` writes."""

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from training.pair.pairs import UNKNOWN, Pair

VERDICTS = {"C": 1, "c": 2, "k": 4, "r": 8}  # bits, in the order of RIVALS
ANY = 15  # nobody has judged it: any of them
JUDGED, UNJUDGED = 2.0, 0.6  # weights


def accounts(path: Path) -> tuple[list[Pair], list[Pair], list[Pair]]:
    """Pairs to train on that were judged, such that were not, and those to test with."""
    judged, unjudged, test = [], [], []
    for row in rows(path):
        verdict = VERDICTS.get(row["verdict"], ANY)
        if row["use"] == "test":
            test.append(_pair(row, verdict, 1.0, "rivals"))
        elif row["use"] == "train" and verdict == ANY:
            unjudged.append(_pair(row, verdict, UNJUDGED, "accounts"))
        elif row["use"] == "train":
            judged.append(_pair(row, verdict, JUDGED, "rivals"))
    return judged, unjudged, test


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of the file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _pair(row: Mapping[str, Any], verdict: int, weight: float, group: str) -> Pair:
    return Pair(row["one"], row["other"], UNKNOWN, UNKNOWN, weight, group, verdict)
