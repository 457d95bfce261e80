"""What may be a cue within the contents of others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.records.segment import listed
from crossread.stages.read import cues
from crossread.stages.read.drafts import Draft
from crossread.stages.read.features import Block
from crossread.stages.read.roles import Cue

_LEAST: Final = 5  # words of a content that can hold source, cue and content
_BEFORE_A_VERB: Final = cues.AUXILIARIES | listed("not never also ’ve 've ’d 'd")


@dataclass(frozen=True, slots=True)
class Within:
    """Words within contents that may be cues, and the content of each word, int32 [words] (0: none)."""

    cues: list[Cue]
    zones: npt.NDArray[np.int32]


def within_contents(item: Block, found: Sequence[Draft], seen: Sequence[Cue]) -> Within:
    """What may be a cue within the contents of ``found``.

    That is what the head for such cues has ``seen``, and words of saying with the
    auxiliaries before them. The second pass, which is trained to refuse words that
    only look like cues, decides.
    """
    zones = contents_of(item, found)
    taken = np.zeros(len(item.words), np.bool_)
    for draft in found:
        for first, last in (at for at in (draft.cue, draft.source) if at):
            taken[first : last + 1] = True
    out: list[Cue] = []
    for cue in [*seen, *_words_of_saying(item, zones)]:
        here = slice(cue.first, cue.last + 1)
        if zones[cue.first] and (zones[here] == zones[cue.first]).all() and not taken[here].any():
            taken[here] = True
            out.append(cue)
    return Within(sorted(out, key=lambda cue: cue.first), zones)


def contents_of(item: Block, found: Sequence[Draft]) -> npt.NDArray[np.int32]:
    """The content in which each word stands, the smallest of several; 0: none, or one too short."""
    zones = np.zeros(len(item.words), np.int32)
    pieces = sorted((at for draft in found for at in draft.contents), key=lambda at: at[0] - at[1])
    for number, (first, last) in enumerate(pieces, 1):
        zones[first : last + 1] = number if last - first + 1 >= _LEAST else 0
    return zones


def _words_of_saying(item: Block, zones: npt.NDArray[np.int32]) -> Iterator[Cue]:
    """Words within contents that mostly are cues, each with the auxiliaries before it."""
    forms = item.forms()
    for at in np.flatnonzero(zones > 0).tolist():
        if not cues.speaks(forms[at], forms[at + 1] if at + 1 < len(forms) else ""):
            continue
        first = at
        while first and zones[first - 1] == zones[at] and forms[first - 1].lower() in _BEFORE_A_VERB:
            first -= 1
        yield Cue(first, at, True, 1.0)
