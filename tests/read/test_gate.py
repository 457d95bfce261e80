"""Quality floors of the reader on PolNeAR dev, through the whole read stage. Floors only rise."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "attribution.py"
# F1 in per cent; measured figures are in the reader's card.
FLOORS = {"source": 79.5, "cue": 73.0, "content": 68.0}


@pytest.mark.gate
def test_attribution_on_polnear_dev(shared: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(BENCH),
        "--data",
        str(shared),
        "--json",
        "--out",
        str(tmp_path / "report.json"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    assert figures["missing_documents"] == 0
    found = {role: figures[role]["span_exact"][2] for role in FLOORS}
    assert all(found[role] >= floor for role, floor in FLOORS.items()), found
