"""Units in the order in which they came, found again by their heavy terms and by their embedding."""

from array import array
from bisect import bisect_left
from collections import defaultdict

import numpy as np
import numpy.typing as npt

from crossread.stages.group.signals import Features, model

_FEW = 1024


class Index:
    """Which of the units so far are worth scoring against a new one: a bounded number, never all.

    Looking up costs at most ``terms * postings`` additions and one product with the
    ``rows`` latest embeddings, however many units there are. Units that are
    dated more than ``reach`` days apart do not find each other.
    """

    def __init__(self) -> None:
        self._postings: dict[str, array[int]] = defaultdict(lambda: array("q"))
        self._weights: dict[str, array[float]] = defaultdict(lambda: array("f"))
        self._latest: list[int] = []  # the latest day among the units up to each: never falls
        self._days = np.full(_FEW, -1, np.int64)
        self._embeddings: npt.NDArray[np.float32] | None = None
        self._known = np.zeros(_FEW, np.bool_)
        self._first = 0  # units before it are forgotten
        self._count = 0
        self._heavy: tuple[Features, list[tuple[str, float]]] | None = None  # of the unit asked for last

    def __len__(self) -> int:
        return self._count

    def near(self, one: Features) -> list[int]:
        """Numbers of the units nearest to ``one`` by terms and by embedding, sorted."""
        options = model()["candidates"]
        day = _day(one)
        start = self._first
        if day >= 0 and self._latest:
            start = max(start, bisect_left(self._latest, day - options["reach"]))
        found = self._by_terms(one, day, start) | self._by_embedding(one, day, start)
        return sorted(found)

    def add(self, one: Features) -> int:
        """Keep a unit; gives its number."""
        number = self._count
        self._grow(one)
        day = _day(one)
        self._days[number] = day
        self._latest.append(max(day, self._latest[-1] if self._latest else -1))
        for word, weight in self._heaviest(one):
            self._postings[word].append(number)
            self._weights[word].append(weight)
        if one.embedding is not None and self._embeddings is not None:
            self._embeddings[number] = one.embedding
            self._known[number] = True
        self._count += 1
        return number

    def first_since(self, day: int) -> int:
        """The number of the first unit at which the stream had reached ``day``, as an ordinal."""
        return bisect_left(self._latest, day)

    def forget(self, first: int) -> None:
        """Let go of all units before number ``first``."""
        self._first = first
        for word in list(self._postings):
            cut = bisect_left(self._postings[word], first)
            if cut == len(self._postings[word]):
                del self._postings[word], self._weights[word]
            elif cut:
                self._postings[word] = self._postings[word][cut:]
                self._weights[word] = self._weights[word][cut:]

    def _by_terms(self, one: Features, day: int, start: int) -> set[int]:
        options = model()["candidates"]
        numbers, weights = [], []
        for word, weight in self._heaviest(one):
            held = self._postings.get(word)
            if held:
                cut = max(bisect_left(held, start), len(held) - options["postings"])
                if cut < len(held):
                    numbers.append(np.frombuffer(held, np.int64)[cut:].copy())
                    weights.append(np.frombuffer(self._weights[word], np.float32)[cut:] * weight)
        if not numbers:
            return set()
        ids = np.concatenate(numbers)
        least = int(ids.min())
        shared = np.bincount(ids - least, np.concatenate(weights))
        return self._best(np.round(shared, 6), least, day, options["neighbours"], 0.0)

    def _by_embedding(self, one: Features, day: int, start: int) -> set[int]:
        options = model()["candidates"]
        if one.embedding is None or self._embeddings is None:
            return set()
        start = max(start, self._count - options["rows"])
        near = np.round(self._embeddings[start : self._count] @ one.embedding, 4)
        near[~self._known[start : self._count]] = -1
        return self._best(near, start, day, options["neighbours"], -1.0)

    def _best(
        self, scores: npt.NDArray[np.floating], start: int, day: int, count: int, above: float
    ) -> set[int]:
        """The ``count`` best of the units from ``start`` on; of equal ones the earlier."""
        if day >= 0:
            days = self._days[start : start + len(scores)]
            far = (days >= 0) & (np.abs(days - day) > model()["candidates"]["reach"])
            scores = np.where(far, -2.0, scores)
        if len(scores) > 4 * count:
            edge = np.partition(scores, -count)[-count]
            rows = np.flatnonzero(scores >= edge)
        else:
            rows = np.arange(len(scores))
        rows = rows[scores[rows] > above]
        order = np.argsort(-scores[rows], kind="stable")[:count]
        return {start + int(row) for row in rows[order]}

    def _heaviest(self, one: Features) -> list[tuple[str, float]]:
        if self._heavy is None or self._heavy[0] is not one:
            self._heavy = one, _heavy(one, model()["candidates"]["terms"])
        return self._heavy[1]

    def _grow(self, one: Features) -> None:
        size = len(self._days)
        if self._embeddings is None and one.embedding is not None:
            self._embeddings = np.zeros((size, len(one.embedding)), np.float32)
        if self._count < size:
            return
        self._days = np.concatenate([self._days, np.full(size, -1, np.int64)])
        self._known = np.concatenate([self._known, np.zeros(size, np.bool_)])
        if self._embeddings is not None:
            self._embeddings = np.concatenate([self._embeddings, np.zeros_like(self._embeddings)])


def _heavy(one: Features, terms: int) -> list[tuple[str, float]]:
    return sorted(one.body.items(), key=lambda item: (-item[1], item[0]))[:terms]


def _day(one: Features) -> int:
    """The day of the telling, else of the event, as a number; -1 where neither is known."""
    day = one.unit.published or one.unit.event
    return day.toordinal() if day else -1
