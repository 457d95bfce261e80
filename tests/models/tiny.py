"""A reader of a few thousand random weights, made on the spot: no width, piece or limit is that of ours.

The network looks at each piece, its place and its neighbourhood, so that a
wrong window, a wrong special piece or a shifted word would change what it says.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors

from crossread.stages.read.labels import ATTRIBUTION, ENTITY, INNER, PARTS

WIDTH, MEMORY, WINDOW = 20, 12, 40
LABELS = {"attribution": ATTRIBUTION, "inner": INNER, "entity": ENTITY, "parts": PARTS}
_AXES: dict[str, tuple[int, list[str | int]]] = {
    "input_ids": (TensorProto.INT64, [1, "pieces"]),
    "features": (TensorProto.INT64, [1, "pieces", 4]),
    "first": (TensorProto.INT64, [1, "words"]),
    "attribution": (TensorProto.FLOAT, [1, "words", len(ATTRIBUTION)]),
    "inner": (TensorProto.FLOAT, [1, "words", len(INNER)]),
    "entity": (TensorProto.FLOAT, [1, "words", len(ENTITY)]),
    "memory": (TensorProto.FLOAT, [1, "words", MEMORY]),
    "known": (TensorProto.FLOAT, ["cues", "view", MEMORY]),
    "mark": (TensorProto.INT64, ["cues", "view"]),
    "distance": (TensorProto.INT64, ["cues", "view"]),
    "inside": (TensorProto.BOOL, ["cues", "view"]),
    "parts": (TensorProto.FLOAT, ["cues", "view", len(PARTS)]),
    "real": (TensorProto.FLOAT, ["cues"]),
}


def cased_tokenizer() -> Tokenizer:
    """Bytes with capitals and ``<s> … </s>``, as RoBERTa has them; every byte is a piece."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    specials = ["<pad>", "<s>", "</s>"]
    found = Tokenizer(models.BPE({piece: at for at, piece in enumerate([*specials, *letters])}, []))
    found.add_special_tokens([AddedToken(piece, special=True) for piece in specials])
    found.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    found.decoder = decoders.ByteLevel()
    found.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 1), ("</s>", 2)]
    )
    return found


def tiny_reader(folder: Path, *, window: int = WINDOW, labels: dict[str, Any] | None = None) -> Path:
    """Write a reader to ``folder`` as training/export.py does, and return the folder."""
    rng = np.random.default_rng(7)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = cased_tokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    moves = {"crf": len(ATTRIBUTION), "parts_crf": len(PARTS)}
    crfs = {
        name: {"moves": np.zeros((size, size)).tolist(), "first": [0.0] * size}
        for name, size in moves.items()
    }
    held = {"labels": labels or LABELS, "window": window, **crfs}
    _save(_first_pass(rng, tokenizer.get_vocab_size(), window + 2), folder / "reader.onnx", held)
    _save(_second_pass(rng), folder / "roles.onnx", {})
    pin(folder)
    return folder


def pin(folder: Path) -> None:
    """Write a card with the hashes of what lies in ``folder``."""
    keys = {"sha256": "reader.onnx", "roles_sha256": "roles.onnx", "tokenizer_sha256": "tokenizer.json"}
    lines = [
        f"{key}: {hashlib.sha256((folder / name).read_bytes()).hexdigest()}" for key, name in keys.items()
    ]
    (folder / "card.md").write_text("\n".join(["---", "name: tiny", *lines, "---", "# Random", ""]), "utf-8")


def _first_pass(rng: np.random.Generator, vocabulary: int, places: int) -> onnx.GraphProto:
    held = {
        "words": rng.normal(size=(vocabulary, WIDTH)),
        "places": rng.normal(size=(1, places, WIDTH)) * 0.1,
        "facts": rng.normal(size=(4, WIDTH)) * 0.1,
        "near": rng.normal(size=(WIDTH, WIDTH, 5)) * 0.2,
        **{f"w_{name}": rng.normal(size=(WIDTH, _width(name))) for name in LABELS if name != "parts"},
        "w_memory": rng.normal(size=(WIDTH, MEMORY)),
    }
    node = helper.make_node
    outputs = ("attribution", "inner", "entity", "memory")
    nodes = [
        node("Gather", ["words", "input_ids"], ["embedded"]),
        node("Shape", ["input_ids"], ["pieces"], start=1, end=2),
        node("Constant", [], ["zero"], value_ints=[0]),
        node("Constant", [], ["one"], value_ints=[1]),
        node("Slice", ["places", "zero", "pieces", "one"], ["placed"]),
        node("Cast", ["features"], ["told"], to=TensorProto.FLOAT),
        node("MatMul", ["told", "facts"], ["featured"]),
        node("Sum", ["embedded", "featured"], ["both"]),
        node("Add", ["both", "placed"], ["there"]),  # fails where a window is longer than the places
        node("Transpose", ["there"], ["turned"], perm=[0, 2, 1]),
        node("Conv", ["turned", "near"], ["around"], kernel_shape=[5], pads=[2, 2]),
        node("Transpose", ["around"], ["mixed"], perm=[0, 2, 1]),
        node("Squeeze", ["first", "zero"], ["at"]),
        node("Gather", ["mixed", "at"], ["of_words"], axis=1),
        *(node("MatMul", ["of_words", f"w_{out}"], [out]) for out in outputs),
    ]
    return _graph(nodes, ("input_ids", "features", "first"), outputs, held)


def _second_pass(rng: np.random.Generator) -> onnx.GraphProto:
    held = {
        "marks": rng.normal(size=(3, MEMORY)),
        "distances": rng.normal(size=(20, MEMORY)),
        "w_parts": rng.normal(size=(MEMORY, len(PARTS))),
    }
    node = helper.make_node
    nodes = [
        node("Gather", ["marks", "mark"], ["marked"]),
        node("Gather", ["distances", "distance"], ["far"]),
        node("Sum", ["memory", "marked", "far"], ["seen"]),
        node("MatMul", ["seen", "w_parts"], ["parts"]),
        node("Cast", ["inside"], ["counted"], to=TensorProto.FLOAT),
        node("Constant", [], ["last"], value_ints=[-1]),
        node("ReduceSum", ["counted", "last"], ["real"], keepdims=0),  # positive: each cue is one
    ]
    return _graph(nodes, ("memory", "mark", "distance", "inside"), ("parts", "real"), held)


def _width(name: str) -> int:
    return len(LABELS[name])


def _graph(
    nodes: list[onnx.NodeProto],
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    held: dict[str, npt.NDArray[np.float64]],
) -> onnx.GraphProto:
    def typed(name: str) -> onnx.ValueInfoProto:
        kind, shape = _AXES["known" if name == "memory" and "mark" in inputs else name]
        return helper.make_tensor_value_info(name, kind, shape)

    weights = [numpy_helper.from_array(value.astype(np.float32), name) for name, value in held.items()]
    return helper.make_graph(nodes, "tiny", [typed(i) for i in inputs], [typed(o) for o in outputs], weights)


def _save(graph: onnx.GraphProto, path: Path, metadata: dict[str, Any]) -> None:
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    helper.set_model_props(model, {key: json.dumps(value) for key, value in metadata.items()})
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
