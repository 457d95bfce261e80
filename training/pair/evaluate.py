"""Measure trained weights on the prepared dev sets; join several runs.

    python -m training.pair.evaluate --work FOLDER --out mean.pt pair-1.pt pair-2.pt pair-3.pt

Prints a line of JSON for each file, for the mean of their weights (``--out``)
and for the mean of their scores.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.average import average
from training.files import whole
from training.measures import average_precision
from training.pair.data import Pairs, Prepared, batches, encode, load
from training.pair.model import LABELS, RIVALS, STANCES, PairNet, Scores

TWO_WAY = ("equate_newsnli",)  # entailed or not


@torch.no_grad()
def scores(models: Sequence[PairNet], data: Prepared, pairs: Pairs, room: int, *, bf16: bool) -> Scores:
    """Mean scores of the models for all pairs, [pairs, 3], [pairs, 4] and [pairs, 4]."""
    device = pairs.first.device
    out = tuple(torch.zeros(len(pairs), size, device=device) for size in (LABELS, STANCES, RIVALS))
    for model in models:
        model.eval()
        for rows in batches(data.texts, pairs, 2 * room, torch.Generator().manual_seed(0)):
            rows = rows.to(device)
            batch = encode(data.texts, pairs.first[rows], pairs.second[rows])
            with torch.autocast(device.type, torch.bfloat16, enabled=bf16):
                found = model(batch.ids, batch.second, batch.mask)
            for held, new in zip(out, found, strict=True):
                held[rows] += new / len(models)
    return out[0], out[1], out[2]


def f1(right: Tensor, gold: Tensor, guess: Tensor) -> float:
    """F1 of one class."""
    return (2 * right.sum() / (gold.sum() + guess.sum()).clamp(min=1)).item()


def macro(gold: Tensor, guess: Tensor, classes: int) -> float:
    """Mean F1 of the classes."""
    found = [f1((gold == c) & (guess == c), gold == c, guess == c) for c in range(classes)]
    return sum(found) / classes


def off(probability: Tensor, right: Tensor, bins: int = 10) -> float:
    """Expected calibration error of ``probability`` of being right, in equal bins of probability."""
    out = 0.0
    place = (probability * bins).long().clamp(max=bins - 1)
    for at in range(bins):
        held = place == at
        if held.any():
            out += (
                held.float().mean().item() * abs(probability[held].mean() - right[held].float().mean()).item()
            )
    return out


def bits(values: Tensor) -> Tensor:
    """The number of the one bit that is set."""
    return values.float().log2().long()


def figures(models: Sequence[PairNet], data: Prepared, room: int, *, bf16: bool) -> dict[str, float]:
    """All figures, in per cent."""
    out: dict[str, float] = {}
    for name, pairs in data.dev.items():
        label, stance, rival = scores(models, data, pairs, room, bf16=bf16)
        if name == "rivals":
            chance = rival.softmax(1)
            likely = (chance[:, 0] + 0.5 * chance[:, 1]).float().cpu().numpy()
            out["rivals_ap"] = average_precision(likely, (pairs.rival <= 2).cpu().numpy())
            out["rivals_clear_ap"] = average_precision(likely, (pairs.rival == 1).cpu().numpy())
            continue
        if name in ("emergent", "fnc1"):
            classes = 3 if name == "emergent" else 4
            out[f"{name}_macro"] = macro(bits(pairs.stance), stance[:, :classes].argmax(1), classes)
            related = pairs.stance < 8
            guess = stance[related, :3].argmax(1)
            out[f"{name}_three"] = macro(bits(pairs.stance[related]), guess, 3)
            continue
        guess = label.argmax(1)
        if name == "calm":
            out["calm"] = ((pairs.label >> guess) & 1).float().mean().item()
            out["calm_not_contradiction"] = (guess != 1).float().mean().item()
            continue
        gold = bits(pairs.label)
        right = (gold == 0) == (guess == 0) if name in TWO_WAY else gold == guess
        out[name] = right.float().mean().item()
        if name == "planted":
            for kind in pairs.group.unique().tolist():
                out[f"planted_{data.groups[kind]}"] = right[pairs.group == kind].float().mean().item()
        if name == "rte3_3way":
            out["rte3_contradiction_f1"] = f1((gold == 1) & (guess == 1), gold == 1, guess == 1)
        if name in ("rte3_3way", "equate_newsnli"):
            probability = label.softmax(1)
            sure = probability[:, 0] if name in TWO_WAY else probability.max(1).values
            hit = gold == 0 if name in TWO_WAY else right
            out[f"{name}_ece"] = off(sure, hit)
        if name == "fever_symmetric":
            two = label[:, :2].argmax(1)
            out["fever_two_way"] = (two == gold).float().mean().item()
    return {name: round(100 * value, 2) for name, value in out.items()}


def read(path: Path, device: str) -> PairNet:
    """The network of one file."""
    held = torch.load(path, weights_only=True, map_location="cpu")
    model = PairNet(held.get("kind", "minilm"))
    model.load_state_dict(held["model"])
    return model.float().to(device)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--work", type=Path, required=True, help="folder of pairs.npz.xz")
    parser.add_argument("--out", type=Path, help="where the mean of the weights goes")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--room", type=int, default=16384)
    parser.add_argument("--most-dev", type=int, default=1_000_000, help="rows of each dev set")
    parser.add_argument("--no-bf16", dest="bf16", action="store_false")
    options = parser.parse_args()
    data = load(options.work / "pairs.npz.xz", options.device, options.most_dev)
    models = [read(path, options.device) for path in options.weights]
    named = {path.name: [model] for path, model in zip(options.weights, models, strict=True)}
    if options.out:
        with whole(options.out) as new:
            torch.save({"model": average(options.weights)}, new)
        named[f"mean of weights {options.out.name}"] = [read(options.out, options.device)]
    if len(models) > 1:
        named["mean of scores"] = models
    for name, held in named.items():
        print(json.dumps({"name": name} | figures(held, data, options.room, bf16=options.bf16)), flush=True)


if __name__ == "__main__":
    main()
