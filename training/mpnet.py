"""A larger encoder that teaches both models: MPNet-base, written out.

It reads the word pieces of the small encoder (both vocabularies hold the same
pieces) and is never shipped. Its published weights travel as int8 rows.

    python -m training.mpnet --base MPNET --small-base BASE --out FOLDER
"""

import argparse
import json
import math
import shutil
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from training.encoder import MASK, VOCABULARY, Layer, Sizes
from training.files import whole

MPNET_BASE = Sizes(width=768, layers=12, heads=12, inner=3072, vocabulary=30527, positions=514)
BUCKETS, FAR, FIRST_POSITION = 32, 128, 2
EPS = 1e-5
PARTS = 2  # files that the weights are cut into
SPECIAL = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}


def buckets(length: int) -> Tensor:
    """Bucket of the distance from each place to each, [length, length] (T5's, both ways)."""
    at = torch.arange(length)
    far = at[:, None] - at[None, :]
    half, exact = BUCKETS // 2, BUCKETS // 4
    size = far.abs()
    wide = exact + (size.clamp(min=1) / exact).log() / math.log(FAR / exact) * (half - exact)
    return (far < 0) * half + torch.where(size < exact, size, wide.long().clamp(max=half - 1))


class MPNet(nn.Module):
    """The encoder; takes the same arguments as the small one."""

    mask = MASK

    def __init__(self, sizes: Sizes = MPNET_BASE, pieces: int = VOCABULARY) -> None:
        super().__init__()
        self.sizes, self.width = sizes, sizes.width
        self.word = nn.Embedding(sizes.vocabulary, sizes.width)
        self.position = nn.Embedding(sizes.positions, sizes.width)
        self.norm = nn.LayerNorm(sizes.width, eps=EPS)
        self.near = nn.Embedding(BUCKETS, sizes.heads)
        self.layers = nn.ModuleList(
            Layer(sizes.width, sizes.heads, sizes.inner, dropout=0.1, eps=EPS) for _ in range(sizes.layers)
        )
        self.register_buffer("renumbered", torch.zeros(pieces, dtype=torch.long))

    @classmethod
    def packed(cls, folder: Path) -> "MPNet":
        """What :func:`pack` wrote to ``folder``."""
        held = [dict(np.load(folder / f"mpnet-{part}.npz")) for part in range(PARTS)]
        arrays = {key: value for part in held for key, value in part.items()}
        sizes = Sizes(*arrays["sizes"].tolist()) if "sizes" in arrays else MPNET_BASE
        out = cls(sizes, len(arrays["renumbered/plain"]))
        out.load_pretrained(folder)
        return out

    def forward(self, ids: Tensor, mask: Tensor | None = None, extra: Tensor | None = None) -> Tensor:
        """Piece ids of the small model [batch, pieces] to vectors [batch, pieces, width]."""
        length = ids.shape[1]
        places = torch.arange(length, device=ids.device) + FIRST_POSITION
        x = self.word(self.renumbered[ids]) + self.position(places)
        x = self.norm(x if extra is None else x + extra)
        bias = self.near(buckets(length).to(ids.device)).permute(2, 0, 1)[None].detach()
        if mask is not None:
            bias = bias + (~mask).float()[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def table(self) -> Tensor:
        """The embedding of each piece of the small model, [pieces, width]."""
        return self.word.weight[self.renumbered]

    def load_pretrained(self, base: Path) -> dict[str, Tensor]:
        """Take over the weights that ``pack`` wrote to the folder ``base``."""
        state: dict[str, Tensor] = {}
        for part in range(PARTS):
            held = np.load(base / f"mpnet-{part}.npz")
            for key in held.files:
                name, _, kind = key.rpartition("/")
                if kind == "rows":
                    scales = held[f"{name}/scales"].astype(np.float32)
                    state[name] = torch.from_numpy(held[key].astype(np.float32) * scales[:, None])
                elif kind == "plain":
                    value = torch.from_numpy(held[key])
                    state[name] = value.float() if value.is_floating_point() else value.long()
        self.load_state_dict(state)
        return {}


def is_packed(folder: Path) -> bool:
    """Whether ``folder`` holds what :func:`pack` writes."""
    return all((folder / f"mpnet-{part}.npz").is_file() for part in range(PARTS))


def sizes_of(base: Path) -> Sizes:
    """The sizes of the MPNet in a folder: all-mpnet-base-v2's where it does not say."""
    path = base / "config.json"
    if not path.is_file():
        return MPNET_BASE
    held = json.loads(path.read_text("utf-8"))
    if held.get("model_type") != "mpnet":
        raise SystemExit(f"{base} holds a {held.get('model_type')}; the larger encoder must be an MPNet.")
    names = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size",
             "max_position_embeddings")  # fmt: skip
    return Sizes(*(int(held[name]) for name in names))


def published(base: Path) -> dict[str, Tensor]:
    """The weights of all-mpnet-base-v2 under our names."""
    old = load_file(str(base / "model.safetensors"))
    state = {
        "word.weight": old["embeddings.word_embeddings.weight"],
        "position.weight": old["embeddings.position_embeddings.weight"],
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
        "near.weight": old["encoder.relative_attention_bias.weight"],
    }
    parts = {"out": "attention.attn.o", "norm_attention": "attention.LayerNorm", "up": "intermediate.dense",
             "down": "output.dense", "norm_feed": "output.LayerNorm"}  # fmt: skip
    for layer in range(sizes_of(base).layers):
        prefix = f"encoder.layer.{layer}."
        for end in ("weight", "bias"):
            state[f"layers.{layer}.qkv.{end}"] = torch.cat(
                [old[f"{prefix}attention.attn.{n}.{end}"] for n in "qkv"]
            )
            for new, name in parts.items():
                state[f"layers.{layer}.{new}.{end}"] = old[f"{prefix}{name}.{end}"]
    return state


def renumbered(base: Path, small: Path) -> Tensor:
    """The number that each piece of the small model's vocabulary has in the teacher's."""
    vocabularies = [
        json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
        for folder in (small, base)
    ]
    mine, theirs = vocabularies
    out = torch.full((len(mine),), theirs["[UNK]"], dtype=torch.long)
    for piece, number in mine.items():
        out[number] = theirs.get(SPECIAL.get(piece, piece), theirs["[UNK]"])
    return out


def pack(base: Path, small: Path, out: Path) -> None:
    """Write the weights as int8 rows with a scale each, in ``PARTS`` files, and their tokenizer."""
    sizes = sizes_of(base)
    state = published(base) | {"renumbered": renumbered(base, small)}
    names = sorted(state, key=lambda name: (state[name].numel(), name), reverse=True)
    parts: Sequence[dict[str, np.ndarray]] = [{} for _ in range(PARTS)]
    parts[0]["sizes"] = np.asarray(astuple(sizes), np.int64)
    for name in names:
        value = state[name]
        part = min(parts, key=lambda held: sum(array.nbytes for array in held.values()))
        if value.ndim == 2 and value.numel() > 100_000:
            scales = value.abs().amax(1).clamp(min=1e-8) / 127
            part[f"{name}/rows"] = (value / scales[:, None]).round().to(torch.int8).numpy()
            part[f"{name}/scales"] = scales.numpy()
        else:
            part[f"{name}/plain"] = (
                value.half() if value.is_floating_point() else value.to(torch.int32)
            ).numpy()
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(small / "tokenizer.json", out / "tokenizer.json")
    for number, part in enumerate(parts):
        with whole(out / f"mpnet-{number}.npz") as new, new.open("wb") as file:
            np.savez_compressed(file, **part)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--small-base", type=Path, required=True, help="folder of the small encoder")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    pack(options.base, options.small_base, options.out)


if __name__ == "__main__":
    main()
