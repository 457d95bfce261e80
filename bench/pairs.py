"""The pair model as shipped: entailment, contradiction, stance, planted changes, calibration.

python bench/pairs.py [--few]    (about ten minutes on two cores; --few takes every eighth row)

RTE-3, NewsNLI and the held-back stories of Emergent and FNC-1 are news. Temperatures were fitted on every
other row of the first two and every eighth of the last; calibration is measured on the rows between. The
planted pairs are made from PolNeAR dev by training/pair/made.py: one number, name, negation or pair of actors
is changed, nothing else. The quiet ones are made from the same sentences and do not conflict.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from common import REPOSITORY, machine, read_jsonl, shared
from crossread.models import CrossEncoder

sys.path.insert(0, str(REPOSITORY))
from training.pair.made import planted
from training.pair.pairs import LABELS, Pair, stances

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
THREE_WAY = {
    "mnli_matched": "mnli_matched.dev",
    "lingnli": "lingnli_baseline.dev",
    "new_protocols": "newprotocols_edit_premise.dev",
    "negated_mnli": "negnli_mnli",
    "breaking_nli": "breaking_nli",
    "glue_diagnostic": "glue_diagnostic",
    "fever_symmetric": "fever_symmetric.dev",
}
BINS = 10


def rows(name: str, every: int) -> list[dict[str, Any]]:
    """Rows of one dev set."""
    return list(read_jsonl(shared() / "data" / "pairs" / "dev" / f"{name}.jsonl.gz"))[::every]


def judged(model: CrossEncoder, found: Sequence[dict[str, Any]]) -> tuple[Floats, Ints]:
    """Probabilities and gold labels of rows."""
    probabilities = model.judge([(row["premise"], row["hypothesis"]) for row in found])
    return probabilities, np.asarray([LABELS.index(row["label"]) for row in found])


def f1(gold: Ints, guess: Ints, label: int) -> float:
    """F1 of one class."""
    both = int(((gold == label) & (guess == label)).sum())
    return 2 * both / max(1, int((gold == label).sum() + (guess == label).sum()))


def macro(gold: Ints, guess: Ints, classes: int) -> float:
    """Mean F1 over the classes."""
    return float(np.mean([f1(gold, guess, label) for label in range(classes)]))


def calibration(sure: Floats, right: npt.NDArray[np.bool_]) -> float:
    """Expected calibration error: mean distance of certainty and share right, over ten bins of certainty."""
    place = np.minimum((sure * BINS).astype(int), BINS - 1)
    held = [place == at for at in range(BINS)]
    return float(sum(abs(sure[at].mean() - right[at].mean()) * at.mean() for at in held if at.any()))


def news(model: CrossEncoder, every: int) -> dict[str, float]:
    """RTE-3 and NewsNLI: accuracy, F1 of contradiction, calibration on the rows that fitted nothing."""
    three, gold = judged(model, rows("rte3_3way.dev", every))
    two, entailed = judged(model, rows("equate_newsnli", every))
    guess = three.argmax(1)
    follows = (two.argmax(1) == 0) == (entailed == 0)
    sure_two = np.maximum(two[:, 0], 1 - two[:, 0])
    right_two = (two[:, 0] >= 0.5) == (entailed == 0)
    start = 1 if every == 1 else 0
    sure = np.concatenate([three.max(1)[start::2], sure_two[start::2]])
    right = np.concatenate([(guess == gold)[start::2], right_two[start::2]])
    return {
        "rte3": float((guess == gold).mean()),
        "rte3_contradiction_f1": f1(gold, guess, 1),
        "news_nli": float(follows.mean()),
        "news_calibration_error": calibration(sure, right),
        "rte3_calibration_error": calibration(three.max(1)[start::2], (guess == gold)[start::2]),
        "news_nli_calibration_error": calibration(sure_two[start::2], right_two[start::2]),
    }


def stance(model: CrossEncoder, every: int) -> dict[str, float]:
    """Held-back stories of Emergent (three stances) and FNC-1 (four, and three among the related)."""
    _, held = stances(shared() / "data" / "pairs")
    out: dict[str, float] = {}
    everything: list[tuple[int, int]] = []
    for name in ("emergent", "fnc1"):
        pairs = [pair for pair in held if pair.group == name][::every]
        found = model.stance([(pair.first, pair.second) for pair in pairs])
        gold = np.asarray([pair.stance.bit_length() - 1 for pair in pairs])
        related = gold < 3
        three = found[related, :3].argmax(1)
        out[f"{name}_three_stances"] = macro(gold[related], three, 3)
        everything += zip(gold[related].tolist(), three.tolist(), strict=True)
        if name == "fnc1":
            out["fnc1_four_stances"] = macro(gold, found.argmax(1), 4)
    gold, guess = np.asarray(everything).T
    return out | {"three_stances": macro(gold, guess, 3)}


def changes(model: CrossEncoder, every: int) -> dict[str, float]:
    """Planted pairs judged a contradiction, by what was changed; quiet ones not judged so."""
    changed, quiet = planted(shared() / "data" / "attribution" / "polnear_dev.jsonl.gz", 1000)
    changed, quiet = changed[::every], quiet[::every]
    said = contradicted(model, changed)
    out = {"planted": float(said.mean()), "quiet": 1 - float(contradicted(model, quiet).mean())}
    for kind in sorted({pair.group for pair in changed}):
        out[f"planted_{kind}"] = float(said[[pair.group == kind for pair in changed]].mean())
    return out


def contradicted(model: CrossEncoder, pairs: Sequence[Pair]) -> npt.NDArray[np.bool_]:
    """Which pairs the model calls a contradiction."""
    found = model.judge([(pair.first, pair.second) for pair in pairs]).argmax(1) == 1
    return np.asarray(found, np.bool_)


def measure(every: int = 1, folder: Path | None = None) -> dict[str, float]:
    """All figures, as shares of one."""
    model = CrossEncoder(folder, workers=2)
    out: dict[str, float] = {}
    for name, file in THREE_WAY.items():
        probabilities, gold = judged(model, rows(file, every))
        out[name] = float((probabilities.argmax(1) == gold).mean())
    out |= news(model, every) | stance(model, every) | changes(model, every)
    return {name: round(value, 4) for name, value in out.items()}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", action="store_true", help="every eighth row")
    parser.add_argument("--model", type=Path, help="another folder than the shipped one")
    options = parser.parse_args()
    print(json.dumps(measure(8 if options.few else 1, options.model), indent=1))
    print(machine())


if __name__ == "__main__":
    main()
