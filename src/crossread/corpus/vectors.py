"""Vectors of texts that grouping asks for: made by the workers shard by shard, looked up by the run."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from crossread.corpus.records import Read
from crossread.corpus.schema import VECTORS
from crossread.models import DIMENSIONS
from crossread.records import content_id
from crossread.stages.group import TextEncoder, sketch
from crossread.stages.resolve import times

Vectors = npt.NDArray[np.float32]


class Recording:
    """An encoder that remembers what it was asked."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        self.known: dict[str, bytes] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of length 1, float32 [texts, dimensions]."""
        found = self._encoder.encode(texts)
        for text, vector in zip(texts, found, strict=True):
            self.known[_digest(text)] = vector.astype(np.float32).tobytes()
        return found


class Known:
    """An encoder that looks up what is known, and computes the rest. It changes nothing but the time."""

    def __init__(self, encoder: TextEncoder, tables: Iterable[pa.Table]) -> None:
        self._encoder = encoder
        self._rows: dict[str, int] = {}
        held: list[bytes] = []
        for table in tables:
            for text, vector in zip(table["text"].to_pylist(), table["vector"].to_pylist(), strict=True):
                if self._rows.setdefault(text, len(held)) == len(held):
                    held.append(vector)
        self._vectors = np.frombuffer(b"".join(held), np.float32).reshape(-1, DIMENSIONS)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of length 1, float32 [texts, dimensions]."""
        rows = [self._rows.get(_digest(text)) for text in texts]
        out = np.zeros((len(texts), DIMENSIONS), np.float32)
        missing = [place for place, row in enumerate(rows) if row is None]
        known = [place for place, row in enumerate(rows) if row is not None]
        out[known] = self._vectors[[row for row in rows if row is not None]]
        if missing:
            out[missing] = self._encoder.encode([texts[place] for place in missing])
        return out


def vectors_of(reads: Iterable[Read], encoder: TextEncoder) -> pa.Table:
    """The vectors that articles are grouped by, a table of the schema ``VECTORS``."""
    recording = Recording(encoder)
    for read in reads:
        sketch(read.article, times(read.article), recording)
    rows = [{"text": text, "vector": vector} for text, vector in recording.known.items()]
    return pa.Table.from_pylist(rows, schema=VECTORS)


def _digest(text: str) -> str:
    return content_id("vector", text)
