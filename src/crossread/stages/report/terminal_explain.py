"""One finding in full, in a terminal: signals, passages with their surroundings, claims."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from crossread.errors import ReportError
from crossread.records import Account, Article, Claim, Finding, ReportData, Span
from crossread.stages.report.console import Barred, clamped, heading, indented, joined, rendered
from crossread.stages.report.index import Index, ranked, silent, speaking
from crossread.stages.report.labels import judged_label, kind_label, quotation_label, signal_label
from crossread.stages.report.shown import day, elided, harmless, one_line, plural
from crossread.stages.report.terminal import account_head, finding_head

_SURROUNDINGS = 280  # code points on either side of a passage
_MOST_PASSAGE = 4_000
_MOST_CHOICES = 8


def find_finding(report: ReportData, wanted: str) -> Finding:
    """The finding that ``wanted`` names: its rank, its id, or a start of the id that no other shares.

    A whole number that is a rank is read as one; a rejected finding has none. Raises ReportError, with the
    choices, where none or several answer.
    """
    name = wanted.strip().strip("[]#.").casefold()
    by_rank = [finding for finding in report.findings if str(finding.rank) == name]
    every = (*report.findings, *report.rejected)
    found = by_rank or [finding for finding in every if name and finding.id.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        choices = ", ".join(finding.id for finding in ranked(found)[:_MOST_CHOICES])
        raise ReportError(
            f"{wanted!r} is the start of {len(found)} findings.", remedy=f"Say which: {choices}."
        )
    last = max((finding.rank for finding in report.findings), default=0)
    raise ReportError(
        f"No finding is called {wanted!r}.",
        remedy=f"Give a rank from 1 to {last}, or the id in [brackets] that `crossread compare` prints."
        if last
        else "The report has no findings.",
    )


def to_explanation(report: ReportData, finding: Finding, *, width: int = 80, color: bool = False) -> str:
    """All that crossread knows about one finding of ``report``."""
    index = Index(report)
    label = kind_label(finding.kind)
    story = index.stories.get(finding.story or "")
    parts: list[RenderableType] = [
        *finding_head(finding),
        Text(label.help, style="italic"),
        joined(
            [
                (f"id {finding.id}", "dim"),
                (f"score {finding.score:.2f}", ""),
                (plural(finding.independent, "independent account") if finding.independent else "", ""),
                (f"story: {elided(one_line(story.name), 100)}" if story else "", ""),
            ],
            " · ",
        ),
    ]
    for account in speaking(finding):
        parts += _account(index, account)
    parts += _silent(index, finding)
    parts += _history(index, finding)
    parts += _signals(finding)
    parts += [heading("Judged")] * bool(finding.judged)
    parts += [Text(judged_label(item)) for item in finding.judged]
    return rendered(parts, width=clamped(width), color=color)


def _account(index: Index, account: Account) -> list[RenderableType]:
    article = index.articles[account.article]
    parts: list[RenderableType] = [
        Text(),
        account_head(index, account),
        indented(joined([(elided(index.title(article), 160), ""), (one_line(article.path), "dim")]), 2),
    ]
    parts += [indented(Barred(_in_place(article, span)), 2) for span in account.passages]
    claims = [index.claims[claim] for claim in account.claims if claim in index.claims]
    parts += [indented(_claim(index, claim), 2) for claim in claims]
    return parts


def _in_place(article: Article, span: Span) -> Text:
    """A passage in bold between the words before and after it, and its position."""
    text = article.text
    before = _flat(text[max(0, span.start - _SURROUNDINGS) : span.start])
    after = _flat(text[span.end : span.end + _SURROUNDINGS])
    if span.start > _SURROUNDINGS and " " in before:
        before = "… " + before.split(" ", 1)[1]
    if span.end + _SURROUNDINGS < len(text) and " " in after:
        after = after.rsplit(" ", 1)[0] + " …"
    words = elided(one_line(span.of(text)), _MOST_PASSAGE)
    return Text.assemble(
        (before, "dim"),
        ("»", "bold"),
        (words, "bold"),
        ("«", "bold"),
        (after, "dim"),
        (f"  ({span.start}–{span.end})", "dim"),
    )


def _flat(text: str) -> str:
    """One line, a space kept at either edge where the text has one."""
    shown = harmless(text)
    flat = " ".join(shown.split())
    if not flat:
        return " " if shown else ""
    return f"{' ' * shown[0].isspace()}{flat}{' ' * shown[-1].isspace()}"


def _claim(index: Index, claim: Claim) -> Text:
    words = one_line(claim.cue.of(index.articles[claim.article].text)) if claim.cue else ""
    return joined(
        [
            (f"claim {claim.id[:6]}", "dim"),
            (index.chain(claim), ""),
            (f"cue “{elided(words, 60)}”" if words else "no cue", "dim"),
            (quotation_label(claim.quotation), "dim"),
            (f"polarity {claim.polarity.value}", "dim"),
            (f"said on {claim.said_on.iso()}" if claim.said_on else "", "dim"),
            (f"confidence {claim.confidence:.2f}", "dim"),
        ],
        " · ",
    )


def _silent(index: Index, finding: Finding) -> list[RenderableType]:
    lines = sorted(
        {f"{index.party(account.party)} ({index.outlet(account.article)})" for account in silent(finding)}
    )
    return [Text(f"\nsilent on this point: {'; '.join(lines)}")] if lines else []


def _history(index: Index, finding: Finding) -> list[RenderableType]:
    if not finding.history:
        return []
    table = Table.grid(padding=(0, 2))
    for step in finding.history:
        claim = index.claims.get(step.claim)
        words = elided(index.words(claim.article, claim.extent), 240) if claim else ""
        who = f"{index.chain(claim)} ({index.outlet(claim.article)}): " if claim else ""
        table.add_row(
            day(step.on) or "no date", Text(one_line(step.status), style="bold"), Text(f"{who}{words}")
        )
    return [heading("History"), table]


def _signals(finding: Finding) -> list[RenderableType]:
    if not finding.reasons:
        return []
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_row(*(Text(word, style="dim") for word in ("signal", "value", "weight")))
    for reason in finding.reasons:
        table.add_row(signal_label(reason.signal), Text(one_line(reason.value)), f"{reason.weight:+.2f}")
    return [heading("Signals"), table]
