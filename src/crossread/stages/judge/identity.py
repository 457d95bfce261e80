"""Whether a finding is the one that was judged: by its passages, not by its id.

An id is a hash of all passages of a finding: one more article, or a word more in
a passage, and it is another. What a person judged is that some passages, by
these givers, make a finding of this kind; so that is what is looked for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from crossread.records import (
    Account,
    Anchor,
    Article,
    Finding,
    FindingKind,
    ReportData,
    Span,
    Stance,
    Target,
    text_digest,
)
from crossread.records.judgement import WORDS

# Kinds that say that accounts are at odds: a later run may call the same passages by another of them.
AT_ODDS = frozenset(
    {
        FindingKind.CONTRADICTION,
        FindingKind.DENIAL,
        FindingKind.NUMERIC_DIFFERENCE,
        FindingKind.EMPHASIS,
    }
)
# Of the passages that were judged two thirds must be there; of those that are there half must have been
# judged, for otherwise the new ones make it a finding that nobody has judged.
_FOUND = 2 / 3
_HELD = 1 / 2
_OVERLAP = 1 / 2  # of the shorter: a later reader may draw a passage a few words longer
_ALIKE = 85  # rapidfuzz ratio of the first words of a passage, where the text has changed
_TELLING = 16  # code points; fewer must be equal
_SLACK = 80  # code points that a passage may begin earlier


def target_of(report: ReportData, finding: Finding) -> Target:
    """A finding of ``report`` in the form in which a judgement remembers it."""
    anchors = tuple(anchor for item in speaking(report, finding) for anchor in item.anchors)
    return Target(finding.id, finding.kind, " ".join(finding.question.split()), anchors)


@dataclass(frozen=True, slots=True)
class Speaking:
    """An account of a finding that says something, its article, and the names by which it may be called."""

    account: Account
    article: Article
    names: tuple[str, str]  # of its party, of its outlet

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Its passages, as a judgement remembers them."""
        party, stance = self.names[0], self.account.stance
        return tuple(
            Anchor.at(self.article, span, party=party, stance=stance) for span in self.account.passages
        )


def speaking(report: ReportData, finding: Finding) -> tuple[Speaking, ...]:
    """The accounts of a finding of ``report`` that say something, in its order."""
    articles = {article.id: article for article in report.articles}
    names = {actor.id: actor.name for actor in report.actors}
    return tuple(
        Speaking(account, found, (names.get(account.party, account.party), found.label))
        for account in finding.accounts
        if account.stance is not Stance.SILENT
        for found in (articles[account.article],)
    )


class Places:
    """Finds anchors in the articles of a run."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles: Mapping[str, Article] = {article.id: article for article in articles}
        self.digests: Mapping[str, str] = {
            article.id: text_digest(article.text) for article in self.articles.values()
        }

    def holds(self, anchor: Anchor, article: str, span: Span) -> bool:
        """Whether a passage is the one that ``anchor`` remembers.

        In the same text it must overlap it by half of the shorter; in another
        text of the same outlet it must begin with nearly the same words.
        """
        if self.digests[article] == anchor.text:
            return anchor.span.overlap(span) >= _OVERLAP * min(len(anchor.span), len(span))
        found = self.articles[article]
        if found.label.casefold() != anchor.outlet.casefold():
            return False
        wanted = anchor.words.casefold()
        words = " ".join(span.of(found.text).split()).casefold()[: WORDS + _SLACK]
        if min(len(wanted), len(words)) < _TELLING:
            return wanted == words
        return fuzz.partial_ratio(wanted, words) >= _ALIKE

    def fit(self, target: Target, finding: Finding) -> float:
        """How well a finding fits what was judged, 0 where it does not, 2 where it is the very same."""
        if finding.id == target.finding:
            return 2.0
        if finding.kind is not target.kind and not {finding.kind, target.kind} <= AT_ODDS:
            return 0.0
        passages = [(a.article, span) for a in finding.accounts for span in a.passages]
        if not passages or not target.anchors:
            return 0.0
        there = [any(self.holds(anchor, *passage) for passage in passages) for anchor in target.anchors]
        judged = [any(self.holds(anchor, *passage) for anchor in target.anchors) for passage in passages]
        found, held = sum(there) / len(there), sum(judged) / len(judged)
        return (found + held) / 2 if found >= _FOUND and held >= _HELD else 0.0

    def best(self, target: Target, findings: Sequence[Finding]) -> int | None:
        """The index of the finding that fits best, the first of equals; None where none does."""
        fits = [self.fit(target, finding) for finding in findings]
        return max(range(len(fits)), key=lambda i: (fits[i], -i)) if any(fits) else None
