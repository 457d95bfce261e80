"""What the pair model does to findings, and what it costs: each text compared with and without it.

python bench/pair_signal.py    (about four minutes on two cores)

Seeds: ``score_report.py``; readouts: rows shown, of 16; BASIL dev: contradictions and other conflicts shown
in 67 events of three outlets each, and how many change. Seconds: one worker, all of a run, and comparing.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import crossread
import findings as bench_findings
from common import machine, shared

OUTLETS = {"nyt": "The New York Times", "fox": "Fox News", "hpo": "HuffPost"}
CONFLICTS = ("contradiction", "numeric_difference", "denial", "emphasis")


def report(paths: Path, *, pair_model: bool) -> tuple[dict[str, Any], float, float]:
    """The report of a run, the seconds of all of it and those of comparing."""
    seen: dict[tuple[str, int], float] = {}
    began = time.perf_counter()

    def progress(stage: str, done: int, total: int) -> None:
        seen[stage, int(done == total)] = time.perf_counter()

    options = crossread.CompareOptions(workers=1, pair_model=pair_model)
    found = crossread.compare(paths, options=options, progress=progress)
    seconds = time.perf_counter() - began
    return json.loads(found.to_json()), seconds, seen["compare", 1] - seen["compare", 0]


def seeds(*, pair_model: bool) -> dict[str, Any]:
    """Conflicts of the seeds against the developers' part of the gold."""
    found, seconds, comparing = report(shared() / "seeds", pair_model=pair_model)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.json")
        path.write_text(json.dumps(found), "utf-8")
        script = shared() / "eval" / "score_report.py"
        command = [sys.executable, str(script), str(path), "--gold", str(shared() / "gold"), "--json"]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    scores = json.loads(done.stdout)["findings"]
    kept = ("conflict_recall", "conflict_precision", "conflicts_shown", "decoys_shown_as_conflict")
    return {key: scores[key] for key in kept} | timed(seconds, comparing)


def readouts(*, pair_model: bool) -> dict[str, Any]:
    """Rows of the readouts that are shown."""
    found, seconds, comparing = report(shared() / "data" / "readouts" / "text", pair_model=pair_model)
    rows = bench_findings.rows(found, shared())
    return {"rows": sum(rank is not None for _, rank in rows)} | timed(seconds, comparing)


def timed(seconds: float, comparing: float) -> dict[str, float]:
    """Seconds for a table."""
    return {"seconds": round(seconds, 1), "comparing": round(comparing, 1)}


def events() -> Iterator[list[dict[str, str]]]:
    """BASIL's articles by event."""
    by_story: dict[str, list[dict[str, str]]] = defaultdict(list)
    path = shared() / "data" / "stories" / "basil.dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = "\n\n".join(part.strip() for part in row["paragraphs"])
            outlet = OUTLETS[row["source"].lower()]
            given = {"text": text, "title": row["title"], "outlet": outlet, "published": row["date"]}
            by_story[row["story"]].append(given)
    yield from (by_story[story] for story in sorted(by_story))


def basil() -> dict[str, Any]:
    """Conflicts shown with and without, over all events."""
    counts: dict[str, int] = defaultdict(int)
    spent: dict[str, float] = defaultdict(float)
    for articles in events():
        shown: dict[bool, set[tuple[str, str]]] = {}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "event.jsonl")
            path.write_text("\n".join(json.dumps(article) for article in articles), "utf-8")
            for pair_model in (False, True):
                found, seconds, comparing = report(path, pair_model=pair_model)
                kept = {(f["kind"], f["id"]) for f in found["findings"] if f["kind"] in CONFLICTS}
                shown[pair_model] = kept
                name = "with" if pair_model else "without"
                counts[f"contradictions {name}"] += sum(kind == "contradiction" for kind, _ in kept)
                counts[f"conflicts {name}"] += len(kept)
                spent[f"seconds {name}"] += seconds
                spent[f"comparing {name}"] += comparing
        counts["only without"] += len(shown[False] - shown[True])
        counts["only with"] += len(shown[True] - shown[False])
    return dict(counts) | {key: round(value, 1) for key, value in spent.items()}


def main() -> None:
    """Print the figures."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    for name, measure in (("seeds", seeds), ("readouts", readouts)):
        for pair_model in (False, True):
            print(name, "with" if pair_model else "without", measure(pair_model=pair_model), flush=True)
    print("basil", basil())
    print(machine())


if __name__ == "__main__":
    main()
