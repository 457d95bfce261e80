"""Judgements of the invented report, and the report changed as a later run would find it."""

from collections.abc import Sequence
from dataclasses import replace

from crossread.records import Action, Article, Finding, Judgement, ReportData, Span, finding_id
from crossread.stages.judge import target_of
from report.sample import sample

REPORT = sample()


def finding(rank: int, report: ReportData = REPORT) -> Finding:
    return next(item for item in report.findings if item.rank == rank)


def said(
    action: str,
    rank: int = 1,
    *,
    on: int = 0,
    by: str = "Ada Berg",
    report: ReportData = REPORT,
    **more: object,
) -> Judgement:
    """A judgement of the finding with a rank, ``on`` minutes after the first."""
    made = Judgement(
        Action(action), target_of(report, finding(rank, report)), by, f"2031-03-12T10:{on:02}:00Z"
    )
    return replace(made, **more)  # type: ignore[arg-type]


def ids(findings: Sequence[Finding]) -> list[str]:
    return [item.id for item in findings]


def with_findings(*findings: Finding, report: ReportData = REPORT) -> ReportData:
    ranked = [replace(item, rank=rank) for rank, item in enumerate(findings, 1)]
    return replace(report, findings=tuple(ranked))


def renamed(found: Finding) -> Finding:
    """The finding under the id that its passages give it."""
    return replace(found, id=finding_id(found.kind, found.accounts))


def edited(report: ReportData, old: str, new: str) -> ReportData:
    """The report had its first article with ``old`` in it said ``new``: another text, other ids."""
    article = next(item for item in report.articles if old in item.text)
    start, grown = article.text.index(old), len(new) - len(old)
    text = article.text.replace(old, new, 1)

    def moved(span: Span) -> Span:
        return span.shift(grown) if span.start >= start + len(old) else span

    changed: Article = replace(
        article, id=f"{article.id[:-1]}x", text=text, prose="", furniture=(), posts=(), title_span=None
    )

    def again(found: Finding) -> Finding:
        accounts = tuple(
            replace(a, article=changed.id, passages=tuple(map(moved, a.passages)), claims=())
            if a.article == article.id
            else a
            for a in found.accounts
        )
        return renamed(replace(found, accounts=accounts, history=()))

    return replace(
        report,
        articles=tuple(changed if item is article else item for item in report.articles),
        claims=(),
        stories=(),
        copies=(),
        findings=tuple(map(again, report.findings)),
    )
