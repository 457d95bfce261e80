"""Articles that carry the same text: exact copies, rewritten agency stories, updated versions, excerpts.

Reports of one press conference share its quotations and are no copies; what
counts is the prose around them. Sentences are aligned by their words, because a
sub-editor who changes a word in each sentence leaves few long runs alike.
"""

import re
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from crossread.records import Article, CopyGroup
from crossread.stages.group.alignment import Alignment, Mask, copied, share
from crossread.stages.group.components import Sets
from crossread.stages.group.prose import Prose, prose_of, told_by
from crossread.stages.group.shingles import shared_by
from crossread.stages.group.units import day_of_stamp

_HELD = 2048  # texts unpacked at a time
_TRIES = 2  # members of a group, the likeliest, that a text is held against
_SMALL = 4  # members of a group of which all candidates are aligned
_UNDATED = "9999"  # after all dates

Edges = Mapping[tuple[int, int], Alignment]


def copy_groups(articles: Sequence[Article]) -> tuple[CopyGroup, ...]:
    """Groups of two or more articles with one text, sorted; the order of ``articles`` does not matter.

    Articles are asked for by their place and few are held at a time: a sequence may load them then.
    """
    texts = _Texts(articles)
    found = [group for pairs in texts.candidates() for group in _groups(texts, pairs)]
    return tuple(sorted(found, key=lambda one: one.articles))


def _groups(texts: "_Texts", pairs: Sequence[tuple[int, int]]) -> Iterator[CopyGroup]:
    """The groups among texts that hang together as candidates.

    Two that are copies of a third by now are one group, whatever their own alignment says: they are aligned
    only in small groups, for what each shares. Nor is a text that is no copy of the likeliest of a group held
    against all others of it. So the work grows with the articles and not with the pairs of copies.
    """
    sets = Sets()
    edges: dict[tuple[int, int], Alignment] = {}
    left = []
    tried: Counter[tuple[int, int]] = Counter()
    for a, b in pairs:
        group = sets.root(a), b
        if group[0] == sets.root(b):
            left.append((a, b))
        elif tried[group] < _TRIES:
            if found := texts.copied(a, b):
                edges[a, b] = found
                sets.join(a, b)
            else:
                tried[group] += 1
    small = {number for members in sets.groups() if len(members) <= _SMALL for number in members}
    for a, b in left:
        if a in small and (found := texts.copied(a, b)):
            edges[a, b] = found
    held: dict[int, dict[tuple[int, int], Alignment]] = defaultdict(dict)
    for (a, b), found in edges.items():
        held[sets.root(a)][a, b] = found
    for within in held.values():
        yield _group(texts, within)


class _Texts:
    """The articles in the order of time, by number; of each its words are kept, packed."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._held: OrderedDict[int, Prose] = OrderedDict()
        keys, marks, told = [], [], []
        for place, article in enumerate(articles):
            keys.append((article.published or _UNDATED, article.id, place))
            one, its_marks = told_by(article)
            told.append(one)
            marks.append(its_marks)
        keys.sort()
        self._places = [place for _, _, place in keys]
        found = (day_of_stamp(stamp) for stamp, _, _ in keys)
        self._days = [day.toordinal() if day else -1 for day in found]
        self._told = [told[place] for place in self._places]
        self._shared = shared_by([marks[place] for place in self._places], self._days)

    def candidates(self) -> list[list[tuple[int, int]]]:
        """Pairs that may be copies, those that hang together in one list; of each later text the likeliest
        first."""
        together, kin = Sets(), Sets()
        likeliest: dict[int, int] = {}
        for a, b in self._shared.pairs:
            together.join(a, b)
            kin.join(likeliest.setdefault(b, a), b)
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        # Those of one text one after the other, however many texts hang together: few are unpacked again.
        for a, b in sorted(self._shared.pairs, key=lambda pair: kin.root(pair[1])):
            found[together.root(a)].append((a, b))
        return list(found.values())

    def copied(self, a: int, b: int) -> Alignment | None:
        """How two texts are aligned, if they are copies."""
        return copied(self.prose(a), self.prose(b), self._days_apart(a, b))

    def article(self, number: int) -> Article:
        """An article by its number."""
        return self._articles[self._places[number]]

    def prose(self, number: int) -> Prose:
        """The sentences of an article."""
        if number in self._held:
            self._held.move_to_end(number)
            return self._held[number]
        common = self._shared.common if self._shared.holders[number] else None
        found = self._held[number] = prose_of(self._told[number], common)
        if len(self._held) > _HELD:
            self._held.popitem(last=False)
        return found

    def _days_apart(self, a: int, b: int) -> int | None:
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
    return outlet in article.prose and bool(re.search(rf"\b{re.escape(outlet)}\b", article.prose))
