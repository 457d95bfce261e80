"""The weights of an exported pair model as floats, to go on from where they were lost.

    python -m training.pair.thaw --model src/crossread/models/pair --out shipped.pt

int8 weights are a step of a hundredth off at most; a head that the file lacks is left out.
"""

import argparse
import re
from itertools import count
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.files import whole

ORDER = ("qkv", "out", "up", "down")  # of a layer's products, as the graph runs them


def thawed(path: Path) -> dict[str, Tensor]:
    """State of :class:`training.pair.model.PairNet` from ``pair.onnx``."""
    graph = onnx.load(str(path)).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    out = {
        name.removeprefix("model."): torch.tensor(value)
        for name, value in held.items()
        if name.startswith("model.") and not re.search(r"_(quantized|scale|zero_point)$", name)
    }
    nameless = (f"encoder.layers.{n // 4}.{ORDER[n % 4]}.weight" for n in count())
    for name in held:
        if name.endswith("_quantized"):
            stem = name.removesuffix("_quantized")
            value = held[name].astype(np.float32) - held[f"{stem}_zero_point"].astype(np.float32)
            value *= held[f"{stem}_scale"]
            embedding = stem.startswith(("model.encoder.word", "model.encoder.position"))
            known = stem.removeprefix("model.") if stem.startswith("model.") else next(nameless)
            out[known] = torch.tensor(value if embedding else value.T)
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of pair.onnx")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with whole(options.out) as new:
        torch.save({"model": thawed(options.model / "pair.onnx"), "kind": "minilm"}, new)


if __name__ == "__main__":
    main()
