"""Which voices within voices are worth reading and keeping.

PolNeAR marks one level only and counts every other voice as wrong: at the bound
of 0.6 its dev F1 falls by 1.3 (source), 0.9 (cue) and 0.7 (content), at 0.4 by
2.1, 1.4 and 1.0, at none by 6, 5 and 4.
"""

from enum import StrEnum
from typing import Final

from crossread.records import Attribution, CueType

_SURE: Final = 0.6  # confidence of the whole chain


class Policy(StrEnum):
    """Which nested attributions are kept: none, those with a cue of speech and a source, or all."""

    NONE = "none"
    SPEECH = "speech"
    ALL = "all"


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
