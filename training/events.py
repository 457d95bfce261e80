"""Events told by several outlets, as crossread reads them: those of NeuS, and stories of the stream."""

import csv
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossread.records import Article, Blob, Skipped

from training.rows import read_jsonl

LENGTHS = (100, 1500)  # words of an article of NeuS


@dataclass(frozen=True)
class Event:
    """The articles of one story as an input."""

    story: str
    lines: str
    skipped: tuple[Skipped, ...] = ()

    @property
    def blobs(self) -> Iterator[Blob]:
        """One JSON Lines blob."""
        yield Blob(f"{self.story}.jsonl", self.lines.encode())


def neus(data: Path) -> list[Event]:
    """All events of NeuS with two or three full texts, in the order of a hash of their names."""
    rows = {row["story"]: row for row in read_jsonl(data / "stories" / "neus_fulltext.dev.jsonl.gz")}
    found = []
    for story in sorted(rows, key=lambda story: hashlib.sha256(f"find{story}".encode()).hexdigest()):
        articles = [_article(row, row.get("date")) for row in rows[story]["docs"] if _readable(row)]
        if len(articles) > 1:
            found.append(Event(story, "\n".join(articles)))
    return found


def of_stream(data: Path, sheet: Path) -> list[Event]:
    """The stories of the stream that ``sheet`` names: CSV of story and article id, in order."""
    ids: dict[str, list[str]] = defaultdict(list)
    with sheet.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ids[row["story"]].append(row["article"])
    wanted = {one for some in ids.values() for one in some}
    rows = {
        row["id"]: row
        for row in read_jsonl(data / "stories" / "stream_articles.jsonl.gz")
        if row["id"] in wanted
    }
    return [
        Event(story, "\n".join(_article(rows[one], iso(rows[one]["date"])) for one in some if one in rows))
        for story, some in ids.items()
    ]


def iso(stamp: str | None) -> str | None:
    """ISO date of "1/4/19" or of an ISO date; None of anything else."""
    if match := re.fullmatch(r"(\d+)/(\d+)/(\d\d)", stamp or ""):
        return f"20{match[3]}-{int(match[1]):02}-{int(match[2]):02}"
    return stamp if re.fullmatch(r"\d{4}-\d\d-\d\d", stamp or "") else None


def _readable(row: Mapping[str, Any]) -> bool:
    return LENGTHS[0] <= len((row.get("text") or "").split()) <= LENGTHS[1]


def _article(row: Mapping[str, Any], published: object) -> str:
    return json.dumps(
        {
            "text": row["text"],
            "title": row.get("title") or "",
            "outlet": row.get("source") or "",
            "published": str(published or "")[:10],
        }
    )


def text_hash(text: str) -> str:
    """By which the sheets name a text: the first digits of its hash."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def hashes_of(articles: Iterable[Article]) -> dict[str, str]:
    """The hash by which a sheet names each article's text, by the article's id."""
    return {a.id: text_hash(a.text) for a in articles}
