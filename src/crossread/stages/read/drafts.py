"""Attributions in word numbers, while rules still move their parts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.stages.read.features import Block
from crossread.stages.read.roles import Framed

Words = tuple[int, int]
"""First and last word of a block, both in."""

_JOINS: Final = frozenset({"and", "but", ",", "then", "also"})


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution in word numbers. ``contents`` are in text order and do not touch.

    ``inner``: its cue is one that only stands for something within a content.
    """

    contents: tuple[Words, ...]
    cue: Words | None
    source: Words | None
    confidence: float
    inner: bool = False

    @property
    def first(self) -> int:
        """The first word of any part."""
        return min(at[0] for at in (*self.contents, self.cue, self.source) if at)

    @property
    def last(self) -> int:
        """The last word of any part."""
        return max(at[1] for at in (*self.contents, self.cue, self.source) if at)


def drafts(found: Sequence[Framed]) -> list[Draft]:
    """The attributions of the cues that have a content, with the product of all confidences.

    Of several pieces of a source the surest counts: sources are one stretch.
    """
    out: list[Draft] = []
    for frame in found:
        contents = [part for part in frame.parts if part.kind == "content"]
        sources = [part for part in frame.parts if part.kind == "source"]
        if not contents:
            continue
        source = max(sources, key=lambda part: part.confidence) if sources else None
        sure = frame.cue.confidence * frame.real * max(part.confidence for part in contents)
        out.append(
            Draft(
                join([(part.first, part.last) for part in contents]),
                (frame.cue.first, frame.cue.last),
                (source.first, source.last) if source else None,
                sure * (source.confidence if source else 1.0),
                frame.cue.inner,
            )
        )
    return out


def join(pieces: Sequence[Words]) -> tuple[Words, ...]:
    """Sorted ``pieces``; those that touch become one."""
    out: list[Words] = []
    for first, last in sorted(pieces):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return tuple(out)


def share_sources(
    block: Block, found: Sequence[Draft], zones: npt.NDArray[np.int32] | None = None
) -> list[Draft]:
    """Give a coordinated cue without a source that of the cue before it: "said a and added b".

    Where ``zones`` int32 [words] are given, only within one zone.
    """
    out: list[Draft] = []
    for draft in sorted(found, key=lambda item: item.cue or (item.first, item.first)):
        before = out[-1] if out else None
        if draft.source is None and draft.cue and before and before.source and before.cue:
            here = draft.cue[0]
            word = block.lowered[here - 1] if here else ""
            together = zones is None or zones[here] == zones[before.cue[0]]
            if together and block.sentence[here] == block.sentence[before.cue[0]] and word in _JOINS:
                draft = replace(draft, source=before.source)
        out.append(draft)
    return out


def nest(found: Sequence[Draft]) -> list[tuple[Draft, int | None]]:
    """Drafts, each before those that stand in its content, with the number of the draft that they stand in.

    A draft stands in the smallest content that holds all of it; what only stands
    for something within a content, and in none, is left out.
    """
    contents = [(*at, number) for number, draft in enumerate(found) for at in draft.contents]
    held = np.asarray(contents, np.int64).reshape(-1, 3)
    parents = [_parent(draft, number, held) for number, draft in enumerate(found)]
    depths = [_depth(number, parents) for number in range(len(found))]
    order = sorted(range(len(found)), key=lambda n: (depths[n], found[n].first, -found[n].last))
    out: list[tuple[Draft, int | None]] = []
    placed: dict[int, int] = {}
    for number in order:
        parent = parents[number]
        if found[number].inner and (parent is None or parent not in placed):
            continue
        placed[number] = len(out)
        out.append((found[number], placed.get(parent) if parent is not None else None))
    return out


def _parent(draft: Draft, number: int, held: npt.NDArray[np.int64]) -> int | None:
    """The draft with the smallest content that holds all of ``draft``, but for one that is just the same.

    ``held`` is int64 [contents, 3]: first word, last word, and number of the draft.
    """
    first, last, owner = held.T
    holds = (first <= draft.first) & (draft.last <= last) & (owner != number)
    if len(draft.contents) == 1:
        holds &= (first != draft.contents[0][0]) | (last != draft.contents[0][1])
    at = np.flatnonzero(holds)
    return int(owner[at[(last - first)[at].argmin()]]) if len(at) else None


def _depth(number: int, parents: Sequence[int | None]) -> int:
    depth, at = 0, parents[number]
    while at is not None and depth <= len(parents):
        depth, at = depth + 1, parents[at]
    return depth
