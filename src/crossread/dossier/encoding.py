"""An encoder that keeps what it encoded: a bundle is compared again with one article more."""

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from crossread.models import DIMENSIONS, Encoder

_KEPT = 40_000  # vectors of 1.5 KB


class KeepingEncoder(Encoder):
    """The shipped encoder with a bounded memory; it changes nothing but the time."""

    def __init__(self, *, workers: int = 1) -> None:
        super().__init__(workers=workers)
        self._kept: OrderedDict[str, npt.NDArray[np.float32]] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of ``texts``, as the encoder gives them."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if missing:
            self._kept.update(zip(missing, super().encode(missing), strict=True))
        out = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in enumerate(texts):
            out[row] = self._kept[text]
            self._kept.move_to_end(text)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return out
