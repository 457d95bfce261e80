"""Findings from what was judged: one builder, so that all kinds look alike."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from crossread.records import (
    Finding,
    FindingKind,
    Grouping,
    HistoryEntry,
    Reason,
    Span,
    Stance,
    finding_id,
)
from crossread.stages.compare.accounts import accounts, independent, origins, silent, speaking, standing
from crossread.stages.compare.matters import Field
from crossread.stages.compare.pages import Page
from crossread.stages.compare.question import question
from crossread.stages.compare.signals import Signal
from crossread.stages.compare.units import Unit

_LEAST_NAMED = 2  # words; a name with fewer says too little, and all words of the accounts are looked at


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before it has a place in the order, with the units behind it."""

    finding: Finding
    units: tuple[int, ...]


class Builder:
    """Builds findings over one field."""

    def __init__(self, field: Field, grouping: Grouping, pages: Sequence[Page]) -> None:
        self.field = field
        self.grouping = grouping
        self.pages = pages
        self.copies = [frozenset(group.articles) for group in grouping.copies]
        self.origins = origins(grouping, pages)

    def build(
        self,
        kind: FindingKind,
        chosen: Sequence[tuple[int, Stance]],
        topic: frozenset[str],
        score: float,
        signals: Iterable[Signal],
        *,
        history: tuple[HistoryEntry, ...] = (),
        silence: bool = True,
        whole: bool = False,
        rivals: Collection[tuple[int, int]] = (),
        called: tuple[str, Span] | None = None,
    ) -> Draft:
        """A finding whose accounts are the chosen units with their stances, the most telling first.

        ``silence`` adds who is silent on it; ``whole`` shows whole sentences; ``rivals`` are pairs
        that are both shown though the words of one hold the other's; ``called``, an article and a
        place in it, names the point, where its words need no search.
        """
        chosen = standing(self.field, chosen, rivals)
        indices = tuple(index for index, _ in chosen)
        given = accounts(self.field, chosen, whole=whole)
        story = self._story(indices)
        heard = speaking(self.field, indices) if silence else frozenset()
        quiet = silent(given, story, self.grouping, self.pages, heard) if silence else ()
        naming = [self.field.units[index] for index in indices[:4]]
        named = called[1].of(self._text(called[0])) if called else self._question(naming, topic)
        finding = Finding(
            id=finding_id(kind, given),
            kind=kind,
            question=named or naming[0].spans[0].of(self._text(naming[0].article))[:80],
            accounts=given + quiet,
            reasons=tuple(Reason(s.name, s.words or f"{s.value:.2f}", round(s.share, 3)) for s in signals),
            score=round(score, 4),
            story=story,
            history=history,
            independent=independent(self.field, indices, self.origins),
        )
        return Draft(finding, indices)

    def witnesses(self, sides: Sequence[Sequence[int]]) -> Signal:
        """How many independent accounts stand on each side, copies and shared utterances counted once."""
        counts = [independent(self.field, side, self.origins) for side in sides]
        return Signal(
            "independent", float(sum(counts)), 0.0, f"{' against '.join(map(str, counts))} accounts"
        )

    def _question(self, naming: Sequence[Unit], topic: frozenset[str]) -> str:
        """The words that name a topic, those of all that is said where they are too few; "" without any."""
        named = question(naming, self.field.weight, topic)
        if len(named.split()) >= _LEAST_NAMED:
            return named
        every = frozenset[str]().union(*(unit.classes for unit in naming))
        return question(naming, self.field.weight, every) or named

    def _text(self, article: str) -> str:
        return next(page.article.prose for page in self.pages if page.article.id == article)

    def _story(self, indices: Sequence[int]) -> str | None:
        """The story of most of the units; of equals that of the first."""
        stories = [story for index in indices if (story := self.field.units[index].story)]
        return (
            max(stories, key=lambda story: (stories.count(story), -stories.index(story))) if stories else None
        )
