"""Export the trained pair model as int8 ONNX, with temperatures fitted on held-out news.

    python -m training.pair.export --checkpoint mean.pt --data ../shared/data --accounts accounts.jsonl.gz \
        --out src/crossread/models/pair

int8 spreads scores differently from float: the temperatures are fitted on the
exported file. They are fitted on every other row of RTE-3 and NewsNLI and every
other held-back stance pair; bench/pairs.py measures calibration on the rest. That of rival accounts is fitted
on every other held-back pair of them.
"""

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

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


def likely(probabilities: np.ndarray, gold: Sequence[int], heat: float, *, two_way: bool = False) -> float:
    """Mean negative log-likelihood at a temperature; ``two_way`` joins all classes but the first."""
    scores = np.log(np.maximum(probabilities, 1e-9)) / heat
    scores = np.exp(scores - scores.max(1, keepdims=True))
    scores /= scores.sum(1, keepdims=True)
    if two_way:
        scores = np.stack([scores[:, 0], 1 - scores[:, 0]], 1)
    return float(-np.log(np.maximum(scores[np.arange(len(gold)), gold], 1e-9)).mean())


def temperatures(data: Path, test: Sequence[Pair], model: CrossEncoder) -> dict[str, float]:
    """The temperatures that make held-out news likeliest."""
    rte = list(read_jsonl(data / "pairs" / "dev" / "rte3_3way.dev.jsonl.gz"))[::2]
    news = list(read_jsonl(data / "pairs" / "dev" / "equate_newsnli.jsonl.gz"))[::2]
    _, held = stances(data / "pairs")
    held = held[::8]
    three, two = (model.judge([(row["premise"], row["hypothesis"]) for row in rows]) for rows in (rte, news))
    four = model.stance([(pair.first, pair.second) for pair in held])
    gold = [LABELS.index(row["label"]) for row in rte]
    entailed = [int(row["label"] != "entailment") for row in news]
    sides = [pair.stance.bit_length() - 1 for pair in held]
    label = min(HEATS, key=lambda heat: likely(three, gold, heat) + likely(two, entailed, heat, two_way=True))
    stance = min(HEATS, key=lambda heat: likely(four, sides, heat))
    ways = model.rivalry([(pair.first, pair.second) for pair in test])
    verdicts = [pair.rival.bit_length() - 1 for pair in test]
    rival = min(HEATS, key=lambda heat: likely(ways, verdicts, heat))
    return {
        name: round(float(heat), 2) for name, heat in (("label", label), ("stance", stance), ("rival", rival))
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--accounts", type=Path, required=True, help="what training.pair.rivals wrote")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    target = options.out / "pair.onnx"
    pin(options.out, export(graph(options.checkpoint), target))
    _, _, test = accounts(options.accounts)
    found = temperatures(options.data, test[::2], CrossEncoder(options.out, workers=2))
    loaded = onnx.load(str(target))
    onnx.helper.set_model_props(loaded, {"temperature": json.dumps(found)})
    onnx.save(loaded, str(target))
    pin(options.out, files.digest(target))
    print(found)


if __name__ == "__main__":
    main()
