"""Join contents to cues, and cues to sources; a source may serve several cues."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.models import LinkTables
from crossread.stages.read.decode import Tagged
from crossread.stages.read.pairs import Marks, pair_features, starts_of

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

REACH: Final = 30  # words between the ends of a link: 98 % of contents lie within 12 of their cue
_CHUNK: Final = 64


@dataclass(frozen=True, slots=True)
class Linked:
    """A cue with the numbers of its contents and of its source, and how sure both links are."""

    cue: int
    contents: tuple[int, ...]
    source: int | None
    confidence: float


def link(
    spans: Sequence[Tagged],
    marks: Marks,
    vectors: Floats,
    tables: dict[str, LinkTables],
    zones: npt.NDArray[np.int32],
) -> list[Linked]:
    """Attributions over the sorted ``spans``, by number; parts that no cue claims are left out.

    ``vectors`` float32 [words, 4, 2, width]; ``zones`` int32 [words]: no link
    leaves the zone of its span.
    """
    numbers = {
        kind: [i for i, span in enumerate(spans) if span.kind == kind]
        for kind in ("content", "cue", "source")
    }
    at = {
        kind: np.asarray([(spans[i].first, spans[i].last) for i in held], np.int64).reshape(-1, 2)
        for kind, held in numbers.items()
    }
    counts = {kind: starts_of(len(marks.line), held) for kind, held in at.items()}
    to_cue = _choose(
        tables["content_cue"], marks, vectors[:, 0], vectors[:, 1], at["content"], at["cue"],
        [counts["cue"], counts["content"], counts["source"]], zones,
    )  # fmt: skip
    to_source = _choose(
        tables["cue_source"], marks, vectors[:, 2], vectors[:, 3], at["cue"], at["source"],
        [counts["source"], counts["cue"], counts["content"]], zones,
    )  # fmt: skip
    contents: dict[int, list[int]] = {}
    sure: dict[int, float] = {}
    for number, (cue, probability) in zip(numbers["content"], to_cue, strict=True):
        if cue >= 0:
            contents.setdefault(cue, []).append(number)
            sure[cue] = max(sure.get(cue, 0.0), probability)
    out: list[Linked] = []
    for cue, (source, probability) in enumerate(to_source):
        if cue in contents:
            found = numbers["source"][source] if source >= 0 else None
            out.append(Linked(numbers["cue"][cue], tuple(contents[cue]), found, sure[cue] * probability))
    return out


def _choose(
    tables: LinkTables, marks: Marks, query: Floats, key: Floats, asking: Ints, offered: Ints,
    counts: list[Ints], zones: npt.NDArray[np.int32],
) -> list[tuple[int, float]]:  # fmt: skip
    """For each asking span the offered one that it links to (-1: none), with its probability."""
    out: list[tuple[int, float]] = []
    scale = np.float32(query.shape[-1] ** -0.5)
    for begin in range(0, len(asking), _CHUNK):
        part = asking[begin : begin + _CHUNK]
        low = int(np.searchsorted(offered[:, 1], part[0, 0] - REACH - 1))
        high = int(np.searchsorted(offered[:, 0], part[-1, 1] + REACH + 2))
        near = offered[low:high]
        q = query[part[:, 0], 0] + query[part[:, 1], 1]
        k = key[near[:, 0], 0] + key[near[:, 1], 1]
        scores = q @ k.T * scale
        facts = pair_features(marks, part, near, counts)
        for column, table in enumerate(tables.tables):
            scores = scores + table[facts[:, :, column]]
        gap = np.maximum(near[None, :, 0] - part[:, 1:], part[:, :1] - near[None, :, 1]) - 1
        barred = (gap > REACH) | (zones[near[:, 0]][None, :] != zones[part[:, 0]][:, None])
        scores = np.where(barred, -np.inf, scores)
        none = q @ tables.none * scale + np.float32(tables.none_bias)
        full = np.concatenate([scores, none[:, None]], axis=1)
        best = full.argmax(1)
        weights = np.exp(full - full.max(1, keepdims=True))
        sure = weights[np.arange(len(best)), best] / weights.sum(1)
        for choice, probability in zip(best.tolist(), sure.tolist(), strict=True):
            out.append((choice + low if choice < len(near) else -1, probability))
    return out
