"""Export the encoder and the trained reader as int8 ONNX with pinned hashes.

    python -m training.export encoder --base BASE --out src/crossread/models/encoder
    python -m training.export reader  --base BASE --checkpoint reader.pt --out src/crossread/models/reader

int8 per channel with reduced range: per tensor loses a point and more, and the
full range overflows on processors without VNNI.
"""

import argparse
import json
import shutil
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from crossread.models import files
from crossread.stages.read import labels

from training.cards import headed
from training.encoder import MiniLM
from training.encoders import is_minilm, pieces_of, tokenizer_of
from training.reader.network import Outputs, Reader, Roles
from training.reader.train import load


class Pooled(nn.Module):
    """Mean over all pieces, normalised: [1, pieces] ids to [1, 384]."""

    def __init__(self, encoder: MiniLM) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> Tensor:
        """One text without padding."""
        return nn.functional.normalize(self.encoder(ids).mean(1), dim=-1)


class Exported(nn.Module):
    """The reader's first pass: four tensors out."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, facts: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """One window without padding."""
        out: Outputs = self.reader(ids, facts, first)
        return out.attribution, out.inner, out.entity, out.memory


@dataclass(frozen=True)
class Graph:
    """A network with example inputs, the axes that vary, and what its file says of itself."""

    model: nn.Module
    inputs: dict[str, tuple[Tensor, dict[int, str]]]
    outputs: dict[str, dict[int, str]]
    metadata: dict[str, object]


def export(graph: Graph, target: Path, *, float32: bool = False) -> str:
    """Write ``target``, as int8 unless ``float32``; returns its SHA-256."""
    tensors = tuple(value for value, _ in graph.inputs.values())
    axes = {name: held for name, (_, held) in graph.inputs.items()} | graph.outputs
    names: dict[str, Any] = {
        "input_names": list(graph.inputs),
        "output_names": list(graph.outputs),
        "dynamic_axes": axes,
    }
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full, small = Path(folder, "full.onnx"), Path(folder, "small.onnx")
        torch.onnx.export(graph.model.eval(), tensors, str(full), dynamo=False, opset_version=17, **names)
        if not float32:
            kinds = ["MatMul", "Gemm", "Gather"]
            options: dict[str, Any] = {
                "per_channel": True,
                "reduce_range": True,
                "weight_type": QuantType.QInt8,
            }
            quantize_dynamic(full, small, op_types_to_quantize=kinds, **options)
        loaded = onnx.load(str(full if float32 else small))
        onnx.helper.set_model_props(loaded, {key: json.dumps(value) for key, value in graph.metadata.items()})
        onnx.save(loaded, str(target))
    return files.digest(target)


def reader_metadata(model: Reader, window: int) -> dict[str, object]:
    """Labels and CRFs, which numpy uses at run time, and how many pieces a window takes."""
    crfs = {"crf": model.crf, "parts_crf": model.parts_crf}
    tables = {
        name: {key: rounded(value) for key, value in zip(("moves", "first"), crf.transitions(), strict=True)}
        for name, crf in crfs.items()
    }
    names = {
        "attribution": labels.ATTRIBUTION,
        "inner": labels.INNER,
        "entity": labels.ENTITY,
        "parts": labels.PARTS,
    }
    return {"labels": names, "window": window, **tables}


def rounded(values: Tensor) -> object:
    """Nested lists of floats with six digits."""
    return json.loads(json.dumps(values.detach().tolist()), parse_float=lambda text: round(float(text), 6))


def pin(folder: Path, name: str, digests: dict[str, str]) -> None:
    """Write the hashes into the head of the card, keeping its body."""
    tokens = files.digest(folder / "tokenizer.json")
    headed(folder / "card.md", {"name": name, **digests, "tokenizer_sha256": tokens})


def encoder_graph(base: Path) -> Graph:
    """The published encoder, unchanged but for the number format."""
    encoder = MiniLM()
    encoder.load_pretrained(base)
    ids = torch.tensor([[101, 7592, 2088, 102]])
    return Graph(Pooled(encoder), {"input_ids": (ids, {1: "pieces"})}, {"vector": {}}, {"dimensions": 384})


def reader_graph(model: Reader, window: int) -> Graph:
    """The first pass of a trained reader."""
    inputs = {
        "input_ids": (torch.tensor([[1, 2, 3, 1]]), {1: "pieces"}),
        "features": (torch.tensor([[[0] * 4, [1] * 4, [1] * 4, [0] * 4]]), {1: "pieces"}),
        "first": (torch.tensor([[1, 2]]), {1: "words"}),
    }
    outputs = {name: {1: "words"} for name in ("attribution", "inner", "entity", "memory")}
    return Graph(Exported(model), inputs, outputs, reader_metadata(model, window))


def roles_graph(roles: Roles) -> Graph:
    """The second pass of a trained reader."""
    axes = {0: "cues", 1: "words"}
    inputs = {
        "memory": (torch.zeros(2, 3, 192), axes),
        "mark": (torch.tensor([[0, 1, 0], [2, 0, 0]]), axes),
        "distance": (torch.tensor([[10, 0, 1], [0, 1, 2]]), axes),
        "inside": (torch.tensor([[True, True, True], [True, True, False]]), axes),
    }
    return Graph(roles, inputs, {"parts": axes, "real": {0: "cues"}}, {})


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["encoder", "reader"])
    parser.add_argument("--base", type=Path, required=True, help="folder of the pretrained encoder")
    parser.add_argument("--checkpoint", type=Path, help="what training wrote (reader only)")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float32", action="store_true", help="to measure what int8 costs")
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    if is_minilm(options.base):
        shutil.copyfile(options.base / "tokenizer.json", options.out / "tokenizer.json")
    else:
        tokenizer_of(options.base).save(str(options.out / "tokenizer.json"))
    if options.what == "encoder":
        digests = {
            "sha256": export(
                encoder_graph(options.base), options.out / "encoder.onnx", float32=options.float32
            )
        }
    elif options.checkpoint is None:
        parser.error("the reader needs --checkpoint")
    else:
        model = load(options.checkpoint, options.base, "cpu")
        # The second pass is small, and reads several cues at once: int8 would make one depend on the others.
        window = pieces_of(options.base, tokenizer_of(options.base)).window
        digests = {
            "sha256": export(
                reader_graph(model, window), options.out / "reader.onnx", float32=options.float32
            ),
            "roles_sha256": export(roles_graph(model.roles), options.out / "roles.onnx", float32=True),
        }
    base = "minilm-l6" if is_minilm(options.base) else options.base.resolve().name.lower()
    pin(options.out, f"crossread-{options.what}-{base}", digests)


if __name__ == "__main__":
    main()
