"""The part of a long text that speaks to a short one.

An article is far longer than what the pair model reads at once. What stays is
its first sentence, the sentences that share the most telling words with the
other text, and the best of those that doubt or deny something (``doubt.txt``):
an article that refutes a claim first retells it, in its words, at length. The
pair model was trained on such passages.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_ENDS = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z“\"‘(])|\n+")
_PLAIN = frozenset(
    ("the", "a", "an", "of", "to", "in", "and", "is", "for", "on", "at", "by", "with", "that", "as", "it",
     "was")
)  # fmt: skip
_DOUBT = frozenset(
    word
    for line in Path(__file__).with_name("doubt.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_UNSEEN: Final = 8.0  # weight of a word that has none
_MOST, _LEAD, _SENTENCE, _KEPT = 75, 35, 40, 4  # words in all, of the lead, of a sentence; sentences


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


def split(text: str) -> list[str]:
    """Rough sentences of more than three words."""
    return [part.strip() for part in _ENDS.split(text) if len(part.split()) > 3]


def passage(wanted: str, sentences: Sequence[str], weights: Mapping[str, float]) -> str:
    """The first of ``sentences`` and those that match ``wanted`` best, in their order, about 75 words.

    ``weights`` are those of words; a word without one counts as rare.
    """
    sought = words(wanted)
    scores = [
        sum(weights.get(word, _UNSEEN) for word in sought & words(part)) / (8 + len(part.split())) ** 0.5
        for part in sentences
    ]
    order = sorted(range(len(sentences)), key=lambda at: (-scores[at], at))
    doubting = [at for at in order if at and scores[at] and _DOUBT & words(sentences[at])]
    order = doubting[:1] + [at for at in order if at not in doubting[:1]]
    kept, room = [0], _MOST - min(len(sentences[0].split()), _LEAD)
    for at in order:
        size = min(len(sentences[at].split()), _SENTENCE)
        if at and size <= room and len(kept) < _KEPT:
            kept.append(at)
            room -= size
    return " ".join(" ".join(sentences[at].split()[: _SENTENCE if at else _LEAD]) for at in sorted(kept))
