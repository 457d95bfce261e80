"""Train the pair model, from the sets to the exported model.

    python -m training.pair --data ../shared/data --base BASE --large MPNET --work WORK --device cuda

takes the steps of ``recipe.toml`` in turn (``--help``, ``--list``, ``--dry-run``).
"""

import sys
from pathlib import Path

from training.follow import main

RECIPE = Path(__file__).with_name("recipe.toml")

if __name__ == "__main__":
    sys.exit(main(RECIPE, sys.argv[1:], prog="python -m training.pair"))
