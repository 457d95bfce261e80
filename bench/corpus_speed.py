"""Speed of a corpus: reading beside the bare sessions, one worker beside two, Daft's runner beside Ray's.

    python bench/corpus_speed.py [--articles 120] [--rounds 3] [--part overhead|workers|all]

Part ``overhead``: a shard is read as a worker reads it (documents from JSON Lines, ingest, clean,
read, tables of Parquet, commit), and the inference sessions alone are given the very arrays that
this gave them, in turns in one process and one thread: CPU seconds, the median of the rounds, so
that neighbours move both sides alike.

Part ``workers``: `crossread corpus` in a process of its own, until everything is read or compared
(``--until``), with one worker and with two, by each runner, in turns: wall seconds, CPU seconds of
all its processes, and whether the rows are the same. Wall seconds mean something on an idle
machine only; the load is printed. Beside them stands what the tasks alone would take there, by the
CPU seconds that each took in these very runs.

Articles: every tenth and the like of ../shared/data/stories/stream_articles.
"""

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import psutil
import pyarrow.parquet as pq

from common import REPOSITORY, machine, read_jsonl, shared
from crossread.corpus.jobs import ReadShard
from crossread.corpus.manifest import Manifest
from crossread.corpus.places import Folder
from crossread.corpus.plan import Plan, as_json, extended
from crossread.corpus.running import CorpusOptions
from crossread.corpus.sources import sources
from speed import recorded, seconds

TABLES = ("articles", "stories", "copies", "claims", "findings", "errors")
STAGES = ("read", "embed", "compare")
SHARD = 15


def inputs(count: int, folder: Path) -> Path:
    """A JSON Lines file of ``count`` articles."""
    rows = read_jsonl(shared() / "data" / "stories" / "stream_articles.jsonl.gz")
    chosen = islice(islice(rows, 1, None, 10_000 // count), count)
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(_row(row)) + "\n" for row in chosen), "utf-8")
    return path


def _row(row: dict[str, Any]) -> dict[str, Any]:
    held = {"text": row["text"], "title": row["title"], "outlet": row["source"]}
    if row["date"].count("/") != 2:
        return held
    month, day, year = (int(part) for part in row["date"].split("/"))
    return {**held, "published": f"20{year:02d}-{month:02d}-{day:02d}"}


def overhead(path: Path, rounds: int, folder: Path) -> dict[str, float]:
    """The share of a worker's CPU time that its sessions take, and what the rest is."""
    plan, _ = extended(Plan(), sources([str(path)])[0], SHARD)
    options = CorpusOptions()
    found: list[dict[str, float]] = []
    for number in range(rounds + 1):
        spent = {"worker": 0.0, "sessions": 0.0}
        for name in plan.names:
            job = ReadShard(str(folder / f"out{number}"), options.reading())
            spec = {"task": name, "pieces": as_json(plan.pieces(name)), "deadly": [], "careful": False}
            task = json.dumps(spec)
            calls = recorded(lambda job=job, task=task: job(task))  # type: ignore[misc]
            started = time.process_time()
            job(task)
            spent["worker"] += time.process_time() - started
            spent["sessions"] += seconds(calls)
        found.append(spent)
    found = found[1:]  # the first loads the models
    worker, sessions = (statistics.median(one[name] for one in found) for name in ("worker", "sessions"))
    articles = sum(piece.count for name in plan.names for piece in plan.pieces(name))
    return {
        "articles": articles,
        "articles_a_cpu_second": round(articles / worker, 2),
        "articles_a_cpu_second_of_bare_sessions": round(articles / sessions, 2),
        "ratio": round(statistics.median(one["sessions"] / one["worker"] for one in found), 3),
    }


def once(path: Path, out: Path, runner: str, workers: int, until: str) -> dict[str, float]:
    """One run of the command: wall seconds, CPU seconds of all its processes, peak memory in GB."""
    command = [
        sys.executable, "-m", "crossread", "corpus", str(path), "--out", str(out), "--shard", str(SHARD),
        "--workers", str(workers), "--runner", runner, "--until", until, "--quiet",
    ]  # fmt: skip
    settings = {"PYTHONPATH": str(REPOSITORY / "src"), "RAY_AUTH_MODE": "disabled", "OMP_NUM_THREADS": "1"}
    environment = {**os.environ, **settings}
    started = time.monotonic()
    process = subprocess.Popen(command, env=environment)
    watch = _Watch(process.pid)
    watch.start()
    if process.wait() not in (0, 3):
        sys.exit(f"The run failed: {' '.join(command)}")
    wall = time.monotonic() - started
    watch.join()
    spent = {stage: tasks(out, stage) for stage in STAGES}
    idle = sum(scheduled(of_stage, workers) for of_stage in spent.values())
    stages = {stage: sum(of_stage) for stage, of_stage in spent.items()}
    return {"wall": wall, "cpu": watch.cpu, "memory": watch.memory / 1e9, "idle": idle, **stages}


def tasks(out: Path, stage: str) -> list[float]:
    """CPU seconds of each task of a stage."""
    return [one["cpu"] for one in Manifest(Folder(str(out)), stage).counts().values()]


def scheduled(spent: Sequence[float], workers: int) -> float:
    """Seconds until tasks of so many CPU seconds each are done, every worker taking the next."""
    free = [0.0] * workers
    for one in spent:
        free[free.index(min(free))] += one
    return max(free)


class _Watch(threading.Thread):
    """Looks at a process and all that it starts, five times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._root = psutil.Process(pid)
        self._cpu: dict[int, float] = {}
        self.memory = 0

    @property
    def cpu(self) -> float:
        return sum(self._cpu.values())

    def run(self) -> None:
        while self._root.is_running() and self._root.status() != psutil.STATUS_ZOMBIE:
            memory = 0
            try:
                for one in (self._root, *self._root.children(recursive=True)):
                    memory += self._look(one)
            except psutil.Error:
                return
            self.memory = max(self.memory, memory)
            time.sleep(0.2)

    def _look(self, one: psutil.Process) -> int:
        try:
            times = one.cpu_times()
            self._cpu[one.pid] = times.user + times.system
            return int(one.memory_info().rss)
        except psutil.Error:
            return 0


def digest(out: Path) -> str:
    """A hash of all rows of all tables, whatever the files."""
    rows = sorted(
        repr((name, row))
        for name in TABLES
        for file in sorted((out / name).glob("*.parquet"))
        for row in pq.read_table(file).to_pylist()
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def workers(path: Path, rounds: int, runners: Sequence[str], until: str) -> Iterator[str]:
    """Lines of a table: each way of running beside the others."""
    ways = [(runner, count) for runner in runners for count in (1, 2)]
    found: dict[tuple[str, int], list[dict[str, float]]] = {way: [] for way in ways}
    digests: set[str] = set()
    for _ in range(rounds):
        for runner, count in ways:
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder) / "out"
                load = os.getloadavg()[0]
                found[runner, count].append({**once(path, out, runner, count, until), "load": load})
                digests.add(digest(out))
    yield f"until {until}; rows {'the same' if len(digests) == 1 else 'DIFFER'}: {', '.join(sorted(digests))}"
    for (runner, count), runs in found.items():
        figures = {name: statistics.median(one[name] for one in runs) for name in runs[0]}
        best = min(one["wall"] for one in runs)
        yield (
            f"{runner:<7} {count} workers: wall {figures['wall']:6.1f} s (best {best:.1f}), CPU"
            f" {figures['cpu']:6.1f} s, memory {figures['memory']:.2f} GB, load before {figures['load']:.1f}"
        )
        each = ", ".join(f"{stage} {figures[stage]:.1f}" for stage in STAGES)
        yield f"{'':<10} CPU seconds of its tasks: {each}"
    for runner in runners:
        idle = {count: statistics.median(one["idle"] for one in found[runner, count]) for count in (1, 2)}
        yield (
            f"{runner:<7} tasks alone, by their CPU seconds: one worker {idle[1]:.1f} s, two {idle[2]:.1f} s:"
            f" {idle[1] / idle[2]:.2f} times"
        )
        pairs = zip(found[runner, 1], found[runner, 2], strict=True)
        ratios = [one["wall"] / two["wall"] for one, two in pairs]
        median = statistics.median(ratios)
        yield f"{runner:<7} two workers are {median:.2f} times as fast as one ({_shown(ratios)})"


def _shown(ratios: Sequence[float]) -> str:
    return ", ".join(f"{ratio:.2f}" for ratio in ratios)


def main() -> None:
    """Print the figures, then the machine."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--part", choices=["overhead", "workers", "all"], default="all")
    parser.add_argument("--until", choices=["read", "compare"], default="read")
    parser.add_argument("--runners", nargs="+", default=["native", "ray"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = inputs(options.articles, Path(name))
        if options.part != "workers":
            print(json.dumps(overhead(path, options.rounds, Path(name)), indent=1))
        if options.part != "overhead":
            for line in workers(path, options.rounds, options.runners, options.until):
                print(line, flush=True)
    print(machine())


if __name__ == "__main__":
    main()
