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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from crossread.read.labels import ENTITY
from crossread.read.pairs import Marks, pair_features, starts_of
from crossread.read.windows import PIECES, windows
from training.model import Reader
from training.prepare import Example, Link

log = logging.getLogger("training")
CLS, SEP, PAD, MASK = 101, 102, 0, 103
LINK_WEIGHT, ENTITY_WEIGHT, DROP, MASKED = 0.15, 0.3, 0.12, 0.06


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


def entity_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Mean over words of minus the log-probability of the labels that a word may have."""
    allowed = (batch.entity[..., None] >> torch.arange(len(ENTITY))) & 1
    logs = functional.log_softmax(scores, dim=-1).masked_fill(allowed == 0, -1e4)
    loss = -torch.logsumexp(logs, dim=-1) * batch.words * batch.entity_weight[:, None]
    return loss.sum() / batch.words.sum()


@dataclass(slots=True)
class Spans:
    """The spans of one role in a window, int64 [n, 2], and the link that each belongs to."""

    at: npt.NDArray[np.int64]
    owner: list[int]


def _inside(links: Sequence[Link], role: str, item: Item, drop: float, rng: random.Random) -> Spans:
    at, owner = [], []
    for number, link in enumerate(links):
        for first, last in getattr(link, role):
            if item.first <= first and last < item.last and rng.random() >= drop:
                at.append((first - item.first, last - item.first))
                owner.append(number)
    return Spans(np.asarray(at, np.int64).reshape(-1, 2), owner)


def _distractors(spans: Spans, item: Item, rng: random.Random) -> None:
    """Add a candidate or two where nothing is marked; no link may choose it."""
    tags = item.example.tags
    if tags is None:
        return
    free = np.flatnonzero(tags[item.first : item.last] == 0)
    for _ in range(rng.randrange(3)):
        if len(free):
            word = int(rng.choice(free.tolist()))
            spans.at = np.concatenate([spans.at, [[word, word]]])
            spans.owner.append(-1)


def link_loss(model: Reader, vectors: Tensor, item: Item, rng: random.Random) -> tuple[Tensor, int]:
    """Summed cross-entropy of the links of one window, and their number.

    Some cues and sources are hidden, so that orphans learn to link to nothing.
    """
    links = [
        link
        for link in item.example.links
        if any(item.first <= f < item.last for f, _ in [*link.content, *link.cue])
    ]
    if not links:
        return vectors.new_zeros(()), 0
    spans = {
        "content": _inside(links, "content", item, 0.0, rng),
        "cue": _inside(links, "cue", item, DROP, rng),
        "source": _inside(links, "source", item, DROP, rng),
    }
    _distractors(spans["cue"], item, rng)
    example = item.example
    window = slice(item.first, item.last)
    marks = Marks.build(example.features[window], example.line[window], example.sentence[window])
    total, count = vectors.new_zeros(()), 0
    for name, query, key, other, slot in (
        ("content_cue", "content", "cue", "source", 0),
        ("cue_source", "cue", "source", "content", 2),
    ):
        asked, offered = spans[query], spans[key]
        if not len(asked.at):
            continue
        counts = [starts_of(len(marks.line), spans[role].at) for role in (key, query, other)]
        facts = pair_features(marks, asked.at, offered.at, counts)
        q = vectors[asked.at[:, 0], slot, 0] + vectors[asked.at[:, 1], slot, 1]
        k = vectors[offered.at[:, 0], slot + 1, 0] + vectors[offered.at[:, 1], slot + 1, 1]
        scores = model.linkers[name](q, k, torch.from_numpy(facts))
        right = torch.zeros(scores.shape, dtype=torch.bool)
        same = np.asarray(asked.owner)[:, None] == np.asarray(offered.owner, np.int64)[None, :]
        if query == "cue":
            same |= _shared(links, asked, spans["source"])
            same[np.asarray(asked.owner) < 0] = False
        right[:, :-1] = torch.from_numpy(same)
        right[:, -1] = ~right[:, :-1].any(1)
        logs = functional.log_softmax(scores, dim=1).masked_fill(~right, -1e4)
        total = total - torch.logsumexp(logs, dim=1).sum()
        count += len(asked.at)
    return total, count


def _shared(links: Sequence[Link], cues: Spans, sources: Spans) -> npt.NDArray[np.bool_]:
    """Cues whose own source is annotated with the very words of a source listed for another link."""
    out = np.zeros((len(cues.at), len(sources.at)), np.bool_)
    for row, number in enumerate(cues.owner):
        if number >= 0:
            mine = set(links[number].source)
            for column, owner in enumerate(sources.owner):
                out[row, column] = (
                    owner >= 0
                    and bool(mine & set(links[owner].source))
                    and (
                        tuple(sources.at[column])
                        in {tuple(at) for at, o in zip(sources.at, sources.owner, strict=True) if o == number}
                        or owner == number
                    )
                )
    return out


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


def deadline(text: str) -> float:
    """Seconds since the epoch of the next HH:MM, local time."""
    now = datetime.datetime.now()
    hour, minute = map(int, text.split(":"))
    then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (then if then > now else then + datetime.timedelta(days=1)).timestamp()


def save(path: Path, state: dict[str, object]) -> None:
    """Write a checkpoint so that a crash leaves the old one."""
    new = path.with_suffix(".new")
    torch.save(state, new)
    new.replace(path)


def stream(sets: dict[str, list[Example]], size: int, rng: random.Random) -> Iterator[tuple[int, list[Item]]]:
    """Batches without end, with the number of their epoch."""
    epoch = 0
    while True:
        for group in batches(epoch_items(sets["train"], sets["entities"], rng), size, rng):
            yield epoch, group
        epoch += 1


def optimizer_of(model: Reader, encoder_rate: float, head_rate: float) -> torch.optim.AdamW:
    """AdamW with one rate for the encoder and one for all else."""
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": encoder, "peak": encoder_rate}, {"params": heads, "peak": head_rate}]
    return torch.optim.AdamW(groups, lr=head_rate, weight_decay=0.01, fused=True)


def train(options: argparse.Namespace) -> None:
    """Run until the deadline."""
    rng = random.Random(options.seed)  # noqa: S311 - nothing secret
    torch.manual_seed(options.seed)
    sets: dict[str, list[Example]] = pickle.loads(  # noqa: S301 - written by prepare.py
        (options.work / "prepared.pickle").read_bytes()
    )
    model = Reader()
    model.encoder.load_pretrained(options.base)
    optimizer = optimizer_of(model, 2.5e-4, 1e-3)
    end, start, step = deadline(options.until), time.time(), 0
    checkpoint = options.work / "reader.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        start, step = state["start"], state["step"]
        rng.seed(options.seed + step)
        log.info("went on from step %d", step)
    saved = logged = time.time()
    pieces, sums = 0, dict.fromkeys(("crf", "link", "entity"), 0.0)
    for epoch, items in stream(sets, options.batch, rng):
        left = max(0.0, (end - time.time()) / (end - start))
        if left <= 0 or step == options.steps:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * min(left, (step + 1) / 100)
        model.train()
        parts = loss_of(model, items, rng, bf16=options.bf16)
        optimizer.zero_grad(set_to_none=True)
        torch.stack(list(parts.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        pieces += sum(item.size for item in items)
        for name, value in parts.items():
            sums[name] += value.item()
        if step % 20 == 0:
            rate = pieces / (time.time() - logged)
            log.info(
                "epoch %d step %d left %.2f pieces/s %.0f %s",
                epoch,
                step,
                left,
                rate,
                {k: round(v / 20, 4) for k, v in sums.items()},
            )
            logged, pieces, sums = time.time(), 0, dict.fromkeys(sums, 0.0)
        if time.time() - saved > options.save_every:
            save(
                checkpoint,
                {
                    "model": model.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "start": start,
                    "step": step,
                },
            )
            saved = time.time()
    save(
        checkpoint,
        {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "start": start, "step": step},
    )
    log.info("done at step %d", step)


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
