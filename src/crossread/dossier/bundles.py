"""Bundles: which articles are read against each other together.

What is resolved and compared together must not grow with the dossier, and must
not depend on the order in which articles came. So articles are linked in pairs,
at one of a few levels of nearness (stages/group/nearness.py) that depends on the
two alone, and a bundle is the connected part of the graph at the loosest level at
which that part holds at most ``most`` articles (at the tightest level: however
many). That is a function of the set of articles. A small dossier on one affair
is one bundle, and then its report is that of ``crossread compare``; in a large
one a bundle is a story and its nearest kin.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from crossread.records import content_id
from crossread.stages.group import LEVELS

MOST = 24
"""Articles that a bundle holds at most, above the tightest level."""

Neighbours = Callable[[Collection[str]], Mapping[str, Mapping[str, int]]]
"""For some articles their linked articles, with the level of each link."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Articles that are resolved, grouped and compared together. ``members`` are ids, sorted."""

    members: tuple[str, ...]
    level: int

    @property
    def id(self) -> str:
        """Hash of the members."""
        return content_id("bundle", *self.members)


@dataclass(frozen=True, slots=True)
class Held:
    """A bundle as it stands in the store: some of its members may have left it."""

    id: str
    level: int
    members: tuple[str, ...]


class Graph:
    """The links around some articles, fetched once each."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._fetch = neighbours
        self._known: dict[str, Mapping[str, int]] = {}

    def of(self, articles: Iterable[str]) -> dict[str, Mapping[str, int]]:
        """The links of ``articles``."""
        asked = list(articles)
        missing = [article for article in asked if article not in self._known]
        if missing:
            found = self._fetch(missing)
            for article in missing:
                self._known[article] = found.get(article, {})
        return {article: self._known[article] for article in asked}


def bundle_of(article: str, graph: Graph, most: int = MOST) -> Bundle:
    """The bundle of an article, by the links alone."""
    for level in range(1, LEVELS + 1):
        limit = most if level < LEVELS else None
        members = _connected(article, graph, level, limit)
        if members is not None:
            return Bundle(tuple(sorted(members)), level)
    raise AssertionError("the last level has no limit")


def _connected(article: str, graph: Graph, level: int, limit: int | None) -> set[str] | None:
    """All that links of at least ``level`` lead to; None where that is more than ``limit``."""
    seen = {article}
    edge: Sequence[str] = [article]
    while edge:
        found = {other for links in graph.of(edge).values() for other, near in links.items() if near >= level}
        edge = sorted(found - seen)
        seen.update(edge)
        if limit is not None and len(seen) > limit:
            return None
    return seen


def repartition(
    seeds: Iterable[str],
    graph: Graph,
    held: Callable[[str], "Held | None"],
    most: int = MOST,
) -> list[Bundle]:
    """The bundles that differ from those ``held``, after the links of ``seeds`` changed.

    ``held`` gives the bundle that an article is in, as far as it is left (None for none).
    Whoever a changed bundle pushes out is looked at, too, until nothing moves.
    """
    waiting = list(dict.fromkeys(seeds))
    placed: dict[str, Bundle] = {}
    changed: list[Bundle] = []
    while waiting:
        article = waiting.pop()
        if article in placed:
            continue
        found = bundle_of(article, graph, most)
        placed.update(dict.fromkeys(found.members, found))
        now = held(article)
        if (
            now is not None
            and (now.id, now.level) == (found.id, found.level)
            and set(now.members) == set(found.members)
        ):
            continue
        changed.append(found)
        former = {
            other for member in found.members if (one := held(member)) is not None for other in one.members
        }
        waiting.extend(sorted(former - set(found.members)))
    return changed
