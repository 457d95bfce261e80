"""Links between pages: what is one page in a report is many here."""

from crossread.records import Finding, ReportData
from crossread.stages.report.html.links import Links

_DIGITS = 16


class PageLinks(Links):
    """The links of a page. Ids are hashes, so that no word of a source gets into an address."""

    def __init__(self, report: ReportData) -> None:
        super().__init__(report)
        self._story_of = {finding.id: finding.story for finding in report.findings}

    def article_anchor(self, article: str) -> str:
        """An article has a page of its own."""
        return f"a{article[:_DIGITS]}"

    def story_anchor(self, story: str) -> str:
        """A story has a page of its own."""
        return f"s{story[:_DIGITS]}"

    def finding_anchor(self, finding: str) -> str:
        """The anchor of a finding on the page of its story."""
        return f"f{finding[:_DIGITS]}"

    def place_anchor(self, article: str, start: int) -> str:
        """The anchor of a position on the page of its article."""
        return f"p{start}"

    def article(self, article: str) -> str:
        """The page of an article."""
        return f"/articles/{article}"

    def story(self, story: str | None) -> str:
        """The page of a story."""
        return f"/stories/{story}" if story else ""

    def finding(self, finding: str) -> str:
        """The finding on the page of its story, or its own page where it belongs to none."""
        story = self._story_of.get(finding)
        return f"/stories/{story}#{self.finding_anchor(finding)}" if story else f"/findings/{finding}"

    def claim(self, claim: str) -> str:
        """The page of a claim."""
        return f"/claims/{claim}"

    def place(self, article: str, start: int) -> str:
        """A position on the page of its article."""
        return f"/articles/{article}#{self.place_anchor(article, start)}"

    def called(self, finding: Finding) -> str:
        """Without a rank: that counts within one story only."""
        return "Finding"
