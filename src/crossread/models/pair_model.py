"""What the comparing stage asks of a model that reads two accounts against each other."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt


class PairModel(Protocol):
    """Judges whether two accounts conflict, and whether one follows from the other."""

    @property
    def name(self) -> str:
        """Name for the report's list of models."""
        ...

    @property
    def sha256(self) -> str:
        """Hash of the weights."""
        ...

    def rivals(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """Chance, float32 [pairs], that two accounts of one event are rivals: that they conflict."""
        ...

    def judge(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """Probabilities, float32 [pairs, 3], that the second text follows from the first, contradicts it,
        or neither."""
        ...
