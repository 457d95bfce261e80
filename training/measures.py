"""Measures that several models are held to."""

import numpy as np
from numpy.typing import NDArray


def average_precision(score: NDArray[np.floating], gold: NDArray[np.bool_]) -> float:
    """Mean precision at each gold row, by falling score (equal ones in order); not a number without any."""
    hit = gold[np.argsort(-score, kind="stable")]
    return float((hit.cumsum() / np.arange(1, len(hit) + 1))[hit].mean())
