"""Fit how the pair model's word on two accounts is weighed with the named signals, and say how good that is.

    PYTHONPATH=src:. python -m training.pair.weigh --accounts accounts.jsonl.gz

Logistic regressions on the events that are for fitting, a weak conflict with half the weight: ``[rivals]``,
of pairs that no sign sets apart, by the log odds of the model's chance and the signals of ``unsigned.py``;
``[signed]``, of the others, by those odds and the odds of their signs. Printed as ``data/weights.toml`` has
them, with average precision, and the precision of the surest, on the events that readers marked.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crossread.models import CrossEncoder
from crossread.stages.compare.signals import odds

from training.logistic import ridge_logistic
from training.measures import average_precision
from training.pair.accounts import rows

CONFLICTS = {"C": 1.0, "c": 0.5}
RIDGE = 10.0
FIRST = (30, 60, 100, 150, 200)
Row = Mapping[str, Any]


def values(row: Row, chance: float) -> list[float]:
    """What a row is weighed by."""
    if row["score"] is None:
        return [odds(chance), *row["signals"].values()]
    return [odds(chance), odds(row["score"])]


def told(name: str, score: NDArray[np.float64], gold: NDArray[np.bool_]) -> None:
    """Print how good a score is."""
    order = np.argsort(-score, kind="stable")
    surest = ", ".join(f"{gold[order[:n]].mean():.2f} of {n}" for n in FIRST if n <= len(gold))
    print(f"# {name}: {len(gold)} pairs, {gold.mean():.3f} conflicts, average precision"
          f" {average_precision(score, gold):.3f}; right of the surest: {surest}")  # fmt: skip


def fit(name: str, fitted: Sequence[tuple[Row, float]], test: Sequence[tuple[Row, float]]) -> None:
    """Fit one table; print it, and how good it is."""
    x, z = (np.asarray([values(*one) for one in some]) for some in (fitted, test))
    y, gold = (np.asarray([row["verdict"] in CONFLICTS for row, _ in some]) for some in (fitted, test))
    weight = np.asarray([CONFLICTS.get(row["verdict"], 1.0) for row, _ in fitted])
    beta = ridge_logistic(x, y.astype(float), weight, RIDGE)
    signals = ["signs"] if fitted[0][0]["score"] is not None else list(fitted[0][0]["signals"])
    print(f"\n[{name}]\nbias = {beta[-1]:.2f}")
    for signal, value in zip(["rivals", *signals], beta, strict=False):
        print(f"{signal} = {value:.2f}")
    told("the model alone", z[:, 0], gold)
    told("weighed", z @ beta[:-1], gold)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--accounts", type=Path, required=True, help="what training.pair.rivals wrote")
    parser.add_argument("--model", type=Path, help="another folder than the shipped one")
    options = parser.parse_args()
    given = [row for row in rows(options.accounts) if row["use"] != "train" and row["verdict"]]
    chances = CrossEncoder(options.model, workers=2).rivals([(row["one"], row["other"]) for row in given])
    both = list(zip(given, map(float, chances), strict=True))
    for name, signed in (("rivals", False), ("signed", True)):
        some = [one for one in both if (one[0]["score"] is not None) == signed]
        parts = ([one for one in some if one[0]["use"] == use] for use in ("fit", "test"))
        fit(name, *parts)


if __name__ == "__main__":
    main()
