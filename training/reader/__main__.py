"""Train the reader, from the sets to the exported model.

    python -m training.reader all --data ../shared/data --base BASE --large MPNET --work WORK

or one step: prepare, adapt, teacher (``--seed``), label, student. ``all`` takes
the steps of ``recipe.toml`` in turn (``all --help``, ``--list``, ``--dry-run``).
A run that is cut off goes on from its checkpoint.
"""

import logging
import sys

from training.follow import main as follow
from training.reader.options import RECIPE, parser


def main(words: list[str]) -> int:
    """Command line."""
    if words[:1] == ["all"]:
        return follow(RECIPE, words[1:], prog="python -m training.reader all")
    options = parser(__doc__).parse_args(words)
    import torch

    from training.reader.steps import run

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    options.arrays = options.arrays or options.work
    run(options)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
