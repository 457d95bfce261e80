"""Every measure of this folder, one after the other (grouping and points take ten minutes each).

python bench/all.py
"""

import subprocess
import sys
from pathlib import Path

from common import SHARED, machine, shared

SCRIPTS = (
    ["cost.py"],
    ["furniture.py"],
    ["reading.py"],
    ["speed.py"],
    ["confidence.py"],
    ["annotators.py"],
    ["names.py", "--data", str(SHARED)],
    ["nesting.py", "--data", str(SHARED)],
    ["speakers.py"],
    ["pronouns.py"],
    ["times.py"],
    ["said.py"],
    ["grouping.py"],
    ["group_growth.py"],
    ["encounters.py"],
    ["variants.py"],
    ["pairs.py"],
    ["matters.py"],
    ["rivals.py"],
    ["points.py"],
    ["agreements.py"],
    ["marked.py"],
    ["story_growth.py"],
    ["findings.py", "--show"],
    ["dossier_growth.py"],
)


def main() -> int:
    """Run each script and print what it prints; exit code 1 where one of them failed."""
    shared()
    failed = 0
    for script, *arguments in SCRIPTS:
        print(f"== {script}", flush=True)
        failed += bool(
            subprocess.run(
                [sys.executable, script, *arguments], cwd=Path(__file__).parent, check=False
            ).returncode
        )
    print(machine())
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
