"""Judgements in a terminal, and a finding with its accounts numbered so that they can be named."""

from collections.abc import Collection, Sequence

from rich.console import RenderableType
from rich.text import Text

from crossread.records import Finding, Judged, Judgement, ReportData
from crossread.stages.report.console import Barred, clamped, indented, joined, rendered
from crossread.stages.report.index import Index, speaking
from crossread.stages.report.labels import judged_label, kind_label
from crossread.stages.report.shown import elided, one_line
from crossread.stages.report.terminal import account_head, finding_head

_WORDS = 200  # code points of a passage: enough to tell accounts apart


def to_judgements_text(
    judgements: Sequence[Judgement],
    *,
    standing: Collection[str],
    width: int = 80,
    color: bool = False,
) -> str:
    """A judgement a paragraph, the earliest first; those not among the ids ``standing`` are undone."""
    parts: list[RenderableType] = []
    for judgement in sorted(judgements, key=lambda item: (item.on, item.id)):
        parts += _judgement(judgement, undone=judgement.id not in standing and not judgement.undoes)
    return rendered(parts, width=clamped(width), color=color) if parts else ""


def _judgement(judgement: Judgement, *, undone: bool) -> list[RenderableType]:
    said = Judged(judgement.action, judgement.by, judgement.on, judgement.note)
    target = judgement.target
    question = elided(one_line(target.question), 160)
    lines: list[RenderableType] = [
        joined(
            [
                (judgement.id[:6], "bold"),
                (judged_label(said), "dim strike" if undone else ""),
                ("(undone)" if undone else "", "dim"),
            ]
        ),
        indented(
            joined(
                [
                    (f"[{one_line(target.finding)[:6]}]", "dim"),
                    (kind_label(target.kind).name, ""),
                    (question, ""),
                ]
            ),
            2,
        ),
    ]
    for other in judgement.others:
        what = elided(one_line(other.question), 160)
        lines.append(indented(Text(f"with [{one_line(other.finding)[:6]}]  {what}"), 2))
    for anchor in judgement.out:
        what = f"{one_line(anchor.party)}, {one_line(anchor.outlet)}"
        lines.append(indented(Text(f"out: {elided(what, 120)}"), 2))
    if judgement.undoes:
        lines.append(indented(Text(f"undoes {one_line(judgement.undoes)[:6]}"), 2))
    return lines


def to_numbered(report: ReportData, finding: Finding, *, width: int = 80, color: bool = False) -> str:
    """A finding with a number before each account, for `crossread judge FINDING split NUMBER`."""
    index = Index(report)
    parts: list[RenderableType] = [*finding_head(finding)]
    for number, account in enumerate(speaking(finding), 1):
        head = Text.assemble((f"({number}) ", "bold"), account_head(index, account))
        words = elided(" […] ".join(index.passages(account)), _WORDS)
        parts += [indented(head, 3), indented(Barred(Text(words)), 7)]
    parts += [indented(Text(judged_label(item), style="dim"), 3) for item in finding.judged]
    return rendered(parts, width=clamped(width), color=color)


def receipt(judgement: Judgement) -> str:
    """What was put down, in two lines."""
    said = Judged(judgement.action, judgement.by, judgement.on, judgement.note)
    what = elided(one_line(judgement.target.question), 160)
    name = f"[{judgement.target.finding[:6]}] {what}".rstrip()
    return f"{name}\n  {judged_label(said)}"
