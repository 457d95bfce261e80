"""The weights of an exported model as floats, to go on from where they were lost.

    python -m training.thaw pair   --model src/crossread/models/pair   --out pair.pt
    python -m training.thaw reader --model src/crossread/models/reader --out reader.pt

int8 weights are a step of a hundredth off at most; a head that the files lack, or hold in another shape (that
for names, of the reader), is left out.
"""

import argparse
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from crossread.models import Reader

from training.encoder import LAYERS
from training.files import whole
from training.reader.crf import BARRED
from training.reader.network import ROLE_LAYERS

ORDER = ("qkv", "out", "up", "down")  # of a layer's products, as the graph runs them
HEADS = ("shared", "attribution", "inner", "memory")  # of the reader's first pass, likewise
NUMBER_FORMAT = ("_scale", "_zero_point")  # of the weight of that name
TABLES = re.compile(r"encoder\.(word|position)|(inputs|late)\.\d")  # looked up, not multiplied with


def thawed(path: Path, prefix: str, products: Iterator[str]) -> dict[str, Tensor]:
    """Weights of a graph by their names in the network.

    ``prefix`` is what the export put before them; ``products`` names those that it left
    nameless (weights of products, transposed), in the order in which the graph runs them.
    """
    held = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer}
    out: dict[str, Tensor] = {}
    for name, value in held.items():
        if name.endswith(NUMBER_FORMAT):
            continue
        stem = name.removesuffix("_quantized")
        if stem != name:
            value = value.astype(np.float32) - held[f"{stem}_zero_point"].astype(np.float32)
            value *= held[f"{stem}_scale"]
        if stem.startswith("onnx::MatMul"):
            known = next(products, "")  # what lies behind them is of a graph that was joined on
            if known:
                out[f"{known}.weight"] = torch.tensor(value.T)
        elif stem.startswith(prefix):
            known = stem.removeprefix(prefix)
            table = stem == name or TABLES.match(known)
            out[known] = torch.tensor(value if table else value.T)
    return out


def layers(where: str, number: int) -> Iterator[str]:
    """The products of the layers of an encoder."""
    for layer in range(number):
        yield from (f"{where}{layer}.{name}" for name in ORDER)


def pair(folder: Path) -> dict[str, Tensor]:
    """State of :class:`training.pair.model.PairNet`."""
    return thawed(folder / "pair.onnx", "model.", layers("encoder.layers.", LAYERS))


def first_pass(folder: Path) -> dict[str, Tensor]:
    """What ``reader.onnx`` holds of the reader, its word embeddings among it."""
    return thawed(folder / "reader.onnx", "reader.", chain(layers("encoder.layers.", LAYERS), HEADS))


def reader(folder: Path) -> dict[str, Tensor]:
    """State of :class:`training.reader.network.Reader`, but for its heads for names and quotation marks."""
    out = first_pass(folder)
    del out["encoder.word.weight"]  # stays as published
    products = chain(layers("layers.", ROLE_LAYERS), ["parts"])
    roles = thawed(folder / "roles.onnx", "", products)
    held = Reader(folder)
    for name, (moves, first) in (("crf", held.crf), ("parts_crf", held.parts_crf)):
        out |= {f"{name}.moves": learned(moves), f"{name}.first": learned(first)}
    return out | {f"roles.{name}": value for name, value in roles.items()}


def learned(scores: NDArray[np.float32]) -> Tensor:
    """Scores of moves without what bars the illegal ones, which the network adds by itself."""
    return torch.tensor(np.where(scores > BARRED / 2, scores, 0.0))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["pair", "reader"])
    parser.add_argument("--model", type=Path, required=True, help="folder of the files")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if options.what == "pair":
        state: dict[str, object] = {"model": pair(options.model), "kind": "minilm"}
    else:
        state = dict(reader(options.model))
    with whole(options.out) as new:
        torch.save(state, new)


if __name__ == "__main__":
    main()
