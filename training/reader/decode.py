"""What one reader, or several together, say of the windows of a corpus."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from crossread.stages.read import labels

from training.reader.corpus import (
    INNER,
    OUTER,
    Batch,
    Corpus,
    Frame,
    Window,
    collate,
    frame_arrays,
    framed,
    groups,
    windows_of,
)
from training.reader.crf import Crf, marginals, viterbi
from training.reader.network import Outputs, Reader

BUDGET = 64 * 256  # pieces a batch


@dataclass(slots=True)
class Decoded:
    """One window: tags [words], shares of names [words, 9] and inner cues [words, 3], and its frames.

    Each frame has its cue, level, parts as (first tag, first, last) in words of
    the window, whether it is a cue at all and how sure its parts are, in [0, 1].
    """

    window: Window
    tags: npt.NDArray[np.int8]
    entity: npt.NDArray[np.float32]
    inner: npt.NDArray[np.float32]
    frames: list[tuple[tuple[int, int], int, list[tuple[int, int, int]], float, float]]


def mean(values: Sequence[Tensor]) -> Tensor:
    """The mean of tensors of one shape."""
    return torch.stack(list(values)).mean(0)


def transitions(crfs: Sequence[Crf]) -> tuple[Tensor, Tensor]:
    """Mean scores of moves and of the first tag, on the processor.

    A path is found word by word: thousands of small steps, for which a GPU is slower.
    """
    moves, first = zip(*(crf.transitions() for crf in crfs), strict=True)
    return mean(moves).cpu(), mean(first).cpu()


@torch.no_grad()
def decode(
    models: Sequence[Reader],
    corpora: Sequence[Corpus],
    items: list[Window],
    device: str,
    *,
    inner: bool = False,
) -> Iterator[Decoded]:
    """Read windows with all ``models`` at once; their scores are averaged before anything is decided."""
    for model in models:
        model.eval()
    for group in groups(list(items), BUDGET, random.Random(0)):  # noqa: S311 - nothing secret
        batch = collate(corpora, group, random.Random(0)).to(device)  # noqa: S311
        with torch.autocast("cuda", dtype=torch.bfloat16, enabled=device == "cuda"):
            outs = [model(batch.ids, batch.facts, batch.first, batch.mask) for model in models]
        yield from _decoded(models, outs, batch, group, device, inner=inner)


def _decoded(
    models: Sequence[Reader],
    outs: Sequence[Outputs],
    batch: Batch,
    group: list[Window],
    device: str,
    *,
    inner: bool,
) -> Iterator[Decoded]:
    scores = mean([out.attribution for out in outs]).cpu()
    path = viterbi(scores, batch.words.cpu(), *transitions([model.crf for model in models]))
    tags = path.numpy().astype(np.int8)
    entity = mean([out.entity.softmax(-1) for out in outs]).cpu().numpy()
    inside = mean([out.inner.softmax(-1) for out in outs]).cpu().numpy()
    counts = batch.words.sum(1).tolist()
    frames = [
        framed(item, row, cue, level, 1.0, ())
        for row, item in enumerate(group)
        for cue, level in cues(tags[row, : counts[row]], inside[row, : counts[row]] if inner else None)
    ]
    found = parts_of(models, outs, frames, device)
    by_row: dict[int, list[tuple[tuple[int, int], int, list[tuple[int, int, int]], float, float]]] = {}
    for frame, (parts, real, sure) in zip(frames, found, strict=True):
        by_row.setdefault(frame.row, []).append((frame.cue, frame.level, parts, real, sure))
    for row, item in enumerate(group):
        n = counts[row]
        yield Decoded(item, tags[row, :n], entity[row, :n], inside[row, :n], by_row.get(row, []))


def cues(
    tags: npt.NDArray[np.int8], inner: npt.NDArray[np.float32] | None
) -> list[tuple[tuple[int, int], int]]:
    """Cues by the tags, and those that only the inner head sees."""
    begin = labels.ATTRIBUTION.index("B-cue")
    out = [(span, OUTER) for span in runs(tags, begin)]
    if inner is not None:
        taken = np.isin(tags, (begin, begin + 1))
        found = inner.argmax(-1)
        out += [(span, INNER) for span in runs(found, 1) if not taken[span[0] : span[1] + 1].any()]
    return out


def runs(tags: npt.NDArray[np.integer], begin: int) -> list[tuple[int, int]]:
    """The runs of the tags ``begin`` and ``begin`` + 1."""
    out: list[tuple[int, int]] = []
    for at in np.flatnonzero(tags == begin).tolist():
        last = at
        while last + 1 < len(tags) and tags[last + 1] == begin + 1:
            last += 1
        out.append((at, last))
    return out


def parts_of(
    models: Sequence[Reader], outs: Sequence[Outputs], frames: list[Frame], device: str
) -> list[tuple[list[tuple[int, int, int]], float, float]]:
    """Of each frame the parts, whether its cue is one, and how sure the parts are."""
    out = []
    for at in range(0, len(frames), 512):
        chunk = frames[at : at + 512]
        held = {name: value.to(device) for name, value in frame_arrays(chunk).items()}
        scores, real = [], []
        for model, result in zip(models, outs, strict=True):
            memory = model.view(result.memory, held["row"], held["start"], held["mark"].shape[1])
            with torch.autocast("cuda", dtype=torch.bfloat16, enabled=device == "cuda"):
                spans, sure = model.roles(memory, held["mark"], held["distance"], held["inside"])
            scores.append(spans)
            real.append(sure.sigmoid())
        said = mean(scores).cpu(), held["inside"].cpu(), *transitions([model.parts_crf for model in models])
        path = viterbi(*said)
        shares = marginals(*said).gather(2, path[..., None])[..., 0]
        paths, sure, valid = path.numpy(), shares.numpy(), mean(real).tolist()
        for number, frame in enumerate(chunk):
            tags = paths[number, : frame.stop - frame.start]
            parts = [
                (begin, frame.start + a, frame.start + b) for begin in (1, 3) for a, b in runs(tags, begin)
            ]
            marked = sure[number, : len(tags)][tags > 0]
            out.append((parts, valid[number], float(marked.mean()) if len(marked) else 0.0))
    return out


def figures(models: Sequence[Reader], corpus: Corpus, device: str) -> dict[str, float]:
    """F1 in per cent of exact spans over a corpus with gold, outermost voices only."""
    gold: dict[str, set[tuple[int, int]]] = {"source": set(), "cue": set(), "content": set()}
    for number, (first, last) in enumerate(corpus.cue.tolist()):
        gold["cue"].add((first, last))
        for tag, a, b in corpus.parts[corpus.part_at[number] : corpus.part_at[number + 1]].tolist():
            gold["source" if tag == 1 else "content"].add((a, b))
    found: dict[str, set[tuple[int, int]]] = {"source": set(), "cue": set(), "content": set()}
    for one in decode(models, [corpus], windows_of(corpus, 0, None), device):
        base = one.window.first
        for cue, _, parts, real, _ in one.frames:
            if real < 0.5 or not any(tag == 3 for tag, _, _ in parts):
                continue
            found["cue"].add((base + cue[0], base + cue[1]))
            for tag, a, b in parts:
                found["source" if tag == 1 else "content"].add((base + a, base + b))
    return {role: f1(len(gold[role] & found[role]), len(found[role]), len(gold[role])) for role in gold}


def name_figures(models: Sequence[Reader], corpus: Corpus, device: str) -> dict[str, float]:
    """F1 in per cent of exact names by type, over a corpus with gold names."""
    right: dict[str, list[int]] = {name: [0, 0, 0] for name in ("person", "organisation", "place")}
    for one in decode(models, [corpus], windows_of(corpus, 0, None), device):
        bits = corpus.entity[one.window.first : one.window.last]
        best = one.entity.argmax(-1)
        for name, counts in right.items():
            begin = labels.ENTITY.index(f"B-{name}")
            gold_tags = np.where(bits == 1 << begin, begin, np.where(bits == 1 << (begin + 1), begin + 1, 0))
            got, want = set(runs(best, begin)), set(runs(gold_tags, begin))
            counts[0] += len(got & want)
            counts[1] += len(got)
            counts[2] += len(want)
    out = {name: f1(*counts) for name, counts in right.items()}
    return out | {"all": f1(*(sum(counts[k] for counts in right.values()) for k in range(3)))}


def f1(right: int, predicted: int, gold: int) -> float:
    """F1 in per cent."""
    return round(200 * right / max(1, predicted + gold), 2)
