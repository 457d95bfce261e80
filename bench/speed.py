"""How fast one core reads: the read stage as shipped beside the bare inference sessions on the same tokens.

    python bench/speed.py [--articles 60] [--rounds 5] [--reader FOLDER]

The stage is run with every head, the second pass, voices within voices and
names. Beside it, article by article in turns, the sessions alone are given the
very arrays that the stage gave them; then only those of the first pass, which
reads every word; then the first pass with each word piece once, without the
overlap of windows that the stage pays for its accuracy. One thread, CPU seconds
of this process, the median of the rounds: neighbours on the machine move both
sides alike. Articles: every hundredth of ../shared/data/stories/stream_articles.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import onnxruntime

from common import machine, read_jsonl, shared
from crossread.models import Reader
from crossread.records import Article
from crossread.stages.read import read
from crossread.stages.read.features import block
from crossread.stages.read.windows import windows

Call = tuple[Any, Sequence[str], dict[str, Any]]
"""A session, the outputs asked for, and the arrays given."""


def articles_of(count: int) -> list[Article]:
    """Dated news articles of many outlets."""
    rows = read_jsonl(shared() / "data" / "stories" / "stream_articles.jsonl.gz")
    chosen = islice(rows, 1, None, 100)
    return [
        Article(str(number), f"{number}.txt", row["text"], "text", "utf-8", "en")
        for number, row in enumerate(islice(chosen, count))
    ]


def recorded(work: Callable[[], object]) -> list[Call]:
    """The calls of inference sessions that ``work`` makes."""
    held: list[Call] = []
    plain: Callable[..., Any] = onnxruntime.InferenceSession.run

    def noting(self: Any, outputs: Sequence[str], given: dict[str, Any]) -> Any:
        held.append((self, outputs, given))
        return plain(self, outputs, given)

    onnxruntime.InferenceSession.run = noting
    try:
        work()
    finally:
        onnxruntime.InferenceSession.run = plain
    return held


def once(article: Article, reader: Reader) -> list[Call]:
    """First passes over windows that do not overlap."""
    item = block(article.text)
    pieces = reader.pieces(item.forms())
    parts = windows([len(ids) for ids in pieces], item.features[:, 2] == 2, limit=reader.window, overlap=0)
    return recorded(
        lambda: [reader.run(pieces[at.first : at.last], item.features[at.first : at.last]) for at in parts]
    )


def seconds(calls: Sequence[Call]) -> float:
    """CPU seconds of the calls alone."""
    started = time.process_time()
    for session, outputs, given in calls:
        session.run(outputs, given)
    return time.process_time() - started


def is_first(call: Call) -> bool:
    """Whether a call is of the first pass."""
    return "input_ids" in call[2]


def measure(articles: Sequence[Article], reader: Reader, rounds: int) -> dict[str, Any]:
    """Words a second of the stage and of the sessions, and the ratios between them."""
    calls = [recorded(lambda article=article: read(article, reader)) for article in articles]  # type: ignore[misc]
    single = [once(article, reader) for article in articles]
    found: list[dict[str, float]] = []
    for _ in range(rounds):
        spent = dict.fromkeys(("stage", "both passes", "first pass", "first pass, each piece once"), 0.0)
        for article, held, plain in zip(articles, calls, single, strict=True):
            started = time.process_time()
            read(article, reader)
            spent["stage"] += time.process_time() - started
            spent["both passes"] += seconds(held)
            spent["first pass"] += seconds([call for call in held if is_first(call)])
            spent["first pass, each piece once"] += seconds(plain)
        found.append(spent)
    words = sum(len(article.text.split()) for article in articles)
    firsts = [call for held in calls for call in held if is_first(call)]
    seconds_of = {name: statistics.median(spent[name] for spent in found) for name in found[0]}
    return {
        "articles": len(articles),
        "words": words,
        "word_pieces": sum(int(call[2]["input_ids"].size) for held in single for call in held),
        "word_pieces_with_overlap": sum(int(call[2]["input_ids"].size) for call in firsts),
        "words_a_second": {name: round(words / value) for name, value in seconds_of.items()},
        "sessions_to_stage": {
            name: round(statistics.median(spent[name] / spent["stage"] for spent in found), 3)
            for name in found[0]
            if name != "stage"
        },
    }


def main() -> None:
    """Print the figures as JSON, then the machine."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--reader", type=Path, default=None, help="another folder with a reader")
    options = parser.parse_args()
    print(
        json.dumps(measure(articles_of(options.articles), Reader(options.reader), options.rounds), indent=1)
    )
    print(machine())


if __name__ == "__main__":
    main()
