"""One run over gold sets, and over labelled articles where there are any."""

import logging
import math
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader, Dataset

from training.encoder import mixed
from training.encoders import encoder_of
from training.files import whole
from training.reader.corpus import Batch, Corpus, Window, collate, groups, windows_of
from training.reader.losses import losses
from training.reader.network import Reader

log = logging.getLogger("training")
EVERY = 50  # steps between lines of the log
LEAST_PART = 1e-3  # the first step does something


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train.

    ``budget``: pieces a batch; ``average``: decay of the mean of the weights over
    steps; ``hide``: share of hidden pieces; ``recase``: share of windows shown in
    small letters, capitals or as a headline; ``minutes``: when to be at the end,
    for a machine that is lent for a time: the rate falls with whichever runs out first.
    """

    epochs: int = 8
    budget: int = 16 * 256
    encoder_rate: float = 3e-4
    head_rate: float = 1e-3
    dropout: float = 0.1
    hide: float = 0.08
    recase: float = 0.1
    decoys: float = 0.15
    average: float = 0.998
    warm_up: float = 0.06
    workers: int = 0
    save_every: float = 600.0  # seconds
    minutes: float = math.inf


@dataclass(frozen=True, slots=True)
class Given:
    """What to train on: ``gold`` in each epoch (``repeats`` times), a share of ``stream`` in each."""

    gold: Sequence[Corpus]
    repeats: Sequence[int]
    stream: Sequence[Corpus] = ()
    stream_share: float = 1.0  # of the stream that is seen over all epochs; above 1: more than once

    def corpora(self) -> list[Corpus]:
        """All of them; windows name them by number."""
        return [*self.gold, *self.stream]

    def epoch(self, number: int, epochs: int, budget: int, seed: int) -> list[list[Window]]:
        """The batches of one epoch."""
        rng = random.Random(f"{seed}:{number}")  # noqa: S311 - nothing secret
        items: list[Window] = []
        for index, (corpus, repeats) in enumerate(zip(self.gold, self.repeats, strict=True)):
            for _ in range(repeats):
                items += windows_of(corpus, index, rng)
        steps = max(1, round(epochs / self.stream_share))
        for index, corpus in enumerate(self.stream, len(self.gold)):
            items += windows_of(corpus, index, None)[number % steps :: steps]
        return groups(items, budget, rng)


class Batches(Dataset[Batch]):
    """The batches of one epoch, made when asked for."""

    def __init__(
        self, corpora: Sequence[Corpus], held: list[list[Window]], recipe: Recipe, seed: str
    ) -> None:
        self.corpora, self.held, self.recipe, self.seed = corpora, held, recipe, seed

    def __len__(self) -> int:
        return len(self.held)

    def __getitem__(self, index: int) -> Batch:
        rng = random.Random(f"{self.seed}:{index}")  # noqa: S311 - nothing secret
        return collate(self.corpora, self.held[index], rng, self.recipe.decoys)


def first_model(base: Path, dropout: float) -> Reader:
    """A reader on published or adapted weights."""
    return Reader(encoder_of(base, dropout), dropout)


def train(
    given: Given,
    base: Path,
    target: Path,
    recipe: Recipe,
    *,
    seed: int,
    device: str,
    start: Path | None = None,
) -> Reader:
    """Train, and write the mean weights to ``target``. A run that was cut off goes on from its checkpoint.

    ``start``: weights that an earlier run wrote, to go on from with a lower rate.
    """
    torch.manual_seed(seed)
    model = first_model(base, recipe.dropout)
    if start:
        model.load_state_dict(torch.load(start, weights_only=True), strict=False)
    model.to(device)
    optimizer = optimizer_of(model, recipe)
    mean = running_mean(model, lambda: decay(step, recipe))
    corpora = given.corpora()
    plans = [given.epoch(number, recipe.epochs, recipe.budget, seed) for number in range(recipe.epochs)]
    total, step = sum(map(len, plans)), 0
    checkpoint = target.with_suffix(".checkpoint")
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True, map_location=device)
        model.load_state_dict(state["model"])
        mean.load_state_dict(state["mean"])
        optimizer.load_state_dict(state["optimizer"])
        step = state["step"]
        log.info("went on from step %d", step)
    saved, started, sums = time.time(), time.time(), Counter[str]()
    pieces, first = 0, step / total
    for epoch, batch in batches(corpora, plans, step, recipe, seed):
        part = max(step / total, (time.time() - started) / 60 / recipe.minutes)
        if part >= 1:
            break
        found = update(model, optimizer, batch.to(device), share(part, recipe), recipe, device)
        mean.update_parameters(model)
        step += 1
        pieces += int(batch.mask.sum())
        if step % EVERY == 0:
            for name, value in found.items():
                sums[name] = round(value.item(), 4)
            pace, rest = pieces / (time.time() - started), left(started, part, first)
            log.info("%s epoch %d step %d of %d, %.0f pieces/s, %.0f min left %s", target.stem, epoch, step,
                     total, pace, rest, dict(sums))  # fmt: skip
        if time.time() - saved > recipe.save_every:
            save(checkpoint, model, mean, optimizer, step)
            saved = time.time()
    result: Reader = mean.module
    with whole(target) as new:
        torch.save({name: v.half() if v.is_floating_point() else v for name, v in kept(result)}, new)
    checkpoint.unlink(missing_ok=True)
    return result


def batches(
    corpora: Sequence[Corpus], plans: Sequence[list[list[Window]]], done: int, recipe: Recipe, seed: int
) -> Iterator[tuple[int, Batch]]:
    """The batches behind the first ``done``, each with the number of its epoch."""
    for epoch, plan in enumerate(plans):
        skipped = min(done, len(plan))
        done -= skipped
        held = Batches(corpora, plan[skipped:], recipe, f"{seed}:{epoch}:{skipped}")
        ahead = 4 if recipe.workers else None
        for batch in DataLoader(held, batch_size=None, num_workers=recipe.workers, prefetch_factor=ahead):
            yield epoch, batch


def kept(model: Reader) -> list[tuple[str, torch.Tensor]]:
    """Names and values of the weights, but for the word embeddings, which stay as published."""
    still = {name for name, value in model.named_parameters() if not value.requires_grad}
    return [(name, value.cpu()) for name, value in model.state_dict().items() if name not in still]


def load(path: Path, base: Path, device: str) -> Reader:
    """A reader that :func:`train` wrote."""
    model = first_model(base, 0.0)
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state, strict=False)
    return model.float().to(device).eval()


def left(started: float, part: float, first: float = 0.0) -> float:
    """Minutes that a run still takes that was at ``first`` of its way when it started, and is at ``part``."""
    return (time.time() - started) / 60 * (1 - part) / max(part - first, 1e-6)


def running_mean(model: torch.nn.Module, kept: Callable[[], float]) -> AveragedModel:
    """A mean of the weights over the steps; ``kept`` says before each how much of it stays."""
    return AveragedModel(
        model, multi_avg_fn=lambda old, new, count: get_ema_multi_avg_fn(kept())(old, new, count)
    )


def decay(step: int, recipe: Recipe) -> float:
    """How much of the mean weights stays: less in the first steps, when the weights still move far."""
    return min((1 + step) / (10 + step), recipe.average)


def share(part: float, recipe: Recipe) -> float:
    """Share of the peak rate when ``part`` of the run is done: warm-up, then linear decay to zero."""
    return min((part + LEAST_PART) / recipe.warm_up, (1 - part) / (1 - recipe.warm_up))


def optimizer_of(model: Reader, recipe: Recipe) -> torch.optim.AdamW:
    """AdamW with one rate for the encoder and one for all else."""
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    parts = [
        {"params": encoder, "peak": recipe.encoder_rate, "lr": recipe.encoder_rate},
        {"params": heads, "peak": recipe.head_rate, "lr": recipe.head_rate},
    ]
    return torch.optim.AdamW(parts, weight_decay=0.01, fused=True)


def update(
    model: Reader, optimizer: torch.optim.Optimizer, batch: Batch, left: float, recipe: Recipe, device: str
) -> dict[str, torch.Tensor]:
    """One step; returns the parts of the loss."""
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * left
    model.train()
    with mixed(device):
        found = losses(model, batch, hide=recipe.hide, recase=recipe.recase)
    optimizer.zero_grad(set_to_none=True)
    torch.stack(list(found.values())).sum().backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return {name: value.detach() for name, value in found.items()}


def save(
    path: Path, model: Reader, mean: torch.nn.Module, optimizer: torch.optim.Optimizer, step: int
) -> None:
    """Write a checkpoint so that a crash leaves the old one."""
    states = {"model": model.state_dict(), "mean": mean.state_dict(), "optimizer": optimizer.state_dict()}
    with whole(path) as new:
        torch.save({**states, "step": step}, new)
