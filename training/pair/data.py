"""Prepared pairs as tensors on one device, and batches of them."""

import io
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

START, END, MASK = 101, 102, 103  # [CLS], [SEP] and [MASK] of the uncased vocabulary
NAMES = ("first", "second", "label", "stance", "rival", "weight", "group")


@dataclass(slots=True)
class Texts:
    """Word pieces of all texts in a row; where each begins, how many it has."""

    pieces: Tensor
    starts: Tensor
    sizes: Tensor


@dataclass(slots=True)
class Pairs:
    """Columns of pairs: two text numbers, allowed labels, stances and rivalries as bits, weight, set."""

    first: Tensor
    second: Tensor
    label: Tensor
    stance: Tensor
    rival: Tensor
    weight: Tensor
    group: Tensor

    def __len__(self) -> int:
        return len(self.first)

    def take(self, rows: Tensor) -> "Pairs":
        """Some rows."""
        return Pairs(*(getattr(self, name)[rows] for name in NAMES))


def joined(left: Pairs, right: Pairs) -> Pairs:
    """The rows of both."""
    return Pairs(*(torch.cat([getattr(left, name), getattr(right, name)]) for name in NAMES))


@dataclass(slots=True)
class Batch:
    """Padded ids, which belong to the second text, which are not padding."""

    ids: Tensor
    second: Tensor
    mask: Tensor


@dataclass(slots=True)
class Prepared:
    """All that prepare.py wrote."""

    texts: Texts
    train: Pairs
    extra: Pairs
    dev: dict[str, Pairs]
    groups: list[str]


def load(path: Path, device: str, most_dev: int = 1_000_000) -> Prepared:
    """Read ``pairs.npz.xz`` onto ``device``, of each dev set the first ``most_dev`` rows."""
    arrays = dict(np.load(io.BytesIO(lzma.decompress(path.read_bytes()))))
    sizes = torch.from_numpy(arrays["sizes"].astype(np.int64)).to(device)
    pieces = torch.from_numpy(arrays["pieces"].astype(np.int32)).to(device)
    texts = Texts(pieces, sizes.cumsum(0) - sizes, sizes)
    found: dict[str, Pairs] = {}
    for prefix in sorted({key.rpartition("/")[0] for key in arrays if "/" in key}):
        held = [arrays[f"{prefix}/{name}"] for name in NAMES]
        kinds = [np.float32 if name == "weight" else np.int64 for name in NAMES]
        found[prefix] = Pairs(
            *(torch.from_numpy(a.astype(k)).to(device) for a, k in zip(held, kinds, strict=True))
        )
    dev = {
        name.removeprefix("dev/"): pairs.take(torch.arange(min(most_dev, len(pairs)), device=device))
        for name, pairs in found.items()
        if name.startswith("dev/")
    }
    return Prepared(texts, found["train"], found["extra"], dev, [str(name) for name in arrays["groups"]])


def encode(texts: Texts, first: Tensor, second: Tensor) -> Batch:
    """Pairs of texts as ``[CLS] first [SEP] second [SEP]``, padded to a multiple of eight."""
    a, b = texts.sizes[first][:, None], texts.sizes[second][:, None]
    width = (int((a + b).max()) + 3 + 7) // 8 * 8
    at = torch.arange(width, device=first.device)[None, :]
    in_first = (at >= 1) & (at <= a)
    in_second = (at >= a + 2) & (at < a + 2 + b)
    place = torch.where(
        in_first, texts.starts[first][:, None] + at - 1, texts.starts[second][:, None] + at - a - 2
    )
    ids = texts.pieces[place.clamp(0, len(texts.pieces) - 1)].long()
    ids = torch.where(in_first | in_second, ids, torch.full_like(ids, END))
    ids[:, 0] = START
    mask = at <= a + b + 2
    return Batch(torch.where(mask, ids, 0), ((at >= a + 2) & mask).float(), mask)


def batches(texts: Texts, pairs: Pairs, room: int, generator: torch.Generator) -> list[Tensor]:
    """Rows of each batch of one pass, of like length, at most ``room`` pieces each, in random order."""
    order = torch.randperm(len(pairs), generator=generator)
    sizes = (texts.sizes[pairs.first] + texts.sizes[pairs.second] + 3).cpu()
    out: list[Tensor] = []
    for chunk in order.split(20_000):
        by_size = chunk[sizes[chunk].argsort()]
        out += list(cut(by_size, sizes, room))
    return [out[at] for at in torch.randperm(len(out), generator=generator).tolist()]


def cut(rows: Tensor, sizes: Tensor, room: int) -> Iterator[Tensor]:
    """Cut rows that are sorted by size into batches of at most ``room`` padded pieces."""
    held = sizes[rows].tolist()
    start = 0
    for at in range(1, len(held) + 1):
        if at == len(held) or ((held[at] + 7) // 8 * 8) * (at + 1 - start) > room:
            yield rows[start:at]
            start = at
