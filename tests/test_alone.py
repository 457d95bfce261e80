"""Nothing leaves the machine: the inference engine, too, keeps no diary and tells nobody."""

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


def test_a_run_leaves_nothing_in_the_home_of_its_user(tmp_path: Path) -> None:
    """The engine's reports to its makers begin with an id and a store there, unless they are off in time."""
    home, texts = tmp_path / "home", tmp_path / "texts"
    home.mkdir()
    texts.mkdir()
    (texts / "a.txt").write_text("Minister Jan Roe said that the dam had held.", "utf-8")
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "XDG_CACHE_HOME")}
    kept.pop("ORT_DISABLE_TELEMETRY", None)
    done = subprocess.run(
        [sys.executable, "-m", "crossread", "read", str(texts)],
        env={**kept, "HOME": str(home), "PYTHONPATH": str(REPOSITORY / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Jan Roe" in done.stdout
    assert [path.relative_to(home) for path in home.rglob("*")] == []
