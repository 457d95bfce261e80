"""What the comparing stage asks of a model that judges two statements."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt


class PairModel(Protocol):
    """Judges whether a second statement follows from a first, contradicts it, or neither."""

    @property
    def name(self) -> str:
        """Name for the report's list of models."""
        ...

    @property
    def sha256(self) -> str:
        """Hash of the weights."""
        ...

    def judge(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """Probabilities, float32 [pairs, 3]: entailment, contradiction, neither; each row sums to 1."""
        ...
