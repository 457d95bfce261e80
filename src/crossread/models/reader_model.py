"""The reader's networks: from the words of a window to scores, and from a cue to its source and content."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from crossread.errors import ModelError
from crossread.models import files, tokens

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_INPUTS: Final = ("input_ids", "features", "first")
_OUTPUTS: Final = ("attribution", "inner", "entity", "memory")
_KEYS: Final = ("labels", "crf", "parts_crf")
_WINDOW: Final = 254  # word pieces a run, where the weights say nothing else
_WORD_PIECES: Final = 16  # of one word: a web address must not fill a window
_REMEMBERED: Final = 1 << 15  # words whose pieces are kept; some 7 MB


@dataclass(frozen=True, slots=True)
class ReaderOutput:
    """Scores of the words of one window.

    ``attribution`` float32 [words, 7]: CRF emissions; ``inner`` float32 [words,
    3]: log-odds of cues within contents; ``entity`` float32 [words, 9]:
    log-odds; ``memory`` float32 [words, width]: what the second pass reads.
    """

    attribution: Floats
    inner: Floats
    entity: Floats
    memory: Floats


@dataclass(frozen=True, slots=True)
class Views:
    """Some cues, each with the words around it, padded to one length.

    ``memory`` float32 [cues, words, width]; ``mark`` int64 [cues, words]: 1 in a
    cue, 2 in one within a content, else 0; ``distance`` int64 [cues, words]:
    bucket of the distance from the cue; ``inside`` bool [cues, words]: no padding.
    """

    memory: Floats
    mark: Ints
    distance: Ints
    inside: npt.NDArray[np.bool_]


class Reader:
    """The reading model as ONNX. Loads on first use; reads one window, or some cues of a text, a call.

    ``folder`` may name another one that training/ made, from whichever encoder:
    ``reader.onnx``, ``roles.onnx``, ``tokenizer.json`` and ``card.md``. Widths,
    special pieces and the size of a window are read from these.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or files.HOME / "reader"
        self._known: dict[str, tuple[int, ...]] = {}  # the pieces of words that were met before

    @property
    def name(self) -> str:
        """Name for the report's list of models."""
        return self._files.name

    @property
    def sha256(self) -> str:
        """Hash of the weights of the first pass."""
        return self._files.sha256

    @property
    def hashes(self) -> dict[str, str]:
        """Hashes of all its files, by their names: both passes and the tokenizer."""
        return self._files.hashes | self._second_files.hashes

    @cached_property
    def calibration(self) -> dict[str, float]:
        """Weights that set confidence against how often it proved right: the card's line ``calibration``.

        Empty where the card has no such line. Raises ModelError where it is no JSON object of numbers.
        """
        line = self._files.card.get("calibration", "{}")
        try:
            return {str(name): float(value) for name, value in json.loads(line).items()}
        except (ValueError, TypeError, AttributeError) as error:
            raise ModelError(
                f"The line 'calibration' of {self._files.folder / 'card.md'} is no JSON object of numbers.",
                remedy=files.remedy(self._files.folder),
            ) from error

    @property
    def labels(self) -> dict[str, list[str]]:
        """The labels of the taggers attribution, inner, entity and parts, in the order of their scores."""
        found: dict[str, list[str]] = self._metadata["labels"]
        return found

    @property
    def window(self) -> int:
        """How many word pieces one run takes, without the special ones."""
        return int(self._metadata["window"])

    @cached_property
    def width(self) -> int:
        """How many numbers the memory holds of each word: 192 in the shipped reader."""
        shapes = {found.name: found.shape for found in self._session.get_outputs()}
        return int(shapes["memory"][-1])

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

    def pieces(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """Word-piece ids of each word, at least one and at most 16.

        The tokenizer drops some characters altogether (control characters,
        lone marks): an unknown piece stands for such a word.
        """
        known = self._known
        new = [word for word in dict.fromkeys(words) if word not in known]
        if len(known) + len(new) > _REMEMBERED:
            self._known = known = {}  # another one: a thread may be reading the old
            new = list(dict.fromkeys(words))
        known |= zip(new, self._split(new), strict=True)
        return [known[word] for word in words]

    def _split(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        out: list[list[int]] = [[] for _ in words]
        if not words:
            return []
        encoding = self._tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None:  # special pieces, which are not asked for
                out[word].append(piece)
        return [tuple(ids[:_WORD_PIECES]) or (self._unknown,) for ids in out]

    def run(self, pieces: Sequence[Sequence[int]], features: Ints) -> ReaderOutput:
        """Scores of one window's words; ``features`` is int64 [words, 4].

        Raises ModelError where the model's files are missing or damaged.
        """
        sizes = np.asarray([len(ids) for ids in pieces], np.int64)
        inner = [piece for ids in pieces for piece in ids]
        before, behind = self._around
        ids = np.asarray([[*before, *inner, *behind]], np.int64)
        facts = np.zeros((1, ids.shape[1], features.shape[1]), np.int64)
        facts[0, len(before) : len(before) + len(inner)] = np.repeat(features, sizes, axis=0)
        first = (len(before) + np.cumsum(sizes) - sizes)[None, :]
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
    def _second_files(self) -> files.ModelFiles:
        return files.find(self._folder, "roles.onnx", key="roles_sha256")

    @cached_property
    def _session(self) -> "InferenceSession":
        _ = self._second_files  # a fault there is told before an article is read
        loaded = files.session(self._files)
        held = {found.name for found in (*loaded.get_inputs(), *loaded.get_outputs())}
        missing = [name for name in (*_INPUTS, *_OUTPUTS) if name not in held]
        if missing:
            raise ModelError(
                f"Model file {self._files.weights} is no reader: it lacks {', '.join(missing)}.",
                remedy=files.remedy(self._folder),
            )
        return loaded

    @cached_property
    def _second(self) -> "InferenceSession":
        return files.session(self._second_files)

    @cached_property
    def _metadata(self) -> dict[str, Any]:
        return files.metadata(self._session, self._files, _KEYS, {"window": _WINDOW})

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        return files.tokenizer(self._files)

    @cached_property
    def _unknown(self) -> int:
        return tokens.unknown(self._tokenizer)

    @cached_property
    def _around(self) -> tuple[list[int], list[int]]:
        before, behind = tokens.around(self._tokenizer)
        if not before and not behind:
            raise ModelError(
                f"Tokenizer {self._files.tokenizer} puts no special pieces around a text.",
                remedy="Use the tokenizer that was exported with the weights.",
            )
        return before, behind
