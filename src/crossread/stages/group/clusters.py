"""Units to happenings: the segments of live blogs stand beside whole articles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crossread.stages.group.blog import segments
from crossread.stages.group.growing import stories_of
from crossread.stages.group.signals import Features
from crossread.stages.group.terms import mean_vector


@dataclass(frozen=True, slots=True)
class Happening:
    """Units that report one story."""

    members: tuple[Features, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles that report it, sorted."""
        return tuple(sorted({one.unit.article.id for one in self.members}))


def happenings(features: Sequence[Features]) -> list[Happening]:
    """Every whole article in exactly one happening; a live blog also in those of its segments.

    ``features`` are those of units in the order of :func:`units_of`, posts after
    the article that they belong to.
    """
    nodes = sorted(whole_and_segments(features), key=_order)
    return [Happening(tuple(nodes[number] for number in group)) for group in stories_of(nodes)]


def whole_and_segments(features: Sequence[Features]) -> list[Features]:
    """Whole articles, and the longer runs of posts of live blogs: what may report a story of its own."""
    wholes = [one for one in features if not one.unit.posts]
    posts: dict[str, list[Features]] = defaultdict(list)
    for one in features:
        if one.unit.posts:
            posts[one.unit.article.id].append(one)
    return [*wholes, *(part for whole in wholes for part in _parts(posts.get(whole.unit.article.id, ())))]


def _order(one: Features) -> tuple[tuple[str, int], int, int]:
    return (one.unit.key, bool(one.unit.posts), sum(len(span) for span in one.unit.spans))


def _parts(posts: Sequence[Features]) -> list[Features]:
    return [_segment([posts[number] for number in group]) for group in segments(posts)]


def _segment(posts: Sequence[Features]) -> Features:
    """Several posts as one unit: the longest gives title, date and embedding, all give their words."""
    longest = max(posts, key=lambda one: (sum(len(span) for span in one.unit.spans), -one.unit.key[1]))
    spans = tuple(sorted(span for post in posts for span in post.unit.spans))
    told = tuple(sorted((one for post in posts for one in post.unit.posts), key=lambda one: one.span))
    unit = replace(longest.unit, spans=spans, posts=told)
    return replace(
        longest,
        unit=unit,
        body=mean_vector([post.body for post in posts]),
        names=mean_vector([post.names for post in posts]),
        opening=frozenset().union(*(post.opening for post in posts)),
    )
