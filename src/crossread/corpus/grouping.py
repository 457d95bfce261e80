"""Stories and copies over a whole corpus, and the units in which they are compared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crossread.corpus.reading import duplicate
from crossread.corpus.records import Read
from crossread.records import Article, CopyGroup, Resolution, Role, Skipped, Story
from crossread.stages.group import TextEncoder, group
from crossread.stages.resolve import times

_PACKET = (4, 48)
"""Articles in a packet of units, at least and at most: what a worker compares between two commits."""
_SHARE = 64  # packets in a corpus too small for full ones, so that many workers have some


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: the name of its shard, and its row there."""

    shard: str
    row: int


@dataclass(frozen=True, slots=True)
class Held:
    """An article in the order of the corpus: its id, what makes others its duplicates, and where it is."""

    id: str
    text_key: str
    path: str
    place: Place


@dataclass(frozen=True, slots=True)
class Unit:
    """Stories that share articles, with these articles: what is resolved and compared together."""

    stories: tuple[Story, ...]
    copies: tuple[CopyGroup, ...]
    places: tuple[Place, ...]


def grouped(reads: Iterable[Read], encoder: TextEncoder) -> tuple[tuple[Story, ...], tuple[CopyGroup, ...]]:
    """The stories and copies of all articles of a corpus."""
    articles: list[Article] = [read.article for read in reads]
    found = group(articles, Resolution(times=tuple(t for a in articles for t in times(a))), encoder)
    return found.stories, found.copies


def without_duplicates(held: Iterable[Held]) -> tuple[list[Held], list[Skipped]]:
    """The first of all articles with one id, or one text of one outlet; and what to say of the others."""
    first: dict[str, Held] = {}
    kept: list[Held] = []
    skipped: list[Skipped] = []
    for one in held:
        twin = first.get(one.id) or first.get(one.text_key)
        if twin is None:
            kept.append(one)
            first[one.id] = first[one.text_key] = one
        else:
            skipped.append(duplicate(one.path, twin.path))
    return kept, skipped


def units(
    stories: Sequence[Story], copies: Sequence[CopyGroup], places: Mapping[str, Place], most: int
) -> Iterator[Unit]:
    """Stories with the articles that report them; those that share one (a live blog) together.

    A unit of more than ``most`` articles is cut, in the order of its articles' places: comparing
    grows with the square. An article that only mentions a story is not compared within it.
    """
    mains = [_main(story) for story in stories]
    shared: dict[str, list[int]] = defaultdict(list)
    for number, articles in enumerate(mains):
        for article in articles:
            shared[article].append(number)
    done: set[int] = set()
    for number in range(len(stories)):
        if number in done:
            continue
        together = _connected(number, mains, shared)
        done |= together
        within = {article for one in together for article in mains[one]}
        ordered = sorted(within, key=lambda article: _key(places[article]))
        for start in range(0, len(ordered), most):
            part = set(ordered[start : start + most])
            yield Unit(
                tuple(stories[one] for one in sorted(together) if part.intersection(mains[one])),
                tuple(found for found in copies if part.intersection(found.articles)),
                tuple(places[article] for article in ordered[start : start + most]),
            )


def packets(found: Iterable[Unit]) -> Iterator[tuple[Unit, ...]]:
    """Units together, so that each packet is a worthwhile piece of work; in the order of their places."""
    ordered = sorted(found, key=lambda unit: [_key(place) for place in unit.places])
    total = sum(len(unit.places) for unit in ordered)
    full = min(max(_PACKET[0], total // _SHARE), _PACKET[1])
    held: list[Unit] = []
    count = 0
    for unit in ordered:
        if held and count + len(unit.places) > full:
            yield tuple(held)
            held, count = [], 0
        held.append(unit)
        count += len(unit.places)
    if held:
        yield tuple(held)


def _main(story: Story) -> tuple[str, ...]:
    return tuple(part.article for part in story.articles if part.role is Role.MAIN)


def _key(place: Place) -> tuple[str, int]:
    return place.shard, place.row


def _connected(start: int, mains: Sequence[tuple[str, ...]], shared: Mapping[str, Sequence[int]]) -> set[int]:
    found = {start}
    edge = [start]
    while edge:
        near = {other for article in mains[edge.pop()] for other in shared[article]}
        edge.extend(near - found)
        found |= near
    return found
