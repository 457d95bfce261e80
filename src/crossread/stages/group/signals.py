"""Named signals of whether two units report the same story. Each is a number; what is unknown is None."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from crossread.records import ArticleKind, Span
from crossread.records.segment import sentences
from crossread.stages.group.terms import (
    WEEKDAYS,
    Vector,
    Weights,
    cosine,
    first_words,
    names_of,
    terms_of,
    tokens_of,
)
from crossread.stages.group.units import BODY_WORDS, Unit

_FAR_LEAD = 200
_SENTENCES = 4  # of a transcript, each of at least so many words
_SENTENCE = 8


@dataclass(frozen=True, slots=True)
class Features:
    """What the signals look at in one unit. All vectors have length 1, or are empty."""

    unit: Unit
    body: Vector
    lead: Vector
    names: Vector
    title: tuple[str, ...]
    opening: frozenset[str]
    embedding: npt.NDArray[np.float32] | None


class TextEncoder(Protocol):
    """What group asks of a model: :class:`crossread.models.Encoder` is one."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of length 1, float32 [texts, dimensions]."""
        ...


def features_of(units: Sequence[Unit], encoder: TextEncoder | None) -> tuple[tuple[Features, ...], Weights]:
    """Features of all units, and the weights of words, which are those of any news.

    A unit's features depend on it alone. Without an encoder there are no embeddings.
    """
    bodies, leads, names, titles, openings = [], [], [], [], []
    for unit in units:
        text = unit.article.prose
        title = terms_of(unit.title, [Span(0, len(unit.title))]) if unit.title else []
        head = first_words(text, unit.spans, BODY_WORDS)
        titles.append(tuple(title))
        bodies.append([*title, *title, *terms_of(text, head)])
        leads.append([*title, *terms_of(text, unit.lead)])
        openings.append(frozenset([*title, *terms_of(text, first_words(text, unit.spans, _FAR_LEAD))]))
        names.append(names_of(text, head))
    weights = Weights(())
    rows = tuple(
        Features(
            unit,
            weights.vector(bodies[i]),
            weights.vector(leads[i]),
            weights.vector(names[i]),
            titles[i],
            openings[i],
            None,
        )
        for i, unit in enumerate(units)
    )
    if encoder is None:
        return rows, weights
    vectors = encoder.encode([_opening(one, weights) for one in rows])
    return tuple(replace(one, embedding=vector) for one, vector in zip(rows, vectors, strict=True)), weights


def _opening(one: Features, weights: Weights) -> str:
    """Title and lead. A transcript opens with greetings: there the sentences that say most of the whole."""
    unit, text = one.unit, one.unit.article.prose
    if unit.article.kind is not ArticleKind.TRANSCRIPT:
        return unit.opening
    scored = [
        (-round(cosine(weights.vector(terms_of(text, [sentence])), one.body), 6), sentence)
        for span in first_words(text, unit.spans, BODY_WORDS)
        for sentence in sentences(text, span.start, span.end)
        if len(tokens_of(sentence.of(text))) >= _SENTENCE
    ]
    best = sorted(sentence for _, sentence in sorted(scored)[:_SENTENCES])
    head = [f"{unit.title}."] if unit.title else []
    return " ".join([*head, *(sentence.of(text) for sentence in best)])


def signals(a: Features, b: Features, weights: Weights) -> dict[str, float | None]:
    """The signals of a pair, by name; the same whichever comes first."""
    days = days_apart(a.unit, b.unit)
    return {
        "embedding": None if a.embedding is None or b.embedding is None else float(a.embedding @ b.embedding),
        "body": cosine(a.body, b.body),
        "names": cosine(a.names, b.names),
        "title": _title(a, b, weights),
        "days": None if days is None else math.log1p(days),
        "weekday": weekday_alike(a.unit, b.unit) if days is None else None,
    }


def title_weights(one: Features, weights: Weights) -> dict[str, float]:
    """The different terms of a title, sorted, with the weight of each."""
    return {word: weights.idf(word) for word in sorted(set(one.title))}


def _title(a: Features, b: Features, weights: Weights) -> float | None:
    """How much of each title, by weight, the other's opening says again."""
    shares = []
    for one, other in ((a, b), (b, a)):
        title = title_weights(one, weights)
        mass = sum(title.values())
        if mass:
            shares.append(sum(weight for word, weight in title.items() if word in other.opening) / mass)
    return sum(shares) / len(shares) if shares else None


def days_apart(a: Unit, b: Unit) -> int | None:
    """Days between what two openings date, or between the tellings, whichever is less; None if unknown."""
    pairs = ((a.event, b.event), (a.published, b.published))
    return min((abs((one - other).days) for one, other in pairs if one and other), default=None)


def weekday_alike(a: Unit, b: Unit) -> float | None:
    """Where nothing else dates a pair: 1 if both openings name one weekday, 0 if they name others."""
    one, other = (
        unit.weekdays | ({WEEKDAYS[unit.event.weekday()]} if unit.event else set()) for unit in (a, b)
    )
    return float(bool(one & other)) if one and other else None


def probability(values: Mapping[str, float | None]) -> float:
    """Probability that a pair with these signals reports one story, by the additive model."""
    return 1 / (1 + math.exp(-sum(share for _, share in contributions(values))))


def contributions(values: Mapping[str, float | None]) -> tuple[tuple[str, float], ...]:
    """What each signal adds to the log-odds, by name; the first is the bias."""
    weights, known = model()["signals"], model()["known"]
    shares = [("bias", float(model()["bias"]))]
    for name in sorted(weights):
        value = values.get(name)
        if value is not None:
            shares.append((name, weights[name] * value + known.get(name, 0.0)))
    return tuple(shares)


@cache
def model() -> Mapping[str, Any]:
    """Weights, threshold and vetoes of ``weights.toml``."""
    return tomllib.loads(files(__package__ or "").joinpath("weights.toml").read_text("utf-8"))
