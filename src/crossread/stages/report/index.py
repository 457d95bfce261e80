"""Look-ups that every form of the report needs: names for ids, dates for accounts, words for passages."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from crossread.records import (
    Account,
    Actor,
    Article,
    Claim,
    Finding,
    ReportData,
    Span,
    Stance,
    Story,
)
from crossread.stages.report.labels import act_label
from crossread.stages.report.shown import day, elided, one_line, sound_path

_MOST_NAME = 160  # code points; a longer name is no name


class Index:
    """The records of one report by id. Names come out harmless and on one line."""

    def __init__(self, report: ReportData) -> None:
        self.report = report
        self.articles: Mapping[str, Article] = {article.id: article for article in report.articles}
        self.actors: Mapping[str, Actor] = {actor.id: actor for actor in report.actors}
        self.claims: Mapping[str, Claim] = {claim.id: claim for claim in report.claims}
        self.stories: Mapping[str, Story] = {story.id: story for story in report.stories}

    @cached_property
    def claims_of(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of each article, in text order."""
        found: dict[str, list[Claim]] = {article: [] for article in self.articles}
        for claim in self.report.claims:
            found.setdefault(claim.article, []).append(claim)
        return {article: tuple(sorted(claims, key=_in_text)) for article, claims in found.items()}

    def party(self, party: str) -> str:
        """The name of a party: an actor's, or the outlet as it is called."""
        actor = self.actors.get(party)
        return elided(one_line(actor.name if actor else party), _MOST_NAME)

    def side(self, party: str) -> str:
        """The side that a party was given, "" for none."""
        actor = self.actors.get(party)
        return elided(one_line(actor.side), _MOST_NAME) if actor and actor.side else ""

    def outlet(self, article: str) -> str:
        """What to call the giver of an article."""
        found = self.articles.get(article)
        return elided(one_line(found.label), _MOST_NAME) if found else ""

    def title(self, article: Article) -> str:
        """The headline of an article, or its file's name."""
        return one_line(article.title or sound_path(article.path).replace("\\", "/").rsplit("/", 1)[-1])

    def voices(self, claim: Claim) -> tuple[str, ...]:
        """Who says it, the outermost first; the article's giver where it speaks itself."""
        return tuple(self.party(voice) for voice in claim.voices) or (self.outlet(claim.article),)

    def chain(self, claim: Claim) -> str:
        """The chain of voices and the act: "Ann Berg → the ministry denies"."""
        hedged = ", hedged" if claim.hedged else ""
        return f"{' → '.join(self.voices(claim))} {act_label(claim.act)}{hedged}"

    def words(self, article: str, span: Span) -> str:
        """The words of a passage, on one line."""
        return one_line(span.of(self.articles[article].text))

    def passages(self, account: Account) -> tuple[str, ...]:
        """The words of an account's passages, each on one line."""
        return tuple(self.words(account.article, span) for span in account.passages)

    def told_on(self, account: Account) -> str:
        """The day an account was given: that of the saying, of the post, or of publication; "" if unknown."""
        for claim in self._account_claims(account):
            if claim.said_on:
                return claim.said_on.iso()
        article = self.articles.get(account.article)
        if article is None:
            return ""
        post = article.post_at(account.passages[0].start) if account.passages else None
        if post and len(post.time) > 5:
            return day(post.time)
        return day(article.published)

    def _account_claims(self, account: Account) -> Iterable[Claim]:
        return (self.claims[claim] for claim in account.claims if claim in self.claims)


def ranked(findings: Iterable[Finding]) -> list[Finding]:
    """Findings, the most important first."""
    return sorted(findings, key=lambda finding: (finding.rank, finding.id))


def speaking(finding: Finding) -> list[Account]:
    """The accounts of a finding that say something, in the order of the finding."""
    return [account for account in finding.accounts if account.stance is not Stance.SILENT]


def silent(finding: Finding) -> list[Account]:
    """The accounts of a finding that are silent on it."""
    return [account for account in finding.accounts if account.stance is Stance.SILENT]


def _in_text(claim: Claim) -> tuple[int, int, str]:
    return (claim.extent.start, -claim.extent.end, claim.id)
