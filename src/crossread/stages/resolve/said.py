"""When something was said: by a date beside its cue, its post, a carried date, or the publication.

A day is carried to words without one in two cases only: the same speaker's words
just before have one, or the article's own words give the day of an occasion (a
meeting, a briefing, a speech), recently past, at which the speaker is named or
of which the sentence speaks. All else was said on the day of publication or
before, as ``SaidBasis.PUBLISHED`` has it; no day is made up.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from crossread.records import Article, Attribution, CueType, Grain, Interval, SaidBasis, Span, TimeMention
from crossread.stages.resolve.lexicon import words
from crossread.stages.resolve.page import Page
from crossread.stages.resolve.time import said_on
from crossread.stages.resolve.time.intervals import day_of
from crossread.stages.resolve.walk import Walked

_DATING: Final = frozenset({Grain.MINUTE, Grain.DAY})
_BESIDE: Final = 80  # code points between a cue and a date that belongs to it
_RECENT: Final = timedelta(days=6)  # before the publication: of older occasions news tells as background
_NEARBY: Final = 3  # paragraphs over which a speaker's day goes on
_WORD: Final = re.compile(r"[a-z]+(?:[-'’][a-z]+)*")
_DEFINITE: Final = re.compile(r"\b(?:the|this|that|their|his|her|its|our|['’]s) ((?:[a-z-]+ ?){1,3})")
_SPEECH: Final = frozenset({CueType.SAYING, CueType.NOUN})

Said = tuple[Interval | None, SaidBasis | None]


@dataclass(frozen=True, slots=True)
class _Dated:
    """A day that holds from ``position`` on, for ``actors``; ``named`` are words for the occasion."""

    position: int
    paragraph: int
    day: Interval
    actors: frozenset[str]
    named: frozenset[str] = frozenset()


def telling(article: Article, position: int) -> Said:
    """When the text at a position was told, and how that is known."""
    told = said_on(article, position)
    if told is None:
        return None, None
    return told, SaidBasis.POST if article.post_at(position) else SaidBasis.PUBLISHED


class Sayings:
    """The dates of all that is said in one article."""

    def __init__(self, page: Page, walked: Walked, times: Sequence[TimeMention]) -> None:
        self._page, self._walked, self._times = page, walked, times
        self._own = [self._beside(item) for item in page.attributions]
        spoken = [
            _Dated(item.content[0].start, page.paragraph(item.content[0].start), day, self._speakers(index))
            for index, (item, day) in enumerate(zip(page.attributions, self._own, strict=True))
            if day is not None
        ]
        self._spoken = sorted(spoken, key=lambda one: one.position)
        self._occasions = list(self._days_of_occasions())

    def date(self, index: int) -> Said:
        """When the attribution with this index was said, and how that is known."""
        own = self._own[index]
        if own is not None:
            return own, SaidBasis.STATED
        item = self._page.attributions[index]
        told, basis = telling(self._page.article, item.content[0].start)
        carried = self._carried(index, item) if basis is SaidBasis.PUBLISHED else None
        return (carried, SaidBasis.CARRIED) if carried else (told, basis)

    def _beside(self, item: Attribution) -> Interval | None:
        """A day or time beside the cue and outside the content."""
        anchor = item.cue or item.source
        if anchor is None:
            return None
        limit = said_on(self._page.article, item.content[0].start)
        near = [
            time
            for time in self._outside(item, anchor)
            if time.interval.grain in _DATING
            and not (item.source and item.source.contains(time.span))
            and _distance(time.span, anchor) <= _BESIDE
            and (limit is None or time.interval.start <= limit.end)
        ]
        return (
            min(near, key=lambda time: (_distance(time.span, anchor), time.span)).interval if near else None
        )

    def _outside(self, item: Attribution, anchor: Span) -> list[TimeMention]:
        """The times in the sentence of a cue that stand in none of its contents."""
        sentence = self._page.sentences[self._page.sentence(anchor.start)]
        first, stop = (bisect_left(self._times, at, key=_start) for at in (sentence.start, sentence.end))
        return [
            time
            for time in self._times[first:stop]
            if sentence.contains(time.span) and not any(time.span.overlap(span) for span in item.content)
        ]

    def _carried(self, index: int, item: Attribution) -> Interval | None:
        anchor = item.cue or item.source
        if anchor is None or item.cue_type not in _SPEECH or self._outside(item, anchor):
            return None
        if item.cue and not _is_past(item.cue.of(self._page.text)):
            return None
        speakers, paragraph = self._speakers(index), self._page.paragraph(anchor.start)
        around = self._pointed_at(item, anchor)
        found = [
            one for one in self._spoken if one.actors & speakers and paragraph - one.paragraph <= _NEARBY
        ]
        found += [one for one in self._occasions if one.actors & speakers or one.named & around]
        before = [one for one in found if one.position < anchor.start]
        return max(before, key=lambda one: one.position).day if before else None

    def _speakers(self, index: int) -> frozenset[str]:
        return frozenset(
            actor for entry in self._walked.speakers.get(index, ()) for actor in (entry.id, *entry.members)
        )

    def _pointed_at(self, item: Attribution, anchor: Span) -> frozenset[str]:
        """Last words of short definite phrases in the sentence and the content: "the long meeting"."""
        page = self._page
        spans = [page.sentences[page.sentence(anchor.start)], *item.content]
        texts = [span.of(page.text).lower() for span in spans]
        return frozenset(
            word for text in texts for found in _DEFINITE.findall(text) for word in found.split()
        )

    def _days_of_occasions(self) -> Iterator[_Dated]:
        """The recent days before publication on which the article itself sets an occasion."""
        page = self._page
        issued = said_on(page.article, 0)
        if issued is None or issued.grain not in _DATING or page.article.posts:
            return
        for time in self._times:
            day = day_of(time.interval.start)
            recent = issued.start - _RECENT <= day.start and day.end <= day_of(issued.start).start
            if time.interval.grain not in _DATING or not recent or page.in_content(time.span):
                continue
            sentence = page.sentences[page.sentence(time.span.start)]
            named = words("occasions") & set(_WORD.findall(sentence.of(page.text).lower()))
            if named:
                paragraph = page.paragraph(time.span.start)
                yield _Dated(time.span.start, paragraph, day, self._present(paragraph), named)

    def _present(self, paragraph: int) -> frozenset[str]:
        """Who is named, or speaks, in a paragraph, and who speaks in the next, which goes on from it."""
        events = (one.actor.id for one in self._walked.scene.events if one.paragraph == paragraph)
        spoken = (
            one.id
            for held in self._walked.scene.spoken
            if 0 <= held.paragraph - paragraph <= 1
            for one in held.speakers
        )
        return frozenset((*events, *spoken))


def _is_past(cue: str) -> bool:
    """Whether a cue tells of one past act of speech: "said", "adding", not "says" or "has long said"."""
    forms = _WORD.findall(cue.lower())
    if not forms or words("not_once") & set(forms):
        return False
    return any(form.endswith(("ed", "ing")) or form in words("said") for form in forms)


def _start(time: TimeMention) -> int:
    return time.span.start


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
