"""Export the encoder and the trained reader as int8 ONNX with pinned hashes.

    python -m training.export encoder --base BASE --out src/crossread/models/encoder
    python -m training.export reader  --base BASE --checkpoint reader.pt --out src/crossread/models/reader

int8 per channel with reduced range: per tensor loses a point and more, and the
full range overflows on processors without VNNI.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from crossread.read import labels
from training.model import MiniLM, Outputs, Reader


class Pooled(nn.Module):
    """Mean over all pieces, normalised: [1, pieces] ids to [1, 384]."""

    def __init__(self, encoder: MiniLM) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> Tensor:
        """One text without padding."""
        return nn.functional.normalize(self.encoder(ids).mean(1), dim=-1)


class Exported(nn.Module):
    """The reader's graph: three tensors out."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, facts: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """One window without padding."""
        out: Outputs = self.reader(ids, facts, first)
        return out.attribution, out.entity, out.links


def export(
    model: nn.Module, inputs: dict[str, tuple[Tensor, dict[int, str]]], outputs: dict[str, dict[int, str]],
    metadata: dict[str, object], target: Path,
) -> str:  # fmt: skip
    """Write ``target`` as int8 with JSON ``metadata``; returns its SHA-256."""
    axes = {name: held for name, (_, held) in inputs.items()} | outputs
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full, small = Path(folder, "full.onnx"), Path(folder, "small.onnx")
        torch.onnx.export(
            model.eval(), tuple(value for value, _ in inputs.values()), str(full),
            dynamo=False,
            opset_version=17, input_names=list(inputs), output_names=list(outputs), dynamic_axes=axes,
        )  # fmt: skip
        quantize_dynamic(
            full, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )  # fmt: skip
        graph = onnx.load(str(small))
        onnx.helper.set_model_props(graph, {key: json.dumps(value) for key, value in metadata.items()})
        onnx.save(graph, str(target))
    return hashlib.sha256(target.read_bytes()).hexdigest()


def reader_metadata(model: Reader) -> dict[str, object]:
    """Labels, CRF and link tables, which numpy uses at run time."""
    moves, first = model.crf.transitions()
    linkers = {
        name: {
            "tables": [rounded(table) for table in linker.tables],
            "none": rounded(linker.none),
            "none_bias": rounded(linker.none_bias),
        }
        for name, linker in model.linkers.items()
    }
    return {
        "labels": {"attribution": labels.ATTRIBUTION, "entity": labels.ENTITY},
        "crf": {"moves": rounded(moves), "first": rounded(first)},
        "linkers": linkers,
    }


def rounded(values: Tensor) -> object:
    """Nested lists of floats with six digits."""
    return json.loads(json.dumps(values.detach().tolist()), parse_float=lambda text: round(float(text), 6))


def pin(folder: Path, name: str, digest: str) -> None:
    """Write the hashes into the head of the card, keeping its body."""
    card = folder / "card.md"
    body = card.read_text("utf-8").split("---", 2)[2] if card.exists() else "\n"
    tokens = hashlib.sha256((folder / "tokenizer.json").read_bytes()).hexdigest()
    card.write_text(f"---\nname: {name}\nsha256: {digest}\ntokenizer_sha256: {tokens}\n---{body}", "utf-8")


def export_encoder(base: Path, out: Path) -> None:
    """The published encoder, unchanged but for the number format."""
    encoder = MiniLM()
    encoder.load_pretrained(base)
    ids = torch.tensor([[101, 7592, 2088, 102]])
    digest = export(
        Pooled(encoder),
        {"input_ids": (ids, {1: "pieces"})},
        {"vector": {}},
        {"dimensions": 384},
        out / "encoder.onnx",
    )
    pin(out, "crossread-encoder-minilm-l6", digest)


def export_reader(checkpoint: Path, out: Path) -> None:
    """A trained reader."""
    model = Reader()
    model.load_state_dict(torch.load(checkpoint, weights_only=False)["model"])
    ids = torch.tensor([[101, 7592, 2088, 102]])
    facts = torch.tensor([[[0] * 4, [1] * 4, [1] * 4, [0] * 4]])
    first = torch.tensor([[1, 2]])
    inputs = {
        "input_ids": (ids, {1: "pieces"}),
        "features": (facts, {1: "pieces"}),
        "first": (first, {1: "words"}),
    }
    outputs = {name: {1: "words"} for name in ("attribution", "entity", "links")}
    digest = export(Exported(model), inputs, outputs, reader_metadata(model), out / "reader.onnx")
    pin(out, "crossread-reader-minilm-l6", digest)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["encoder", "reader"])
    parser.add_argument("--base", type=Path, required=True, help="folder of the pretrained encoder")
    parser.add_argument("--checkpoint", type=Path, help="what training wrote (reader only)")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(options.base / "tokenizer.json", options.out / "tokenizer.json")
    if options.what == "encoder":
        export_encoder(options.base, options.out)
    elif options.checkpoint is None:
        parser.error("the reader needs --checkpoint")
    else:
        export_reader(options.checkpoint, options.out)


if __name__ == "__main__":
    main()
