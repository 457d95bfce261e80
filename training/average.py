"""Average the weights of several checkpoints of one run.

    python -m training.average --out AVERAGE.pt [--shares 0.7 0.3] WEIGHTS.pt WEIGHTS.pt …

A model this small begins to overfit in its third epoch; the mean of late and
earlier weights keeps what they agree on.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor

from training.files import whole


def average(paths: list[Path], shares: list[float] | None = None) -> dict[str, Tensor]:
    """The mean of the models in ``paths``, each with its share (equal ones by default).

    What the first one holds; a head that others lack is the mean of those that have it.
    """
    loaded = [torch.load(path, weights_only=True, map_location="cpu") for path in paths]
    models = [one.get("model", one) for one in loaded]  # a checkpoint, or the weights alone
    weights = torch.tensor(shares or [1.0] * len(models))
    weights = weights / weights.sum()
    out: dict[str, Tensor] = {}
    for name, first in models[0].items():
        held = torch.tensor([name in model for model in models])
        values = torch.stack([model[name].float() for model in models if name in model])
        mean = torch.tensordot(weights[held] / weights[held].sum(), values, dims=1)
        out[name] = mean.to(first.dtype) if first.is_floating_point() else first
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shares", type=float, nargs="+", help="one for each file; default: equal")
    options = parser.parse_args()
    mean = average(options.weights, options.shares)
    first = torch.load(options.weights[0], weights_only=True, map_location="cpu")
    with whole(options.out) as new:
        torch.save({"model": mean} if "model" in first else mean, new)


if __name__ == "__main__":
    main()
