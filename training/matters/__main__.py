"""Fit the weights of ``[matter]`` in ``stages/compare/data/weights.toml`` and say how good they are.

    PYTHONPATH=src:. python -m training.matters --data ../shared/data --work WORK

``WORK`` keeps the rows, so that a second run only fits. Logistic regression, one
bias a set (the sets differ in how many of their pairs are one matter), pulled
towards the weights that stand in the file by a ridge of 30: the sets teach events,
not all of what a matter is. Printed: area under the curve and average precision of
the weights in the file and of the fitted ones, on topics left out (five folds).
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from crossread.models import Encoder, Reader
from crossread.stages.compare import tables

from training.matters.sets import SETS, Row, rows
from training.measures import average_precision

Floats = npt.NDArray[np.float64]
RIDGE = 30.0
NOISE = 0.45  # the labels are noisier than a run's own judgement: the weights in the file are taken at this
FOLDS = 5


def table(data: Path, work: Path) -> list[Row]:
    """All rows, from the file in ``work`` where it is there."""
    path = work / "matters.jsonl"
    if not path.exists():
        reader, encoder = Reader(), Encoder()
        found = [row for of in SETS for row in rows(of, data, reader, encoder)]
        path.write_text("".join(json.dumps(asdict(row)) + "\n" for row in found), "utf-8")
    return [Row(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def fitted(found: Sequence[Row], start: Mapping[str, float]) -> dict[str, float]:
    """Weights by Newton's method with step halving; ``start`` names the signals and holds the prior."""
    names = [name for name in start if name != "bias"]
    of = sorted({row.of for row in found})
    x = np.asarray(
        [
            [row.signals.get(name, 0.0) for name in names] + [float(row.of == one) for one in of]
            for row in found
        ]
    )
    y = np.asarray([row.same for row in found], float)
    counts = {one: sum(row.of == one for row in found) for one in of}
    weight = np.asarray([1000 / 30 / counts[row.of] ** 0.5 for row in found])
    prior = np.asarray([NOISE * start[name] for name in names] + [0.0] * len(of))
    ridge = np.asarray([RIDGE] * len(names) + [1e-6] * len(of))

    def loss(beta: Floats) -> float:
        score = x @ beta
        fit = weight * (np.logaddexp(0, score) - y * score)
        return float(fit.sum() + (ridge * (beta - prior) ** 2).sum() / 2)

    beta = np.zeros(len(prior))
    for _ in range(100):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (weight * (p - y)) + ridge * (beta - prior)
        hessian = (x.T * (weight * p * (1 - p) + 1e-9)) @ x + np.diag(ridge + 1e-6)
        step, size = np.linalg.solve(hessian, gradient), 1.0
        while size > 1e-6 and loss(beta - size * step) > loss(beta):
            size /= 2
        beta = beta - size * step
        if np.abs(size * step).max() < 1e-7:
            break
    return dict(zip(names, map(float, beta), strict=False))


def score(row: Row, weights: Mapping[str, float]) -> float:
    """The sum of a row's signals."""
    return sum(weights.get(name, 0.0) * value for name, value in row.signals.items())


def auc(same: npt.NDArray[np.bool_], scores: Floats) -> float:
    """Area under the ROC curve."""
    rank = np.empty(len(scores))
    rank[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    ones = int(same.sum())
    return float((rank[same].sum() - ones * (ones + 1) / 2) / max(1, ones * (len(same) - ones)))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    found, given = table(options.data, options.work), tables.weights("matter")
    groups = {key: at % FOLDS for at, key in enumerate(sorted({(row.of, row.group) for row in found}))}
    fold = np.asarray([groups[row.of, row.group] for row in found])
    scores = np.zeros(len(found))
    for at in range(FOLDS):
        weights = fitted([row for row, of in zip(found, fold, strict=True) if of != at], given)
        scores[fold == at] = [score(row, weights) for row, of in zip(found, fold, strict=True) if of == at]
    before = np.asarray([score(row, given) for row in found])
    for of in SETS:
        here = np.asarray([row.of == of for row in found])
        same = np.asarray([row.same for row in found])[here]
        now, then = scores[here], before[here]
        print(
            f"{of}: {len(same)} pairs, {same.sum()} of one matter; in the file {auc(same, then):.3f} "
            f"{average_precision(then, same):.3f}, fitted {auc(same, now):.3f} "
            f"{average_precision(now, same):.3f}"
        )
    print({name: round(value, 2) for name, value in fitted(found, given).items()})


if __name__ == "__main__":
    main()
