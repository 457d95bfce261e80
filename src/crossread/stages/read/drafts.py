"""Attributions in word numbers, while rules still move their parts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from crossread.stages.read.decode import Tagged
from crossread.stages.read.features import Block
from crossread.stages.read.linking import Linked

Words = tuple[int, int]
"""First and last word of a block, both in."""

_JOINS: Final = frozenset({"and", "but", ",", "then", "also"})


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution in word numbers. ``contents`` are in text order and do not touch."""

    contents: tuple[Words, ...]
    cue: Words | None
    source: Words | None
    confidence: float

    @property
    def first(self) -> int:
        """The first word of any part."""
        return min(at[0] for at in (*self.contents, self.cue, self.source) if at)

    @property
    def last(self) -> int:
        """The last word of any part."""
        return max(at[1] for at in (*self.contents, self.cue, self.source) if at)


def drafts(spans: Sequence[Tagged], linked: Sequence[Linked]) -> list[Draft]:
    """The attributions that the linker found, with the tagger's confidence in their parts."""
    out: list[Draft] = []
    for item in linked:
        cue = spans[item.cue]
        contents = [spans[number] for number in item.contents]
        source = spans[item.source] if item.source is not None else None
        sure = cue.confidence * max(span.confidence for span in contents) * item.confidence
        out.append(
            Draft(
                join([(span.first, span.last) for span in contents]),
                (cue.first, cue.last),
                (source.first, source.last) if source else None,
                sure * (source.confidence if source else 1.0),
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


def share_sources(block: Block, found: Sequence[Draft]) -> list[Draft]:
    """Give a coordinated cue without a source that of the cue before it: "said a and added b"."""
    out: list[Draft] = []
    for draft in sorted(found, key=lambda item: item.cue or (item.first, item.first)):
        before = out[-1] if out else None
        if draft.source is None and draft.cue and before and before.source and before.cue:
            here = draft.cue[0]
            word = block.text[block.words[here - 1].start : block.words[here - 1].end].lower() if here else ""
            if block.sentence[here] == block.sentence[before.cue[0]] and word in _JOINS:
                draft = replace(draft, source=before.source)
        out.append(draft)
    return out


def with_inner(found: Sequence[Draft]) -> list[tuple[Draft, tuple[Draft, ...]]]:
    """Each outermost draft with those that lie wholly inside one of its contents.

    The tagger never makes such drafts; the rule for brackets does.
    """
    out: list[tuple[Draft, list[Draft]]] = []
    for draft in sorted(found, key=lambda item: (item.first, -item.last)):
        holder = out[-1] if out else None
        if holder and any(
            first <= draft.first and draft.last <= last and draft.contents != ((first, last),)
            for first, last in holder[0].contents
        ):
            holder[1].append(draft)
        else:
            out.append((draft, []))
    return [(draft, tuple(inner)) for draft, inner in out]
