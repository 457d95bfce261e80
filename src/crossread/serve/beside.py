"""What stands beside an article: what others say on its matters, and the other texts of its page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from crossread.dossier.facade import Dossier
from crossread.dossier.views import ArticleView
from crossread.records import Finding, FindingKind, Span
from crossread.serve.gathering import Pointer, article_report, pointer
from crossread.serve.links import PageLinks
from crossread.stages.report.html.dates import long_date
from crossread.stages.report.index import speaking
from crossread.stages.report.labels import stance_label
from crossread.stages.report.shown import elided, one_line

_MOST_WORDS = 600


@dataclass(frozen=True, slots=True)
class Words:
    """What a party says on a matter, in another article."""

    party: str
    stance: str
    stance_words: str
    words: str
    outlet: str
    day: str
    href: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter, and the words on it that stand in other articles."""

    pointer: Pointer
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What other articles say beside one, the most important first.

    ``matters``: on what it tells, too; ``missing``: on what it is silent about; ``alone``: what only it says.
    """

    matters: tuple[Matter, ...]
    missing: tuple[Matter, ...]
    alone: tuple[Pointer, ...]


def beside(dossier: Dossier, view: ArticleView) -> Beside:
    """What others say of the matters of an article's stories."""
    others = {account.article for finding in view.findings for account in finding.accounts}
    links = PageLinks(replace(article_report(view), articles=dossier.articles_of(others | {view.article.id})))
    matters, missing, alone = [], [], []
    for finding in links.findings:
        words = tuple(_words(links, finding, view.article.id))
        if not words:
            if finding.kind is FindingKind.SOLE_ACCOUNT:
                alone.append(pointer(finding))
        elif any(account.article == view.article.id for account in speaking(finding)):
            matters.append(Matter(pointer(finding), words))
        else:
            missing.append(Matter(pointer(finding), words))
    return Beside(tuple(matters), tuple(missing), tuple(alone))


def _words(links: PageLinks, finding: Finding, article: str) -> Iterator[Words]:
    for account in speaking(finding):
        if account.article != article and account.passages and account.article in links.index.articles:
            yield Words(
                party=links.index.party(account.party),
                stance=account.stance.value,
                stance_words=stance_label(account.stance),
                words=elided(" […] ".join(links.index.passages(account)), _MOST_WORDS),
                outlet=links.index.outlet(account.article),
                day=long_date(links.index.told_on(account)),
                href=links.passage(account.article, account.passages[0]),
            )


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage in which a text differs from the one before: its words there and here, "" for none."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A text in the list of all texts of its page, with what it changed."""

    id: str
    day: str
    differences: tuple[Difference, ...]


def revision_lines(dossier: Dossier, view: ArticleView) -> list[RevisionLine]:
    """All texts of an article's page, the first first; an empty list where there is but one."""
    if len(view.revisions) < 2:
        return []
    ids = [revision.article.id for revision in view.revisions]
    texts = {article.id: article.text for article in dossier.articles_of(ids)}
    out = []
    for before, revision in zip([ids[0], *ids], view.revisions, strict=False):
        line = revision.article
        differences = (
            Difference(_part(texts[before], change.old), _part(texts[line.id], change.new))
            for change in revision.changes
        )
        day = long_date(line.published, time=True) or long_date(line.added, time=True)
        out.append(RevisionLine(line.id, day, tuple(differences)))
    return out


def _part(text: str, span: Span | None) -> str:
    return elided(one_line(span.of(text)), _MOST_WORDS) if span else ""
