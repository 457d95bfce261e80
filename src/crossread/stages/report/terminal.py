"""The report in a terminal: stories, findings by importance, and what was not read."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from crossread.records import (
    Account,
    Finding,
    FindingKind,
    ReportData,
    Role,
    Skipped,
    Story,
    StoryArticle,
)
from crossread.stages.report.console import Barred, clamped, heading, indented, joined, rendered
from crossread.stages.report.index import Index, ranked, silent, speaking
from crossread.stages.report.labels import (
    finding_label,
    flag_label,
    judged_label,
    kind_label,
    reason_words,
    second_reader_line,
    stance_label,
    strongest,
)
from crossread.stages.report.shown import day, elided, one_line, plural
from crossread.stages.report.worddiff import Run, word_runs

_TONES = {
    "conflict": "bold red",
    "shift": "bold magenta",
    "emphasis": "yellow",
    "commitment": "bold blue",
    "agree": "green",
    "quote": "cyan",
    "sole": "dim",
}
_STANCES = {"asserts": "", "denies": "red", "hedges": "yellow", "silent": "dim"}
_VARIANT = FindingKind.QUOTE_VARIANT  # tellings of one utterance: a stance of each would say nothing
_LOW_CONFIDENCE = 0.5
_MOST_REASONS = 4
_NONE = "\nNo findings: the accounts were not seen to touch, or none is of the kind that was asked for."
_WORDS_OF_PASSAGE = 320  # code points of a passage that a list of findings shows


def to_text(
    report: ReportData,
    *,
    width: int = 80,
    color: bool = False,
    most: int | None = None,
    rejected: bool = False,
) -> str:
    """The report for reading in a terminal of ``width`` cells; plain text without ``color``.

    ``most`` findings are shown, the most important, and the rest counted by kind;
    ``rejected`` lists those, too, that people rejected.

    Words of sources come out harmless (no control sequences), white space made
    single, and long passages with their middle elided ("…").
    """
    index = Index(report)
    parts: list[RenderableType] = [summary(report)]
    parts += _stories(index)
    parts += _findings(index, most, color=color)
    parts += rejected_part(report) if rejected else []
    parts += _notes(index)
    parts += skipped_part(report.skipped)
    if report.findings:
        parts.append(Text("\ncrossread explain ID shows every signal of one finding.", style="dim"))
    return rendered(parts, width=clamped(width), color=color)


def summary(report: ReportData) -> Text:
    """What there is, in a line."""
    voices = {voice for claim in report.claims for voice in claim.heard}
    counts = [
        plural(len(report.articles), "article"),
        plural(len(report.stories), "story", "stories") if report.stories else "",
        f"{plural(len(report.claims), 'claim')} by {plural(len(voices), 'voice')}",
        plural(len(report.findings), "finding") if report.findings else "",
        f"{len(report.skipped)} not read" if report.skipped else "",
    ]
    return Text(" · ".join(part for part in counts if part), style="bold")


def _stories(index: Index) -> list[RenderableType]:
    if not index.report.stories:
        return []
    parts: list[RenderableType] = [heading("Stories")]
    for story in index.report.stories:
        parts.append(
            joined(
                [(one_line(story.name), "bold"), (day(story.date), ""), (one_line(story.place or ""), "dim")]
            )
        )
        parts.append(indented(_story_articles(index, story), 2))
    return parts


def _story_articles(index: Index, story: Story) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, max_width=24, overflow="ellipsis")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for part in sorted(story.articles, key=lambda part: _by_date(index, part)):
        article = index.articles[part.article]
        title = Text(elided(index.title(article), 160))
        if part.role is Role.MENTION:
            title.append("  (mentions it)", style="dim")
        table.add_row(index.outlet(article.id), day(article.published) or "no date", title)
    return table


def _by_date(index: Index, part: StoryArticle) -> tuple[bool, str, str, str]:
    article = index.articles[part.article]
    return (part.role is Role.MENTION, article.published or "9999", article.label, article.id)


def _findings(index: Index, most: int | None, *, color: bool) -> list[RenderableType]:
    findings = ranked(index.report.findings)
    if not findings:
        return [Text(_NONE)] if index.report.stories else []
    parts: list[RenderableType] = [heading("Findings")]
    for number, finding in enumerate(findings[:most]):
        parts += [Text()] if number else []
        parts += _finding(index, finding, color=color)
    rest = Counter(finding_label(finding) for finding in findings[len(findings[:most]) :])
    if rest:
        order = sorted(rest.items(), key=lambda item: (-item[1], item[0]))
        kinds = ", ".join(f"{count} × {label}" for label, count in order)
        parts.append(Text(f"\nAnd {plural(rest.total(), 'more finding')}: {kinds}. --top N shows more here."))
    return parts


def finding_head(finding: Finding) -> list[RenderableType]:
    """Rank, what the finding says of its parties, the start of its id; then the question."""
    tone = _TONES[kind_label(finding.kind).tone]
    question = elided(one_line(finding.question), 240)
    return [
        joined(
            [
                (f"{finding.rank}." if finding.rank else "", "bold"),
                (finding_label(finding).upper(), tone),
                (f"[{finding.id[:6]}]", "dim"),
            ]
        ),
        indented(Text(question, style="bold"), 3),
    ]


def _finding(index: Index, finding: Finding, *, color: bool) -> list[RenderableType]:
    parts: list[RenderableType] = finding_head(finding)
    accounts = speaking(finding)
    if finding.kind is _VARIANT:
        passages = _variants(index, accounts, color=color)
    else:
        passages = [Text(_words(index, account)) for account in accounts]
    for account, words in zip(accounts, passages, strict=True):
        parts.append(indented(account_head(index, account, stance=finding.kind is not _VARIANT), 3))
        parts.append(indented(Barred(words), 5))
    parts += [
        indented(line, 3)
        for line in (*_steps(index, finding), *_silent(index, finding), *_why(finding), *_judged(finding))
    ]
    return parts


def account_head(index: Index, account: Account, *, stance: bool = True) -> Text:
    """Party, stance, outlet and date of an account. An outlet that is the party itself is not named twice."""
    party, outlet = index.party(account.party), index.outlet(account.article)
    return joined(
        [
            (elided(party, 60), "bold"),
            (stance_label(account.stance) if stance else "", _STANCES[account.stance.value]),
            (elided(outlet, 60) if outlet != party else "", "dim"),
            (index.told_on(account), "dim"),
        ]
    )


def _words(index: Index, account: Account) -> str:
    return elided(" […] ".join(index.passages(account)), _WORDS_OF_PASSAGE)


def _variants(index: Index, accounts: Sequence[Account], *, color: bool) -> list[Text]:
    tellings = [_words(index, account) for account in accounts]
    return [_marked(runs, color=color) for runs in word_runs(tellings)]


def _marked(runs: Sequence[Run], *, color: bool) -> Text:
    """Words that only one telling has, in colour or in [brackets]."""
    text = Text()
    for run in runs:
        words = run.text if color or not run.own else f"[{run.text}]"
        text.append(words, style="bold reverse" if run.own and color else "")
    return text


def _steps(index: Index, finding: Finding) -> list[Text]:
    """The history of a commitment or of a changed position."""
    return [
        Text.assemble((f"{day(step.on) or 'no date':<12}", "dim"), (one_line(step.status), "bold"))
        for step in finding.history
    ]


def _silent(index: Index, finding: Finding) -> list[Text]:
    names = sorted({index.party(account.party) for account in silent(finding)})
    return [Text(f"silent: {'; '.join(names)}", style="dim")] if names else []


def _why(finding: Finding) -> list[Text]:
    words = "; ".join(reason_words(reason) for reason in strongest(finding.reasons, _MOST_REASONS))
    count = f"{plural(finding.independent, 'independent account')}. " if finding.independent else ""
    return [Text(f"why: {count}{words}", style="dim italic")] if words or count else []


def _judged(finding: Finding) -> list[Text]:
    return [Text(judged_label(item), style="dim") for item in finding.judged]


def rejected_part(report: ReportData) -> list[RenderableType]:
    """What people rejected, each with who and when; its passages are in ``crossread explain``."""
    if not report.rejected:
        return []
    parts: list[RenderableType] = [heading("Rejected")]
    for finding in report.rejected:
        parts += finding_head(finding)
        parts += [indented(line, 3) for line in _judged(finding)]
    return parts


def rejected_note(report: ReportData) -> str:
    """How many findings were rejected, by whom: "3 findings rejected by Ada Berg, Jon Lund"."""
    names = sorted({one_line(item.by) for finding in report.rejected for item in finding.judged[-1:]})
    return f"{plural(len(report.rejected), 'finding')} rejected by {elided(', '.join(names), 240)}"


def _notes(index: Index) -> list[RenderableType]:
    """What the reader should know of the reading itself: low confidence, copies, flags of articles."""
    report = index.report
    notes = []
    if line := second_reader_line(report.run.options):
        notes.append(line)
    if report.rejected:
        notes.append(f"{rejected_note(report)} (show with --rejected).")
    lost = report.run.options.get("judgements_without_finding")
    if isinstance(lost, int) and lost:
        notes.append(f"{plural(lost, 'judgement')} found nothing to apply to (crossread judge --list).")
    low = [item for item in report.findings if item.score < _LOW_CONFIDENCE and not item.accepted]
    if low:
        ranks = ", ".join(str(finding.rank) for finding in ranked(low))
        notes.append(
            f"{plural(len(low), 'finding')} of low confidence (score below {_LOW_CONFIDENCE}): {ranks}."
        )
    for group in report.copies:
        names = "; ".join(
            f"{index.outlet(article)}{f' ({part:.0%})' if part is not None else ''}"
            for article, part in group.parts()
        )
        origin = f" from {one_line(group.origin)}" if group.origin else ""
        notes.append(
            f"Counted as one account, for the same text{origin} ({group.shared:.0%} shared): {names}."
        )
    for article in report.articles:
        flags = [flag_label(article, flag) for flag in article.flags]
        flags += [] if article.published else ["no publication date"]
        if flags:
            notes.append(f"{one_line(article.path)}: {'; '.join(flags)}.")
    return [heading("Notes"), *(Text(note) for note in notes)] if notes else []


def skipped_part(skipped: Sequence[Skipped]) -> list[RenderableType]:
    """What was not read and why, by cause."""
    if not skipped:
        return []
    parts: list[RenderableType] = [heading("Not read")]
    for (_, remedy), items in groupby(
        sorted(skipped, key=_by_cause), key=lambda item: (item.code, item.remedy)
    ):
        parts += [Text.assemble((one_line(item.path), "bold"), f": {one_line(item.cause)}") for item in items]
        if remedy:
            parts.append(indented(Text(one_line(remedy), style="dim"), 2))
    return parts


def _by_cause(item: Skipped) -> tuple[str, str, str, str]:
    return (item.code, item.remedy, item.path, item.cause)
