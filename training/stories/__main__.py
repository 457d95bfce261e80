"""Fit the weights of ``stages/group/story.toml`` and say how good they are on stories left out.

    PYTHONPATH=src:. python -m training.stories --data ../shared/data            # figures only
    PYTHONPATH=src:. python -m training.stories --data ../shared/data --write    # and write the file

Logistic regression on candidate pairs, as the stage finds them, with the signals that the stage has, of
full texts (NeuS: by themselves, without their dates, and within ten thousand articles of the stream) and of
undated look-alikes (ECB+). Each set weighs alike; pairs with an article whose story nobody told are not used.
BASIL and the headlines of two days take no part. The figures are of pairs
and stories by weights that were fitted without the stories (ECB+: topics) of the same fold.
"""

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from crossread.stages.group import pairs as module
from crossread.stages.group.cluster import average_link
from crossread.stages.group.pairs import COLUMNS, pairs_of, story_model

from training.logistic import ridge_logistic
from training.stories.sets import Cached, Labelled, around, ecb, neus, undated, whole

Floats = npt.NDArray[np.float64]
FOLDS = 5
RIDGE = 3.0
FILE = Path(module.__file__).with_name("story.toml")


@dataclass(frozen=True, slots=True)
class Table:
    """The candidate pairs of a set: unit numbers, signals, whether too far apart in time, whether the story
    of both is known, whether it is one, and the folds of both. A label is "" where the story is not known."""

    name: str
    labels: list[str]
    pairs: npt.NDArray[np.int64]
    signals: Floats
    vetoed: npt.NDArray[np.bool_]
    told: npt.NDArray[np.bool_]
    same: npt.NDArray[np.bool_]
    folds: npt.NDArray[np.int64]

    def within(self, fold: int) -> npt.NDArray[np.bool_]:
        """The pairs with a unit of the fold."""
        found: npt.NDArray[np.bool_] = (self.folds == fold).any(axis=1)
        return found


def table(name: str, labelled: Labelled, encoder: Cached) -> Table:
    """The pairs of a set, as the stage finds them."""
    features, labels = whole(labelled, encoder)
    pairs, signals, vetoed = pairs_of(features).table()
    label, fold = np.array(labels), np.array([crc32(_kin(one).encode()) % FOLDS for one in labels])
    same = label[pairs[:, 0]] == label[pairs[:, 1]]
    told = (label[pairs] != "").all(axis=1)
    return Table(name, labels, pairs, signals, vetoed, told, same, fold[pairs])


def _kin(label: str) -> str:
    """What stays together in a fold: a story; both look-alikes of an ECB+ topic ("12_ecb", "12_ecbplus")."""
    head, _, tail = label.partition("_")
    return head if tail.startswith("ecb") else label


def fit(tables: Sequence[Table], leave_out: int | None = None) -> Floats:
    """Weights in the order of COLUMNS, then the bias, by ridge regression on standardised signals."""
    rows, same, weight = [], [], []
    for one in tables:
        used = one.told & ~one.vetoed
        if leave_out is not None:
            used &= ~one.within(leave_out)
        rows.append(one.signals[used])
        same.append(one.same[used])
        weight.append(np.full(int(used.sum()), 1000 / one.same[used].sum()))
    x, y, w = np.vstack(rows), np.concatenate(same).astype(float), np.concatenate(weight)
    return ridge_logistic(x, y, w, RIDGE)


def stories(one: Table, chance: Floats) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1 of the stories that a pair's chances give."""
    scores = np.where(one.vetoed, -1.0, chance)
    held = {(int(a), int(b)): float(s) for (a, b), s in zip(one.pairs, scores, strict=True)}
    groups = average_link(len(one.labels), held, story_model()["threshold"])
    labels = [[one.labels[number] for number in group if one.labels[number]] for group in groups]
    gold = sum(size * (size - 1) // 2 for label, size in Counter(one.labels).items() if label)
    right = sum(size * (size - 1) // 2 for group in labels for size in Counter(group).values())
    shown = sum(len(group) * (len(group) - 1) // 2 for group in labels)
    precision, recall = right / max(1, shown), right / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def left_out(tables: Sequence[Table]) -> None:
    """Print the figures of each set by weights that were fitted without the fold."""
    chances = {one.name: np.zeros(len(one.pairs)) for one in tables}
    for fold in range(FOLDS):
        beta = fit(tables, fold)
        for one in tables:
            rows = one.within(fold)
            chances[one.name][rows] = 1 / (1 + np.exp(-(one.signals[rows] @ beta[:-1] + beta[-1])))
    for one in tables:
        precision, recall, f1 = stories(one, chances[one.name])
        print(f"{one.name}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}, on folds left out")


def write(beta: Floats) -> None:
    """Put the weights into ``story.toml``; what stands there beside them stays."""
    head, _, _ = FILE.read_text("utf-8").partition("[weights]")
    lines = [f"{name} = {value:.3f}" for name, value in zip(COLUMNS, beta, strict=False)]
    head = re.sub(r"(?m)^bias = .*$", f"bias = {beta[-1]:.3f}", head)
    FILE.write_text(head + "\n".join(["[weights]", *lines]) + "\n", "utf-8")


def main() -> None:
    """Figures; the file where asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    folder, encoder = options.data / "stories", Cached()
    full = neus(folder)
    sets = {
        "NeuS full texts": full,
        "NeuS full texts undated": undated(full),
        "ECB+": ecb(folder),
        "NeuS full texts within a stream": [*full, *around(folder, full)],
    }
    tables = [table(name, labelled, encoder) for name, labelled in sets.items()]
    left_out(tables)
    if options.write:
        write(fit(tables))


if __name__ == "__main__":
    main()
