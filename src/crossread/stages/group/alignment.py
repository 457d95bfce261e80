"""How much of two texts is one: sentences aligned by their words, and whether that makes them copies."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from crossread.stages.group.prose import Prose

_ALIKE = (
    75.0  # similarity of the sorted words from which two sentences are one; the shorter has 0.6 of the longer
)
_FEWEST = 5  # aligned sentences, unless they are most of the shorter text
_WORDS = 30  # of the writer's own at least, aligned
_OPENING = 5  # sentences
_NEAR = 3  # days
_THIRD = 1 / 3  # of the shorter text's own words: an update, an excerpt, a rewritten story
_HALF = 0.5  # of the shorter text makes an excerpt of a long one of which it is little; less is a quotation
_LITTLE = 0.1  # of the longer text
_MOST = 0.6  # of the shorter text; with half of what either begins with, where more days lie between

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which sentences of two texts stand in the other too, and how much of each text's own words that is."""

    one: Mask
    other: Mask
    shares: tuple[float, float]
    sentences: int  # aligned, of the text of which fewer are
    words: float  # of the shorter text's own, aligned
    short: float  # share of the shorter text
    long: float
    opening: float  # share of the first sentences of either, whichever is more

    def copies(self, days: int | None) -> bool:
        """Whether texts told ``days`` apart (None: unknown) are one text.

        What an outlet prints again after days, with another beginning, is background.
        """
        if self.words < _WORDS or (self.sentences < _FEWEST and self.short < _MOST):
            return False
        if days is None or days <= _NEAR:
            return self.short >= _THIRD and (self.long >= _LITTLE or self.short >= _HALF)
        return self.short >= _MOST and self.opening >= _HALF


def copied(one: Prose, other: Prose, days: int | None) -> Alignment | None:
    """How two texts told ``days`` apart (None: unknown) are aligned, if they are copies.

    Where days lie between them it is looked first whether either begins with what stands in the other, which
    is much cheaper than to align them.
    """
    if min(one.words, other.words) < _WORDS:
        return None
    begun: Mask | None = None
    if days is not None and days > _NEAR:
        begun = _same(one.sentences[:_OPENING], other.sentences)
        if not _opens(one, begun) and not _opens(other, _same(other.sentences[:_OPENING], one.sentences)):
            return None
    found = aligned(one, other, begun)
    return found if found.copies(days) else None


def _opens(text: Prose, begun: Mask) -> bool:
    """Whether a text begins with what stands in another; ``begun``: its first sentences beside all of it."""
    return share(text.own[:_OPENING], np.asarray(begun.any(axis=1))) >= _HALF


def aligned(one: Prose, other: Prose, begun: Mask | None = None) -> Alignment:
    """Align two texts; sentences of one may stand in several of the other.

    ``begun`` says which of the first sentences of ``one`` stand in ``other``, where that is known by now.
    """
    if not one.sentences or not other.sentences:
        empty = (np.zeros(len(one.sentences), np.bool_), np.zeros(len(other.sentences), np.bool_))
        return Alignment(*empty, (0.0, 0.0), 0, 0.0, 0.0, 0.0, 0.0)
    same = _same(one.sentences[0 if begun is None else len(begun) :], other.sentences)
    if begun is not None:
        same = np.concatenate([begun, same])
    masks: tuple[Mask, Mask] = (np.asarray(same.any(axis=1)), np.asarray(same.any(axis=0)))
    shares = (share(one.own, masks[0]), share(other.own, masks[1]))
    shorter = 0 if one.words <= other.words else 1
    short, long = shares[shorter], shares[1 - shorter]
    opening = max(
        share(text.own[:_OPENING], mask[:_OPENING]) for text, mask in zip((one, other), masks, strict=True)
    )
    sentences = int(min(mask.sum() for mask in masks))
    words = short * min(one.words, other.words)
    return Alignment(*masks, shares, sentences, words, short, long, opening)


def _same(one: Sequence[str], other: Sequence[str]) -> Mask:
    """Which sentences of two texts are alike, [sentences of one, sentences of the other]."""
    if not one or not other:
        return np.zeros((len(one), len(other)), np.bool_)
    alike = process.cdist(one, other, scorer=fuzz.ratio, score_cutoff=_ALIKE, dtype=np.float32, workers=1)
    return np.asarray(alike >= _ALIKE)


def share(own: npt.NDArray[np.float64], mask: Mask) -> float:
    """Share of a text's own words that stand in the sentences of ``mask``, in [0, 1]."""
    total = float(own.sum())
    return float(own[mask].sum()) / total if total else 0.0
