"""Who said what, in a terminal: the claims of each article in text order."""

from rich.console import RenderableType
from rich.text import Text

from crossread.records import Article, Claim, ReportData
from crossread.stages.report.console import Barred, clamped, heading, indented, joined, rendered
from crossread.stages.report.index import Index
from crossread.stages.report.labels import act_label, basis_label, flag_label, quotation_label
from crossread.stages.report.shown import day, elided, one_line, plural
from crossread.stages.report.terminal import skipped_part, summary

_WORDS_OF_CLAIM = 480


def to_claims_text(report: ReportData, *, width: int = 80, color: bool = False) -> str:
    """The claims of each article: the chain of voices, the act, the words; claims inside claims indented."""
    index = Index(report)
    parts: list[RenderableType] = [summary(report)]
    for article in report.articles:
        parts += _article(index, article)
    parts += skipped_part(report.skipped)
    return rendered(parts, width=clamped(width), color=color)


def _article(index: Index, article: Article) -> list[RenderableType]:
    basis = basis_label(article.published_basis)
    date = f"{day(article.published)} ({basis})" if article.published and basis else day(article.published)
    claims = index.claims_of[article.id]
    parts: list[RenderableType] = [
        heading(elided(index.outlet(article.id), 80)),
        Text(elided(index.title(article), 240), style="bold"),
        joined(
            [
                (date or "no date", "dim"),
                (article.kind.value, "dim"),
                (one_line(article.path), "dim"),
                (plural(len(claims), "claim"), "dim"),
            ]
        ),
    ]
    parts += [Text(flag_label(article, flag), style="dim") for flag in article.flags]
    for claim in claims:
        parts += [Text(), *_claim(index, claim)]
    return parts


def _claim(index: Index, claim: Claim) -> list[RenderableType]:
    left = 2 * min(_depth(index, claim), 6)
    words = elided(" […] ".join(index.words(claim.article, span) for span in claim.content), _WORDS_OF_CLAIM)
    head = joined(
        [
            (" → ".join(index.voices(claim)), "bold"),
            (act_label(claim.act) + (", hedged" if claim.hedged else ""), "cyan"),
            (quotation_label(claim.quotation), "dim"),
            (claim.said_on.iso() if claim.said_on else "", "dim"),
        ]
    )
    return [indented(head, left), indented(Barred(Text(words)), left + 2)]


def _depth(index: Index, claim: Claim) -> int:
    """How many claims of the report this one stands inside."""
    depth, seen = 0, {claim.id}
    parent = index.claims.get(claim.parent or "")
    while parent and parent.id not in seen:
        seen.add(parent.id)
        depth += 1
        parent = index.claims.get(parent.parent or "")
    return depth
