"""How many of the agreements between reports are agreements, and what tells the right ones.

    python bench/agreements.py    # figures from the sheet, on folds left out, and the weights that fit it

``judgements/neus_agreements.csv`` holds 300 pairs of accounts that passed as agreement (by the named signals
of ``[agreement]`` alone) in 110 events of NeuS, none of which the false alarms or the marked points use;
positions only. Each was judged once by a language model that saw both accounts with their voices and context:

y   both assert the same point
s   they would, but one voice is the wrong one
p   they share a detail or a phrase only
n   they assert different things

``y`` and ``s`` count as right here: whose words they are is the reader's affair. What else a row holds are
the chance that one account follows from the other, by the pair model (the surer direction), and signals of
the link. The weights are ``[told_alike]`` of ``stages/compare/data/weights.toml``; 28 November 2026.
"""

import csv
from collections import Counter
from pathlib import Path
from zlib import crc32

import numpy as np

import common  # shows where training lies
from crossread.stages.compare.agreement import NEAR
from crossread.stages.compare.signals import odds

# isort: split
from training.logistic import ridge_logistic

SHEET = Path(__file__).parent / "judgements" / "neus_agreements.csv"
FOLDS, RIDGE = 10, 10.0


def main() -> None:
    """Figures and weights."""
    with SHEET.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = np.array([row["verdict"] in ("y", "s") for row in rows])
    signals = np.array(
        [[*(float(row[name]) for name in NEAR), odds(float(row["entailment"]))] for row in rows]
    )
    fold = np.array([crc32(row["story"].encode()) % FOLDS for row in rows])
    print(f"{len(rows)} pairs, {dict(Counter(row['verdict'] for row in rows))}: {right.mean():.3f} right")
    chance = np.zeros(len(rows))
    for number in range(FOLDS):
        held = fold == number
        beta = _fitted(signals[~held], right[~held])
        chance[held] = 1 / (1 + np.exp(-(signals[held] @ beta[:-1] + beta[-1])))
    for least in (0.4, 0.5, 0.6, 0.7):
        shown = chance >= least
        print(
            f"from {least}: {shown.mean():.2f} shown, {right[shown].mean():.3f} of them right,"
            f" {right[shown].sum() / right.sum():.3f} of the right ones; on folds left out"
        )
    beta = _fitted(signals, right)
    print({name: round(float(b), 3) for name, b in zip((*NEAR, "entailment", "bias"), beta, strict=True)})
    print(common.machine())


def _fitted(signals: np.ndarray, right: np.ndarray) -> np.ndarray:
    return ridge_logistic(signals, right.astype(float), np.ones(len(right)), RIDGE)


if __name__ == "__main__":
    main()
