"""Score the read stage on a PolNeAR file, and write its report.

    python bench/attribution.py --data ../shared [--set dev] [--nested speech] [--out report.json]

Needs the shared data and scorers; see training/README.md.
"""

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crossread.models import Reader
from crossread.records import Article, Attribution, Reading, Span
from crossread.stages.read import Policy, read


def position(span: Span | None) -> dict[str, int] | None:
    """A span as FORMAT.md writes it."""
    return {"start": span.start, "end": span.end} if span else None


def claims(article: Article, reading: Reading) -> Iterator[dict[str, Any]]:
    """The attributions of a reading as claims; a voice is the words of its source."""

    def voices(found: Attribution) -> list[str]:
        outer = voices(reading.attributions[found.parent]) if found.parent is not None else []
        return [*outer, found.source.of(article.text) if found.source else "?"]

    for number, found in enumerate(reading.attributions):
        yield {
            "id": f"{article.id}:{number}",
            "article": article.id,
            "story": None,
            "voices": voices(found),
            "source": position(found.source),
            "cue": position(found.cue),
            "content": [position(piece) for piece in found.content],
            "quotation": found.quotation,
            "act": found.act,
            "polarity": found.polarity,
            "hedged": found.hedged,
            "said_on": None,
        }


def report(articles: list[Article], readings: list[Reading]) -> dict[str, Any]:
    """A report of nothing but claims (FORMAT.md, version 1)."""
    rows = [
        claim
        for article, reading in zip(articles, readings, strict=True)
        for claim in claims(article, reading)
    ]
    actors = sorted({voice for row in rows for voice in row["voices"]})
    return {
        "format": "crossread-report/1",
        "articles": [
            {
                "id": article.id,
                "path": article.path,
                "furniture": [position(item.span) for item in article.furniture],
                "posts": [],
            }
            for article in articles
        ],
        "actors": [{"id": voice, "name": voice} for voice in actors],
        "stories": [],
        "claims": rows,
        "findings": [],
    }


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the shared folder, with data/ and eval/")
    parser.add_argument("--set", default="dev")
    parser.add_argument("--nested", type=Policy, default=Policy.SPEECH, choices=list(Policy))
    parser.add_argument("--model", type=Path, default=None, help="another folder with a reader")
    parser.add_argument("--json", action="store_true", help="the figures as JSON, nothing else")
    parser.add_argument("--out", type=Path, default=Path("attribution-report.json"))
    options = parser.parse_args()
    gold = options.data / "data" / "attribution" / f"polnear_{options.set}.jsonl.gz"
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    articles = [Article(row["doc"], f"{row['doc']}.txt", row["text"], "text", "utf-8", "en") for row in rows]
    reader = Reader(options.model)
    started = time.process_time()
    readings = [read(article, reader, nested=options.nested) for article in articles]
    seconds = time.process_time() - started
    options.out.write_text(json.dumps(report(articles, readings)), "utf-8")
    count = sum(len(article.text.split()) for article in articles)
    if not options.json:
        print(f"{count} words in {seconds:.1f} CPU seconds: {count / seconds:.0f} words/s", flush=True)
    scorer = options.data / "eval" / "score_attribution.py"
    command = [
        sys.executable,
        str(scorer),
        str(options.out),
        str(gold),
        *(["--json"] if options.json else []),
    ]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
