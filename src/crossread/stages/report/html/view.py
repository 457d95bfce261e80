"""What the templates show, gathered from the records: no markup here, no decisions there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crossread.records import Account, Act, Claim, Finding, FindingKind, Role, Span, Stance, Story
from crossread.stages.report.html.dates import long_date
from crossread.stages.report.html.links import Links
from crossread.stages.report.index import silent, speaking
from crossread.stages.report.labels import (
    KindLabel,
    finding_label,
    judged_label,
    kind_label,
    reason_words,
    stance_label,
)
from crossread.stages.report.shown import elided, one_line
from crossread.stages.report.worddiff import Run, word_runs

_COLUMN = 36  # code points of a name that heads a column
_MOST_WORDS = 1_500  # code points of a passage outside its article


@dataclass(frozen=True, slots=True)
class PassageView:
    """Words of a passage (in runs, where tellings are compared), and where they stand."""

    runs: tuple[Run, ...]
    href: str


@dataclass(frozen=True, slots=True)
class TellingView:
    """One account: its passages in one article, when it was given, through whom."""

    passages: tuple[PassageView, ...]
    outlet: str
    date: str
    chains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyView:
    """One party with one stance: all its tellings."""

    name: str
    side: str
    stance: Stance
    stance_words: str
    tellings: tuple[TellingView, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a history, with the words that tell of it."""

    date: str
    status: str
    words: str
    who: str
    href: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding, ready to be shown."""

    anchor: str
    finding: Finding
    kind: KindLabel
    label: str
    question: str
    story: str
    story_href: str
    parties: tuple[PartyView, ...]
    silent: tuple[str, ...]
    history: tuple[StepView, ...]
    reasons: tuple[tuple[str, str], ...]  # in words, weight
    judged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryArticleView:
    """An article as a story lists it."""

    outlet: str
    date: str
    title: str
    href: str
    mention: bool


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with its articles, those that report it first."""

    anchor: str
    name: str
    date: str
    place: str
    participants: tuple[str, ...]
    articles: tuple[StoryArticleView, ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """The stances of one party on one point, each with the way to its passage."""

    stances: tuple[tuple[Stance, str, str], ...]  # stance, its word, href


@dataclass(frozen=True, slots=True)
class TableView:
    """Points of one story against the parties that are heard on it, named in full and for a column."""

    story: str
    parties: tuple[tuple[str, str], ...]
    rows: tuple[tuple[FindingView, tuple[CellView, ...]], ...]


def finding_view(links: Links, finding: Finding) -> FindingView:
    """A finding with its accounts gathered by party."""
    story = links.index.stories.get(finding.story or "")
    return FindingView(
        anchor=links.finding_anchor(finding.id),
        finding=finding,
        kind=kind_label(finding.kind),
        label=finding_label(finding),
        question=elided(one_line(finding.question), 240),
        story=elided(one_line(story.name), 120) if story else "",
        story_href=links.story(finding.story),
        parties=_parties(links, finding),
        silent=tuple(sorted({links.index.party(account.party) for account in silent(finding)})),
        history=tuple(dict.fromkeys(_steps(links, finding))),
        reasons=tuple((reason_words(reason), f"{reason.weight:+.2f}") for reason in finding.reasons),
        judged=tuple(judged_label(item) for item in finding.judged),
    )


def _parties(links: Links, finding: Finding) -> tuple[PartyView, ...]:
    accounts = speaking(finding)
    grouped: dict[tuple[str, Stance], list[TellingView]] = {}
    for account, words in zip(accounts, _runs(links, finding, accounts), strict=True):
        # Tellings of one utterance stand together, whatever stance each seems to take.
        stance = accounts[0].stance if finding.kind is FindingKind.QUOTE_VARIANT else account.stance
        grouped.setdefault((account.party, stance), []).append(_telling(links, account, words))
    index = links.index
    return tuple(
        PartyView(index.party(party), index.side(party), stance, stance_label(stance), tuple(tellings))
        for (party, stance), tellings in grouped.items()
    )


def _runs(links: Links, finding: Finding, accounts: Sequence[Account]) -> list[list[tuple[Run, ...]]]:
    """For each account, for each of its passages, its words in runs."""
    words = [[_shown(links, account, span) for span in account.passages] for account in accounts]
    if finding.kind is not FindingKind.QUOTE_VARIANT:
        return [[(Run(passage, own=False),) for passage in passages] for passages in words]
    whole = word_runs(["\n".join(passages) for passages in words])  # no passage holds a line break
    return [_lines(runs) if passages else [] for runs, passages in zip(whole, words, strict=True)]


def _lines(runs: Sequence[Run]) -> list[tuple[Run, ...]]:
    """Runs cut at line breaks."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        for number, part in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Run(part, run.own))
    return [tuple(line) for line in lines]


def _shown(links: Links, account: Account, span: Span) -> str:
    return elided(links.index.words(account.article, span), _MOST_WORDS)


def _telling(links: Links, account: Account, runs: Sequence[tuple[Run, ...]]) -> TellingView:
    index = links.index
    claims = [index.claims[claim] for claim in account.claims if claim in index.claims]
    return TellingView(
        passages=tuple(
            PassageView(words, links.passage(account.article, span))
            for span, words in zip(account.passages, runs, strict=True)
        ),
        outlet=index.outlet(account.article),
        date=long_date(index.told_on(account), time=True),
        chains=tuple(dict.fromkeys(index.chain(claim) for claim in claims if _adds(account, claim))),
    )


def _adds(account: Account, claim: Claim) -> bool:
    """Whether a claim's chain of voices says more than that the party says it."""
    plain = claim.act is Act.ASSERT and not claim.hedged
    return bool(claim.voices) and not (plain and claim.voices == (account.party,))


def _steps(links: Links, finding: Finding) -> Iterable[StepView]:
    index = links.index
    for step in finding.history:
        claim = index.claims.get(step.claim)
        yield StepView(
            date=long_date(step.on) or "no date",
            status=one_line(step.status),
            words=elided(index.words(claim.article, claim.extent), 400) if claim else "",
            who=f"{index.chain(claim)}, {index.outlet(claim.article)}" if claim else "",
            href=links.passage(claim.article, claim.content[0]) if claim else "",
        )


def story_view(links: Links, story: Story) -> StoryView:
    """A story with its articles in order of role, then date."""
    index = links.index
    parts = sorted(
        story.articles,
        key=lambda part: (
            part.role is Role.MENTION,
            index.articles[part.article].published or "9999",
            part.article,
        ),
    )
    return StoryView(
        anchor=links.story_anchor(story.id),
        name=elided(one_line(story.name), 240),
        date=long_date(story.date),
        place=one_line(story.place or ""),
        participants=tuple(index.party(actor) for actor in story.participants),
        articles=tuple(
            StoryArticleView(
                outlet=index.outlet(part.article),
                date=long_date(index.articles[part.article].published),
                title=elided(index.title(index.articles[part.article]), 200),
                href=links.place(part.article, part.spans[0].start)
                if part.spans
                else links.article(part.article),
                mention=part.role is Role.MENTION,
            )
            for part in parts
        ),
    )


def table_views(links: Links, findings: Sequence[FindingView]) -> list[TableView]:
    """One table a story: its points (quote variants are none) against its parties."""
    stories: dict[str | None, list[FindingView]] = {}
    for view in findings:
        if view.finding.kind is not FindingKind.QUOTE_VARIANT:
            stories.setdefault(view.finding.story, []).append(view)
    order = [*(story.id for story in links.report.stories), *stories]
    return [_table(links, stories[story]) for story in dict.fromkeys(order) if story in stories]


def _table(links: Links, views: Sequence[FindingView]) -> TableView:
    """Parties by how many points they speak to."""
    spoken: dict[str, int] = {}
    for view in views:
        for account in view.finding.accounts:
            spoken[account.party] = spoken.get(account.party, 0) + (account.stance is not Stance.SILENT)
    parties = sorted(spoken, key=lambda party: (-spoken[party], links.index.party(party), party))
    rows = tuple((view, tuple(_cell(links, view.finding, party) for party in parties)) for view in views)
    names = [links.index.party(party) for party in parties]
    return TableView(views[0].story, tuple((name, elided(name, _COLUMN)) for name in names), rows)


def _cell(links: Links, finding: Finding, party: str) -> CellView:
    found: dict[Stance, str] = {}
    for account in finding.accounts:
        if account.party == party:
            href = links.passage(account.article, account.passages[0]) if account.passages else ""
            found[account.stance] = found.get(account.stance) or href
    order = list(Stance)
    return CellView(
        tuple((stance, stance_label(stance), found[stance]) for stance in sorted(found, key=order.index))
    )
