"""Whether claims are right as often as their confidence says, on PolNeAR dev; fits the weights for it.

    python bench/confidence.py [--model FOLDER]        # each of five folds measured by weights of the others
    python bench/confidence.py --fit [--model FOLDER]  # prints the line "calibration" of the reader's card
    python bench/confidence.py --fit --write --model FOLDER  # … and puts it there

A claim is right where a gold attribution has a source and cue that overlap its
own and shares half of the content (``whole_half`` of score_attribution.py).
The weights are those of a logistic regression with a small L2 penalty on the
signals of ``stages/read/confidence.py``. Only outermost voices count: PolNeAR
marks one level.
"""

import argparse
import importlib.util
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

import numpy as np

from common import machine, read_jsonl, shared
from crossread.models import Reader
from crossread.records import Article, Attribution, Span
from crossread.stages.read import Policy, read
from crossread.stages.read.confidence import calibrated, signals

# isort: split
# After common, which shows where training lies.
from training.cards import with_line

FOLDS, PENALTY, STEPS = 5, 1.0, 50
BOUNDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0001)


@dataclass(frozen=True)
class Shown:
    """One claim: the number of its article, the model's own certainty, its signals, whether it is right."""

    article: int
    raw: float
    signals: Mapping[str, float]
    right: bool


def scorer(folder: Path) -> ModuleType:
    """The shared scorer as a module: its measure is not told a second time here."""
    spec = importlib.util.spec_from_file_location(
        "score_attribution", folder / "eval" / "score_attribution.py"
    )
    if spec is None or spec.loader is None:
        raise SystemExit("score_attribution.py is not there.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def span(at: Span | None) -> list[list[int]]:
    """A span as the scorer takes it."""
    return [[at.start, at.end]] if at else []


def shown(folder: Path, reader: Reader) -> list[Shown]:
    """The outermost claims of PolNeAR dev."""
    score, out = scorer(folder), []
    with patch.object(Reader, "calibration", {}):
        for number, row in enumerate(read_jsonl(folder / "data" / "attribution" / "polnear_dev.jsonl.gz")):
            article = Article(row["doc"], f"{row['doc']}.txt", row["text"], "text", "utf-8", "en")
            found = read(article, reader, nested=Policy.NONE).attributions
            out += [
                Shown(number, one.confidence, signals_of(one), right)
                for one, right in zip(found, rights(score, row, found), strict=True)
            ]
    return out


def signals_of(one: Attribution) -> dict[str, float]:
    """The signals of an attribution."""
    return signals(
        one.confidence, cue_type=one.cue_type, quotation=one.quotation, source=one.source is not None
    )


def rights(score: ModuleType, row: Mapping[str, Any], found: Sequence[Attribution]) -> list[bool]:
    """Whether each attribution of an article is right."""
    tokens = [(m.start(), m.end(), m.group()[0].isalnum()) for m in score.TOKEN.finditer(row["text"])]
    mine = [
        {
            "source": span(one.source),
            "cue": span(one.cue),
            "content": [[at.start, at.end] for at in one.content],
        }
        for one in found
    ]
    gold = score.token_sets(row["attributions"], tokens, False)
    same = score.WHOLE["whole_half"]
    return [any(same(one, other) for other in gold) for one in score.token_sets(mine, tokens, False)]


def fitted(held: Sequence[Shown]) -> dict[str, float]:
    """Weights of a logistic regression by Newton's method."""
    names = sorted({name for one in held for name in one.signals})
    x = np.asarray([[one.signals.get(name, 0.0) for name in names] for one in held])
    y = np.asarray([one.right for one in held], np.float64)
    penalty = np.diag([0.0 if name == "intercept" else PENALTY for name in names]) + 1e-6 * np.eye(len(names))
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - penalty @ weights
        weights += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, slope)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def measured(held: Sequence[Shown]) -> list[tuple[float, bool]]:
    """Confidence and truth of each claim, by weights that its article took no part in."""
    out = []
    for fold in range(FOLDS):
        weights = fitted([one for one in held if one.article % FOLDS != fold])
        mine = [one for one in held if one.article % FOLDS == fold]
        out += [(calibrated(one.raw, one.signals, weights), one.right) for one in mine]
    return out


def figures(pairs: Sequence[tuple[float, bool]]) -> dict[str, float]:
    """Share right and share shown at 0.9 and more, and the expected calibration error over bins of BOUNDS."""
    p, right = np.asarray([one[0] for one in pairs]), np.asarray([one[1] for one in pairs])
    sure = p >= 0.9
    bins = np.digitize(p, BOUNDS)
    error = sum(
        (bins == k).mean() * abs(p[bins == k].mean() - right[bins == k].mean()) for k in np.unique(bins)
    )
    return {
        "right_at_0.9": round(float(right[sure].mean()), 4),
        "shown_at_0.9": round(float(sure.mean()), 4),
        "calibration_error": round(float(error), 4),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="print the weights fitted on all articles")
    parser.add_argument("--write", action="store_true", help="with --fit: put them into the card of --model")
    parser.add_argument("--model", type=Path, default=None, help="another folder with a reader")
    parser.add_argument("--data", type=Path, default=None, help="the shared folder (default: ../shared)")
    options = parser.parse_args()
    if options.write and not (options.fit and options.model):
        parser.error("--write needs --fit and --model")
    held = shown(options.data or shared(), Reader(options.model))
    if options.fit:
        if not held:
            raise SystemExit("The reader finds nothing in PolNeAR dev that confidence could be fitted on.")
        line = f"calibration: {json.dumps(fitted(held))}"
        print(line)
        if options.write:
            card = options.model / "card.md"
            card.write_text(with_line(card.read_text("utf-8"), line), "utf-8")
        return
    print("as the model says", figures([(one.raw, one.right) for one in held]))
    print("calibrated       ", figures(measured(held)))
    print(machine())


if __name__ == "__main__":
    main()
