"""Named signals of whether two units report the same story. Each is a number; what is unknown is None."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from crossread.group.terms import Vector, Weights, cosine, names_of, terms_of
from crossread.group.units import BODY_WORDS, Unit, first_words
from crossread.records import Span

_FAR_LEAD = 200


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


def features_of(
    units: Sequence[Unit], embeddings: npt.NDArray[np.float32] | None
) -> tuple[tuple[Features, ...], Weights]:
    """Features of all units, weighted over the run; ``embeddings`` has a row for each unit, or is None."""
    bodies, leads, names, titles, openings = [], [], [], [], []
    for unit in units:
        text = unit.article.text
        title = terms_of(unit.title, [Span(0, len(unit.title))]) if unit.title else []
        head = first_words(text, unit.spans, BODY_WORDS)
        titles.append(tuple(title))
        bodies.append([*title, *title, *terms_of(text, head)])
        leads.append([*title, *terms_of(text, unit.lead)])
        openings.append(frozenset([*title, *terms_of(text, first_words(text, unit.spans, _FAR_LEAD))]))
        names.append(names_of(text, head))
    weights = Weights(bodies)
    rows = (
        Features(
            unit,
            weights.vector(bodies[i]),
            weights.vector(leads[i]),
            weights.vector(names[i]),
            titles[i],
            openings[i],
            embeddings[i] if embeddings is not None else None,
        )
        for i, unit in enumerate(units)
    )
    return tuple(rows), weights


def signals(a: Features, b: Features, weights: Weights) -> dict[str, float | None]:
    """The signals of a pair, by name; the same whichever comes first."""
    days = days_apart(a.unit, b.unit)
    return {
        "embedding": None if a.embedding is None or b.embedding is None else float(a.embedding @ b.embedding),
        "body": cosine(a.body, b.body),
        "names": cosine(a.names, b.names),
        "title": _title(a, b, weights),
        "days": None if days is None else math.log1p(days),
    }


def _title(a: Features, b: Features, weights: Weights) -> float | None:
    """How much of each title, by weight, the other's opening says again."""
    shares = []
    for one, other in ((a, b), (b, a)):
        mass = weights.mass(one.title)
        if mass:
            shares.append(weights.mass(word for word in one.title if word in other.opening) / mass)
    return sum(shares) / len(shares) if shares else None


def days_apart(a: Unit, b: Unit) -> int | None:
    """Days between what two openings date, or between the tellings, whichever is less; None if unknown."""
    pairs = ((a.event, b.event), (a.published, b.published))
    return min((abs((one - other).days) for one, other in pairs if one and other), default=None)


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
