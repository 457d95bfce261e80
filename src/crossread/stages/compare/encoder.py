"""What this stage asks of the encoder, so that any other with the same method serves too."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Encoder(Protocol):
    """Turns texts into unit vectors (``crossread.models.Encoder`` is one)."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape [texts, d], each of length 1."""
        ...
