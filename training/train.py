"""Train the reader within a budget of wall-clock time.

    python -m training.train --base BASE --work FOLDER --until 10:50

The learning rate falls linearly to zero at ``--until``, so that a run on a busy
machine ends well too. A checkpoint is written every few minutes and at the end;
the same command goes on from it.
"""

import argparse
import datetime
import logging
import pickle
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import torch

from training.batches import Item, stream
from training.losses import loss_of
from training.model import Reader
from training.prepare import Example

log = logging.getLogger("training")
WARM_UP, EVERY = 100, 20  # steps


def deadline(text: str) -> float:
    """Seconds since the epoch of the next HH:MM, local time."""
    now = datetime.datetime.now()
    hour, minute = map(int, text.split(":"))
    then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (then if then > now else then + datetime.timedelta(days=1)).timestamp()


@dataclass(slots=True)
class Run:
    """What a checkpoint holds."""

    model: Reader
    optimizer: torch.optim.Optimizer
    start: float
    step: int

    def save(self, path: Path) -> None:
        """Write a checkpoint so that a crash leaves the old one."""
        new = path.with_suffix(".new")
        states = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}
        torch.save({**states, "start": self.start, "step": self.step}, new)
        new.replace(path)

    def keep(self, folder: Path) -> None:
        """Write the weights alone, to average them later."""
        torch.save({"model": self.model.state_dict()}, folder / f"weights-{self.step}.pt")

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.start, self.step = state["start"], state["step"]
        log.info("went on from step %d", self.step)


def optimizer_of(model: Reader, encoder_rate: float, head_rate: float) -> torch.optim.AdamW:
    """AdamW with one rate for the encoder and one for all else."""
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": encoder, "peak": encoder_rate}, {"params": heads, "peak": head_rate}]
    return torch.optim.AdamW(groups, lr=head_rate, weight_decay=0.01, fused=True)


def update(run: Run, items: list[Item], left: float, rng: random.Random, *, bf16: bool) -> dict[str, float]:
    """One step; ``left`` is the share of the time that is left. Returns the parts of the loss."""
    for group in run.optimizer.param_groups:
        group["lr"] = group["peak"] * min(left, (run.step + 1) / WARM_UP)
    run.model.train()
    parts = loss_of(run.model, items, rng, bf16=bf16)
    run.optimizer.zero_grad(set_to_none=True)
    torch.stack(list(parts.values())).sum().backward()
    torch.nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
    run.optimizer.step()
    run.step += 1
    return {name: value.item() for name, value in parts.items()}


def train(options: argparse.Namespace) -> None:
    """Run until the deadline."""
    torch.manual_seed(options.seed)
    prepared = (options.work / "prepared.pickle").read_bytes()
    sets: dict[str, list[Example]] = pickle.loads(prepared)  # noqa: S301 - written by prepare.py
    model = Reader()
    model.encoder.load_pretrained(options.base)
    run = Run(model, optimizer_of(model, 2.5e-4, 1e-3), time.time(), 0)
    checkpoint = options.work / "reader.pt"
    if checkpoint.exists():
        run.load(checkpoint)
    rng = random.Random(options.seed + run.step)  # noqa: S311 - nothing secret
    end = deadline(options.until)
    saved = logged = time.time()
    pieces, sums = 0, Counter[str]()
    for epoch, items in stream(sets, options.batch, rng):
        left = (end - time.time()) / (end - run.start)
        if left <= 0 or run.step == options.steps:
            break
        sums.update(update(run, items, left, rng, bf16=options.bf16))
        pieces += sum(item.size for item in items)
        if run.step % EVERY == 0:
            rate = pieces / (time.time() - logged)
            means = {name: round(value / EVERY, 4) for name, value in sums.items()}
            log.info("epoch %d step %d left %.2f pieces/s %.0f %s", epoch, run.step, left, rate, means)
            logged, pieces, sums = time.time(), 0, Counter()
        if time.time() - saved > options.save_every:
            run.save(checkpoint)
            run.keep(options.work)
            saved = time.time()
    run.save(checkpoint)
    run.keep(options.work)
    log.info("done at step %d", run.step)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of the pretrained encoder")
    parser.add_argument(
        "--work", type=Path, required=True, help="folder of prepared.pickle; checkpoints go here"
    )
    parser.add_argument(
        "--until", required=True, help="local time HH:MM at which the learning rate reaches zero"
    )
    parser.add_argument("--batch", type=int, default=8, help="full windows per batch")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=-1, help="stop early, to try things")
    parser.add_argument("--save-every", type=float, default=600, help="seconds between checkpoints")
    parser.add_argument("--bf16", action="store_true", help="for processors with AVX512-BF16 or AMX")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    train(options)


if __name__ == "__main__":
    main()
