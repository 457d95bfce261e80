"""What the bench scripts share: where the data is, what machine this is, how a figure is written down."""

import os
import platform
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))  # training/rows.py reads the sets for training and bench alike
from training.rows import read_jsonl, token_text  # noqa: E402

__all__ = ["REPOSITORY", "SHARED", "kappa", "machine", "read_jsonl", "shared", "token_text"]
SHARED = REPOSITORY.parent / "shared"


def shared() -> Path:
    """The developers' data folder; ends the script with a word of why where it is absent."""
    if not SHARED.is_dir():
        sys.exit(f"This bench needs the developers' data folder {SHARED}, which is not here.")
    return SHARED


def kappa(first: Sequence[bool], second: Sequence[bool]) -> float:
    """Cohen's kappa of two readers who said yes or no to the same things, at least one; 1 where chance is."""
    count = len(first)
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / count
    yes = [sum(said) / count for said in (first, second)]
    chance = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def machine() -> str:
    """The machine and the day, for the line under a table of figures."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [
            line.partition(":")[2].strip()
            for line in info.read_text().splitlines()
            if line.startswith("model name")
        ]
        model = names[0] if names else model
    return f"{os.cpu_count()} × {model}, Python {platform.python_version()}, {date.today().isoformat()}"
