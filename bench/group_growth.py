"""What grouping and finding copies cost as a stream grows: processor seconds by part, peak memory, exponents.

    python bench/group_growth.py [--sizes 1000 10000] [--shape denser|longer] [--encoder] [--keep-days 60]

Articles of ../shared/data/stories/stream_articles and rewrites of them, every fifth word left out. There are
two ways in which a stream can grow, and this data has neither of them purely:

- ``denser``: past the number of the articles, rewrites, 400 days later for each time. The stream then grows
  by all at once: up to eight times as many articles a day, and from hardly any copies at 10,000 to 85 of
  100 at 100,000, which no news stream does. An article has twice as many near ones, and each copy has to be
  aligned. It is the harder of the two.
- ``longer``: the articles in the order of time, the first of them, each with ten rewrites told within five
  days after it, as wire copy is. Articles a day, and copies a story, are then the same at every size,
  as in one feed that is followed for longer; the share of copies (ten of eleven) is far beyond a feed's.

They come in the order of time, in batches: each batch gets its features, is grouped with the stories of the
last days (``Stories``) and is let go of. Copies are looked for among all, whose texts are made when they are
asked for; that time is not counted. Each size is a process of its own, so that its peak memory is its own.
Without ``--encoder`` the sentence encoder is left out: its time is the same for every article. An exponent
of 1 is growth with the work.
"""

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import overload

from common import machine, read_jsonl, shared
from crossread.models import Encoder
from crossread.records import Article
from crossread.stages.group.copies import copy_groups
from crossread.stages.group.growing import Stories
from crossread.stages.group.signals import features_of
from crossread.stages.group.units import units_of
from dossier_growth import iso

from training.stories.sets import article

_LATER = timedelta(days=400)
_VERSIONS = 11  # of an article in the longer stream, itself among them
_A_DAY = 2  # rewrites of an article that come on one day there
_KEPT = 0.8  # of the words of a rewrite
PARTS = ("features", "stories", "copies")


class Stream(Sequence[Article]):
    """Dated articles and rewrites of them in the order of time; each is made when it is asked for."""

    def __init__(self, size: int, *, longer: bool = False) -> None:
        rows = read_jsonl(shared() / "data" / "stories" / "stream_articles.jsonl.gz")
        self._held = [(r["title"], r["text"], told) for r in rows if (told := iso(r["date"]))]
        if longer:
            self._held.sort(key=lambda one: one[2])
        keys = []
        for number in range(size):
            row, turn = divmod(number, _VERSIONS) if longer else divmod(number, len(self._held))[::-1]
            later = timedelta((turn + 1) // _A_DAY) if longer else turn * _LATER
            keys.append(((date.fromisoformat(self._held[row][2]) + later).isoformat(), turn, row))
        self._keys = sorted(keys)
        self.seconds = 0.0  # of processor, spent on making articles

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Article: ...
    @overload
    def __getitem__(self, place: slice) -> list[Article]: ...
    def __getitem__(self, place: int | slice) -> Article | list[Article]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        start = time.process_time()
        day, turn, row = self._keys[place]
        title, text, _ = self._held[row]
        if turn:
            dice = random.Random(f"{turn}-{row}")  # noqa: S311
            text = " ".join(word for word in text.split(" ") if dice.random() < _KEPT)
        made = article(f"{turn}-{row}", title, text, day)
        self.seconds += time.process_time() - start
        return made


class Clock:
    """Processor seconds of each part, without what was spent on making articles."""

    def __init__(self, stream: Stream) -> None:
        self.spent = dict.fromkeys(PARTS, 0.0)
        self._stream = stream

    def __call__(self, part: str) -> "Clock":
        """For a part, as a context."""
        self._part = part
        return self

    def __enter__(self) -> None:
        self._start = time.process_time() - self._stream.seconds

    def __exit__(self, *_: object) -> None:
        self.spent[self._part] += time.process_time() - self._stream.seconds - self._start


def peak() -> int:
    """Peak memory of this process so far, MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


def batches(stream: Stream, size: int) -> Iterator[list[Article]]:
    """The articles, some at a time."""
    for start in range(0, len(stream), size):
        yield stream[start : start + size]


def measure(size: int, given: argparse.Namespace) -> dict[str, float]:
    """One size."""
    stream = Stream(size, longer=given.shape == "longer")
    encoder = Encoder(workers=1) if given.encoder else None
    clock, row = Clock(stream), {"articles": size, "texts of the stream MB": peak()}
    stories, names = Stories(keep_days=given.keep_days), set[str]()
    for some in batches(stream, given.batch):
        with clock("features"):
            features, _ = features_of([unit for one in some for unit in units_of(one, ())], encoder)
        with clock("stories"):
            names.update(placed.story for placed in stories.add(features).placed)
    row |= {"stories": len(names), "grouped MB": peak()}
    del stories, names
    with clock("copies"):
        groups = copy_groups(stream)
    row |= {"groups of copies": len(groups), "in groups": sum(len(group.articles) for group in groups)}
    return row | {"all MB": peak()} | {f"{part} s": round(clock.spent[part], 1) for part in PARTS}


def main() -> None:
    """Print a JSON line a size, with the exponent from the size before, then the machine."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--shape", choices=["denser", "longer"], default="denser", help="how it grows")
    parser.add_argument("--encoder", action="store_true", help="with the sentence encoder")
    parser.add_argument("--keep-days", type=int, default=60, help="days of stories that are held")
    parser.add_argument("--batch", type=int, default=500, help="articles that come together")
    given = parser.parse_args()
    if len(given.sizes) == 1:
        print(json.dumps(measure(given.sizes[0], given)), flush=True)
        return
    before: dict[str, float] = {}
    for size in sorted(given.sizes):
        command = [sys.executable, __file__, "--sizes", str(size), *passed_on(given)]
        row = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        if before:
            step = math.log(size / before["articles"])
            for part, one, other in (
                *((part, row[f"{part} s"], before[f"{part} s"]) for part in PARTS),
                ("together", together(row), together(before)),
            ):
                row[f"{part} exponent"] = round(math.log(one / max(0.1, other)) / step, 2)
        print(json.dumps(row), flush=True)
        before = row
    print(machine())


def together(row: dict[str, float]) -> float:
    """Seconds of all parts."""
    return sum(row[f"{part} s"] for part in PARTS)


def passed_on(given: argparse.Namespace) -> list[str]:
    """The options of a process for one size."""
    options = ["--keep-days", str(given.keep_days), "--batch", str(given.batch), "--shape", given.shape]
    return [*options, "--encoder"] if given.encoder else options


if __name__ == "__main__":
    main()
