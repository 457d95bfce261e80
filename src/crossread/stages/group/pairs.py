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
from crossread.stages.group.signals import Features, days_apart, model, title_weights, weekday_alike
from crossread.stages.group.terms import Weights
from crossread.stages.group.units import Unit
from crossread.stages.group.vectors import Vectors

Floats = npt.NDArray[np.float64]

PLAIN: Final = ("embedding", "body", "names", "title", "days", "weekday", "lead")
KNOWN: Final = ("title", "days", "weekday")
RINGS: Final = {"nearest": (1, 4), "near": (4, 12), "around": (12, 30)}
"""Rings of neighbours, by rank: a story of three stands out from the second, one of ten from the third."""
LIKENESSES: Final = ("embedding", "body")
CONTEXT: Final = tuple(
    f"{likeness}_{ring}_{side}" for likeness in LIKENESSES for ring in RINGS for side in ("less", "more")
)
COLUMNS: Final = (*PLAIN, *(f"known_{name}" for name in KNOWN), *CONTEXT)
"""The signals of a pair in the order of a row: plain ones, which of them are known, and those of context.

``body_near_less`` is the likeness of the bodies less the mean likeness of the pair's neighbours of that
ring, of the unit that has nearer ones; ``body_near_more`` of the other.
"""
_WIDTH = len(PLAIN) + len(KNOWN) + 1  # and whether the two are too far apart in time
_RANKS = 30
_HOPELESS = (0.3, 0.06)  # pairs less alike than both count as neighbours, and are never one story
_BACKGROUND = Weights(())


class Pairs:
    """The candidate pairs of units that came one after the other, and what surrounds each unit.

    A pair's signals depend on the two alone, its context on all neighbours found so far.
    """

    def __init__(self) -> None:
        self._index = Index()
        self._features: dict[int, Features] = {}
        self._masses: dict[int, float] = {}  # of titles
        self._vectors = Vectors(("body", "names", "lead", "title", "opening"))
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
        self._features[number] = one
        self._keep(number, one)
        for around in self._around.values():
            around[number] = []
        for other, row in zip(near, self._signals(number, near), strict=True):
            for name, likeness in zip(LIKENESSES, row, strict=False):
                for unit in (other, number):
                    if _push(self._around[name][unit], likeness):
                        self._means[name].pop(unit, None)
            if row[0] >= _HOPELESS[0] or row[1] >= _HOPELESS[1]:
                self._numbers.extend((other, number))
                self._rows.extend(row)
        return number, near

    def _keep(self, number: int, one: Features) -> None:
        title = title_weights(one, _BACKGROUND)
        opening = dict.fromkeys(sorted(one.opening), 1.0)
        self._masses[number] = sum(title.values())
        self._vectors.add(
            number,
            {"body": one.body, "names": one.names, "lead": one.lead, "title": title, "opening": opening},
        )

    def _signals(self, number: int, near: Sequence[int]) -> Iterator[tuple[float, ...]]:
        """The plain signals of a unit with each of ``near``, which of them are known, whether too far apart:
        those of :func:`crossread.stages.group.signals.signals`."""
        one, mass = self._features[number], self._masses[number]
        bodies, names, leads, ours, theirs = (
            self._vectors.products(kind, number, near, other).tolist()
            for kind, other in (
                ("body", "body"),
                ("names", "names"),
                ("lead", "lead"),
                ("title", "opening"),
                ("opening", "title"),
            )
        )
        veto = model()["clusters"]["veto_days"]
        for row, other in enumerate(near):
            unit, its_mass = self._features[other], self._masses[other]
            days = days_apart(unit.unit, one.unit)
            week = weekday_alike(unit.unit, one.unit) if days is None else None
            shares = [part / whole for part, whole in ((ours[row], mass), (theirs[row], its_mass)) if whole]
            yield (
                _product(unit.embedding, one.embedding),
                bodies[row],
                names[row],
                sum(shares) / len(shares) if shares else 0.0,
                0.0 if days is None else math.log1p(days),
                week or 0.0,
                leads[row],
                float(bool(shares)),
                float(days is not None),
                float(week is not None),
                float(days is not None and days > veto and _told(unit.unit) and _told(one.unit)),
            )

    def forget(self, first: int) -> None:
        """Let go of the units before number ``first`` and of their pairs."""
        self._index.forget(first)
        for number in [number for number in self._features if number < first]:
            del self._features[number], self._masses[number]
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
        return pairs, np.hstack(columns), vetoed

    def scores(self) -> tuple[npt.NDArray[np.int64], Floats]:
        """All pairs and the probability that each is one story; pairs too far apart count against it."""
        pairs, values, vetoed = self.table()
        chance = 1 / (1 + np.exp(-(values @ coefficients() + story_model()["bias"])))
        return pairs, np.round(np.where(vetoed, model()["clusters"]["vetoed"], chance), 6)

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


def _told(unit: Unit) -> bool:
    """Whether it is known when it was told. A day that an opening names is often another's: of an earlier
    quake, of a birthday; alone it parts no two units for good."""
    return unit.published is not None


def _product(a: npt.NDArray[np.float32] | None, b: npt.NDArray[np.float32] | None) -> float:
    return 0.0 if a is None or b is None else float(a @ b)


def _push(heap: list[float], value: float) -> bool:
    """Keep a value if it is among the greatest; says whether it is."""
    value = round(value, 6)
    if len(heap) < _RANKS:
        heapq.heappush(heap, value)
    elif value > heap[0]:
        heapq.heapreplace(heap, value)
    else:
        return False
    return True


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
