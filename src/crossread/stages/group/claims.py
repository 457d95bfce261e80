"""Which story each claim belongs to."""

from collections.abc import Sequence
from dataclasses import replace

from crossread.records import Article, Claim, Role, Span, Story


def claims_with_story(
    claims: Sequence[Claim], articles: Sequence[Article], stories: Sequence[Story]
) -> tuple[Claim, ...]:
    """The claims, in their order, with their story: a mentioned one, else the post's, else the article's."""
    parts: dict[str, list[tuple[int, Span | None, str]]] = {article.id: [] for article in articles}
    for story in stories:
        for part in story.articles:
            rank = 0 if part.role is Role.MENTION else 1 if part.spans else 2
            for span in part.spans or (None,):
                parts.setdefault(part.article, []).append((rank, span, story.id))
    return tuple(replace(claim, story=_story(claim, parts.get(claim.article, []))) for claim in claims)


def _story(claim: Claim, parts: Sequence[tuple[int, Span | None, str]]) -> str | None:
    holding = [
        (rank, -(span.overlap(claim.extent) if span else 0), story)
        for rank, span, story in parts
        if span is None or span.overlap(claim.extent) * 2 > len(claim.extent)
    ]
    return min(holding)[2] if holding else None
