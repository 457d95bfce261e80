"""Export the trained pair model as int8 ONNX, calibrated on held-out news.

    python -m training.pair.export --checkpoint mean.pt --data ../shared/data --accounts accounts.jsonl.gz \
        --out src/crossread/models/pair

int8 spreads scores differently from float: the temperatures, and what is added to ``neither``, are fitted on
the exported file, on every other row of RTE-3 and NewsNLI and every eighth held-back stance pair;
bench/pairs.py measures calibration on the rest. The temperature of rival accounts is fitted on every other
held-back pair of them.
"""

import argparse
import json
import shutil
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from crossread.models import CrossEncoder, files

from training.cards import headed
from training.export import Graph, export
from training.pair.accounts import accounts
from training.pair.model import PairNet, Scores
from training.pair.pairs import LABELS, Pair, stances
from training.rows import read_jsonl

HEATS = np.arange(0.5, 8.0, 0.02)
NEITHER = np.arange(-1.0, 1.01, 0.05)


class Exported(nn.Module):
    """The graph: all heads' scores of one pair without padding."""

    def __init__(self, model: PairNet) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, second: Tensor) -> Scores:
        """[1, pieces] twice to [1, 3], [1, 4] and [1, 4]."""
        scores: Scores = self.model(ids, second)
        return scores


def graph(checkpoint: Path) -> Graph:
    """A trained pair model with temperatures of 1."""
    model = PairNet()
    model.load_state_dict(torch.load(checkpoint, weights_only=True, map_location="cpu")["model"])
    inputs = {
        "input_ids": (torch.tensor([[101, 7592, 102, 2088, 102]]), {1: "pieces"}),
        "second": (torch.tensor([[0.0, 0, 0, 1, 1]]), {1: "pieces"}),
    }
    outputs: dict[str, dict[int, str]] = {"label": {}, "stance": {}, "rival": {}}
    return Graph(Exported(model.float()), inputs, outputs, {"temperature": dict.fromkeys(outputs, 1.0)})


def pin(out: Path, digest: str) -> None:
    """Write the head of the card, keeping its body; the encoder's tokenizer is copied where not near."""
    encoder = files.HOME / "encoder"
    tokens = files.read_card(encoder / "card.md")["tokenizer_sha256"]
    near = out.resolve().parent == files.HOME.resolve()
    if not near:
        shutil.copyfile(encoder / "tokenizer.json", out / "tokenizer.json")
    beside = {"tokenizer": "../encoder/tokenizer.json"} if near else {}
    head = {"name": "crossread-pair-minilm-l6", "sha256": digest, **beside, "tokenizer_sha256": tokens}
    headed(out / "card.md", head)


def likely(
    probabilities: np.ndarray, gold: Sequence[int], heat: float, *, more: float = 0.0, two_way: bool = False
) -> float:
    """Mean negative log-likelihood at a temperature, with ``more`` for the last class.

    ``two_way`` joins all classes but the first.
    """
    scores = np.log(np.maximum(probabilities, 1e-9)) / heat
    scores[:, -1] += more
    scores = np.exp(scores - scores.max(1, keepdims=True))
    scores /= scores.sum(1, keepdims=True)
    if two_way:
        scores = np.stack([scores[:, 0], 1 - scores[:, 0]], 1)
    return float(-np.log(np.maximum(scores[np.arange(len(gold)), gold], 1e-9)).mean())


def calibration(
    data: Path, test: Sequence[Pair], model: CrossEncoder, neither: float | None = None
) -> dict[str, Any]:
    """What makes held-out news likeliest: the temperatures, and ``neither`` where it is not given."""
    rte = list(read_jsonl(data / "pairs" / "dev" / "rte3_3way.dev.jsonl.gz"))[::2]
    news = list(read_jsonl(data / "pairs" / "dev" / "equate_newsnli.jsonl.gz"))[::2]
    _, held = stances(data / "pairs")
    held = held[::8]
    three, two = (model.judge([(row["premise"], row["hypothesis"]) for row in rows]) for rows in (rte, news))
    four = model.stance([(pair.first, pair.second) for pair in held])
    ways = model.rivalry([(pair.first, pair.second) for pair in test])
    gold = [LABELS.index(row["label"]) for row in rte]
    entailed = [int(row["label"] != "entailment") for row in news]

    def of_labels(heat: float, more: float) -> float:
        return likely(three, gold, heat, more=more) + likely(two, entailed, heat, more=more, two_way=True)

    shifts = NEITHER if neither is None else [neither]
    label, shift = min(product(HEATS, shifts), key=lambda both: of_labels(*both))
    stance = min(HEATS, key=lambda heat: likely(four, [pair.stance.bit_length() - 1 for pair in held], heat))
    rival = min(HEATS, key=lambda heat: likely(ways, [pair.rival.bit_length() - 1 for pair in test], heat))
    heats = {"label": label, "stance": stance, "rival": rival}
    return {
        "temperature": {name: round(float(heat), 2) for name, heat in heats.items()},
        "neither": round(float(shift), 2),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--accounts", type=Path, required=True, help="what training.pair.rivals wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--neither", type=float, help="added to that label, in place of what fits best")
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    target = options.out / "pair.onnx"
    pin(options.out, export(graph(options.checkpoint), target))
    _, _, test = accounts(options.accounts)
    found = calibration(options.data, test[::2], CrossEncoder(options.out, workers=2), options.neither)
    loaded = onnx.load(str(target))
    onnx.helper.set_model_props(loaded, {name: json.dumps(value) for name, value in found.items()})
    onnx.save(loaded, str(target))
    pin(options.out, files.digest(target))
    print(found)


if __name__ == "__main__":
    main()
