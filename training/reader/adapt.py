"""Continued masked-language training of the encoder on news, before any label is seen.

The published encoder was tuned for vectors of whole sentences; this brings its
words back into focus.
"""

import logging
import random
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset

from training.encoder import mixed
from training.encoders import Encoder, adapted, encoder_of
from training.files import whole
from training.reader.corpus import Corpus, Window, collate, groups, windows_of
from training.reader.train import left

log = logging.getLogger("training")
SAVE_EVERY = 600.0  # seconds
HIDDEN, SHOWN, RANDOM = 0.15, 0.1, 0.1  # share of words asked for; of these, shown as they are, or replaced


class Asked(Dataset[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]):
    """Batches of pieces, some hidden by whole words: what is shown, the mask, what is asked for (else -1)."""

    def __init__(self, corpora: Sequence[Corpus], held: list[list[Window]], seed: str) -> None:
        self.corpora, self.held, self.seed = corpora, held, seed

    def __len__(self) -> int:
        return len(self.held)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        rng = np.random.default_rng(zlib.crc32(f"{self.seed}:{index}".encode()))
        batch = collate(self.corpora, self.held[index], random.Random(0))  # noqa: S311 - nothing secret
        ids = batch.ids.numpy()
        asked = np.full_like(ids, -1)
        for row, item in enumerate(self.held[index]):
            at = self.corpora[item.corpus].piece_at[item.first : item.last + 1]
            chosen = np.repeat(rng.random(len(at) - 1) < HIDDEN, np.diff(at))
            places = 1 + np.flatnonzero(chosen)
            asked[row, places] = ids[row, places]
            how = rng.random(len(places))
            ids[row, places[how > SHOWN + RANDOM]] = self.corpora[item.corpus].special.mask
            other, vocabulary = places[how < RANDOM], self.corpora[item.corpus].special.vocabulary
            ids[row, other] = rng.integers(min(1000, vocabulary // 2), vocabulary, len(other))
        return torch.from_numpy(ids), batch.mask, torch.from_numpy(asked)


class Guess(nn.Module):
    """The usual head: a layer, and the word embeddings again."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        pieces, width = encoder.table().shape
        self.layer = nn.Linear(encoder.width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.bias = nn.Parameter(torch.zeros(pieces))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, asked: torch.Tensor) -> torch.Tensor:
        """Mean cross-entropy over the pieces that are asked for."""
        x = self.encoder(ids, mask)[asked >= 0]
        x = self.norm(functional.gelu(self.layer(x)))
        return functional.cross_entropy((x @ self.encoder.table().T + self.bias).float(), asked[asked >= 0])


def planned(corpora: Sequence[Corpus], epochs: int, budget: int) -> list[list[list[Window]]]:
    """The batches of each epoch."""
    rng = random.Random(0)  # noqa: S311 - nothing secret
    out = []
    for _ in range(epochs):
        items = [
            window for number, corpus in enumerate(corpora) for window in windows_of(corpus, number, rng)
        ]
        out.append(groups(items, budget, rng))
    return out


def batches(
    corpora: Sequence[Corpus], plans: Sequence[list[list[Window]]], done: int, workers: int
) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """The batches behind the first ``done``."""
    for epoch, plan in enumerate(plans):
        rest = range(min(done, len(plan)), len(plan))
        done -= rest.start
        asked = Asked(corpora, plan, str(epoch))
        yield from DataLoader(asked, batch_size=None, sampler=rest, num_workers=workers)


def adapt(
    corpora: Sequence[Corpus],
    base: Path,
    target: Path,
    *,
    epochs: int,
    budget: int,
    device: str,
    rate: float,
) -> None:
    """Train on ``corpora``, write the encoder to ``target``; word embeddings stay as published.

    A run that was cut off goes on from its checkpoint.
    """
    torch.manual_seed(0)
    model = Guess(encoder_of(base)).to(device)
    optimizer = torch.optim.AdamW(
        [p for p in model.parameters() if p.requires_grad], lr=rate, weight_decay=0.01, fused=True
    )
    plans = planned(corpora, epochs, budget)
    total, first = sum(map(len, plans)), 0
    checkpoint, saved, started = target.with_suffix(".checkpoint"), time.time(), time.time()
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True, map_location=device)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["step"]
        log.info("adapt went on from step %d", first)
    held = batches(corpora, plans, first, 4 if device == "cuda" else 0)
    for step, batch in enumerate(held, first):
        ids, mask, asked = (value.to(device, non_blocking=True) for value in batch)
        for group in optimizer.param_groups:
            group["lr"] = rate * min((step + 1) / (0.05 * total + 1), (total - step) / total)
        with mixed(device):
            loss = model(ids, mask, asked)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        done = step + 1
        if done % 100 == 0:
            minutes = left(started, done / total, first / total)
            log.info("adapt step %d of %d loss %.3f, %.0f min left", done, total, loss.item(), minutes)
        if time.time() - saved > SAVE_EVERY:
            with whole(checkpoint) as new:
                states = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
                torch.save({**states, "step": done}, new)
            saved = time.time()
    with whole(target) as new:
        torch.save(adapted(model.encoder.cpu()), new)
    checkpoint.unlink(missing_ok=True)
