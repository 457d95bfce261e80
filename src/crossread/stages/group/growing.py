"""Stories in a stream: units come in batches, stories grow, split and merge, and keep their names.

What is in which story depends on the units alone and the order in which they came, not
on how they were cut into batches; names of stories do depend on what was
known when a story was first seen. :func:`stories_of` is the same for one batch.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from crossread.records import content_id
from crossread.stages.group.cluster import average_link, mean_link
from crossread.stages.group.components import components
from crossread.stages.group.pairs import Pairs, story_model
from crossread.stages.group.signals import Features

_SHORT = 24  # different terms: title and body twice over; less is a headline


@dataclass(frozen=True, slots=True)
class Placed:
    """The story of a unit: of an article (``start`` is where its text begins) or of a run of posts of one."""

    article: str
    start: int
    story: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a batch changed.

    ``placed`` are the units whose story is new or another than before, in the order in
    which they came. ``merged`` are names that are gone, with what they went
    into; ``split`` are new stories, with the one that they were a part of.
    """

    placed: tuple[Placed, ...]
    merged: tuple[tuple[str, str], ...]
    split: tuple[tuple[str, str], ...]


class Stories:
    """Stories of a stream. ``keep_days`` bounds its memory: units told longer than that before the newest
    are let go of; they stay in the story in which they are. None keeps all.

    Batches come in the order of time, and are taken in that order within; undated units are taken last.
    """

    def __init__(self, *, keep_days: int | None = None) -> None:
        self._keep = keep_days
        self._pairs = Pairs()
        self._names: dict[int, str] = {}
        self._used: set[str] = set()
        self._newest = 0
        self._known: Known = {}

    def add(self, batch: Sequence[Features]) -> Change:
        """Take a batch; gives what it changed."""
        for one in in_time(batch):
            self._pairs.add(one)
            day = one.unit.published
            self._newest = max(self._newest, day.toordinal() if day else 0)
        start = len(self._pairs) - len(self._pairs.kept)
        groups = [[start + n for n in group] for group in grouped(self._pairs, self._known)]
        before = dict(self._names)
        names = kept_names(groups, before)
        self._names = {}
        for group, name in zip(groups, names, strict=True):
            self._names.update(dict.fromkeys(group, name or self._fresh(group)))
        change = self._change(before)
        self._forget()
        return change

    def groups(self) -> list[list[Features]]:
        """The units that are held, by story; each in the order in which they came."""
        found: dict[str, list[Features]] = {}
        for number, name in sorted(self._names.items()):
            found.setdefault(name, []).append(self._pairs.features(number))
        return list(found.values())

    def _fresh(self, group: Sequence[int]) -> str:
        keys = (self._pairs.features(number).unit.key for number in group)
        names = (content_id("story", f"{article}:{start}") for article, start in keys)
        name = next((name for name in names if name not in self._used), None)
        if name is None:
            name = content_id("story", *(str(number) for number in group))
        self._used.add(name)
        return name

    def _change(self, before: Mapping[int, str]) -> Change:
        moved = [number for number, name in self._names.items() if before.get(number) != name]
        alive, known = set(self._names.values()), set(before.values())
        merged = {before[number]: self._names[number] for number in moved if number in before}
        split = {self._names[n]: before[n] for n in moved if n in before and self._names[n] not in known}
        placed = []
        for number in sorted(moved):
            article, start = self._pairs.features(number).unit.key
            placed.append(Placed(article, start, self._names[number]))
        return Change(
            tuple(placed),
            tuple(sorted((old, new) for old, new in merged.items() if old not in alive)),
            tuple(sorted(split.items())),
        )

    def _forget(self) -> None:
        if self._keep is None:
            return
        first = self._pairs.first_since(self._newest - self._keep)
        if first > min(self._pairs.kept, default=first):
            self._pairs.forget(first)
            self._names = {number: name for number, name in self._names.items() if number >= first}


def kept_names(groups: Sequence[Sequence[int]], before: Mapping[int, str]) -> list[str | None]:
    """For each group the name of the former story that it goes on with; None for a new story.

    A group goes on with the story that most of its units were in; a story that was split goes on
    in its largest part; of stories that became one, the name of the largest stays.
    """
    claims = []
    for number, group in enumerate(groups):
        former = Counter(before[unit] for unit in group if unit in before)
        claims += [(-count, name, number) for name, count in former.items()]
    names: list[str | None] = [None] * len(groups)
    taken: set[str] = set()
    for _, name, number in sorted(claims):
        if names[number] is None and name not in taken:
            names[number] = name
            taken.add(name)
    return names


def stories_of(features: Sequence[Features]) -> list[list[int]]:
    """Indices of ``features`` by story, the lists and what is in them sorted; in any order of the input."""
    order = sorted(range(len(features)), key=lambda number: time_order(features[number]))
    found = Pairs()
    for number in order:
        found.add(features[number])
    return sorted(sorted(order[n] for n in group) for group in grouped(found, {}))


Known = dict[bytes, list[list[int]]]
"""How units that hang together were grouped, by their pairs and the scores of these; places among them."""


def grouped(found: Pairs, known: Known) -> list[list[int]]:
    """Groups of the units held, counted from the first of them: headlines by mean likeness, then all.

    What hangs together by the same pairs with the same scores as before is not gone through again: ``known``
    has it, and is brought up to date.
    """
    kept = found.kept
    if not kept:
        return []
    start = kept[0]
    pairs, scores = found.scores()
    pairs = pairs - start
    short = np.array([_is_short(found.features(number)) for number in kept])
    both = short[pairs[:, 0]] & short[pairs[:, 1]]
    headlines = _headlines(found, pairs[both], start, short, scores[both])
    threshold = story_model()["threshold"]
    # Clusters never grow beyond what pairs above the threshold hold together: no other pairs are looked at.
    strong = pairs[(scores > threshold) & ~both].tolist()
    together = [(group[0], number) for group in headlines for number in group[1:]]
    sets = [sorted(members) for members in components([*((a, b) for a, b in strong), *together])]
    where = np.full(len(kept), -1)
    for row, members in enumerate(sets):
        where[members] = row
    out = [[number] for number in np.flatnonzero(where < 0).tolist()]
    inside = np.flatnonzero((where[pairs[:, 0]] == where[pairs[:, 1]]) & (scores != 0) & ~both)
    inside = inside[np.argsort(where[pairs[inside, 0]], kind="stable")]
    cuts = np.searchsorted(where[pairs[inside, 0]], np.arange(len(sets) + 1))
    before = dict(known)
    known.clear()
    for members, rows in zip(sets, (inside[a:b] for a, b in pairwise(cuts)), strict=True):
        key = b"".join(array.tobytes() for array in (pairs[rows] + start, scores[rows]))
        first = [group for group in headlines if where[group[0]] == where[members[0]]]
        parts = None if first else before.get(key)
        if parts is None:
            parts = _linked(members, pairs[rows], scores[rows], first)
        if not first:
            known[key] = parts
        out += [[members[place] for place in part] for part in parts]
    return sorted(out)


def _linked(
    members: Sequence[int],
    pairs: "np.ndarray[tuple[int, int], np.dtype[np.int64]]",
    scores: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    headlines: Sequence[Sequence[int]],
) -> list[list[int]]:
    """Groups of units that hang together, as places among ``members``."""
    ends = np.searchsorted(members, pairs).T.tolist()  # members are sorted
    start = [np.searchsorted(members, group).tolist() for group in headlines]
    held = dict(zip(zip(*ends, strict=True), scores.tolist(), strict=True))
    return average_link(len(members), held, story_model()["threshold"], start=start)


def _headlines(
    found: Pairs,
    pairs: "np.ndarray[tuple[int, int], np.dtype[np.int64]]",
    start: int,
    short: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
    scores: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> list[list[int]]:
    """Groups of headlines: too few words for signals of a pair, but enough for the mean of many."""
    numbers = np.flatnonzero(short).tolist()
    if not numbers:
        return []
    place = {number: row for row, number in enumerate(numbers)}
    near = [
        (place[a], place[b])
        for (a, b), score in zip(pairs.tolist(), scores.tolist(), strict=True)
        if score >= 0
    ]
    units = [found.features(start + number) for number in numbers]
    groups = mean_link(
        [one.body for one in units], [one.embedding for one in units], near, story_model()["short"]
    )
    return [[numbers[row] for row in group] for group in groups]


def in_time(features: Iterable[Features]) -> list[Features]:
    """Units in the order of their telling; the undated last; of one day by their key."""
    return sorted(features, key=time_order)


def time_order(one: Features) -> tuple[bool, str, tuple[str, int], bool, int]:
    """Sorts units in the order of their telling, the same in any order of input."""
    day = one.unit.published or one.unit.event
    length = sum(len(span) for span in one.unit.spans)
    return (day is None, str(day or ""), one.unit.key, bool(one.unit.posts), length)


def _is_short(one: Features) -> bool:
    return len(one.body) < _SHORT
