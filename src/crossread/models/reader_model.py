"""The reader's networks: from the words of a window to scores, and from a cue to its source and content."""

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

_OUTPUTS: Final = ("attribution", "inner", "entity", "memory")
_KEYS: Final = ("labels", "crf", "parts_crf")
_WORD_PIECES: Final = 16  # of one word: a web address must not fill a window


@dataclass(frozen=True, slots=True)
class ReaderOutput:
    """Scores of the words of one window.

    ``attribution`` float32 [words, 7]: CRF emissions; ``inner`` float32 [words,
    3]: log-odds of cues within contents; ``entity`` float32 [words, 9]:
    log-odds; ``memory`` float32 [words, 192]: what the second pass reads.
    """

    attribution: Floats
    inner: Floats
    entity: Floats
    memory: Floats


@dataclass(frozen=True, slots=True)
class Views:
    """Some cues, each with the words around it, padded to one length.

    ``memory`` float32 [cues, words, 192]; ``mark`` int64 [cues, words]: 1 in a
    cue, 2 in one within a content, else 0; ``distance`` int64 [cues, words]:
    bucket of the distance from the cue; ``inside`` bool [cues, words]: no padding.
    """

    memory: Floats
    mark: Ints
    distance: Ints
    inside: npt.NDArray[np.bool_]


class Reader:
    """The reading model as ONNX. Loads on first use; reads one window, or some cues of a text, a call."""

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
        """The labels of the taggers attribution, inner, entity and parts, in the order of their scores."""
        found: dict[str, list[str]] = self._metadata["labels"]
        return found

    @cached_property
    def crf(self) -> tuple[Floats, Floats]:
        """Scores of moves, float32 [7, 7] from and to, and of the first tag, float32 [7]."""
        held = self._metadata["crf"]
        return np.asarray(held["moves"], np.float32), np.asarray(held["first"], np.float32)

    @cached_property
    def parts_crf(self) -> tuple[Floats, Floats]:
        """The same for the parts of one cue, float32 [5, 5] and [5]."""
        held = self._metadata["parts_crf"]
        return np.asarray(held["moves"], np.float32), np.asarray(held["first"], np.float32)

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
        return ReaderOutput(*(values[0] for values in self._session.run(list(_OUTPUTS), given)))

    def roles(self, views: Views) -> tuple[Floats, Floats]:
        """Scores of the parts of cues, float32 [cues, words, 5], and the share of each being one, [cues].

        Raises ModelError where the model's files are missing or damaged.
        """
        given = {
            "memory": views.memory,
            "mark": views.mark,
            "distance": views.distance,
            "inside": views.inside,
        }
        parts, real = self._second.run(["parts", "real"], given)
        return parts, 1.0 / (1.0 + np.exp(-real))

    @cached_property
    def _files(self) -> files.ModelFiles:
        return files.find(self._folder, "reader.onnx")

    @cached_property
    def _session(self) -> "InferenceSession":
        return files.session(self._files)

    @cached_property
    def _second(self) -> "InferenceSession":
        return files.session(files.find(self._folder, "roles.onnx", key="roles_sha256"))

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
