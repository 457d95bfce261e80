"""The three losses: tags, names, links."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from crossread.stages.read.labels import ENTITY
from crossread.stages.read.pairs import Marks, pair_features, starts_of
from training.batches import MASK, Batch, Item, collate
from training.model import Reader
from training.prepare import Link

LINK_WEIGHT, ENTITY_WEIGHT, DROP, MASKED = 0.15, 0.3, 0.12, 0.06


def loss_of(model: Reader, items: Sequence[Item], rng: random.Random, *, bf16: bool) -> dict[str, Tensor]:
    """The parts of the loss of one batch."""
    batch = collate(items)
    # Hiding some pieces is the one regulariser of the encoder: its dropout costs half as much time again.
    hidden = (torch.rand(batch.ids.shape) < MASKED) & (batch.facts[..., 0] > 0)
    batch.ids.masked_fill_(hidden, MASK)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
        out = model(batch.ids, batch.facts, batch.first, batch.mask)
    parts = {"entity": entity_loss(out.entity, batch) * ENTITY_WEIGHT}
    rows = torch.nonzero(batch.tagged)[:, 0]
    if len(rows):
        words = batch.words[rows]
        parts["crf"] = model.crf.nll(out.attribution[rows], batch.tags[rows], words) / words.sum()
        found = [link_loss(model, out.links[row], items[row], rng) for row in rows.tolist()]
        count = sum(number for _, number in found)
        if count:
            parts["link"] = LINK_WEIGHT * torch.stack([value for value, _ in found]).sum() / count
    return parts


def entity_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Mean over words of minus the log-probability of the labels that a word may have."""
    allowed = (batch.entity[..., None] >> torch.arange(len(ENTITY))) & 1
    logs = functional.log_softmax(scores, dim=-1).masked_fill(allowed == 0, -1e4)
    loss = -torch.logsumexp(logs, dim=-1) * batch.words * batch.entity_weight[:, None]
    return loss.sum() / batch.words.sum()


@dataclass(slots=True)
class Spans:
    """The spans of one role in a window, int64 [n, 2], and the numbers of the links that each belongs to."""

    at: npt.NDArray[np.int64]
    owners: list[set[int]]


def spans_of(links: Sequence[Link], role: str, item: Item, drop: float, rng: random.Random) -> Spans:
    """The spans of a role that lie in a window, in text order; each is hidden with probability ``drop``."""
    held: dict[tuple[int, int], set[int]] = {}
    for number, link in enumerate(links):
        for first, last in getattr(link, role):
            if item.first <= first and last < item.last:
                held.setdefault((first - item.first, last - item.first), set()).add(number)
    kept = sorted(at for at in held if rng.random() >= drop)
    return Spans(np.asarray(kept, np.int64).reshape(-1, 2), [held[at] for at in kept])


def add_distractors(spans: Spans, item: Item, rng: random.Random) -> None:
    """Add a candidate or two where nothing is marked; no link may choose it."""
    if item.example.tags is None:
        return
    free = np.flatnonzero(item.example.tags[item.first : item.last] == 0)
    for _ in range(rng.randrange(3) if len(free) else 0):
        word = int(rng.choice(free.tolist()))
        spans.at = np.concatenate([spans.at, [[word, word]]])
        spans.owners.append(set())


def link_loss(model: Reader, vectors: Tensor, item: Item, rng: random.Random) -> tuple[Tensor, int]:
    """Summed cross-entropy of the links of one window, and their number.

    Some cues and sources are hidden, so that orphans learn to link to nothing.
    """
    links = item.example.links
    spans = {
        role: spans_of(links, role, item, drop, rng)
        for role, drop in (("content", 0.0), ("cue", DROP), ("source", DROP))
    }
    add_distractors(spans["cue"], item, rng)
    window = slice(item.first, item.last)
    example = item.example
    marks = Marks.build(example.features[window], example.line[window], example.sentence[window])
    counts = {role: starts_of(len(marks.line), held.at) for role, held in spans.items()}
    total, count = vectors.new_zeros(()), 0
    for name, query, key, other, slot in (
        ("content_cue", "content", "cue", "source", 0),
        ("cue_source", "cue", "source", "content", 2),
    ):
        asked, offered = spans[query], spans[key]
        if not len(asked.at):
            continue
        between = [counts[role] for role in (key, query, other)]
        facts = torch.from_numpy(pair_features(marks, asked.at, offered.at, between))
        q = vectors[asked.at[:, 0], slot, 0] + vectors[asked.at[:, 1], slot, 1]
        k = vectors[offered.at[:, 0], slot + 1, 0] + vectors[offered.at[:, 1], slot + 1, 1]
        total = total + choice_loss(model.linkers[name](q, k, facts), asked, offered)
        count += len(asked.at)
    return total, count


def choice_loss(scores: Tensor, asked: Spans, offered: Spans) -> Tensor:
    """Summed cross-entropy of each asking span's choice; the last column is right where no candidate is."""
    right = torch.zeros(scores.shape, dtype=torch.bool)
    for row, mine in enumerate(asked.owners):
        for column, theirs in enumerate(offered.owners):
            right[row, column] = not mine.isdisjoint(theirs)
    right[:, -1] = ~right[:, :-1].any(1)
    logs = functional.log_softmax(scores, dim=1).masked_fill(~right, -1e4)
    return -torch.logsumexp(logs, dim=1).sum()
