"""What a run costs: seconds and memory from a cold start, beside words and model passes.

    python bench/cost.py [--runs 3]

Each run is a fresh process with default options that writes page and report
file. Passes are calls of an inference session. Times are shown as a ratio, too:
to the bare sessions' time on the same inputs, measured in the same run. Of what is
measured in this process the least of the runs is shown; its first loads all tables.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from common import REPOSITORY, machine, shared

COMMAND = str(Path(sys.executable).parent / "crossread")


def watched(command: list[str]) -> tuple[float, float]:
    """Wall-clock seconds of ``command`` and the peak resident memory of it and its children, in MB."""
    start = time.perf_counter()
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            family = [process, *process.children(recursive=True)]
            peak = max(peak, sum(member.memory_info().rss for member in family))
        except psutil.Error:
            break
        time.sleep(0.02)
    code = process.wait()
    if code not in (0, 3):
        sys.exit(f"{' '.join(command)} ended with {code}.")
    return time.perf_counter() - start, peak / 1e6


def passes(folder: Path) -> dict[str, Any]:
    """Words read, session calls and the seconds spent inside them, in this process with one worker."""
    import onnxruntime

    import crossread

    spent: list[float] = []
    plain: Callable[..., Any] = onnxruntime.InferenceSession.run

    def timed(self: Any, *arguments: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return plain(self, *arguments, **named)
        finally:
            spent.append(time.perf_counter() - start)

    marks: dict[tuple[str, bool], float] = {}

    def progress(stage: str, done: int, total: int) -> None:
        if not done or done == total:
            marks[stage, done == total] = time.process_time()

    onnxruntime.InferenceSession.run = timed
    try:
        start = time.perf_counter()
        options = crossread.CompareOptions(workers=1)
        outcome = crossread.compare(folder, options=options, progress=progress)
        total = time.perf_counter() - start
    finally:
        onnxruntime.InferenceSession.run = plain
    words = sum(len(article.text.split()) for article in outcome.data.articles)
    return {
        "words": words,
        "passes": len(spent),
        "in_sessions_s": round(sum(spent), 2),
        "in_process_s": round(total, 2),
        # Of one processor's time, so that a busy machine does not show.
        "reading_s": round(marks["read", True] - marks["read", False], 2),
        "comparing_s": round(marks["compare", True] - marks["compare", False], 2),
    }


def least(found: list[dict[str, Any]]) -> dict[str, Any]:
    """Of several runs the smallest of each figure: the run that others on the machine disturbed least."""
    return {name: min(row[name] for row in found) for name in found[0]}


def main() -> None:
    """Print one JSON line a measure, then the machine."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    help_times = [watched([COMMAND, "--help"])[0] for _ in range(runs)]
    bare = [watched([sys.executable, "-c", "pass"])[0] for _ in range(runs)]
    print(json.dumps({"what": "crossread --help", "seconds": round(statistics.median(help_times), 3),
                      "bare interpreter": round(statistics.median(bare), 3)}))  # fmt: skip
    for name, folder in (
        ("seeds", shared() / "seeds"),
        ("readouts", REPOSITORY / "examples" / "readouts" / "texts"),
    ):
        with tempfile.TemporaryDirectory() as out:
            command = [
                COMMAND,
                "compare",
                str(folder),
                "-q",
                "--html",
                f"{out}/r.html",
                "--json",
                f"{out}/r.json",
            ]
            measured = [watched(command) for _ in range(runs)]
        row: dict[str, Any] = {
            "what": name,
            "cold_seconds": round(statistics.median(seconds for seconds, _ in measured), 2),
            "worst_seconds": round(max(seconds for seconds, _ in measured), 2),
            "peak_mb": round(max(memory for _, memory in measured)),
            **least([passes(folder) for _ in range(runs)]),
        }
        row["ratio_to_sessions"] = round(row["in_process_s"] / row["in_sessions_s"], 2)
        print(json.dumps(row))
    print(machine())


if __name__ == "__main__":
    main()
