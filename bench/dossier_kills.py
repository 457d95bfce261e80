"""Kills a process that writes to a dossier at random moments, and checks what is left each time.

    python bench/dossier_kills.py [--kills 50]

Runs the test of tests/dossier/test_safety.py with so many kills on SQLite and on a
PostgreSQL server of its own; the suite itself makes do with three.
"""

import argparse
import os
import subprocess
import sys
import time

from common import REPOSITORY, machine


def main() -> int:
    """Run the test; its exit code is ours."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50)
    kills = parser.parse_args().kills
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/dossier/test_safety.py", "-q", "-k", "outlives_kills", "-rs"],
        cwd=REPOSITORY,
        env={**os.environ, "CROSSREAD_KILLS": str(kills)},
        check=False,
    )
    print(f"{kills} kills on each store, {time.perf_counter() - start:.0f} s. {machine()}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
