"""How quickly the pages of a large dossier come, beside bare SQLite queries of the same rows in the same run.

    python bench/serve_speed.py [--articles 10000] [--read 400] [--requests 400] [--dossier FILE]

The first ``--read`` articles of ../shared/data/stories/stream_articles are really read and compared; the
rest of a large dossier is made in minutes, by copying these with their stories, findings, claims and reports
under other ids. Actors keep theirs: the same people speak throughout. So every page is as heavy as a read
one, and words are as frequent as in the articles. ``--dossier`` keeps the read part, and takes one that an
earlier run made. The server is `crossread serve` itself, asked over HTTP by one client for the most disputed
of the stories; its memory is what its process holds after all requests.
"""

import argparse
import json
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import httpx2
import psutil

from common import machine
from crossread.dossier import Dossier
from crossread.dossier.codec import read_plain, unpack_text
from crossread.records import Span
from dossier_growth import reports

WORDS = ("president", "minister said", "climate", "police", "election", "budget", '"prime minister"',
         "court ruling", "school", "hospital", "economy", "storm", "trade", "border", "wage",
         "strike")  # fmt: skip
TABLES: Final = ("article", "bundle", "story", "story_article", "story_actor", "finding", "finding_party",
                 "actor", "claim")  # fmt: skip
OWN: Final = ("article", "bundle", "story", "finding", "claim")  # whose ids a copy has of its own
PACKED: Final = frozenset({"report", "made", "record"})
ID: Final = re.compile(rb"[0-9a-f]{16}")


def filled(where: Path, read: int) -> None:
    """Make the dossier whose articles are really read, or go on with one."""
    with Dossier.open(where) if where.exists() else Dossier.create(where) as dossier:
        blobs = reports()
        for _ in range(dossier.status().articles):
            next(blobs)
        while (missing := read - dossier.status().articles) > 0:
            dossier.add_blobs([blob for blob, _ in zip(blobs, range(min(missing, 100)), strict=False)])
            print(json.dumps({"read": dossier.status().articles}), file=sys.stderr, flush=True)
        dossier.settle()


def copied(where: Path, articles: int) -> None:
    """Copy what the dossier holds under other ids until it holds so many articles."""
    with sqlite3.connect(where) as connection:
        tables = {name: rows(connection, name) for name in TABLES}
        held = {row["id"] for name in OWN for row in tables[name]}
        per_copy = sum(bool(row["current"]) for row in tables["article"])
        for number in range(1, -(-articles // per_copy)):
            (last,) = connection.execute("select max(number) from claim").fetchone()
            new = {name: sha256(f"{number} {name}".encode()).hexdigest()[:16] for name in held}
            for name, found in tables.items():
                insert(connection, name, [renamed(name, row, new, number) for row in found])
            index_words(connection, last)
        connection.execute("analyze")


def rows(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    """All rows of a table."""
    found = connection.execute(f"select * from {table}")  # noqa: S608 - a name of ours
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def renamed(table: str, row: dict[str, Any], new: dict[str, str], number: int) -> dict[str, Any]:
    """A row under other ids; an article under another address, or it would be a revision."""
    out: dict[str, Any] = {
        key: new.get(value, value) if isinstance(value, str) else value for key, value in row.items()
    }
    out.pop("number", None)
    for key in PACKED & out.keys():
        if out[key] is not None:
            plain = ID.sub(lambda found: new.get(found[0].decode(), found[0].decode()).encode(),
                           zlib.decompress(out[key]))  # fmt: skip
            out[key] = zlib.compress(plain, 6)
    if table == "article":
        out |= {key: f"{out[key]}-{number}" for key in ("page", "url", "path") if out[key]}
    return out


def insert(connection: sqlite3.Connection, table: str, made: list[dict[str, Any]]) -> None:
    """Put rows into a table."""
    names = list(made[0])
    marks = ", ".join("?" * len(names))
    columns = ", ".join(f'"{name}"' for name in names)
    connection.executemany(
        f"insert into {table} ({columns}) values ({marks})",  # noqa: S608 - names of ours
        [tuple(row.values()) for row in made],
    )


def index_words(connection: sqlite3.Connection, after: int) -> None:
    """Put the words of the claims that follow into the index, as the dossier does."""
    texts: dict[str, str] = {}

    def words(content: str, article: str) -> str:
        if article not in texts:
            query = "select text from article where id = ?"
            texts[article] = unpack_text(connection.execute(query, (article,)).fetchone()[0])
        return " ".join(span.of(texts[article]) for span in read_plain(content, tuple[Span, ...]))

    query = "select number, content, article from claim where number > ?"
    found = connection.execute(query, (after,)).fetchall()
    connection.executemany(
        "insert into claim_words (rowid, words) values (?, ?)",
        [(number, words(content, article)) for number, content, article in found],
    )


def spent(asked: Sequence[Callable[[], object]]) -> list[float]:
    """Milliseconds of each call."""
    out = []
    for call in asked:
        start = time.perf_counter()
        call()
        out.append(1000 * (time.perf_counter() - start))
    return out


def told(
    name: str, asked: Sequence[Callable[[], object]], clock: Callable[[], float]
) -> dict[str, float | str]:
    """Median and 95th percentile of what calls take, and the mean of the processor's time for one."""
    before = clock()
    times = spent(asked)
    busy = 1000 * (clock() - before) / len(asked)
    cut = statistics.quantiles(times, n=20)
    return {"what": name, "median ms": round(statistics.median(times), 1), "p95 ms": round(cut[18], 1),
            "processor ms": round(busy, 1)}  # fmt: skip


def bare(where: Path, stories: Sequence[str], words: Sequence[str]) -> list[dict[str, float | str]]:
    """The rows that the pages need, by SQLite alone: no records, no HTML, no server."""
    with sqlite3.connect(where) as connection:

        def story(name: str) -> object:
            (bundle,) = connection.execute("select bundle from story where id = ?", (name,)).fetchone()
            connection.execute("select * from bundle where id = ?", (bundle,)).fetchall()
            return connection.execute("select * from article where bundle = ?", (bundle,)).fetchall()

        def search(asked: str) -> object:
            query = (
                "select c.*, a.text from claim_words w join claim c on c.number = w.rowid"
                " join article a on a.id = c.article where claim_words match ? order by rank limit 50"
            )
            return connection.execute(query, (asked,)).fetchall()

        return [
            told("story, bare SQLite", [partial(story, name) for name in stories], time.process_time),
            told("search, bare SQLite", [partial(search, asked) for asked in words], time.process_time),
        ]


def served(where: Path, requests: int, dice: random.Random) -> Iterator[dict[str, float | str]]:
    """The pages, over HTTP; then the server's memory."""
    command = [sys.executable, "-m", "crossread", "serve", str(where), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None  # noqa: S101
        base = server.stdout.readline().split()[0]
        process = psutil.Process(server.pid)

        def busy() -> float:
            used = process.cpu_times()
            return float(used.user + used.system)

        with httpx2.Client(base_url=base, timeout=60) as client:

            def get(path: str) -> object:
                return client.get(path).raise_for_status()

            listed = [client.get(f"/api/v1/stories?order=conflicts&limit=200&offset={at}").json()["items"]
                      for at in (0, 200, 400)]  # fmt: skip
            names = [story["id"] for part in listed for story in part]
            stories = dice.choices(names, k=requests)
            words = dice.choices(WORDS, k=requests)
            paths = {
                "story page": [f"/stories/{name}" for name in stories],
                "search page": [f"/search?words={asked}" for asked in words],
                "list of stories": ["/stories"] * (requests // 4),
                "review": ["/review"] * (requests // 4),
            }
            for name, asked in paths.items():
                yield told(name, [partial(get, path) for path in asked], busy)
            yield from bare(where, stories, words)
            yield {"what": "server's memory", "MB": round(process.memory_info().rss / 1e6)}
        server.terminate()


def main() -> None:
    """Print one JSON line a measure, then the machine."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--read", type=int, default=400)
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--dossier", type=Path, help="keep the read part here, or take it from here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = given.dossier or Path(folder) / "read.db"
        filled(source, given.read)
        where = Path(folder) / "large.db"
        shutil.copyfile(source, where)
        copied(where, given.articles)
        with Dossier.open(where) as dossier:
            status = dossier.status()
        print(json.dumps({"articles": status.articles, "stories": status.stories, "claims": status.claims,
                          "findings": status.findings, "mb": round((status.bytes or 0) / 1e6)}))  # fmt: skip
        for row in served(where, given.requests, random.Random(5)):  # noqa: S311
            print(json.dumps(row), flush=True)
    print(machine())


if __name__ == "__main__":
    main()
