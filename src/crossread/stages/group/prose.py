"""The own words of an article, sentence by sentence: what tells whose text it is."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import compress, decompress

import numpy as np
import numpy.typing as npt

from crossread.records import Article, Span, outside
from crossread.records.segment import sentences
from crossread.stages.group.shingles import SHINGLE, Marks, placed
from crossread.stages.group.terms import words_of

_SHORTEST = 6  # words of a sentence that says whose text it is
_LONGEST = 400  # sentences looked at in one article
_QUICK = 1  # how hard to pack: the least
_GAP = 8  # words between two common runs that belong to them
# A quotation may go over sentences, and to the end of its paragraph where the next one continues it.
_QUOTED = re.compile('[“"«„][^“”"«»„\n]{2,}[”"»“]?')
# Who reports says no "I" and no "you": a tweet, a letter, a transcript that stands without quotation marks.
_PERSONS = frozenset(
    ("i", "me", "my", "mine", "myself", "we", "our", "ours", "ourselves", "you", "your", "yours", "yourself")
)


@dataclass(frozen=True, slots=True)
class Prose:
    """The sentences of an article, the words of each in lower case and sorted, for their order says nothing;
    and how many words of each stand outside quotations.

    The headline is no sentence of it: editors write their own.
    """

    sentences: tuple[str, ...]
    own: npt.NDArray[np.float64]

    @property
    def words(self) -> float:
        """Words outside quotations."""
        return float(self.own.sum())


@dataclass(frozen=True, slots=True)
class Told:
    """The words of an article's body in little room: kept until it is known whom it may copy."""

    words: bytes  # in lower case, a line for each sentence, packed
    own: "array[int]"  # how many of each sentence are the writer's


def told_by(article: Article) -> tuple[Told, Marks]:
    """An article's words, and the sampled shingles of its body."""
    parts = _sentences(article)
    words = "\n".join([" ".join(tokens) for _, tokens in parts]).encode("utf-8", "surrogatepass")
    marks, _ = placed(words)
    return Told(compress(words, _QUICK), array("L", [own for own, _ in parts])), np.unique(marks)


def prose_of(told: Told, common: Marks | None) -> Prose:
    """The sentences of an article without the runs of words that ``common`` says stand in many texts."""
    words = decompress(told.words)
    lines = words.decode("utf-8", "surrogatepass").split("\n") if words else []
    parts = [line.split(" ") for line in lines]
    plain = parts if common is None or not len(common) else _without(words, parts, common)
    found: list[str] = []
    own: list[float] = []
    for count, tokens, left in zip(told.own, parts, plain, strict=True):
        if len(left) >= _SHORTEST and len(found) < _LONGEST:
            found.append(" ".join(sorted(left)))
            own.append(round(count / len(tokens) * len(left), 3))
    return Prose(tuple(found), np.array(own, np.float64))


def _sentences(article: Article) -> list[tuple[int, list[str]]]:
    """How many words of each sentence are the writer's, and its words."""
    head, text, lower = article.title_span, article.prose, _lower(article.prose)
    found = []
    for body in article.body():
        quoted = [match.span() for match in _QUOTED.finditer(text, body.start, body.end)]
        starts = [start for start, _ in quoted]
        for sentence in sentences(text, body.start, body.end):
            if head and head.contains(sentence):
                continue
            tokens = words_of(lower, sentence.start, sentence.end)
            if tokens:
                first = max(0, bisect_right(starts, sentence.start) - 1)
                near = quoted[first : bisect_left(starts, sentence.end)]
                inside = [Span(start, end) for start, end in near if end > sentence.start]
                plain = _plain(lower, sentence, inside) if inside else tokens
                found.append((len(plain) if _PERSONS.isdisjoint(plain) else 0, tokens))
    return found


def _lower(text: str) -> str:
    """The text without case; what has no such form of the same length stays, so that positions hold."""
    lower = text.casefold()
    if len(lower) == len(text):
        return lower
    return "".join([one if len(low := one.casefold()) > 1 else low for one in text])


def _plain(text: str, sentence: Span, quoted: Iterable[Span]) -> list[str]:
    """The words of a sentence outside what is quoted."""
    words: list[str] = []
    for span in outside(quoted, len(text)):
        start, end = max(span.start, sentence.start), min(span.end, sentence.end)
        if start < end:
            words += words_of(text, start, end)
    return words


def _without(words: bytes, parts: list[list[str]], common: Marks) -> list[list[str]]:
    marks, places = placed(words)
    # Looked up one by one: np.isin would go through all that are common for each article.
    starts = places[common[np.searchsorted(common, marks) % len(common)] == marks]
    if not len(starts):
        return parts
    taken = np.zeros(sum(map(len, parts)), np.bool_)
    last = -_GAP - SHINGLE
    for start in starts.tolist():
        taken[last if start - last <= _GAP + SHINGLE and last >= 0 else start : start + SHINGLE] = True
        last = start
    out, at = [], 0
    for part in parts:
        out.append([word for offset, word in enumerate(part) if not taken[at + offset]])
        at += len(part)
    return out
