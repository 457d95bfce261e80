"""How far PolNeAR's annotators agree, by the measure that the reader is held to: the ceiling of its figures.

    python bench/annotators.py

Articles of train and dev with several annotators; each annotator is scored
against each other one of the same article, as if one were the reader.
"""

import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

from common import machine, read_jsonl, shared

Attributions = list[dict[str, list[list[int]]]]


def pairs(folder: Path) -> Iterator[tuple[str, str, Attributions, Attributions]]:
    """A name, the text, and what two annotators marked in it, for each ordered pair of annotators."""
    for part in ("train", "dev"):
        for row in read_jsonl(folder / "data" / "attribution" / f"polnear_{part}.jsonl.gz"):
            everybody = [row["attributions"], *row["alts"].values()]
            for one, other in permutations(range(len(everybody)), 2):
                yield f"{row['doc']}-{one}-{other}", row["text"], everybody[one], everybody[other]


def positions(spans: list[list[int]]) -> list[dict[str, int]]:
    """Spans as FORMAT.md writes them."""
    return [{"start": start, "end": end} for start, end in spans]


def claims(name: str, held: Attributions) -> Iterator[dict[str, Any]]:
    """An annotator's attributions as claims; a source or cue of several pieces is written as one span."""
    for one in held:
        outer = {
            role: {"start": min(s for s, _ in one[role]), "end": max(e for _, e in one[role])}
            if one[role]
            else None
            for role in ("source", "cue")
        }
        yield {"article": name, "voices": ["?"], **outer, "content": positions(one["content"])}


def main() -> int:
    """Command line."""
    folder = shared()
    report: dict[str, Any] = {"articles": [], "claims": []}
    with tempfile.TemporaryDirectory() as scratch:
        gold, mine = Path(scratch) / "gold.jsonl.gz", Path(scratch) / "report.json"
        with gzip.open(gold, "wt", encoding="utf-8") as out:
            for name, text, one, other in pairs(folder):
                out.write(json.dumps({"doc": name, "text": text, "attributions": other}) + "\n")
                report["articles"].append({"id": name, "path": f"{name}.txt"})
                report["claims"] += claims(name, one)
        mine.write_text(json.dumps(report), "utf-8")
        scorer = folder / "eval" / "score_attribution.py"
        code = subprocess.run([sys.executable, str(scorer), str(mine), str(gold)], check=False).returncode
    print(machine())
    return code


if __name__ == "__main__":
    sys.exit(main())
