"""The part of an article body that speaks to a headline.

A body is far longer than what the model reads at once. What stays is its first
sentence and the sentences that share the most telling words with the headline.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_ENDS = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z“\"‘(])|\n+")
_PLAIN = frozenset(
    (
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "and",
        "is",
        "for",
        "on",
        "at",
        "by",
        "with",
        "that",
        "as",
        "it",
        "was",
    )
)


def words(text: str) -> set[str]:
    """The lower-cased words of ``text`` that carry meaning."""
    return set(WORD.findall(text.lower())) - _PLAIN


def rarity(texts: Iterable[str]) -> dict[str, float]:
    """Inverse document frequency of the words of ``texts``."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        counts.update(words(text))
        total += 1
    return {word: math.log((1 + total) / (1 + count)) for word, count in counts.items()}


def split(body: str) -> list[str]:
    """Rough sentences."""
    return [part.strip() for part in _ENDS.split(body) if len(part.split()) > 3]


def passage(headline: str, body: Sequence[str], weights: dict[str, float], most: int = 75) -> str:
    """The lead and the best-matching sentences, in the order of the text, at most about ``most`` words."""
    wanted = words(headline)
    scores = [
        sum(weights.get(word, 8.0) for word in wanted & words(part)) / (8 + len(part.split())) ** 0.5
        for part in body
    ]
    order = sorted(range(len(body)), key=lambda at: (-scores[at], at))
    kept, room = [0], most - min(len(body[0].split()), 35)
    for at in order:
        size = min(len(body[at].split()), 40)
        if at and size <= room and len(kept) < 4:
            kept.append(at)
            room -= size
    return " ".join(" ".join(body[at].split()[: 35 if at == 0 else 40]) for at in sorted(kept))
