"""How sure a claim is: the model's own certainty, set against how often it proved right."""

import math
from collections.abc import Mapping
from typing import Final

from crossread.records import CueType, Quotation

_EDGE: Final = 1e-4  # the model is never surer than this


def signals(raw: float, *, cue_type: CueType | None, quotation: Quotation, source: bool) -> dict[str, float]:
    """What confidence is made of, by name: ``raw`` in [0, 1] as log-odds, and the kind of attribution."""
    held = min(max(raw, _EDGE), 1 - _EDGE)
    return {
        "intercept": 1.0,
        "raw": math.log(held / (1 - held)),
        f"cue_{cue_type.value if cue_type else 'none'}": 1.0,
        f"quotation_{quotation.value}": 1.0,
        **({} if source else {"no_source": 1.0}),
    }


def calibrated(raw: float, found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability, in [0, 1], that an attribution is right.

    Right means as PolNeAR's annotators would have it: source and cue overlap
    theirs, and half of the content is shared. ``weights`` are those of a logistic
    regression (bench/confidence.py); without any, ``raw`` stays as it is.
    """
    if not weights:
        return raw
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-total))
