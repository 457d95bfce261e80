"""How near two articles are, told from these two alone: what a growing store links its articles by.

The signals and their model are those of the stage itself (signals.py), with the
words weighted by the background and not by a run, so that a pair's nearness
never changes when other articles come or go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.records import Article, TimeMention
from crossread.stages.group.clusters import whole_and_segments
from crossread.stages.group.signals import (
    Features,
    TextEncoder,
    days_apart,
    features_of,
    model,
    probability,
    signals,
)
from crossread.stages.group.terms import Vector, Weights
from crossread.stages.group.units import Unit, units_of

LEVELS: Final = 4
"""The tightest level of nearness; 0 is no nearness at all."""


@dataclass(frozen=True, slots=True)
class UnitSketch:
    """What the signals look at in one unit of an article; the vectors are sparse and of length 1."""

    body: dict[str, float]
    names: dict[str, float]
    title: tuple[str, ...]
    opening: tuple[str, ...]
    published: date | None
    event: date | None
    weekdays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article as its nearness to others needs it: its units (the whole, long runs of posts)."""

    article: str
    units: tuple[UnitSketch, ...]


Embeddings = npt.NDArray[np.float32]
"""The vectors of a sketch's units, float32 [units, dimensions]."""


def sketch(article: Article, times: Sequence[TimeMention], encoder: TextEncoder) -> tuple[Sketch, Embeddings]:
    """The sketch of an article and the embeddings of its units; both depend on the article alone."""
    features, _ = features_of(units_of(article, times), encoder)
    parts = whole_and_segments(features)
    vectors = [one.embedding for one in parts if one.embedding is not None]
    return Sketch(article.id, tuple(_unit(one) for one in parts)), np.stack(vectors)


def _unit(one: Features) -> UnitSketch:
    return UnitSketch(
        body=_rounded(one.body),
        names=_rounded(one.names),
        title=one.title,
        opening=tuple(sorted(one.opening)),
        published=one.unit.published,
        event=one.unit.event,
        weekdays=tuple(sorted(one.unit.weekdays)),
    )


def _rounded(vector: Vector) -> dict[str, float]:
    return {word: round(value, 4) for word, value in vector.items()}


def features(found: Sketch, embeddings: Embeddings) -> tuple[Features, ...]:
    """A sketch in the form that the signals take; its units have dates and no text."""
    stand_in = Article(id=found.article, path="", text="", format="", encoding="", language="en")
    return tuple(
        Features(
            unit=Unit(stand_in, "", (), (), one.published, one.event, frozenset(one.weekdays)),
            body=one.body,
            lead={},
            names=one.names,
            title=one.title,
            opening=frozenset(one.opening),
            embedding=vector,
        )
        for one, vector in zip(found.units, embeddings, strict=True)
    )


def worth_a_look(embedding: Embeddings, others: Embeddings) -> npt.NDArray[np.bool_]:
    """Which rows of ``others`` are near enough to any row of ``embedding`` to ask for their level."""
    near: npt.NDArray[np.bool_] = (np.round(others @ embedding.T, 4) >= model()["nearness"]["embedding"]).any(
        axis=1
    )
    return near


def level(one: Sequence[Features], other: Sequence[Features]) -> int:
    """How near two articles are: 0 not, 1 of one affair, 2 to 4 ever more surely of one story."""
    return max((_level(a, b) for a in one for b in other), default=0)


def _level(a: Features, b: Features) -> int:
    options = model()["nearness"]
    if a.embedding is None or b.embedding is None:
        return 0
    if round(float(a.embedding @ b.embedding), 4) < options["embedding"]:
        return 0
    values = signals(a, b, _BACKGROUND)
    same_day = probability({**values, "days": 0.0} if values["days"] is not None else values)
    if same_day <= options["affair"]:
        return 0
    days = days_apart(a.unit, b.unit)
    if days is not None and days > model()["clusters"]["veto_days"]:
        return 1
    story = probability(values)
    edges: list[float] = options["story"]
    return 1 + sum(story > edge for edge in edges)


_BACKGROUND = Weights(())
