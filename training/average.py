"""Average the weights of several checkpoints of one run.

    python -m training.average --out AVERAGE.pt WEIGHTS.pt WEIGHTS.pt …

A model this small begins to overfit in its third epoch; the mean of late and
earlier weights keeps what they agree on.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor


def average(paths: list[Path]) -> dict[str, Tensor]:
    """The mean of the models in ``paths``."""
    models = [torch.load(path, weights_only=True, map_location="cpu")["model"] for path in paths]
    out: dict[str, Tensor] = {}
    for name, first in models[0].items():
        held = [model[name] for model in models]
        out[name] = torch.stack(held).mean(0) if first.is_floating_point() else first
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.save({"model": average(options.weights)}, options.out)


if __name__ == "__main__":
    main()
