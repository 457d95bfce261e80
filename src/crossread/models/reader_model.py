"""The reader's network: from the words of a window to scores and link vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from crossread.errors import ModelError
from crossread.models import files

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_OUTPUTS: Final = ("attribution", "entity", "links")
_KEYS: Final = ("labels", "crf", "linkers")
_WORD_PIECES: Final = 16  # of one word: a web address must not fill a window


@dataclass(frozen=True, slots=True)
class ReaderOutput:
    """Scores of the words of one window.

    ``attribution`` float32 [words, 7]: CRF emissions; ``entity`` float32
    [words, 9]: log-odds; ``links`` float32 [words, 4, 2, 48]: vectors for the
    roles content asking for a cue, cue asked for, cue asking for a source,
    source asked for; the slots serve a span's first and last word.
    """

    attribution: Floats
    entity: Floats
    links: Floats


@dataclass(frozen=True, slots=True)
class LinkTables:
    """Bias tables of one kind of link, one for each feature of a pair, and its "none"."""

    tables: tuple[Floats, ...]
    none: Floats
    none_bias: float


class Reader:
    """The reading model as int8 ONNX. Loads on first use; reads one window a call."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or files.HOME / "reader"

    @property
    def name(self) -> str:
        """Name for the report's list of models."""
        return self._files.name

    @property
    def sha256(self) -> str:
        """Hash of the weights."""
        return self._files.sha256

    @property
    def labels(self) -> dict[str, list[str]]:
        """The labels of the two taggers, in the order of their scores."""
        found: dict[str, list[str]] = self._metadata["labels"]
        return found

    @cached_property
    def crf(self) -> tuple[Floats, Floats]:
        """Scores of moves, float32 [7, 7] from and to, and of the first tag, float32 [7]."""
        held = self._metadata["crf"]
        return np.asarray(held["moves"], np.float32), np.asarray(held["first"], np.float32)

    @cached_property
    def linkers(self) -> dict[str, LinkTables]:
        """The tables of the links ``content_cue`` and ``cue_source``."""
        return {
            name: LinkTables(
                tuple(np.asarray(table, np.float32) for table in held["tables"]),
                np.asarray(held["none"], np.float32),
                float(held["none_bias"]),
            )
            for name, held in self._metadata["linkers"].items()
        }

    def pieces(self, words: Sequence[str]) -> list[list[int]]:
        """Word-piece ids of each word, at least one and at most 16.

        The tokenizer drops some characters altogether (control characters,
        lone marks): an unknown piece stands for such a word.
        """
        out: list[list[int]] = [[] for _ in words]
        if not words:
            return out
        encoding = self._tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None:  # special pieces, which are not asked for
                out[word].append(piece)
        unknown = [self._special["unknown"]]
        return [ids[:_WORD_PIECES] or unknown for ids in out]

    def run(self, pieces: Sequence[Sequence[int]], features: Ints) -> ReaderOutput:
        """Scores of one window's words; ``features`` is int64 [words, 4].

        Raises ModelError where the model's files are missing or damaged.
        """
        sizes = np.asarray([len(ids) for ids in pieces], np.int64)
        inner = [piece for ids in pieces for piece in ids]
        ids = np.asarray([[self._special["start"], *inner, self._special["end"]]], np.int64)
        facts = np.zeros((1, ids.shape[1], features.shape[1]), np.int64)
        facts[0, 1:-1] = np.repeat(features, sizes, axis=0)
        first = (1 + np.cumsum(sizes) - sizes)[None, :]
        given = {"input_ids": ids, "features": facts, "first": first}
        attribution, entity, links = self._session.run(list(_OUTPUTS), given)
        return ReaderOutput(attribution[0], entity[0], links[0])

    @cached_property
    def _files(self) -> files.ModelFiles:
        return files.find(self._folder, "reader.onnx")

    @cached_property
    def _session(self) -> "InferenceSession":
        return files.session(self._files)

    @cached_property
    def _metadata(self) -> dict[str, Any]:
        return files.metadata(self._session, self._files, _KEYS)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        return files.tokenizer(self._files)

    @cached_property
    def _special(self) -> dict[str, int]:
        names = {"start": "[CLS]", "end": "[SEP]", "unknown": "[UNK]"}
        found = {key: self._tokenizer.token_to_id(name) for key, name in names.items()}
        out = {key: number for key, number in found.items() if number is not None}
        if len(out) < len(names):
            raise ModelError(
                f"Tokenizer {self._files.tokenizer} lacks one of {', '.join(names.values())}.",
                remedy="Use the tokenizer that was exported with the weights.",
            )
        return out
