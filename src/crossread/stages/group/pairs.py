"""Scored pairs of units: signals of the two, and how far they stand out among the neighbours of either."""

import heapq
import math
import tomllib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from crossread.stages.group.index import Index
from crossread.stages.group.signals import Features, model, title_weights, weekday_alike
from crossread.stages.group.terms import Weights
from crossread.stages.group.vectors import Vectors

Floats = npt.NDArray[np.float64]

PLAIN: Final = ("embedding", "body", "names", "title", "days", "weekday", "lead")
KNOWN: Final = ("title", "days", "weekday")
WEEK: Final = ("week", "known_week")
RINGS: Final = {"nearest": (1, 4), "near": (4, 12), "around": (12, 30)}
"""Rings of neighbours, by rank: a story of three stands out from the second, one of ten from the third."""
LIKENESSES: Final = ("embedding", "body")
CONTEXT: Final = tuple(
    f"{likeness}_{ring}_{side}" for likeness in LIKENESSES for ring in RINGS for side in ("less", "more")
)
COLUMNS: Final = (*PLAIN, *(f"known_{name}" for name in KNOWN), *CONTEXT, *WEEK)
"""The signals of a pair in the order of a row: plain ones, which of them are known, and those of context.

``body_near_less`` is the likeness of the bodies less the mean likeness of the pair's neighbours of that
ring, of the unit that has nearer ones; ``body_near_more`` of the other. Of a pair of which
one is undated ``week`` says how much of what is like that one was told in the week of the other
(:func:`weeks`).
"""
_WIDTH = len(PLAIN) + len(KNOWN) + 1  # and whether the two are too far apart in time
_RANKS = 30
_WEEK = 7  # days to either side
_SHARP = 20.0  # a neighbour that is more alike by 0.05 counts e times as much
_LEAST = 1e-3
_HOPELESS = (0.3, 0.06)  # pairs less alike than both count as neighbours, and are never one story
_BACKGROUND = Weights(())


class Pairs:
    """The candidate pairs of units that came one after the other, and what surrounds each unit.

    A pair's signals depend on the two alone, its context on all neighbours found so far.
    """

    def __init__(self) -> None:
        self._index = Index()
        self._features: dict[int, Features] = {}
        # Of each unit the weight of its title, the day of its telling and that of the event, if known.
        self._facts: dict[int, tuple[float, ...]] = {}
        self._vectors = Vectors(
            {"body": "body", "names": "names", "lead": "lead", "title": "opening", "opening": "title"}
        )
        self._numbers = array("q")  # of the two units of each pair
        self._rows = array("d")  # the signals of each pair, one after the other
        self._around: dict[str, dict[int, list[float]]] = {name: {} for name in LIKENESSES}
        self._means: dict[str, dict[int, list[float]]] = {name: {} for name in LIKENESSES}  # until it changes

    def __len__(self) -> int:
        return len(self._index)

    @property
    def kept(self) -> list[int]:
        """The numbers of the units that are not forgotten, in order."""
        return list(self._features)

    def first_since(self, day: int) -> int:
        """The number of the first unit from which on the stream had reached ``day``, as an ordinal."""
        return self._index.first_since(day)

    def features(self, number: int) -> Features:
        """A unit by its number."""
        return self._features[number]

    def add(self, one: Features) -> tuple[int, list[int]]:
        """Keep a unit and pair it with its nearest so far; gives its number and theirs."""
        near = self._index.near(one)
        number = self._index.add(one)
        self._keep(number, one)
        rows = self._signals(number, near)
        for place, name in enumerate(LIKENESSES):
            self._push(name, number, near, rows[:, place].tolist())
        kept = np.flatnonzero((rows[:, 0] >= _HOPELESS[0]) | (rows[:, 1] >= _HOPELESS[1]))
        for other in kept.tolist():
            self._numbers.extend((near[other], number))
        self._rows.frombytes(rows[kept].tobytes())
        return number, near

    def _push(self, name: str, number: int, near: Sequence[int], likeness: Sequence[float]) -> None:
        """Keep how like a unit is to each of ``near`` among the greatest likenesses of either."""
        values = [round(value, 6) for value in likeness]
        around, means = self._around[name], self._means[name]
        around[number] = sorted(values)[-_RANKS:]
        for other, value in zip(near, values, strict=True):
            held = around[other]
            if len(held) < _RANKS:
                heapq.heappush(held, value)
            elif value > held[0]:
                heapq.heapreplace(held, value)
            else:
                continue
            means.pop(other, None)

    def _keep(self, number: int, one: Features) -> None:
        title = title_weights(one, _BACKGROUND)
        opening = dict.fromkeys(sorted(one.opening), 1.0)
        days = (day.toordinal() if day else math.nan for day in (one.unit.published, one.unit.event))
        self._features[number] = one
        self._facts[number] = (sum(title.values()), *days)
        self._vectors.add(
            number,
            {"body": one.body, "names": one.names, "lead": one.lead, "title": title, "opening": opening},
        )

    def _signals(self, number: int, near: Sequence[int]) -> Floats:
        """The plain signals of a unit with each of ``near``, which of them are known, whether too far apart,
        [near, columns]: those of :func:`crossread.stages.group.signals.signals`."""
        one, facts = self._features[number], np.array(self._facts[number])
        body, names, lead, ours, theirs = self._vectors.products(number, near).T
        its = np.array([self._facts[other] for other in near]).reshape(-1, len(facts))
        masses = np.stack([np.broadcast_to(facts[0], len(near)), its[:, 0]])
        titled = masses > 0
        shares = np.divide(np.stack([ours, theirs]), masses, out=np.zeros(masses.shape), where=titled)
        known_title = titled.sum(0)
        apart = np.abs(its[:, 1:] - facts[1:])
        days = np.fmin(apart[:, 0], apart[:, 1])
        dated = ~np.isnan(days)
        units = [self._features[other].unit for other in near]
        weekdays = [
            None if known else weekday_alike(unit, one.unit)
            for unit, known in zip(units, dated.tolist(), strict=True)
        ]
        rows = np.zeros((len(near), _WIDTH))
        rows[:, 0] = [_product(self._features[other].embedding, one.embedding) for other in near]
        rows[:, 1], rows[:, 2], rows[:, 6] = body, names, lead
        rows[:, 3] = shares.sum(0) / np.maximum(known_title, 1)
        rows[:, 4] = [math.log1p(day) for day in np.where(dated, days, 0.0).tolist()]
        rows[:, 5] = [week or 0.0 for week in weekdays]
        rows[:, 7] = known_title > 0
        rows[:, 8] = dated
        rows[:, 9] = [week is not None for week in weekdays]
        # Only days of telling part two for good: a day that an opening names is often another's, of an
        # earlier quake, of a birthday.
        rows[:, 10] = (days > model()["clusters"]["veto_days"]) & ~np.isnan(apart[:, 0])
        return rows

    def forget(self, first: int) -> None:
        """Let go of the units before number ``first`` and of their pairs."""
        self._index.forget(first)
        for number in [number for number in self._features if number < first]:
            del self._features[number], self._facts[number]
            for name in LIKENESSES:
                del self._around[name][number]
                self._means[name].pop(number, None)
        self._vectors.forget(first)
        pairs, plain = self._pairs()
        kept = pairs[:, 0] >= first
        self._numbers = array("q", pairs[kept].tobytes())
        self._rows = array("d", plain[kept].tobytes())

    def _pairs(self) -> tuple[npt.NDArray[np.int64], Floats]:
        pairs = np.array(self._numbers, np.int64).reshape(-1, 2)
        return pairs, np.array(self._rows, np.float64).reshape(len(pairs), _WIDTH)

    def table(self) -> tuple[npt.NDArray[np.int64], Floats, npt.NDArray[np.bool_]]:
        """All pairs [pairs, 2], their signals [pairs, columns], and which are too far apart in time."""
        pairs, plain = self._pairs()
        vetoed = plain[:, -1] > 0
        columns = [plain[:, :-1]]
        for place, name in enumerate(LIKENESSES):
            columns.append(self._context(name, pairs, plain[:, place]))
        columns.append(weeks(pairs, self._told(pairs), plain[:, 0] + plain[:, 1]))
        return pairs, np.hstack(columns), vetoed

    def scores(self) -> tuple[npt.NDArray[np.int64], Floats]:
        """All pairs and the probability that each is one story; pairs too far apart count against it."""
        pairs, values, vetoed = self.table()
        chance = 1 / (1 + np.exp(-(values @ coefficients() + story_model()["bias"])))
        return pairs, np.round(np.where(vetoed, model()["clusters"]["vetoed"], chance), 6)

    def _told(self, pairs: npt.NDArray[np.int64]) -> Floats:
        """The days on which the units of each pair were told, as ordinals; NaN where unknown."""
        start = min(self._facts, default=0)
        days = np.full(max(self._facts, default=-1) + 1 - start, math.nan)
        days[[number - start for number in self._facts]] = [facts[1] for facts in self._facts.values()]
        return days[pairs - start]

    def _context(self, name: str, pairs: npt.NDArray[np.int64], likeness: Floats) -> Floats:
        usual = story_model()["usual"][name]
        start = min(self._features, default=0)
        means = np.zeros((max(self._features, default=-1) + 1 - start, len(RINGS)))
        for number in self._features:
            held = self._means[name].get(number)
            if held is None:
                held = self._means[name][number] = _rings(self._around[name][number], usual)
            means[number - start] = held
        one, other = means[pairs[:, 0] - start], means[pairs[:, 1] - start]
        out = np.empty((len(pairs), 2 * len(RINGS)))
        out[:, 0::2] = likeness[:, None] - np.maximum(one, other)
        out[:, 1::2] = likeness[:, None] - np.minimum(one, other)
        return out


def pairs_of(features: Sequence[Features]) -> Pairs:
    """The pairs among ``features``, taken in the order in which they stand."""
    found = Pairs()
    for one in features:
        found.add(one)
    return found


def reasons(values: Sequence[float]) -> Iterator[tuple[str, float]]:
    """What each signal of a row adds to the log-odds of one story, by name."""
    yield "bias", float(story_model()["bias"])
    yield from zip(COLUMNS, (coefficients() * np.asarray(values)).tolist(), strict=True)


def weeks(pairs: npt.NDArray[np.int64], told: Floats, likeness: Floats) -> Floats:
    """When an undated unit was told, as far as its neighbours say: [pairs, 2].

    For a pair of which one unit is undated (its day in ``told``, which is [pairs, 2], is NaN): the logarithm
    of the share of its dated neighbours, each weighed by how like it is (``likeness`` [pairs]), that were
    told within a week of the other, that one among them; and 1. Else both are 0.
    """
    out = np.zeros((len(pairs), 2))
    undated = np.isnan(told)
    rows = np.flatnonzero(undated[:, 0] != undated[:, 1])
    side = undated[rows, 0]
    units = np.where(side, pairs[rows, 0], pairs[rows, 1])
    days = np.where(side, told[rows, 1], told[rows, 0]).astype(np.int64)
    order = np.lexsort((days, units))
    rows, units, days = rows[order], units[order], days[order]
    if not len(rows):
        return out
    firsts = np.flatnonzero(np.diff(units, prepend=-1))
    place = np.repeat(np.arange(len(firsts)), np.diff(firsts, append=len(units)))
    best = np.maximum.reduceat(likeness[rows], firsts)
    weights = np.exp(_SHARP * (likeness[rows] - best[place]))
    sums = np.concatenate([[0.0], np.cumsum(weights)])
    key = place * (_WEEK * 1_000_000) + days  # days of two units lie further apart than any reach
    near = sums[np.searchsorted(key, key + _WEEK, "right")] - sums[np.searchsorted(key, key - _WEEK)]
    out[rows, 0] = np.log(_LEAST + near / np.bincount(place, weights)[place])
    out[rows, 1] = 1.0
    return out


def _product(a: npt.NDArray[np.float32] | None, b: npt.NDArray[np.float32] | None) -> float:
    return 0.0 if a is None or b is None else float(a @ b)


def _rings(around: Sequence[float], usual: Sequence[float]) -> list[float]:
    """Mean likeness of the neighbours of each ring; those that are missing count as in any news."""
    ranked = sorted(around, reverse=True)
    out = []
    for (start, end), value in zip(RINGS.values(), usual, strict=True):
        held = ranked[start:end]
        out.append((math.fsum(held) + value * (end - start - len(held))) / (end - start))
    return out


@cache
def story_model() -> Mapping[str, Any]:
    """Weights of ``story.toml``."""
    return tomllib.loads(files(__package__ or "").joinpath("story.toml").read_text("utf-8"))


@cache
def coefficients() -> Floats:
    """The weights in the order of :data:`COLUMNS`."""
    weights: Mapping[str, float] = story_model()["weights"]
    return np.array([weights[name] for name in COLUMNS], np.float64)
