"""Judgements applied to the findings of a run, in the order in which they were given."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from crossread.records import Action, Finding, Judged, Judgement, ReportData
from crossread.stages.judge.changes import joined, parted, restored
from crossread.stages.judge.identity import Places

_WITHOUT = "judgements_without_finding"


@dataclass(slots=True)
class _Held:
    """The findings as they stand while judgements are applied to them."""

    findings: list[Finding]
    rejected: set[int]  # indices

    def mark(self, index: int, judgement: Judgement, finding: Finding | None = None) -> None:
        finding = finding or self.findings[index]
        said = Judged(judgement.action, judgement.by, judgement.on, judgement.note)
        self.findings[index] = replace(finding, judged=(*finding.judged, said))


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that nobody has undone, each once, the earliest first. Undoing can be undone."""
    known = {judgement.id: judgement for judgement in judgements}
    order = sorted(known.values(), key=lambda item: (item.on, item.id))
    undone: set[str] = set()
    for judgement in reversed(order):
        if judgement.undoes and judgement.id not in undone:
            undone.add(judgement.undoes)
    return tuple(
        judgement for judgement in order if judgement.id not in undone and judgement.action is not Action.UNDO
    )


def judge(report: ReportData, judgements: Sequence[Judgement]) -> ReportData:
    """``report`` as those who judged its findings want it.

    Judgements are applied in the order of their times, whatever the order they
    come in. What was accepted comes first, and is restored where this run did
    not find it and the texts are the same; what was rejected stands in
    ``rejected``. Ranks run from 1 again. The run's options say how many
    judgements there were, and how many found nothing to apply to.
    """
    if not judgements:
        return report
    kept = standing(judgements)
    places = Places(report.articles)
    held = _Held(sorted(report.findings, key=lambda finding: (finding.rank, finding.id)), set())
    lost = sum(not _APPLIED[judgement.action](held, judgement, places, report) for judgement in kept)
    left = [finding for index, finding in enumerate(held.findings) if index not in held.rejected]
    first = sorted(left, key=lambda finding: not finding.accepted)
    return replace(
        report,
        run=replace(report.run, options={**report.run.options, "judgements": len(kept), _WITHOUT: lost}),
        findings=tuple(replace(finding, rank=rank) for rank, finding in enumerate(first, 1)),
        rejected=tuple(replace(held.findings[index], rank=0) for index in sorted(held.rejected)),
    )


def _reject(held: _Held, judgement: Judgement, places: Places, report: ReportData) -> bool:
    """All that fits: a rejected pair must not come back inside two findings."""
    fitting = [i for i, finding in enumerate(held.findings) if places.fit(judgement.target, finding)]
    for index in fitting:
        held.mark(index, judgement)
    held.rejected |= set(fitting)
    return bool(fitting)


def _accept(held: _Held, judgement: Judgement, places: Places, report: ReportData) -> bool:
    index = places.best(judgement.target, held.findings)
    if index is None:
        found = restored(judgement, places, report)
        if found is None:
            return False
        held.findings.append(found)
        index = len(held.findings) - 1
    held.rejected.discard(index)
    held.mark(index, judgement)
    return True


def _note(held: _Held, judgement: Judgement, places: Places, report: ReportData) -> bool:
    index = places.best(judgement.target, held.findings)
    if index is not None:
        held.mark(index, judgement)
    return index is not None


def _merge(held: _Held, judgement: Judgement, places: Places, report: ReportData) -> bool:
    """Into the place of the first of them; what was rejected stays out."""
    index = places.best(judgement.target, held.findings)
    if index is None or index in held.rejected:
        return False
    found = {places.best(other, held.findings) for other in judgement.others}
    others = sorted(i for i in found if i is not None and i != index and i not in held.rejected)
    if not others:
        return False
    whole = joined(held.findings[index], [held.findings[i] for i in others])
    place = min(index, *others)
    held.mark(place, judgement, whole)
    gone = {index, *others} - {place}
    held.findings[:] = [finding for i, finding in enumerate(held.findings) if i not in gone]
    held.rejected = {i - sum(g < i for g in gone) for i in held.rejected}
    return True


def _split(held: _Held, judgement: Judgement, places: Places, report: ReportData) -> bool:
    index = places.best(judgement.target, held.findings)
    if index is None:
        return False
    left = parted(held.findings[index], judgement, places)
    if left is None:  # too little is left to be a finding
        held.mark(index, judgement)
        held.rejected.add(index)
    else:
        held.mark(index, judgement, left)
    return True


_APPLIED: dict[Action, Callable[[_Held, Judgement, Places, ReportData], bool]] = {
    Action.ACCEPT: _accept,
    Action.REJECT: _reject,
    Action.MERGE: _merge,
    Action.SPLIT: _split,
    Action.NOTE: _note,
}
