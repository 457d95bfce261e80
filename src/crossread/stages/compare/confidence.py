"""How sure a finding is: the share of its sort that readers called right, moved a little by its own score.

The sum of the signs sets conflicts in order, but of a hundred judged blind it did not tell which are real.
Their sort did: a denial that answers words told in the texts, or a denial of what others speak of, is rarely
false. The counts stand in ``data/confidence.csv``; a sort of few is drawn to its kind. Commitments, told once
or several times, have their shares there, too (``bench/marked.py --judged``). Differences of numbers keep
their score: too few were judged. What only the pair model set apart is a sort of its own ("read"), and so is
what a second reader called a conflict: the share of them that stands on both sides of a point marked by
readers (``bench/points.py``).
"""

from dataclasses import dataclass, replace
from functools import cache

from crossread.records import Finding, FindingKind, Reason
from crossread.stages.compare import tables
from crossread.stages.compare.signals import logistic, odds

_DRAWN = 4.0  # judged ones that the rate of the whole kind counts as
_OWN = 0.25  # how far the score moves it: the sheet says no more than that it is little
_MOST = 0.99


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of finding: how many were judged right, of how many, its rate, the score in its middle."""

    right: int
    judged: int
    rate: float
    middle: float


def calibrated(finding: Finding) -> Finding:
    """``finding`` with its score made the chance that readers call it right; kinds not judged as they are."""
    sort = _sorts().get((finding.kind.value, _sort(finding)))
    if sort is None:
        return finding
    own = _OWN * (odds(finding.score, _MOST) - odds(sort.middle, _MOST))
    score = round(logistic(odds(sort.rate, _MOST) + own), 4)
    right = "right" if finding.kind is FindingKind.COMMITMENT else "to be conflicts"
    told = Reason("judged_alike", f"{sort.right} of {sort.judged} of this sort were judged {right}")
    return replace(finding, score=score, reasons=(*finding.reasons, told))


def _sort(finding: Finding) -> str:
    if finding.kind is FindingKind.DENIAL:
        parties = {account.party for account in finding.accounts if account.passages}
        return "heard" if len(parties) > 1 else "alone"
    if finding.kind is FindingKind.COMMITMENT:
        return "again" if any(r.signal == "steps" and r.weight for r in finding.reasons) else "once"
    if any(reason.signal == "second_reader" and reason.value == "conflict" for reason in finding.reasons):
        return "asked"
    signals = {reason.signal for reason in finding.reasons}
    if "rivals" in signals and "matter" not in signals:
        return "read"
    return "answered" if "rebuttal" in signals else "other"


@cache
def _sorts() -> dict[tuple[str, str], _Sort]:
    rows = tables.columns("confidence.csv")
    counts = [(kind, sort, int(right), int(of), float(middle)) for kind, sort, right, of, middle in rows]
    out = {}
    for kind, sort, right, of, middle in counts:
        alike = [row for row in counts if row[0] == kind]
        rate = sum(row[2] for row in alike) / sum(row[3] for row in alike)
        out[kind, sort] = _Sort(right, of, (right + _DRAWN * rate) / (of + _DRAWN), middle)
    return out
