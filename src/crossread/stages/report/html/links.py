"""Where everything stands on the page: anchors and links to them, the same for templates and drawings."""

from collections import defaultdict

from crossread.records import Finding, ReportData, Span
from crossread.stages.report.index import Index, ranked


class Links:
    """Anchors of one report. They are made of counts and positions, never of words of a source."""

    def __init__(self, report: ReportData) -> None:
        self.report = report
        self.index = Index(report)
        self.findings: list[Finding] = ranked(report.findings)
        self._articles = {article.id: number for number, article in enumerate(report.articles, 1)}
        self._stories = {story.id: number for number, story in enumerate(report.stories, 1)}
        self._findings = {finding.id: number for number, finding in enumerate(self.findings, 1)}
        self.shown: defaultdict[str, list[tuple[str, Span]]] = defaultdict(
            list
        )  # by article: finding, passage
        for finding in self.findings:
            for account in finding.accounts:
                self.shown[account.article] += [(finding.id, span) for span in account.passages]
        self.told: defaultdict[str, list[tuple[str, Span]]] = defaultdict(list)  # by article: story, its part
        for story in report.stories:
            for part in story.articles:
                self.told[part.article] += [(story.id, span) for span in part.spans]

    # --- anchors: ids of elements ------------------------------------------------------

    def article_anchor(self, article: str) -> str:
        """The anchor of an article."""
        return f"a{self._articles[article]}"

    def story_anchor(self, story: str) -> str:
        """The anchor of a story."""
        return f"s{self._stories[story]}"

    def finding_anchor(self, finding: str) -> str:
        """The anchor of a finding."""
        return f"f{self._findings[finding]}"

    def place_anchor(self, article: str, start: int) -> str:
        """The anchor of a position in an article's text."""
        return f"a{self._articles[article]}-{start}"

    # --- links; a page of another build overrides these ----------------------------------

    def article(self, article: str) -> str:
        """The link to an article."""
        return f"#{self.article_anchor(article)}"

    def story(self, story: str | None) -> str:
        """The link to a story, "" where the report does not hold it."""
        return f"#{self.story_anchor(story)}" if story is not None and story in self._stories else ""

    def finding(self, finding: str) -> str:
        """The link to a finding."""
        return f"#{self.finding_anchor(finding)}"

    def place(self, article: str, start: int) -> str:
        """The link to a position in an article's text."""
        return f"#{self.place_anchor(article, start)}"

    def claim(self, claim: str) -> str:
        """The page of a claim; a report has none ("")."""
        return ""

    def passage(self, article: str, span: Span) -> str:
        """The link to the start of a passage."""
        return self.place(article, span.start)

    def called(self, finding: Finding) -> str:
        """What a tooltip calls a finding: by its rank."""
        return f"Finding {finding.rank}"

    def targets(self) -> list[str]:
        """The anchors of all passages of findings, sorted."""
        return sorted(
            {
                self.place_anchor(article, span.start)
                for article, shown in self.shown.items()
                for _, span in shown
            }
        )
