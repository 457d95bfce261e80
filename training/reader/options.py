"""The options of the steps of training. Needs no torch, so that tests read recipes without it."""

import argparse
import math
from pathlib import Path

RECIPE = Path(__file__).with_name("recipe.toml")
STEPS = ("prepare", "adapt", "teacher", "label", "student")


def parser(about: str | None = None) -> argparse.ArgumentParser:
    """The options of one step; ``about`` is what ``--help`` tells first."""
    out = argparse.ArgumentParser(
        prog="training.reader", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = out.add_argument
    add("step", choices=STEPS)
    add("--data", type=Path, help="the folder of the sets (prepare)")
    add("--base", type=Path, required=True, help="folder of the pretrained encoder, or its weights")
    add("--work", type=Path, required=True, help="where weights and labels go")
    add("--arrays", type=Path, default=None, help="where prepare writes the sets (default: WORK)")
    add("--device", choices=["cpu", "cuda"], default="cpu")
    add("--seed", type=int, default=1)
    add("--epochs", type=int, default=None)
    add("--adapt-epochs", type=int, default=3)
    add("--start", type=Path, help="student: go on from these weights, two passes at half the rate")
    add("--stream-share", type=float, default=1.0, help="student: share of articles to see")
    add("--published", action="store_true", help="start from the encoder as published")
    add("--sets", nargs="+", help="label: which sets (else all)")
    add("--depth", type=int, default=2, help="label: how often contents are read again")
    add("--jobs", type=int, default=1, help="label: so many sets at once, each in a process")
    add("--minutes", type=float, default=math.inf, help="teacher, student: end after so long")
    add("--budget", type=int, default=None, help="pieces a batch, in windows of 256")
    add("--rate", type=float, default=None, help="highest rate of the encoder")
    add("--head-rate", type=float, default=None, help="highest rate of all else")
    add("--threads", type=int, default=2)
    add("--workers", type=int, default=0, help="processes that make batches (cuda); 0: none beside this one")
    return out
