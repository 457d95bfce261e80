"""Windows of examples, and the padded arrays that a batch of them makes."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from crossread.stages.read.labels import ENTITY
from crossread.stages.read.windows import PIECES, windows
from training.prepare import Example

CLS, SEP, PAD, MASK = 101, 102, 0, 103


@dataclass(slots=True)
class Item:
    """A window of an example: words ``[first, last)``, ``size`` pieces."""

    example: Example
    first: int
    last: int
    size: int


@dataclass(slots=True)
class Batch:
    """Padded arrays of some windows (see Reader.forward)."""

    ids: Tensor
    facts: Tensor
    first: Tensor
    mask: Tensor
    words: Tensor
    tags: Tensor
    tagged: Tensor
    entity: Tensor
    entity_weight: Tensor


def epoch_items(examples: Sequence[Example], entities: Sequence[Example], rng: random.Random) -> list[Item]:
    """All windows of an epoch, cut at a random offset."""
    out: list[Item] = []
    for example in [*examples, *entities]:
        sizes = [len(ids) for ids in example.pieces]
        starts = example.features[:, 2] == 2
        at = 0
        shift = rng.choice(np.flatnonzero(np.cumsum(sizes) <= PIECES // 2).tolist() or [0])
        while shift > 0 and not starts[shift]:
            shift -= 1
        for begin, end in ((0, shift), (shift, len(sizes))):
            for window in windows(sizes[begin:end], starts[begin:end], overlap=0):
                at = begin + window.first
                last = begin + window.last
                out.append(Item(example, at, last, sum(sizes[at:last])))
    return out


def batches(items: list[Item], size: int, rng: random.Random) -> list[list[Item]]:
    """Windows of like length together, in random order."""
    rng.shuffle(items)
    out: list[list[Item]] = []
    budget = size * PIECES
    for at in range(0, len(items), size * 24):
        chunk = sorted(items[at : at + size * 24], key=lambda item: item.size)
        group: list[Item] = []
        for item in chunk:
            if group and (len(group) + 1) * item.size > budget:
                out.append(group)
                group = []
            group.append(item)
        out.append(group)
    rng.shuffle(out)
    return out


def collate(items: Sequence[Item]) -> Batch:
    """Arrays of one batch."""
    count = len(items)
    length = max(item.size for item in items) + 2
    most = max(item.last - item.first for item in items)
    ids = np.full((count, length), PAD, np.int64)
    facts = np.zeros((count, length, 4), np.int64)
    first = np.zeros((count, most), np.int64)
    mask = np.zeros((count, length), np.bool_)
    tags = np.zeros((count, most), np.int64)
    words = np.zeros((count, most), np.bool_)
    entity = np.full((count, most), (1 << len(ENTITY)) - 1, np.int64)
    for row, item in enumerate(items):
        pieces = item.example.pieces[item.first : item.last]
        sizes = np.asarray([len(word) for word in pieces])
        total = int(sizes.sum())
        n = len(pieces)
        ids[row, : total + 2] = [CLS, *(piece for word in pieces for piece in word), SEP]
        facts[row, 1 : total + 1] = np.repeat(item.example.features[item.first : item.last], sizes, axis=0)
        first[row, :n] = 1 + np.cumsum(sizes) - sizes
        mask[row, : total + 2] = True
        words[row, :n] = True
        entity[row, :n] = item.example.entity[item.first : item.last]
        if item.example.tags is not None:
            tags[row, :n] = item.example.tags[item.first : item.last]
            # A window may begin inside a content that runs over sentences: begin it anew.
            if tags[row, 0] in (2, 4, 6):
                tags[row, 0] -= 1
    as_tensor = torch.from_numpy
    return Batch(
        as_tensor(ids), as_tensor(facts), as_tensor(first), as_tensor(mask), as_tensor(words),
        as_tensor(tags),
        torch.tensor([item.example.tags is not None for item in items]),
        as_tensor(entity), torch.tensor([item.example.entity_weight for item in items]),
    )  # fmt: skip


def stream(sets: dict[str, list[Example]], size: int, rng: random.Random) -> Iterator[tuple[int, list[Item]]]:
    """Batches without end, with the number of their epoch."""
    epoch = 0
    while True:
        for group in batches(epoch_items(sets["train"], sets["entities"], rng), size, rng):
            yield epoch, group
        epoch += 1
