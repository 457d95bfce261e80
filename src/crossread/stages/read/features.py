"""What the encoder cannot see in lower-cased word pieces: casing, quotation state, starts.

Shared by training and run time; a change here asks for new weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.records import Span
from crossread.records.segment import lines, sentences, words
from crossread.stages.read.quotes import Quoted, quotations

SHAPES: Final = 8  # special, lower, Title, UPPER, mixed, digits, punctuation, other
QUOTES: Final = 5  # special, outside, inside, opening mark, closing mark
SENTENCE: Final = 3  # special, inside, start
PARAGRAPH: Final = 3
SIZES: Final = (SHAPES, QUOTES, SENTENCE, PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of body, cut into words, with what the model is told about each.

    ``features`` is int64 [words, 4] (shape, quote, sentence, paragraph).
    ``sentence``, ``line`` and ``part`` are int32 [words]: the sentence, the line
    (of ``lines``) and the part given to :func:`block` that hold each word.
    ``strings`` are the words themselves, ``lowered`` the same in small letters.
    ``open_after`` is bool [words]: a quotation is open behind this word's line end.
    ``gap`` is bool [words]: furniture stands in front of this word, inside its sentence.
    """

    text: str
    words: tuple[Span, ...]
    features: npt.NDArray[np.int64]
    sentence: npt.NDArray[np.int32]
    line: npt.NDArray[np.int32]
    open_after: npt.NDArray[np.bool_]
    part: npt.NDArray[np.int32]
    gap: npt.NDArray[np.bool_]
    lines: tuple[Span, ...]
    quoted: tuple[Quoted, ...]
    strings: tuple[str, ...]
    lowered: tuple[str, ...]

    def forms(self) -> tuple[str, ...]:
        """The words themselves."""
        return self.strings

    def span(self, first: int, last: int) -> Span:
        """The span from word ``first`` to word ``last``, both in."""
        return Span(self.words[first].start, self.words[last].end)


def block(text: str, parts: Sequence[Span] | None = None, gaps: Sequence[Span] = ()) -> Block:
    """Cut the ``parts`` of ``text`` (all of it, by default) into words with features.

    ``gaps`` are stretches inside the parts that ``text`` has spaces for.
    """
    parts = [Span(0, len(text))] if parts is None and text else list(parts or ())
    spans: list[Span] = []
    sentence_starts: list[int] = []
    held: list[Span] = []
    quoted: list[Quoted] = []
    for part in parts:
        spans += words(text, part.start, part.end)
        sentence_starts += [item.start for item in sentences(text, part.start, part.end)]
        held += lines(text, part.start, part.end)
        quoted += quotations(text, part.start, part.end)
    starts = np.fromiter((span.start for span in spans), np.int64, len(spans))
    ends = np.fromiter((span.end for span in spans), np.int64, len(spans))
    sentence = np.searchsorted(np.asarray(sentence_starts, np.int64), ends, side="left").astype(np.int32) - 1
    line = (
        np.searchsorted(np.asarray([item.start for item in held], np.int64), ends, side="left").astype(
            np.int32
        )
        - 1
    )
    features = np.ones((len(spans), len(SIZES)), np.int64)
    forms = tuple([text[span.start : span.end] for span in spans])
    features[:, 0] = [shape(form) for form in forms]
    features[:, 1] = _quote_states(starts, ends, quoted)
    features[:, 2] += _changes(sentence)
    features[:, 3] += _changes(line)
    ahead = np.fromiter((part.start for part in parts), np.int64, len(parts))
    owner = np.searchsorted(ahead, starts, side="right").astype(np.int32) - 1
    open_after = _open_after(line, starts, quoted)
    return Block(
        text,
        tuple(spans),
        features,
        sentence,
        line,
        open_after,
        owner,
        _behind(starts, gaps),
        tuple(held),
        tuple(quoted),
        forms,
        tuple(map(str.lower, forms)),
    )


def _behind(starts: npt.NDArray[np.int64], gaps: Sequence[Span]) -> npt.NDArray[np.bool_]:
    """Marks the first word behind each gap."""
    out = np.zeros(len(starts), np.bool_)
    first = np.searchsorted(starts, [gap.end for gap in gaps])
    out[first[first < len(out)]] = True
    return out


@lru_cache(maxsize=1 << 14)
def shape(word: str) -> int:
    """The casing class of one word (index below SHAPES)."""
    if word.isdigit():
        return 5
    if not any(character.isalnum() for character in word):
        return 6
    if word.islower():
        return 1
    if word.istitle() or (len(word) == 1 and word.isupper()):
        return 2
    if word.isupper():
        return 3
    return 4 if any(character.isupper() for character in word) else 7


def _changes(index: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """1 at every word whose index differs from that of the word before it."""
    if not len(index):
        return np.zeros(0, np.int64)
    return np.concatenate([[1], (index[1:] != index[:-1]).astype(np.int64)])


def _quote_states(
    starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], quoted: Sequence[Quoted]
) -> npt.NDArray[np.int64]:
    states = np.ones(len(starts), np.int64)
    for item in quoted:
        first, last = np.searchsorted(starts, [item.span.start, item.span.end])
        states[first:last] = 2
        if first < last and ends[first] <= item.inner.start:
            states[first] = 3
        if item.closed and first < last and starts[last - 1] >= item.inner.end:
            states[last - 1] = 4
    return states


def _open_after(
    line: npt.NDArray[np.int32], starts: npt.NDArray[np.int64], quoted: Sequence[Quoted]
) -> npt.NDArray[np.bool_]:
    """Marks the words of a line whose last quotation is not closed."""
    out = np.zeros(len(line), np.bool_)
    for item in quoted:
        if not item.closed:
            at = int(np.searchsorted(starts, item.span.start))
            if at < len(line):
                last = int(np.searchsorted(line, line[at], side="right"))
                out[at:last] = True
    return out
