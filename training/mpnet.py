"""A larger encoder that teaches both models: MPNet-base, written out.

It reads the word pieces of the small encoder (both vocabularies hold the same
pieces) and is never shipped. Its published weights travel as int8 rows.

    python -m training.mpnet --base MPNET --small-base BASE --out FOLDER
"""

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from training.encoder import MASK, Layer

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 768, 12, 12, 3072, 30527, 514
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

    width = WIDTH
    mask = MASK

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPS)
        self.near = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER, dropout=0.1, eps=EPS) for _ in range(LAYERS))
        self.register_buffer("renumbered", torch.zeros(30522, dtype=torch.long))

    def forward(self, ids: Tensor, mask: Tensor | None = None, extra: Tensor | None = None) -> Tensor:
        """Piece ids of the small model [batch, pieces] to vectors [batch, pieces, WIDTH]."""
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
        """The embedding of each piece of the small model, [pieces, WIDTH]."""
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
    for layer in range(LAYERS):
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
    """Write the weights as int8 rows with a scale each, in ``PARTS`` files."""
    state = published(base) | {"renumbered": renumbered(base, small)}
    names = sorted(state, key=lambda name: (state[name].numel(), name), reverse=True)
    parts: Sequence[dict[str, np.ndarray]] = [{} for _ in range(PARTS)]
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
    for number, part in enumerate(parts):
        np.savez_compressed(out / f"mpnet-{number}.npz", **part)


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
