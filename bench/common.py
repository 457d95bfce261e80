"""What the bench scripts share: where the data is, what machine this is, how a figure is written down."""

import gzip
import json
import os
import platform
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
SHARED = REPOSITORY.parent / "shared"


def shared() -> Path:
    """The developers' data folder; ends the script with a word of why where it is absent."""
    if not SHARED.is_dir():
        sys.exit(f"This bench needs the developers' data folder {SHARED}, which is not here.")
    return SHARED


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


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
