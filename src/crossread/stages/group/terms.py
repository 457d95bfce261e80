"""Content terms of a text and how much each one says: term weights against a background of news."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from crossread.records import Span
from crossread.records.segment import sentences

Vector = Mapping[str, float]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORTEST = 3
# Words as strings: what segment.words finds, without the cost of a span for each.
_TOKEN = re.compile("\\w+(?:[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u0300-\u036f]+\\w*)*")
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of ``documents`` news texts each term occurs (``background.csv``)."""

    documents: int
    frequency: Mapping[str, int]


@cache
def background() -> Background:
    """Document frequencies counted over ten thousand dated news articles; rarer terms are left out."""
    first, *rows = files(__package__ or "").joinpath("background.csv").read_text("utf-8").splitlines()
    pairs = (row.rsplit(",", 1) for row in rows)
    return Background(int(first.rsplit(",", 1)[1]), {term: int(count) for term, count in pairs})


@lru_cache(maxsize=1 << 16)
def term(word: str) -> str:
    """The form under which a word is counted: no case, no plural s; "" for what says nothing.

    >>> term("Missiles"), term("the"), term("12")
    ('missile', 'the', '')
    """
    folded = _ZERO_WIDTH.sub("", word).casefold()
    if len(folded) < _SHORTEST or not folded[0].isalpha():
        return ""
    if len(folded) > 4 and folded.endswith("s") and not folded.endswith(("ss", "us", "is")):
        return folded[:-3] + "y" if folded.endswith("ies") else folded[:-1]
    return folded


def terms_of(text: str, spans: Iterable[Span]) -> list[str]:
    """Terms of the words in ``spans``, in text order."""
    out: list[str] = []
    for span in spans:
        out.extend(term(word) for word in _TOKEN.findall(text, span.start, span.end))
    return [one for one in out if one]


def tokens_of(text: str) -> list[str]:
    """The words of a text in lower case, punctuation left out."""
    return [word.casefold() for word in _TOKEN.findall(text)]


def words_of(text: str, start: int, end: int) -> list[str]:
    """The words of ``text[start:end]`` as they stand, punctuation left out."""
    return _TOKEN.findall(text, start, end)


def first_words(text: str, spans: Sequence[Span], count: int) -> tuple[Span, ...]:
    """The beginning of ``spans``, ``count`` words long."""
    out: list[Span] = []
    for span in spans:
        start = end = -1
        for match in _TOKEN.finditer(text, span.start, span.end):
            if not count:
                break
            start = match.start() if start < 0 else start
            end, count = match.end(), count - 1
        if end > start:
            out.append(Span(start, end))
        if not count:
            break
    return tuple(out)


def names_of(text: str, spans: Iterable[Span]) -> list[str]:
    """Terms that stand with a capital inside a sentence: names of people, places, organisations."""
    out: list[str] = []
    for span in spans:
        for sentence in sentences(text, span.start, span.end):
            inner = _TOKEN.findall(text, sentence.start, sentence.end)[1:]
            out.extend(term(word) for word in inner if word[0].isupper())
    return [one for one in out if one]


class Weights:
    """Inverse document frequencies, from the background and the run's own documents together.

    The background keeps a small run honest: in five texts on one meeting the
    word "meeting" is in all of them, and still says little.
    """

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        own: Counter[str] = Counter()
        count = 0
        for document in documents:
            own.update(set(document))
            count += 1
        known = background()
        self._total = known.documents + count
        self._frequency = own
        self._known = known.frequency

    def idf(self, word: str) -> float:
        """Natural logarithm of how rare a term is; never negative."""
        seen = self._known.get(word, 0) + self._frequency.get(word, 0)
        return math.log((self._total + 1) / (seen + 1))

    def vector(self, document: Iterable[str]) -> dict[str, float]:
        """Unit vector of (1 + log tf) * idf, terms sorted; empty where no term says anything."""
        counts = Counter(document)
        raw = {word: (1 + math.log(counts[word])) * self.idf(word) for word in sorted(counts)}
        norm = math.sqrt(sum(value * value for value in raw.values()))
        return {word: value / norm for word, value in raw.items() if value > 0} if norm else {}

    def mass(self, document: Iterable[str]) -> float:
        """Sum of the idf of distinct terms."""
        return sum(self.idf(word) for word in sorted(set(document)))


def cosine(a: Vector, b: Vector) -> float:
    """Cosine of two unit vectors."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return sum(value * large[word] for word, value in small.items() if word in large)


def mean_vector(vectors: Iterable[Vector]) -> dict[str, float]:
    """The sum of vectors, scaled to length 1, terms sorted; empty where all are."""
    total: dict[str, float] = {}
    for vector in vectors:
        for word, value in vector.items():
            total[word] = total.get(word, 0.0) + value
    norm = math.sqrt(sum(total[word] * total[word] for word in sorted(total)))
    return {word: total[word] / norm for word in sorted(total)} if norm else {}
