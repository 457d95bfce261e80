"""What adding an article to a dossier costs, at growing sizes.

    python bench/dossier_growth.py [--sizes 100 1000 10000] [--adds 30] [--database URL] [--dossier FILE]

The dossier is filled with articles of ../shared/data/stories/stream_articles; then
``--adds`` further ones are added one by one, each with the comparing that it
brings about, and timed: reading, comparing, and the rest (linking and writing).
To fill a large dossier in minutes the articles put in beforehand get an empty
reading (their sentences still count, as said in their own voice) and are compared
only when a timed one touches them; ``--read`` reads and compares them all. Their
sketches, links and bundles are real, and so is everything about the timed ones.
``--dossier`` adds to a copy of a dossier that holds articles of the stream in their
order already, whatever read them.
"""

import argparse
import gzip
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import update

import crossread.dossier.taken as taken
from common import machine, shared
from crossread.dossier import Dossier, schema
from crossread.dossier.work import Work
from crossread.records import Blob, Reading


def reports() -> Iterator[Blob]:
    """The stream, one input an article."""
    with gzip.open(
        shared() / "data" / "stories" / "stream_articles.jsonl.gz", "rt", encoding="utf-8"
    ) as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            stated = {"title": row["title"], "text": row["text"], "outlet": row["source"], "url": row["url"]}
            stated |= {"published": day} if (day := iso(row["date"])) else {}
            yield Blob(f"stream-{number}.json", json.dumps([stated]).encode())


def iso(value: str) -> str | None:
    """The stream writes 2012-07-31, or 1/4/19 (month first)."""
    parts = value.split("/")
    if len(parts) != 3:
        return value[:10] if value[:4].isdigit() else None
    month, day, year = (int(part) for part in parts)
    return f"20{year:02}-{month:02}-{day:02}"


class Clock:
    """Sums the time spent in some functions."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def around(self, owner: Any, name: str, label: str) -> None:
        """Time every call of ``owner.name`` under ``label``."""
        plain: Callable[..., Any] = getattr(owner, name)

        def timed(*arguments: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return plain(*arguments, **named)
            finally:
                self.spent[label] = self.spent.get(label, 0.0) + time.perf_counter() - start

        setattr(owner, name, timed)


def fill(dossier: Dossier, blobs: Iterator[Blob], size: int, *, read: bool) -> None:
    """Add articles until there are ``size``, without comparing them."""
    name = "read"
    plain = getattr(taken, name)
    if not read:
        setattr(taken, name, lambda article, reader: Reading(article.id))
    try:
        while (missing := size - dossier.status().articles) > 0:
            some = [blob for blob, _ in zip(blobs, range(min(missing, 500)), strict=False)]
            if not some:
                sys.exit("The stream is too short.")
            dossier.add_blobs(some, settle=False)
    finally:
        setattr(taken, name, plain)
    if read:
        dossier.settle()
        return
    with dossier.database.write() as connection:
        connection.execute(update(schema.bundle).values(stale=False))


def _pass_over(dossier: Dossier, blobs: Iterator[Blob]) -> None:
    """Leave out the articles that the dossier holds: as many of the stream's first, and those met again."""
    held = {line.path for line in dossier.articles(replaced=True, limit=1_000_000).items}
    last = max(int(path.split("-")[1].split(".")[0]) for path in held)
    for _ in range(last + 1):
        next(blobs)


def measure(dossier: Dossier, blobs: Iterator[Blob], adds: int) -> dict[str, float]:
    """Milliseconds per added article, in all and by part; medians, for other programs run beside."""
    clock = Clock()
    clock.around(taken, "read", "reading")
    clock.around(Work, "settle", "comparing")
    rows: list[dict[str, float]] = []
    for blob in (next(blobs) for _ in range(adds)):
        start = time.perf_counter()
        new = dossier.add_blobs([blob]).new
        whole = time.perf_counter() - start
        parts, clock.spent = clock.spent, {}
        if new:
            rows.append({"whole": whole, **parts, "linking and writing": whole - sum(parts.values())})
    return {"articles": len(rows)} | {
        f"{label}, median ms": round(1000 * statistics.median(row.get(label, 0.0) for row in rows), 1)
        for label in rows[0]
    }


def main() -> None:
    """Print one JSON line a size, then the machine."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--adds", type=int, default=30)
    parser.add_argument("--database", help="an empty PostgreSQL database; default: a file of SQLite")
    parser.add_argument(
        "--dossier", type=Path, help="a dossier of the stream's first articles, instead of --sizes"
    )
    parser.add_argument("--read", action="store_true", help="read the articles put in beforehand, too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = given.database or str(Path(folder) / "growth.db")
        if given.dossier:
            shutil.copyfile(given.dossier, where)
        with Dossier.open(where, workers=1) if given.dossier else Dossier.create(where, workers=1) as dossier:
            blobs = reports()
            if given.dossier:
                _pass_over(dossier, blobs)
            for size in [dossier.status().articles] if given.dossier else sorted(given.sizes):
                start = time.perf_counter()
                fill(dossier, blobs, size, read=given.read)
                filled = round(time.perf_counter() - start, 1)
                row = measure(dossier, blobs, given.adds)
                bytes_ = dossier.status().bytes or 0
                print(
                    json.dumps({"size": size, **row, "fill_s": filled, "mb": round(bytes_ / 1e6, 1)}),
                    flush=True,
                )
    print(machine())


if __name__ == "__main__":
    main()
