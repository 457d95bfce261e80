"""How many of the conflicts that readers marked in stories are shown, by default and with a second reader.

    python bench/points.py                   # recall on all marked stories; how far two readers agree
    python bench/points.py --only 40         # ... on the last forty
    python bench/points.py --questions FILE  # the pairs that a second reader would be asked about, JSON Lines
    python bench/points.py --answers FILE    # recall with a second reader that answers so (CSV: id, answer)

``judgements/neus_points.csv`` holds what readers marked in 220 events of NeuS (two or three full texts each):
every point on which accounts conflict, with the passages of each side, by positions only. They read as a
foreign-desk editor does and saw nothing of what crossread shows and none of its rules: language models of
one family. ``strength`` is "high" where both sides clearly speak to one question, else "low"; ``reader`` is
"second" where another reader marked the event before. A point counts as shown where one conflict
(contradiction, denial or difference of numbers) has passages that overlap those of two of its sides, by 20
code points or half of the marked passage; in part, where it is one side.
"""

import argparse
import csv
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from pathlib import Path

from common import machine
from crossread.models import Answer, PairQuestion
from crossread.records import Finding, ReportData
from crossread.second_reader.prompt import data as as_json
from false_alarms import KINDS, SHEETS, compared, neus_events

from training.events import Event, hashes_of

OVERLAP = 20  # code points
Place = tuple[str, int, int]  # hash of an article, start, end


@dataclass(slots=True)
class Point:
    """A conflict that a reader marked: what sort, how clear, the passages of each side."""

    story: str
    reader: str
    sort: str
    strong: bool
    denial: bool
    sides: dict[str, list[Place]] = field_of(default_factory=lambda: defaultdict(list))

    def shown_by(self, places: Sequence[Place]) -> int:
        """2 where passages touch two of its sides (one of a denial), 1 where one, else 0."""
        hit = sum(
            any(touch(place, mine) for place in places for mine in side) for side in self.sides.values()
        )
        return min(2, hit + self.denial if hit else 0)


def touch(shown: Place, marked: Place) -> bool:
    """Whether a passage that is shown overlaps a marked one by enough."""
    common = min(shown[2], marked[2]) - max(shown[1], marked[1])
    return shown[0] == marked[0] and common >= min(OVERLAP, (marked[2] - marked[1]) / 2)


def read() -> dict[str, list[Point]]:
    """The marked points of each story."""
    found: dict[tuple[str, str, str], Point] = {}
    stories: dict[str, list[Point]] = {}
    with (SHEETS / "neus_points.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            mine = stories.setdefault(row["story"], [])
            if not row["kind"]:
                continue  # read, and nothing to mark
            key = (row["story"], row["reader"], row["point"])
            if key not in found:
                strong, denial = row["strength"] == "high", row["kind"] == "denial"
                found[key] = Point(row["story"], row["reader"], row["type"], strong, denial)
                mine.append(found[key])
            place = (row["article"], int(row["start"]), int(row["end"]))
            found[key].sides[row["side"]].append(place)
    return stories


class Kept:
    """A second reader that answers from a file, and keeps what it was asked."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers = answers
        self.asked: dict[str, str] = {}

    @property
    def record(self) -> Mapping[str, str | int | bool]:
        """Nothing for the options of a run."""
        return {}

    def ask(self, questions: Sequence[PairQuestion]) -> Iterator[Answer | None]:
        """The kept answers, None where there is none."""
        for question in questions:
            line = as_json(question)
            key = hashlib.sha256(line.encode()).hexdigest()[:12]
            self.asked[key] = line
            said = self.answers.get(key)
            yield Answer(said) if said in set(Answer) else None


def places(finding: Finding, data: ReportData) -> list[Place]:
    """Where a finding's passages stand."""
    hashes = hashes_of(data.articles)
    return [
        (hashes[account.article], span.start, span.end)
        for account in finding.accounts
        for span in account.passages
    ]


@dataclass(slots=True)
class Recall:
    """Marked points by sort and how far they are shown (2, 1, 0); conflicts by how many sides they touch."""

    points: Counter[tuple[str, int]] = field_of(default_factory=Counter)
    conflicts: Counter[int] = field_of(default_factory=Counter)
    stories: int = 0

    def of(self, sort: str) -> tuple[int, int]:
        """How many points of a sort are shown, and how many there are."""
        return self.points[sort, 2], sum(self.points[sort, best] for best in range(3))


def measure(
    given: Sequence[Event], points: Mapping[str, Sequence[Point]], second: Kept | None = None
) -> Recall:
    """Recall over the reports of some events; ``"all"`` are the clear points of every sort."""
    out = Recall()
    for story, data in zip((event.story for event in given), compared(given, second), strict=True):
        out.stories += 1
        conflicts = [places(f, data) for f in data.findings if f.kind.value in KINDS]
        for point in points[story]:
            if point.reader == "second":
                continue
            best = max((point.shown_by(where) for where in conflicts), default=0)
            for sort in (point.sort, "all") if point.strong else ("less clear",):
                out.points[sort, best] += 1
        for where in conflicts:
            out.conflicts[max((point.shown_by(where) for point in points[story]), default=0)] += 1
    return out


def told(found: Recall) -> None:
    """Print recall by sort, and how many of the conflicts shown touch a marked point."""
    for sort in sorted({sort for sort, _ in found.points}):
        shown, total = found.of(sort)
        print(f"{sort}: {shown} of {total} shown ({shown / total:.3f}), {found.points[sort, 1]} in part")
    two, one = found.conflicts[2], found.conflicts[1]
    print(f"{found.conflicts.total()} conflicts shown in {found.stories} stories:", end=" ")
    print(f"{two} on two sides of a marked point, {one} on one side")


def events(points: Container[str], only: int | None = None) -> list[Event]:
    """The marked events in the order of NeuS's hash, the last ``only`` of them."""
    return [event for event in neus_events() if event.story in points][-(only or 0) :]


def agreement(points: Mapping[str, Sequence[Point]]) -> None:
    """Print how many of one reader's clear points the other marked, too, where two read the same stories."""
    for one, other in (("first", "second"), ("second", "first")):
        both = [mine for mine in points.values() if {"first", "second"} <= {point.reader for point in mine}]
        clear = [(point, mine) for mine in both for point in mine if point.reader == one and point.strong]
        again = sum(
            any(
                point.shown_by([p for side in them.sides.values() for p in side]) == 2
                for them in mine
                if them.reader == other
            )
            for point, mine in clear
        )
        which = f"clear points of the {one} reader marked by the {other}, {len(both)} stories"
        print(f"{again} of {len(clear)} {which}")


def main() -> int:
    """Measure, write questions, or fit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", type=int, help="the last so many of the marked stories")
    parser.add_argument("--questions", type=Path, help="write what a second reader would be asked")
    parser.add_argument("--answers", type=Path, help="CSV of id and answer")
    options = parser.parse_args()
    points = read()
    given = events(points, options.only)
    answers: dict[str, str] = {}
    if options.answers:
        with options.answers.open(encoding="utf-8", newline="") as file:
            answers = {row["id"]: row["answer"] for row in csv.DictReader(file)}
    second = Kept(answers) if options.questions or options.answers else None
    told(measure(given, points, second))
    if options.questions and second:
        lines = (json.dumps({"id": key})[:-1] + f", {line[1:]}" for key, line in second.asked.items())
        options.questions.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{len(second.asked)} questions written to {options.questions}")
    if not options.only:
        agreement(points)
    print(machine())
    return 0


if __name__ == "__main__":
    sys.exit(main())
