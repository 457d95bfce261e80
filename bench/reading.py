"""Who said what, through the public door: ``crossread read`` on PolNeAR dev, scored by the shared scorer.

    python bench/reading.py [--nested none] [--keep FOLDER]

Prints precision, recall and F1 in per cent of each measure of
``../shared/eval/score_attribution.py``.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from common import machine, shared

GOLD = Path("data") / "attribution" / "polnear_dev.jsonl.gz"


def write_texts(data: Path, folder: Path) -> None:
    """One text file a document of PolNeAR dev."""
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(data / GOLD, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            (folder / f"{row['doc']}.txt").write_bytes(row["text"].encode("utf-8"))


def score(report: Path, data: Path) -> dict[str, Any]:
    """What the shared scorer says of a report on PolNeAR dev."""
    command = [
        sys.executable,
        str(data / "eval" / "score_attribution.py"),
        str(report),
        str(data / GOLD),
        "--json",
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def measure(data: Path, folder: Path, nested: str = "speech") -> dict[str, Any]:
    """Read the texts in ``folder`` through the Python door and score the outcome.

    PolNeAR marks one level of voices and counts all others as wrong; ``nested`` "none" leaves them out.
    """
    import crossread
    from crossread.stages.read import Policy

    write_texts(data, folder / "texts")
    report = folder / "report.json"
    report.write_text(
        crossread.read(folder / "texts", options=crossread.CompareOptions(nested=Policy(nested))).to_json(),
        "utf-8",
    )
    return score(report, data)


def main() -> None:
    """Print every measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keep", type=Path, help="leave texts and report in this folder")
    parser.add_argument("--nested", choices=["none", "speech", "all"], default="speech")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = measure(shared(), options.keep or Path(scratch), options.nested)
        for name, figures in found.items():
            print(f"{name}: {figures}")
    print(machine())


if __name__ == "__main__":
    main()
