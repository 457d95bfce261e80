"""Sentence embeddings by the small encoder."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from crossread.models import files

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

DIMENSIONS: Final = 384
_PIECES: Final = 254  # what the published encoder was trained for, without [CLS] and [SEP]


class Encoder:
    """all-MiniLM-L6-v2 as int8 ONNX: mean-pooled, normalised sentence vectors.

    Loads on first use. ``folder`` may name another exported encoder of the same
    form (``encoder.onnx``, ``tokenizer.json``, ``card.md``). ``workers`` texts are
    encoded at once, one thread each; it changes nothing but the time.
    """

    def __init__(self, folder: Path | None = None, *, workers: int = 1) -> None:
        self._folder = folder or files.HOME / "encoder"
        self._workers = workers

    @property
    def name(self) -> str:
        """Name for the report's list of models."""
        return self._files.name

    @property
    def sha256(self) -> str:
        """Hash of the weights."""
        return self._files.sha256

    @property
    def hashes(self) -> dict[str, str]:
        """Hashes of all its files, by their names."""
        return self._files.hashes

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of ``texts``, float32 [texts, 384], each of length 1.

        Texts are cut at 254 word pieces; equal texts are computed once. A
        vector depends on its own text alone. Raises ModelError where the
        model's files are missing or damaged.
        """
        unique = list(dict.fromkeys(texts))
        if unique:
            self._session, self._tokenizer  # noqa: B018 (loaded once, before threads ask for them)
        known = dict(zip(unique, self._all(unique), strict=True))
        out = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in enumerate(texts):
            out[row] = known[text]
        return out

    def _all(self, texts: Sequence[str]) -> list[npt.NDArray[np.float32]]:
        if self._workers == 1:  # handing each text to a thread costs a twentieth of its pass
            return [self._one(text) for text in texts]
        with ThreadPoolExecutor(self._workers, thread_name_prefix="crossread-encode") as pool:
            return list(pool.map(self._one, texts))

    def _one(self, text: str) -> npt.NDArray[np.float32]:
        ids = np.asarray([self._tokenizer.encode(text).ids], np.int64)
        vectors: npt.NDArray[np.float32] = self._session.run(["vector"], {"input_ids": ids})[0]
        return np.asarray(vectors[0], np.float32)

    @cached_property
    def _files(self) -> files.ModelFiles:
        return files.find(self._folder, "encoder.onnx")

    @cached_property
    def _session(self) -> "InferenceSession":
        return files.session(self._files)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        found = files.tokenizer(self._files)
        found.enable_truncation(_PIECES + 2)
        return found
