"""Articles that carry the same text: exact copies, rewritten agency stories, updated versions, excerpts.

Reports of one press conference share its quotations and are no copies; what
counts is the prose around them. Sentences are aligned by their words, because a
sub-editor who changes a word in each sentence leaves few long runs alike.
"""

import re
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Mapping, Sequence

from crossread.records import Article, CopyGroup
from crossread.stages.group.alignment import Alignment, Mask, aligned, share
from crossread.stages.group.components import components
from crossread.stages.group.prose import Prose, marks_of, prose_of
from crossread.stages.group.shingles import shared_by
from crossread.stages.group.units import day_of_stamp

_HELD = 2048  # texts in memory at a time
_UNDATED = "9999"  # after all dates

Edges = Mapping[tuple[int, int], Alignment]


def copy_groups(articles: Sequence[Article]) -> tuple[CopyGroup, ...]:
    """Groups of two or more articles with one text, sorted; the order of ``articles`` does not matter.

    Articles are asked for by their place and few are held at a time: a sequence may load them then.
    """
    texts = _Texts(articles)
    edges = {}
    for a, b in sorted(texts.shared.pairs, key=lambda pair: (pair[1], pair[0])):
        found = aligned(texts.prose(a), texts.prose(b))
        if found.copies(texts.days_apart(a, b)):
            edges[a, b] = found
    held: dict[int, dict[tuple[int, int], Alignment]] = defaultdict(dict)
    groups = components(len(articles), edges)
    group_of = {number: row for row, members in enumerate(groups) for number in members}
    for (a, b), found in edges.items():
        held[group_of[a]][a, b] = found
    return tuple(sorted((_group(texts, edges) for edges in held.values()), key=lambda one: one.articles))


class _Texts:
    """The articles in the order of time, by number; their texts are taken up when they are asked for."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._held: OrderedDict[int, Prose] = OrderedDict()
        keys, marks = [], []
        for place, article in enumerate(articles):
            keys.append((article.published or _UNDATED, article.id, place))
            marks.append(marks_of(article))
        keys.sort()
        self._places = [place for _, _, place in keys]
        found = (day_of_stamp(stamp) for stamp, _, _ in keys)
        self._days = [day.toordinal() if day else -1 for day in found]
        self.shared = shared_by([marks[place] for place in self._places], self._days)

    def article(self, number: int) -> Article:
        return self._articles[self._places[number]]

    def prose(self, number: int) -> Prose:
        if number in self._held:
            self._held.move_to_end(number)
            return self._held[number]
        found = self._held[number] = prose_of(self.article(number), self.shared.common)
        if len(self._held) > _HELD:
            self._held.popitem(last=False)
        return found

    def days_apart(self, a: int, b: int) -> int | None:
        one, other = self._days[a], self._days[b]
        return abs(one - other) if one >= 0 and other >= 0 else None


def _group(texts: _Texts, edges: Edges) -> CopyGroup:
    masks: dict[int, Mask] = {}
    for pair, found in edges.items():
        for number, mask in zip(pair, (found.one, found.other), strict=True):
            masks[number] = masks[number] | mask if number in masks else mask
    members = sorted(
        ((texts.article(number), share(texts.prose(number).own, mask)) for number, mask in masks.items()),
        key=lambda member: member[0].id,
    )
    least = min(found.short for found in edges.values())
    group = [article for article, _ in members]
    return CopyGroup(
        tuple(article.id for article in group),
        _origin(group),
        round(least, 4),
        tuple(round(part, 4) for _, part in members),
    )


def _origin(group: Sequence[Article]) -> str | None:
    """Whose text it was: the agency that most credit, else the outlet that the others name as their source,
    else the outlet that had it first; None if unknown.
    """
    agencies = Counter(article.agency for article in group if article.agency)
    if agencies:
        return min(agencies, key=lambda name: (-agencies[name], name))
    named = Counter(
        one.outlet
        for one in group
        if one.outlet and any(_names(other, one.outlet) for other in group if other.outlet != one.outlet)
    )
    if len(named) == 1:
        return next(iter(named))
    dated = sorted((article.published, article.label) for article in group if article.published)
    if len(dated) < len(group) or dated[0][0] == dated[1][0]:
        return None
    return dated[0][1]


def _names(article: Article, outlet: str) -> bool:
    return bool(re.search(rf"\b{re.escape(outlet)}\b", article.prose))
