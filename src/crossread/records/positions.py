"""The check that every position of every record resolves. Writers call it; tests call it after each stage."""

from collections.abc import Iterable, Iterator, Mapping

from crossread.errors import PositionError
from crossread.records.article import Article
from crossread.records.claim import Claim
from crossread.records.finding import Finding
from crossread.records.report import ReportData
from crossread.records.spans import Span
from crossread.records.story import Story


def article_spans(article: Article) -> Iterator[Span]:
    """Every span that an article record holds."""
    yield from (item.span for item in article.furniture)
    yield from article.headings
    for post in article.posts:
        yield post.span
        if post.heading:
            yield post.heading
    if article.title_span:
        yield article.title_span


def claim_spans(claim: Claim) -> Iterator[Span]:
    """Every span that a claim record holds."""
    yield from claim.content
    yield from (span for span in (claim.source, claim.cue) if span)


def check_spans(what: str, spans: Iterable[Span], text: str) -> None:
    """Raise PositionError, naming ``what``, where a span lies outside ``text``."""
    for span in spans:
        if span.end > len(text):
            raise PositionError(
                f"{what}: position [{span.start}, {span.end}) does not resolve in {len(text)} code points.",
                remedy="This is a fault of crossread, not of the input: please report it with the file.",
            )


def check_report(report: ReportData) -> None:
    """Raise PositionError unless every position of every record of ``report`` resolves."""
    texts = {article.id: article.text for article in report.articles}
    for article in report.articles:
        check_spans(f"article {article.path}", article_spans(article), article.text)
    for claim in report.claims:
        check_spans(f"claim {claim.id}", claim_spans(claim), _text(texts, claim.article, f"claim {claim.id}"))
    for story in report.stories:
        _check_story(story, texts)
    for finding in (*report.findings, *report.rejected):
        _check_finding(finding, texts)


def _check_story(story: Story, texts: Mapping[str, str]) -> None:
    for part in story.articles:
        check_spans(f"story {story.id}", part.spans, _text(texts, part.article, f"story {story.id}"))


def _check_finding(finding: Finding, texts: Mapping[str, str]) -> None:
    for account in finding.accounts:
        what = f"finding {finding.id}"
        check_spans(what, account.passages, _text(texts, account.article, what))


def _text(texts: Mapping[str, str], article: str, what: str) -> str:
    if article not in texts:
        raise PositionError(f"{what}: names article {article}, which the report does not hold.")
    return texts[article]
