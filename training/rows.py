"""Rows of the sets as they lie on disk. Needs the standard library alone, so that the bench reads them."""

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def token_text(rows: Iterable[dict[str, Any]]) -> tuple[str, list[tuple[int, int, str]]]:
    """Rows of tokens and BIO tags as one text, a row a line, with its mentions."""
    text = ""
    mentions: list[tuple[int, int, str]] = []
    for row in rows:
        line = row.get("text") or " ".join(row["tokens"])
        base, at = len(text), 0
        for token, tag in zip(row["tokens"], row["tags"], strict=True):
            found = line.find(token, at)
            start = found if found >= 0 else at
            at = min(start + len(token), len(line))
            if tag.startswith("B-"):
                mentions.append((base + start, base + at, tag[2:]))
            elif tag.startswith("I-") and mentions:
                mentions[-1] = (mentions[-1][0], base + at, mentions[-1][2])
        text += line + "\n"
    return text, mentions
