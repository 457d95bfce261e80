"""The order of findings: kind, strength, independent parties, and how much of the story speaks of it."""

from collections.abc import Sequence
from dataclasses import replace

from crossread.records import Finding
from crossread.stages.compare import tables
from crossread.stages.compare.findings import Draft
from crossread.stages.compare.matters import Field, Link

_LINKED = 0.6
_ENOUGH = 12.0  # links at which a matter counts as central


def ordered(drafts: Sequence[Draft], field: Field, links: Sequence[Link]) -> tuple[Finding, ...]:
    """The findings with their ranks from 1, each shown once."""
    degree = [0] * len(field.units)
    for link in links:
        if link.probability >= _LINKED:
            degree[link.one] += 1
            degree[link.other] += 1
    unique: dict[str, Draft] = {}
    for draft in drafts:
        unique.setdefault(draft.finding.id, draft)
    scored = sorted(
        unique.values(), key=lambda d: (-round(importance(d, degree), 6), d.finding.kind.value, d.finding.id)
    )
    return tuple(replace(draft.finding, rank=rank) for rank, draft in enumerate(scored, 1))


def importance(draft: Draft, degree: Sequence[int]) -> float:
    """The sum that orders findings; its weights stand in ``data/weights.toml``."""
    weights = tables.weights("order")
    finding = draft.finding
    articles = {account.article for account in finding.accounts if account.passages}
    central = (
        min(1.0, sum(degree[i] for i in draft.units) / len(draft.units) / _ENOUGH) if draft.units else 0.0
    )
    return (
        weights[finding.kind.value]
        + weights["strength"] * finding.score
        + weights["parties"] * min(4, max(0, finding.independent - 1))
        + weights["articles"] * min(4, len(articles) - 1)
        + weights["centrality"] * central
    )
