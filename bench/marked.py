"""How much of what a reader marks in foreign news is shown, by kind; how many commitments shown are any.

    python bench/marked.py            # recall on the marked events, and what is shown beside
    python bench/marked.py --half dev # ... on the half that developers looked at (or "test")
    python bench/marked.py --judged   # which of the judged commitments and emphases are still shown

``judgements/neus_marked.csv`` holds what readers marked in 24 events of NeuS (two or three full texts each),
the ones most on other countries among the 220 of ``neus_points.csv``: conflicts, shifts of position,
commitments, agreements, differences of emphasis, each with how sure an editor would name it and the passage
of every account, by positions only. They read as a foreign-desk editor does, with the developers' part of
the founding gold as their standard, and saw nothing of what crossread shows: language models of one family,
one reader an event. A point counts as shown by the rule of ``shared/eval/score_report.py``: a finding of a
fitting kind has passages that overlap those of two of its accounts by 20 code points or half of one (of a
commitment, and of a point with one account, those of one).

``judgements/neus_commitments.csv``: 150 commitments shown in 100 other events of the 220, drawn by lot and
judged once each: g (a reader would want it), t (true, but minor), w (a wrong status or doer), n (none).
``judgements/neus_emphasis.csv``: the 19 that are shown in the 220 events for the room that reports give,
judged once with the whole texts: g (worth a line), t (true, but of texts on different things), f (false).
28 November 2026.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from common import machine
from crossread.records import Finding, ReportData
from false_alarms import KINDS, SHEETS, compared
from points import Place, events, places, touch

CONFLICTS = frozenset(KINDS)
DEV = 12  # the events, by their place in the sheet, at which developers looked


@dataclass(slots=True)
class Marked:
    """A point as a reader marked it, and the place of each account with whose it is."""

    story: str
    kind: str
    sure: str
    accounts: list[tuple[str, Place]] = field(default_factory=list)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of finding that show it."""
        return CONFLICTS if self.kind in CONFLICTS else frozenset({self.kind})

    def touched(self, places: Sequence[Place]) -> int:
        """How many of its accounts some places overlap."""
        return len({mine for mine in self.accounts if any(touch(place, mine[1]) for place in places)})

    def shown_by(self, places: Sequence[Place]) -> bool:
        """Whether passages at ``places`` show it."""
        alone = len({(party, place[0]) for party, place in self.accounts}) == 1
        return self.touched(places) >= (1 if alone or self.kind == "commitment" else 2)


def read() -> dict[str, list[Marked]]:
    """The marked points of each event, in the order of the sheet."""
    found: dict[tuple[str, str], Marked] = {}
    stories: dict[str, list[Marked]] = {}
    with (SHEETS / "neus_marked.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["story"], row["point"])
            if key not in found:
                found[key] = Marked(row["story"], row["kind"], row["confidence"])
                stories.setdefault(row["story"], []).append(found[key])
            place = (row["article"], int(row["start"]), int(row["end"]))
            found[key].accounts.append((row["party"], place))
    return stories


def half(points: dict[str, list[Marked]], which: str | None) -> dict[str, list[Marked]]:
    """The events of one half; all where none is named."""
    names = list(points)
    chosen = {"dev": names[:DEV], "test": names[DEV:]}.get(which or "", names)
    return {name: points[name] for name in chosen}


def reports(stories: Iterable[str]) -> Iterator[tuple[str, ReportData]]:
    """The events of some names with their reports."""
    given = events(set(stories))
    for event, data in zip(given, compared(given), strict=True):
        yield event.story, data


def measure(points: dict[str, list[Marked]]) -> Counter[tuple[str, str, str]]:
    """Counts by ("marked" or "shown", kind, sureness) and, of those met, with "met " before the first."""
    out: Counter[tuple[str, str, str]] = Counter()
    for story, data in reports(points):
        found = [(f.kind.value, places(f, data)) for f in data.findings]
        for point in points[story]:
            kind = "conflict" if point.kind in CONFLICTS else point.kind
            met = any(shown in point.kinds and point.shown_by(where) for shown, where in found)
            out["marked", kind, point.sure] += 1
            out["met marked", kind, point.sure] += met
        for shown, where in found:
            met = any(shown in point.kinds and point.shown_by(where) for point in points[story])
            out["shown", shown, ""] += 1
            out["met shown", shown, ""] += met
    return out


def judged(kind: str, sheet: str) -> None:
    """Print the verdicts of a sheet, and those on what is still shown, told from the same place."""
    with (SHEETS / sheet).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shown = {
        (story, _first(f, data))
        for story, data in reports({row["story"] for row in rows})
        for f in data.findings
        if f.kind.value == kind
    }
    for title, some in (
        ("judged", rows),
        ("still shown", [r for r in rows if (r["story"], r["first"]) in shown]),
    ):
        letters = Counter(row["verdict"] for row in some)
        right = letters["g"] + letters["t"]
        share = f"{right / len(some):.2f}" if some else "–"
        print(f"{kind}, {title}: {dict(letters)}, right {right} of {len(some)} ({share})")


def _first(finding: Finding, data: ReportData) -> str:
    """The earliest passage of a finding, as the sheet names it."""
    article, start, end = min(places(finding, data))
    return f"{article}:{start}-{end}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("dev", "test"), help="one half of the marked events")
    parser.add_argument("--judged", action="store_true", help="the judged commitments and emphases")
    options = parser.parse_args()
    if options.judged:
        judged("commitment", "neus_commitments.csv")
        judged("emphasis", "neus_emphasis.csv")
    else:
        counts = measure(half(read(), options.half))
        for which, kind, sure in sorted(key for key in counts if not key[0].startswith("met")):
            total, met = counts[which, kind, sure], counts[f"met {which}", kind, sure]
            print(f"{which} {kind} {sure}".strip() + f": {met} of {total} ({met / total:.2f})")
    print(machine())


if __name__ == "__main__":
    main()
