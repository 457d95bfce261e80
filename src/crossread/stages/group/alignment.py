"""How much of two texts is one: their sentences aligned by their words, and whether that makes them copies."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from crossread.stages.group.prose import Prose

_ALIKE = 75.0  # similarity of the sorted words from which two sentences are one
_BALANCE = 0.5  # of their lengths
_FEWEST = 3  # sentences
_OPENING = 5  # sentences
_NEAR = 3  # days
_THIRD = 1 / 3  # of the shorter text's own words: an update, an excerpt, a rewritten story
_HALF = 0.5  # of the shorter text makes an excerpt of a long one of which it is little; less is a quotation
_LITTLE = 0.15  # of the longer text
_FAR = 0.6  # of the shorter text, and half of what either begins with, where more days lie between

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which sentences of two texts stand in the other too, and how much of each text's own words that is."""

    one: Mask
    other: Mask
    shares: tuple[float, float]
    least: int  # sentences of the text with fewer
    short: float  # share of the shorter text
    long: float
    opening: float  # share of the first sentences of either, whichever is more

    def copies(self, days: int | None) -> bool:
        """Whether texts told ``days`` apart (None: unknown) are one text.

        What an outlet prints again after days, with another beginning, is background.
        """
        if self.least < _FEWEST:
            return False
        if days is None or days <= _NEAR:
            return self.short >= _THIRD and (self.long >= _LITTLE or self.short >= _HALF)
        return self.short >= _FAR and self.opening >= _HALF


def aligned(one: Prose, other: Prose) -> Alignment:
    """Align two texts; sentences of one may stand in several of the other."""
    if not one.sentences or not other.sentences:
        empty = (np.zeros(len(one.sentences), np.bool_), np.zeros(len(other.sentences), np.bool_))
        return Alignment(*empty, (0.0, 0.0), 0, 0.0, 0.0, 0.0)
    alike = process.cdist(
        one.sentences,
        other.sentences,
        scorer=fuzz.token_sort_ratio,
        score_cutoff=_ALIKE,
        dtype=np.float32,
        workers=1,
    )
    lengths = [np.array([len(text) for text in text.sentences], np.float32) for text in (one, other)]
    ratio = np.minimum.outer(*lengths) / np.maximum.outer(*lengths)
    same = (alike >= _ALIKE) & (ratio >= _BALANCE)
    masks = same.any(axis=1), same.any(axis=0)
    shares = share(one.own, masks[0]), share(other.own, masks[1])
    short, long = shares if one.words <= other.words else shares[::-1]
    opening = max(
        share(text.own[:_OPENING], mask[:_OPENING])
        for text, mask in zip((one, other), masks, strict=True)
    )
    return Alignment(*masks, shares, min(len(one.sentences), len(other.sentences)), short, long, opening)


def share(own: npt.NDArray[np.float64], mask: Mask) -> float:
    """Share of a text's own words that stand in the sentences of ``mask``, in [0, 1]."""
    total = float(own.sum())
    return float(own[mask].sum()) / total if total else 0.0
