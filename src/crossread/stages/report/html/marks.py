"""How a segment of an article is marked: its classes, its link to a finding, what its tooltip says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crossread.stages.report.html.links import Links
from crossread.stages.report.labels import finding_label, kind_label, quotation_label
from crossread.stages.report.shown import elided, one_line

_MOST_NAMED = 4  # claims or findings that one tooltip names
_LONGEST = 160

Keys = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Mark:
    """Classes, link ("" for none) and tooltip of a segment."""

    classes: str
    href: str
    title: str


class Marks:
    """The marks of one report: each finding and each combination of covers is worded once."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._named = {
            finding.id: f"{links.called(finding)}, {finding_label(finding)}: {_short(finding.question)}"
            for finding in links.findings
        }
        self._tones = {finding.id: kind_label(finding.kind).tone for finding in links.findings}
        self._order = {finding.id: place for place, finding in enumerate(links.findings)}
        self._made: dict[tuple[tuple[str, tuple[str, ...]], ...], Mark] = {}

    def mark(self, keys: Keys) -> Mark:
        """The mark of a segment that ``keys`` cover (by layer: see the covers of an article)."""
        made = tuple(sorted(keys.items()))
        if made not in self._made:
            self._made[made] = self._mark(keys)
        return self._made[made]

    def _mark(self, keys: Keys) -> Mark:
        findings = sorted(keys.get("finding", ()), key=self._order.__getitem__)
        claims = keys.get("claim", ())
        classes = []
        if findings:
            classes += ["in-finding", self._tones[findings[0]], *(f"p-{key}" for key in keys["passage"])]
        if claims:
            classes += ["in-claim", *(["inner"] if len(claims) > 1 else [])]
        if "cue" in keys and not claims:
            classes.append("cue")
        if "furniture" in keys:
            classes.append("furniture")
        said = [self._claim(claim) for claim in claims[:_MOST_NAMED]]
        told = [self._named[finding] for finding in findings[:_MOST_NAMED]]
        why = [f"not body: {_short(key)}" for key in keys.get("furniture", ())]
        return Mark(
            classes=" ".join(classes),
            href=self._href(findings, claims),
            title="\n".join((*said, *told, *why)),
        )

    def _href(self, findings: Sequence[str], claims: Sequence[str]) -> str:
        """A finding before a claim, the innermost claim before those around it."""
        if findings:
            return self._links.finding(findings[0])
        return self._links.claim(min(claims, key=self._length)) if claims else ""

    def _length(self, claim: str) -> int:
        extent = self._links.index.claims[claim].extent
        return extent.end - extent.start

    def _claim(self, claim: str) -> str:
        """The voices of a claim, the act and the manner of quotation."""
        found = self._links.index.claims[claim]
        manner = quotation_label(found.quotation)
        return self._links.index.chain(found) + (f" ({manner})" if manner else "")


def _short(words: str) -> str:
    return elided(one_line(words), _LONGEST)
