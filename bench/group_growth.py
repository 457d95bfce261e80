"""What grouping and finding copies cost as a stream grows: processor seconds by part, peak memory, exponents.

    python bench/group_growth.py [--sizes 1000 2000 4000] [--plain]

Articles of ../shared/data/stories/stream_articles in the order of time; past their number, rewrites of them:
every fifth word left out, dated a year later. ``--plain`` leaves the sentence encoder out: its time is the
same for every article. An exponent of 1 is growth with the work.
"""

import argparse
import json
import math
import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from training.stories.sets import article

from common import machine, read_jsonl, shared
from crossread.models import Encoder
from crossread.records import Article
from crossread.stages.group.copies import copy_groups
from crossread.stages.group.growing import Stories
from crossread.stages.group.signals import features_of
from crossread.stages.group.units import units_of
from dossier_growth import iso

T = TypeVar("T")
_MONTHS = timedelta(days=400)


def articles() -> Iterator[Article]:
    """The stream, then rewrites of it, without end."""
    rows = read_jsonl(shared() / "data" / "stories" / "stream_articles.jsonl.gz")
    held = [(row["title"], row["text"], iso(row["date"])) for row in rows]
    held.sort(key=lambda row: row[2] or "9999")
    dice = random.Random(3)  # noqa: S311
    turn = 0
    while True:
        for number, (title, text, day) in enumerate(held):
            if turn:
                text = " ".join(word for word in text.split(" ") if dice.random() > 0.2)
                day = (date.fromisoformat(day) + turn * _MONTHS).isoformat() if day else None
            yield article(f"{turn}-{number}", title, text, day)
        turn += 1


def spent(do: Callable[[], T]) -> tuple[T, float]:
    """What a call gives, and its seconds of processor."""
    start = time.process_time()
    out = do()
    return out, time.process_time() - start


def measure(size: int, encoder: Encoder | None) -> dict[str, float]:
    """One size."""
    stream = articles()
    some = [next(stream) for _ in range(size)]
    units = [unit for one in some for unit in units_of(one, ())]
    (features, _), featured = spent(lambda: features_of(units, encoder))
    change, grouped = spent(lambda: Stories().add(features))
    copies, copied = spent(lambda: copy_groups(sorted(some, key=lambda one: one.id)))
    return {
        "articles": size,
        "stories": len({placed.story for placed in change.placed}),
        "groups of copies": len(copies),
        "features s": round(featured, 1),
        "stories s": round(grouped, 1),
        "copies s": round(copied, 1),
        "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000),
    }


def main() -> None:
    """Print a JSON line a size, with the exponent from the size before, then the machine."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 2000, 4000])
    parser.add_argument("--plain", action="store_true", help="without the sentence encoder")
    given = parser.parse_args()
    encoder = None if given.plain else Encoder(workers=1)
    before: dict[str, float] = {}
    for size in sorted(given.sizes):
        row = measure(size, encoder)
        if before:
            step = math.log(size / before["articles"])
            for part in ("features", "stories", "copies"):
                now, then = row[f"{part} s"], before[f"{part} s"]
                if then > 0:
                    row[f"{part} exponent"] = round(math.log(now / then) / step, 2)
        print(json.dumps(row), flush=True)
        before = row
    print(machine())


if __name__ == "__main__":
    main()
