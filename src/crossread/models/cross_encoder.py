"""The pair model: two texts through one small encoder, judged against each other."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from crossread.errors import ModelError
from crossread.models import files
from crossread.models.passages import passage, split

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]
_PIECES: Final = 104  # of one text, as in training
_LONG: Final = 110  # words: a longer first text is cut down to what speaks to the second


class CrossEncoder:
    """A MiniLM-L6 cross-encoder with three heads as int8 ONNX. Loads on first use; one pair a run.

    ``folder`` may name another export (``pair.onnx``, ``card.md`` and a
    tokenizer). ``workers`` pairs are judged at once, one thread each; it changes
    nothing but the time.
    """

    def __init__(self, folder: Path | None = None, *, workers: int = 1) -> None:
        self._folder = folder or files.HOME / "pair"
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

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """Probabilities, float32 [pairs, 3]: entailment, contradiction, neither; each row sums to 1.

        Whether the second text follows from the first, contradicts it, or
        neither. Each text is cut at 104 word pieces. A row depends on its own
        pair alone; equal pairs are computed once. Raises ModelError where the
        model's files are missing or damaged.
        """
        return self._probabilities(pairs, "label", 3)

    def stance(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """Probabilities, float32 [pairs, 4]: for, against, observing, unrelated (of the first text).

        The first text may be an article: what of it speaks to the second is
        picked out. Raises ModelError as ``judge`` does.
        """
        return self._probabilities([(_about(first, second), second) for first, second in pairs], "stance", 4)

    def rivals(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """Chance, float32 [pairs], that two accounts of one event conflict; a weak conflict counts half.

        Raises ModelError as ``judge`` does.
        """
        found = self.rivalry(pairs)
        return np.asarray(found[:, 0] + found[:, 1] / 2, np.float32)

    def rivalry(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """Probabilities, float32 [pairs, 4]: clear conflict, weak conflict, compatible, unrelated accounts.

        A text is what somebody says with who says it and by which word, as in
        "Ada Lund denied: that she …"; of an outlet's own voice the words alone.
        """
        return self._probabilities(pairs, "rival", 4)

    def _probabilities(self, pairs: Sequence[tuple[str, str]], head: str, size: int) -> Floats:
        unique = list(dict.fromkeys(pairs))
        out = np.zeros((len(pairs), size), np.float32)
        if not unique:
            return out
        heat = self.temperature[head]  # loads the model before threads ask for it
        more = self._more(head, size)
        with ThreadPoolExecutor(self._workers, thread_name_prefix="crossread-pair") as pool:
            scores = pool.map(lambda pair: self._scores(pair, head), unique)
            known = {pair: _softmax(found / heat + more) for pair, found in zip(unique, scores, strict=True)}
        for row, pair in enumerate(pairs):
            out[row] = known[pair]
        return out

    def _scores(self, pair: tuple[str, str], head: str) -> Floats:
        start, end = self._special
        first, second = (
            self._tokenizer.encode(text, add_special_tokens=False).ids[:_PIECES] for text in pair
        )
        ids = np.asarray([[start, *first, end, *second, end]], np.int64)
        place = np.zeros(ids.shape, np.float32)
        place[0, len(first) + 2 :] = 1
        scores: Floats = self._session.run([head], {"input_ids": ids, "second": place})[0]
        return np.asarray(scores[0], np.float32)

    @cached_property
    def _files(self) -> files.ModelFiles:
        return files.find(self._folder, "pair.onnx")

    @cached_property
    def _session(self) -> "InferenceSession":
        return files.session(self._files)

    @property
    def temperature(self) -> dict[str, float]:
        """By which each head's scores are divided."""
        return {head: float(heat) for head, heat in self._calibration["temperature"].items()}

    @property
    def neither(self) -> float:
        """What is then added to the label ``neither``, of which training holds more than news does."""
        return float(self._calibration["neither"])

    def _more(self, head: str, size: int) -> Floats:
        return np.asarray([0.0] * (size - 1) + [self.neither if head == "label" else 0.0], np.float32)

    @cached_property
    def _calibration(self) -> dict[str, Any]:
        _ = self._tokenizer, self._special
        return files.metadata(self._session, self._files, ["temperature"], {"neither": 0.0})

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        return files.tokenizer(self._files)

    @cached_property
    def _special(self) -> tuple[int, int]:
        start, end = (self._tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))
        if start is None or end is None:
            raise ModelError(
                f"Tokenizer {self._files.tokenizer} lacks [CLS] or [SEP].",
                remedy="Use the tokenizer that was exported with the weights.",
            )
        return start, end


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), np.float32)


def _about(first: str, second: str) -> str:
    """What of a long first text speaks to the second."""
    if len(first.split()) <= _LONG:
        return first
    return passage(second, split(first) or [first], {})
