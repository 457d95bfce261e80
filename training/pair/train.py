"""Train the pair model.

    python -m training.pair.train --work FOLDER --base FILE --out pair-1.pt --seed 1 --epochs 4

``FOLDER`` holds ``pairs.npz.xz``. Runs on CUDA or on CPU; a run that is cut off
goes on by the same command where ``--save-every`` was given. Ends by measuring
all dev sets and printing one line of JSON.
"""

import argparse
import json
import logging
import time
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from training.files import whole
from training.pair.data import MASK, Batch, Pairs, Prepared, batches, encode, joined, load
from training.pair.distil import Teacher, changed
from training.pair.evaluate import figures, read
from training.pair.model import PairNet

log = logging.getLogger("training.pair")
CONTRADICTS = 2
STANCE_WEIGHTS = (1.0, 2.5, 0.7, 0.5)  # for, against, observing, unrelated: the sets hold few denials
LEAST_AHEAD = 0.1  # of its first weight, what the likeness of layers keeps at the end
WARM = 0.06
SWAPPED = 0.35  # of contradictions, which are nearly symmetric, and of accounts


def allowed(scores: Tensor, bits: Tensor) -> Tensor:
    """Minus the log-probability that the label is one of the allowed; 0 where none is known."""
    mask = (bits[:, None] >> torch.arange(scores.shape[1], device=bits.device)) & 1
    inside = scores.masked_fill(mask == 0, -1e4).logsumexp(1)
    return torch.where(bits > 0, scores.logsumexp(1) - inside, 0.0)


def near(scores: Tensor, teacher: Tensor, heat: float = 2.0) -> Tensor:
    """Cross-entropy to the teachers' softened distribution."""
    wanted = (teacher / heat).softmax(1)
    return -(wanted * (scores / heat).log_softmax(1)).sum(1) * heat


@dataclass(frozen=True, slots=True)
class Weights:
    """Of what the sets say, where a teacher speaks too (of 1), and of the likeness of layers, at first."""

    gold: float = 0.2
    layers: float = 2.0


def loss_of(
    model: PairNet, batch: Batch, pairs: Pairs, teacher: Teacher | None, weighed: Weights, ahead: float
) -> Tensor:
    """Weighted mean over the pairs of a batch; ``ahead`` is the share of the run that is still to come.

    With a teacher the pairs are changed at random, and of a pair that was its gold is not asked.
    """
    if teacher is not None:
        batch, altered = changed(batch)
    label, stance, rival = model(batch.ids, batch.second, batch.mask)
    weights = torch.tensor(STANCE_WEIGHTS, device=label.device)
    known = (pairs.stance.clamp(min=1).float().log2()).long()  # stances are single bits
    loss_label = allowed(label, pairs.label)
    loss_stance = allowed(stance, pairs.stance) * weights[known]
    loss_rival = allowed(rival, pairs.rival)
    if teacher is None:
        return mean_of(loss_label + loss_stance + loss_rival, pairs)
    told = teacher(batch)
    gold = torch.where(altered, 0.0, weighed.gold)
    bare = (pairs.label | pairs.stance) == 0  # pairs that only the teacher has judged
    by_head = (
        (loss_label, near(label, told.scores[0]), (pairs.label > 0) | bare),
        (loss_stance, near(stance, told.scores[1]) * weights[known], pairs.stance > 0),
        (loss_rival, near(rival, told.scores[2]), pairs.rival > 0),
    )
    parts = [torch.where(asked, gold * own + (1 - weighed.gold) * its, 0.0) for own, its, asked in by_head]
    return mean_of(sum(parts), pairs) + weighed.layers * max(ahead, LEAST_AHEAD) * told.distance


def mean_of(loss: Tensor, pairs: Pairs) -> Tensor:
    """The mean over the pairs, by their weights."""
    return (loss * pairs.weight).sum() / pairs.weight.sum()


def turned(pairs: Pairs) -> Pairs:
    """The pairs with some contradictions and pairs of accounts read the other way round."""
    chance = torch.rand(len(pairs), device=pairs.first.device) < SWAPPED
    both_ways = ((pairs.label == CONTRADICTS) & (pairs.stance == 0)) | (pairs.rival > 0)
    swap = chance & both_ways
    first = torch.where(swap, pairs.second, pairs.first)
    second = torch.where(swap, pairs.first, pairs.second)
    return replace(pairs, first=first, second=second)


def hidden(batch: Batch, share: float) -> Batch:
    """The batch with some pieces hidden."""
    if not share:
        return batch
    chance = (torch.rand(batch.ids.shape, device=batch.ids.device) < share) & (batch.ids > MASK)
    return Batch(batch.ids.masked_fill(chance, MASK), batch.second, batch.mask)


def optimizer_of(learning: nn.ModuleDict, options: argparse.Namespace) -> torch.optim.AdamW:
    """AdamW, a higher rate for what is not the encoder, no decay for vectors."""
    learning["model"].encoder.word.weight.requires_grad_(not options.freeze_words)
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for name, value in learning.named_parameters():
        if value.requires_grad:
            groups.setdefault((name.startswith("model.encoder."), value.ndim > 1), []).append(value)
    held = [
        {
            "params": values,
            "peak": options.rate * (1 if inner else 4),
            "weight_decay": 0.01 if matrix else 0.0,
        }
        for (inner, matrix), values in groups.items()
    ]
    return torch.optim.AdamW(held, lr=options.rate, betas=(0.9, 0.98), fused=True)


@dataclass(slots=True)
class Run:
    """What a checkpoint holds."""

    learning: nn.ModuleDict
    optimizer: torch.optim.AdamW
    step: int
    spent: float  # seconds

    def save(self, path: Path) -> None:
        """Write a checkpoint so that a crash leaves the old one."""
        states = {"learning": self.learning.state_dict(), "optimizer": self.optimizer.state_dict()}
        with whole(path) as new:
            torch.save({**states, "step": self.step, "spent": self.spent}, new)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.learning.load_state_dict(state["learning"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.spent = state["step"], state["spent"]
        log.info("went on from step %d", self.step)

    def done(self, steps: int, minutes: float | None) -> float:
        """The share of the run that is done, by its steps or, where there is a limit, by the clock."""
        by_clock = 0.0 if minutes is None else self.spent / (60 * minutes)
        return min(1.0, max(self.step / steps, by_clock))


def schedule(done: float) -> float:
    """Share of the peak rate: up for 6 % of the run, then down to zero."""
    return min(max(done, 1e-3) / WARM, (1 - done) / (1 - WARM))


def taken(data: Prepared, rows: Tensor, shares: str) -> Tensor:
    """Places of the rows of each set's share, written ``set=share,…``; ``*`` is what is not named.

    With a share above 1 rows come several times.
    """
    named = dict(part.split("=") for part in shares.split(","))
    share = torch.tensor([float(named.get(group, named.get("*", "1"))) for group in data.groups])
    wanted = share[data.train.group.cpu()[rows]]
    chance = torch.rand(len(rows), generator=torch.Generator().manual_seed(3))
    return torch.arange(len(rows)).repeat_interleave((wanted - chance).ceil().clamp(min=0).long())


def plan(data: Prepared, options: argparse.Namespace) -> tuple[list[Tensor], Tensor]:
    """The rows of all batches of all passes, and the rows trained on (without a left-out fold)."""
    rows = torch.arange(len(data.train))
    if options.fold is not None:
        part, parts = map(int, options.fold.split("/"))
        mix = torch.randperm(len(rows), generator=torch.Generator().manual_seed(0))
        rows = rows[mix % parts != part]
    if options.take:
        rows = rows[taken(data, rows, options.take)]
    if options.limit:
        rows = rows[torch.randperm(len(rows), generator=torch.Generator().manual_seed(0))[: options.limit]]
    kept = data.train.take(rows.to(data.train.first.device))
    order: list[Tensor] = []
    for epoch in range(options.epochs):
        generator = torch.Generator().manual_seed(1000 * options.seed + epoch)
        order += [rows[at] for at in batches(data.texts, kept, options.room, generator)]
    return order, rows


def train(options: argparse.Namespace) -> PairNet:
    """One run; returns the model, ready to be measured."""
    data = load(options.work / "pairs.npz.xz", options.device, options.most_dev)
    torch.manual_seed(0)  # one beginning for all seeds, so that their weights can be averaged
    model = PairNet(options.kind)
    if options.start:
        known = torch.load(options.start, weights_only=True, map_location="cpu")["model"]
        missing = model.load_state_dict(known, strict=False).missing_keys
        if any(not name.startswith("rival") for name in missing):  # a head that older weights lack
            raise SystemExit(f"{options.start} lacks {', '.join(missing)}.")
    else:
        model.load_pretrained(options.base)
    model.to(options.device)
    learning = nn.ModuleDict({"model": model})
    teacher = None
    if options.teacher:
        data.train = joined(data.train, data.extra)
        teacher = Teacher(read(options.teacher, options.device), model).to(options.device)
        learning["maps"] = teacher.maps
    run = Run(learning, optimizer_of(learning, options), 0, 0.0)
    checkpoint = options.out.with_suffix(".checkpoint")
    if options.save_every and checkpoint.exists():
        run.load(checkpoint)
    torch.manual_seed(options.seed + run.step)
    order, _ = plan(data, options)
    logged = saved = ticked = time.time()
    pieces, total = 0, torch.zeros((), device=options.device)
    weighed = Weights(options.gold, options.layers)
    model.train()
    while (done := run.done(len(order), options.minutes)) < 1:
        rows = order[run.step].to(options.device)
        pairs = turned(data.train.take(rows))
        batch = hidden(encode(data.texts, pairs.first, pairs.second), options.hide)
        for group in run.optimizer.param_groups:
            group["lr"] = group["peak"] * schedule(done)
        with torch.autocast(options.device, torch.bfloat16, enabled=options.bf16):
            loss = loss_of(model, batch, pairs, teacher, weighed, 1 - done)
        run.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        run.optimizer.step()
        run.step += 1
        pieces += batch.ids.numel()
        total += loss.detach()
        now = time.time()
        run.spent, ticked = run.spent + now - ticked, now
        if run.step % options.log_every == 0:
            mean, speed = total.item() / options.log_every, pieces / (now - logged)
            log.info("step %d of %d loss %.4f pieces/s %.0f", run.step, len(order), mean, speed)
            logged, pieces = now, 0
            total.zero_()
        if options.save_every and now - saved > options.save_every:
            run.save(checkpoint)
            saved = now
        if run.step == options.steps:
            break
    log.info("trained %d steps in %.0f s", run.step, run.spent)
    weights = {name: v.half() if v.is_floating_point() else v for name, v in model.state_dict().items()}
    with whole(options.out) as new:
        torch.save({"model": weights, "kind": options.kind}, new)
    checkpoint.unlink(missing_ok=True)
    found = {"out": options.out.name, "rate": options.rate, "epochs": options.epochs, "seed": options.seed}
    print(json.dumps(found | figures([model], data, options.room, bf16=options.bf16)), flush=True)
    return model


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder of pairs.npz.xz")
    parser.add_argument(
        "--base", type=Path, help="weights of the encoder, a file or a folder; not read with --start"
    )
    parser.add_argument("--out", type=Path, required=True, help="the weights, in half precision")
    parser.add_argument("--kind", default="minilm", choices=["minilm", "mpnet"], help="mpnet: the teacher")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--room", type=int, default=16384, help="pieces of a batch, with padding")
    parser.add_argument("--hide", type=float, default=0.02, help="share of pieces hidden")
    parser.add_argument("--freeze-words", action="store_true")
    parser.add_argument("--teacher", type=Path, help="weights of a larger network, to learn from")
    parser.add_argument(
        "--gold", type=float, default=Weights().gold, help="weight of the sets' word beside the teacher's"
    )
    parser.add_argument(
        "--layers", type=float, default=Weights().layers, help="weight of the likeness of layers"
    )
    parser.add_argument("--minutes", type=float, help="end by the clock, if the passes take longer")
    parser.add_argument("--fold", help="leave out a part of the rows: 0/3, 1/3, 2/3")
    parser.add_argument("--take", help="share of the rows of each set: fnc1=1,mnli_part=0.5,*=0.1")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--limit", type=int, default=0, help="train on that many rows")
    parser.add_argument("--steps", type=int, default=-1, help="stop early, to try things")
    parser.add_argument("--save-every", type=float, default=0, help="seconds between checkpoints")
    parser.add_argument("--log-every", type=int, default=200)
    parser.add_argument("--most-dev", type=int, default=1_000_000, help="rows of each dev set")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--no-bf16", dest="bf16", action="store_false")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    torch.set_float32_matmul_precision("high")
    train(options)


if __name__ == "__main__":
    main()
