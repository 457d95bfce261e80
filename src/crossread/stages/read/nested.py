"""Which voices within voices are worth reading and keeping.

PolNeAR marks one level only and counts every other voice as wrong: at the bound
of 0.6 its dev F1 falls by 1.1 (source), 1.0 (cue) and 0.7 (content), at 0.4 by
2.5, 2.1 and 1.5 (bench/attribution.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.records import Attribution, CueType
from crossread.stages.read import cues
from crossread.stages.read.drafts import Draft
from crossread.stages.read.features import Block
from crossread.stages.read.roles import Cue

_LEAST: Final = 5  # words of a content that can hold source, cue and content
_AUXILIARIES: Final = (
    "had has have having was were is are be been would will could should may might did does do"
)
_BEFORE_A_VERB: Final = frozenset([*_AUXILIARIES.split(), "not", "never", "also", "’ve", "'ve", "’d", "'d"])
_SURE: Final = 0.6  # confidence of the whole chain


class Policy(StrEnum):
    """Which nested attributions are kept: none, those with a cue of speech and a source, or all."""

    NONE = "none"
    SPEECH = "speech"
    ALL = "all"


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
    zones = np.zeros(len(item.words), np.int32)
    taken = np.zeros(len(item.words), np.bool_)
    for draft in found:
        for first, last in (at for at in (draft.cue, draft.source) if at):
            taken[first : last + 1] = True
    pieces = sorted((at for draft in found for at in draft.contents), key=lambda at: at[0] - at[1])
    for number, (first, last) in enumerate(pieces, 1):
        zones[first : last + 1] = number if last - first + 1 >= _LEAST else 0
    out: list[Cue] = []
    for cue in [*seen, *_words_of_saying(item, zones)]:
        here = slice(cue.first, cue.last + 1)
        if zones[cue.first] and (zones[here] == zones[cue.first]).all() and not taken[here].any():
            taken[here] = True
            out.append(cue)
    return Within(sorted(out, key=lambda cue: cue.first), zones)


def _words_of_saying(item: Block, zones: npt.NDArray[np.int32]) -> Iterator[Cue]:
    """Words within contents that mostly are cues, each with the auxiliaries before it."""
    forms = item.forms()
    for at in np.flatnonzero(zones > 0).tolist():
        if not cues.speaks(forms[at]):
            continue
        first = at
        while first and zones[first - 1] == zones[at] and forms[first - 1].lower() in _BEFORE_A_VERB:
            first -= 1
        yield Cue(first, at, True, 1.0)


def worth_keeping(parent: Attribution, child: Attribution, policy: Policy) -> bool:
    """Whether an attribution read inside the content of ``parent`` is kept."""
    if policy is Policy.NONE:
        return False
    if sum(map(len, child.content)) >= 0.95 * sum(map(len, parent.content)):
        return False
    if policy is Policy.ALL:
        return True
    spoken = child.cue_type in (CueType.SAYING, CueType.NOUN)
    return spoken and child.source is not None and child.cue is not None and child.confidence >= _SURE
