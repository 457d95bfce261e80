"""Claims: one per attribution, with its voices and date, and one per sentence in the article's own voice."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from crossread.records import (
    Act,
    Article,
    Attribution,
    Claim,
    Polarity,
    Quotation,
    Span,
    TimeMention,
    content_id,
    merged,
)
from crossread.records.segment import SIGNATURE, sentences
from crossread.stages.resolve.page import Page
from crossread.stages.resolve.said import Sayings, telling
from crossread.stages.resolve.tokens import token_range
from crossread.stages.resolve.walk import Walked

_NEGATION = re.compile(r"\b(?:not|never|cannot|neither|nor|no|none|nobody|nothing)\b|n['’]t\b", re.IGNORECASE)
_FEWEST_WORDS = 3  # shorter sentences of the article's own state nothing


def claims_of(page: Page, walked: Walked, times: Sequence[TimeMention]) -> tuple[Claim, ...]:
    """All claims of an article, sorted by position; a parent's id is set on the claims inside it."""
    attributed: dict[int, Claim] = {}
    chains: dict[int, tuple[str, ...]] = {}  # of each, the voices that are known up to it
    sayings = Sayings(page, walked, times)
    for index, item in enumerate(page.attributions):
        if item.parent is None:
            parent, before = None, _turn_voice(page, walked, item.content[0].start)
        else:
            parent, before = attributed[item.parent], chains[item.parent]
        own = tuple(entry.id for entry in walked.speakers.get(index, ()))
        chains[index] = before if own and own == before[-1:] else (*before, *own)
        # Whom nobody knows is not the one who tells of it: "Doe said the woman who had accused him …".
        unknown = parent is not None and item.source is not None and not own
        voices = () if unknown else chains[index]
        attributed[index] = _claim(page, walked, sayings, index, item, parent, voices)
    unique = {claim.id: claim for claim in [*attributed.values(), *_own_voice(page, walked)]}
    return tuple(sorted(unique.values(), key=lambda claim: (claim.content, claim.voices, claim.id)))


def _claim(
    page: Page,
    walked: Walked,
    sayings: Sayings,
    index: int,
    item: Attribution,
    parent: Claim | None,
    voices: tuple[str, ...],
) -> Claim:
    if not voices and item.source is None and item.cue is not None and walked.party:
        voices = (walked.party.id,)
    said, basis = sayings.date(index)
    source = item.source or walked.found_sources.get(index)
    return Claim(
        id=_claim_id(page.article, item.content, item.source, item.cue),
        article=page.article.id,
        content=item.content,
        voices=voices,
        source=source,
        cue=item.cue,
        quotation=item.quotation,
        act=item.act,
        polarity=item.polarity,
        hedged=item.hedged,
        planned=item.planned,
        cue_type=item.cue_type,
        said_on=said,
        said_basis=basis,
        parent=parent.id if parent else None,
        confidence=round(item.confidence * page.article.certainty, 4),
    )


def _claim_id(article: Article, content: Sequence[Span], source: Span | None, cue: Span | None) -> str:
    pieces = ";".join(f"{span.start}-{span.end}" for span in content)
    edges = [None if span is None else f"{span.start}-{span.end}" for span in (source, cue)]
    return content_id("claim", article.id, pieces, *edges)


def _turn_voice(page: Page, walked: Walked, position: int) -> tuple[str, ...]:
    turn = page.turn(position)
    speaker = walked.turns.get(turn.label.start) if turn else None
    return (speaker.id,) if speaker else ()


def _own_voice(page: Page, walked: Walked) -> Iterator[Claim]:
    """Sentences of the body that are mostly not attributed to anyone."""
    covered = merged(
        span
        for item in page.attributions
        for span in (*item.content, item.source, item.cue)
        if span is not None
    )
    for body in page.article.body():
        for sentence in sentences(page.text, body.start, body.end):
            span = _without_label(page, sentence)
            if span is None or 2 * _overlap(covered, span) >= len(span):
                continue
            if len(token_range(page.tokens, span)) < _FEWEST_WORDS or SIGNATURE.match(span.of(page.text)):
                continue
            voices = _turn_voice(page, walked, span.start)
            if not voices and walked.party:
                voices = (walked.party.id,)
            told, basis = telling(page.article, span.start)
            yield Claim(
                id=_claim_id(page.article, (span,), None, None),
                article=page.article.id,
                content=(span,),
                voices=voices,
                quotation=Quotation.NONE,
                act=Act.ASSERT,
                polarity=Polarity.DENY if _NEGATION.search(span.of(page.text)) else Polarity.AFFIRM,
                said_on=told,
                said_basis=basis,
                confidence=page.article.certainty,
            )


def _without_label(page: Page, sentence: Span) -> Span | None:
    turn = page.turn(sentence.start)
    if turn is None:
        index = bisect_left(page.turns, sentence.start, key=lambda one: one.label.start)
        if index < len(page.turns) and page.turns[index].label.start == sentence.start:
            turn = page.turns[index]
    start = max(sentence.start, turn.span.start) if turn else sentence.start
    return Span(start, sentence.end) if start < sentence.end else None


def _overlap(covered: Sequence[Span], span: Span) -> int:
    """How much of ``span`` the sorted, disjoint spans cover."""
    first = bisect_left(covered, span.start, key=lambda other: other.end)
    stop = bisect_left(covered, span.end, key=lambda other: other.start)
    return sum(span.overlap(other) for other in covered[first:stop])
