"""The own words of an article, sentence by sentence: what tells whose text it is."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crossread.records import Article, Span, outside
from crossread.records.segment import sentences
from crossread.stages.group.shingles import SHINGLE, Marks, placed, sampled
from crossread.stages.group.terms import tokens_of

_SHORTEST = 6  # words of a sentence that says whose text it is
_LONGEST = 400  # sentences looked at in one article
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


def marks_of(article: Article) -> Marks:
    """The sampled shingles of an article's body."""
    return sampled([token for _, tokens in _sentences(article) for token in tokens])


def prose_of(article: Article, common: Marks) -> Prose:
    """The sentences of an article without the runs of words that ``common`` says stand in many texts."""
    parts = list(_sentences(article))
    plain = _without([tokens for _, tokens in parts], common)
    found: list[str] = []
    own: list[float] = []
    for (words, tokens), left in zip(parts, plain, strict=True):
        if len(left) >= _SHORTEST and len(found) < _LONGEST:
            found.append(" ".join(sorted(left)))
            own.append(round(words / len(tokens) * len(left), 3))
    return Prose(tuple(found), np.array(own, np.float64))


def _sentences(article: Article) -> list[tuple[int, list[str]]]:
    """How many words of each sentence are the writer's, and its words."""
    head = article.title_span
    found = []
    for body in article.body():
        quoted = [match.span() for match in _QUOTED.finditer(article.prose, body.start, body.end)]
        starts = [start for start, _ in quoted]
        for sentence in sentences(article.prose, body.start, body.end):
            if head and head.contains(sentence):
                continue
            tokens = tokens_of(sentence.of(article.prose))
            if tokens:
                first = max(0, bisect_right(starts, sentence.start) - 1)
                near = quoted[first : bisect_left(starts, sentence.end)]
                rest = outside((Span(*span) for span in near), len(article.prose))
                found.append((_own(article.prose, sentence, rest), tokens))
    return found


def _own(prose: str, sentence: Span, rest: Iterable[Span]) -> int:
    words: list[str] = []
    for span in rest:
        start, end = max(span.start, sentence.start), min(span.end, sentence.end)
        if start < end:
            words += tokens_of(prose[start:end])
    return 0 if _PERSONS.intersection(words) else len(words)


def _without(parts: Sequence[Sequence[str]], common: Marks) -> list[list[str]]:
    tokens = [token for part in parts for token in part]
    marks, places = placed(tokens)
    starts = places[np.isin(marks, common)] if len(common) else places[:0]
    taken = np.zeros(len(tokens) + 1, np.bool_)
    last = -_GAP - SHINGLE
    for start in starts.tolist():
        taken[last if start - last <= _GAP + SHINGLE and last >= 0 else start : start + SHINGLE] = True
        last = start
    out, at = [], 0
    for part in parts:
        out.append([word for offset, word in enumerate(part) if not taken[at + offset]])
        at += len(part)
    return out
