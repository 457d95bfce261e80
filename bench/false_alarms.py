"""How many of the conflicts shown are conflicts, judged by eye on BASIL's events and on fresh ones of NeuS.

    python bench/false_alarms.py --draw          # compare the events, draw at most 100, write the sheets
    python bench/false_alarms.py --blind FOLDER  # write blind-1.md and blind-2.md for two readers
    python bench/false_alarms.py --fold FOLDER   # take verdict-1.csv and verdict-2.csv (id, verdict, reason)
    python bench/false_alarms.py                 # the figures from the sheets
    python bench/false_alarms.py --left          # ... of those that a run shows now

The sheets (``judgements/basil_conflicts.csv``, ``judgements/neus_conflicts.csv``) hold positions only: the
texts stay outside the repository. A row is one finding shown at the default confidence as a contradiction, a
denial or a difference of numbers. ``first`` and ``second`` are the verdicts of two readers who see neither
each other nor the rules:

yes     rival accounts of one question by different parties, or a denial by whom it names, on these words
no      no such thing: other matters, one view in two wordings, a report taken for the reporter's own word,
        support against opposition on different questions, a wrong speaker

BASIL: sixty of its development events, told mostly alike by three outlets. NeuS: of its events with two or
three full texts, in the order of a hash of their names, the first 150 that readers marked: the pair model was
not trained on them. The sheets hold the verdicts on what a run shows (27 November 2026), in all 220 events.
"""

import argparse
import csv
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import blind
from common import kappa, machine, read_jsonl, shared
from crossread.models import CrossEncoder, Encoder, Reader, SecondReader
from crossread.pipeline import PipelineOptions, read_against, who_said_what
from crossread.records import Finding, ReportData

from training.events import Event, hashes_of, neus

SHEETS = Path(__file__).parent / "judgements"
SETS = ("basil", "neus")
KINDS = ("contradiction", "denial", "numeric_difference")
STORIES = 60
FRESH = 150
DRAWN = 100
OUTLETS = {"nyt": "The New York Times", "fox": "Fox News", "hpo": "HuffPost"}
COLUMNS = ("story", "kind", "accounts", "first", "second")
Row = dict[str, str]
Shown = tuple[str, str, Finding, ReportData]


def stories(which: str = "basil") -> list[Event]:
    """The events of one set, each with its articles."""
    return _basil() if which == "basil" else _neus()


def _basil() -> list[Event]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in read_jsonl(shared() / "data" / "stories" / "basil.dev.jsonl.gz"):
        article = {
            "text": "\n\n".join(part.strip() for part in row["paragraphs"]),
            "title": row["title"],
            "outlet": OUTLETS[row["source"].lower()],
            "published": row["date"] or "",
        }
        found[row["story"]].append(json.dumps(article))
    chosen = sorted(found, key=lambda story: hashlib.sha256(story.encode()).hexdigest())[:STORIES]
    return [Event(story, "\n".join(found[story])) for story in sorted(chosen)]


def _neus() -> list[Event]:
    kept = kept_back()
    return [event for event in neus_events() if event.story in kept][:FRESH]


def kept_back() -> set[str]:
    """The events of NeuS that readers marked, on no pair of which the pair model was trained."""
    with (SHEETS / "neus_points.csv").open(encoding="utf-8", newline="") as file:
        return {row["story"] for row in csv.DictReader(file)}


def neus_events() -> list[Event]:
    """All events of NeuS with two or three full texts, in the order of a hash of their names."""
    return neus(shared() / "data")


def reports(sets: Iterable[str] = SETS) -> Iterator[tuple[str, str, ReportData]]:
    """Set, event and report of each event."""
    given = [(which, event) for which in sets for event in stories(which)]
    for (which, event), data in zip(given, compared(event for _, event in given), strict=True):
        yield which, event.story, data


def compared(events: Iterable[Event], second_reader: SecondReader | None = None) -> Iterator[ReportData]:
    """The report of each event."""
    reader, encoder, pair_model = Reader(), Encoder(), CrossEncoder()
    options = PipelineOptions(reader=reader)
    for event in events:
        said = who_said_what(event, options=options)
        yield read_against(
            said, options=options, encoder=encoder, pair_model=pair_model, second_reader=second_reader
        )


def shown(found: Iterable[tuple[str, str, ReportData]]) -> Iterator[Shown]:
    """Every conflict that the reports show."""
    for which, story, data in found:
        for finding in data.findings:
            if finding.kind.value in KINDS:
                yield which, story, finding, data


def places(finding: Finding, data: ReportData) -> str:
    """The finding's accounts as "text hash:start-end+start-end stance", joined by "; "."""
    hashes = hashes_of(data.articles)
    return "; ".join(
        f"{hashes[account.article]}:{'+'.join(f'{s.start}-{s.end}' for s in account.passages)}"
        f" {account.stance.value}"
        for account in finding.accounts
        if account.passages
    )


def draw(found: Iterable[tuple[str, str, ReportData]], seed: int) -> None:
    """Write new sheets; verdicts on findings that are the same as before are kept."""
    known = {(row["story"], row["accounts"]): row for which in SETS for row in read(which)}
    rows: dict[str, list[Row]] = {which: [] for which in SETS}
    for which, story, finding, data in shown(found):
        row = {"story": story, "kind": finding.kind.value, "accounts": places(finding, data)}
        old = known.get((story, row["accounts"]), {})
        rows[which].append(row | {"first": old.get("first", ""), "second": old.get("second", "")})
    total = sum(map(len, rows.values()))
    keys = (row["accounts"] for of_set in rows.values() for row in of_set)
    kept = set(sorted(keys, key=lambda key: lot(key, seed))[:DRAWN])
    for which, of_set in rows.items():
        write(which, sorted((row for row in of_set if row["accounts"] in kept), key=_order))
        print(f"{which}: {len(of_set)} conflicts shown, {len(read(which))} drawn")
    print(f"{total} conflicts shown on {STORIES} + {FRESH} events")


def lot(key: str, seed: int) -> str:
    """A lot drawn for a row: the same on every machine."""
    return hashlib.sha256(f"{seed} {key}".encode()).hexdigest()


def _order(row: Row) -> tuple[str, str]:
    return (row["story"], row["accounts"])


def sheet(which: str) -> Path:
    """The file of a set's sheet."""
    return SHEETS / f"{which}_conflicts.csv"


def read(which: str) -> list[Row]:
    """The rows of a sheet, none where it is not yet drawn."""
    if not sheet(which).exists():
        return []
    with sheet(which).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(which: str, rows: list[Row]) -> None:
    """Write a sheet."""
    with sheet(which).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def make_blind(found: Iterable[tuple[str, str, ReportData]], folder: Path, seed: int) -> None:
    """Write what two blind readers get, each in an order of its own, and the map of ids to rows."""
    drawn = {(which, row["story"], row["accounts"]) for which in SETS for row in read(which)}
    items: list[blind.Item] = []
    others: list[blind.Item] = []
    for which, story, data in found:
        conflicts = [finding for _, _, finding, _ in shown([(which, story, data)])]
        for finding in conflicts:
            key = (which, story, places(finding, data))
            if key in drawn:
                items.append(blind.of_finding(finding, data, list(key)))
        others += blind.decoys(data, conflicts)
    others.sort(key=lambda item: lot(item.text, seed))
    blind.write(folder, [*items, *others[: blind.DECOYS]], [item.kind for item in items], seed)
    print(
        f"{len(items)} of {len(drawn)} rows and {min(len(others), blind.DECOYS)} decoys written to {folder}"
    )


def fold(folder: Path) -> None:
    """Take the verdicts of the two readers into the sheets; print what they said of the decoys."""
    verdicts, on_decoys = blind.verdicts(folder)
    for which in SETS:
        rows = read(which)
        for row in rows:
            row |= verdicts.get((which, row["story"], row["accounts"]), {})
        write(which, rows)
    for reader, said in on_decoys.items():
        print(f"decoys taken for conflicts, {reader}: {said.count('yes')} of {len(said)}")


def figures(rows: list[Row], name: str) -> int:
    """Precision by each reader, and how often the two agree; the number in which both see a conflict."""
    judged = [row for row in rows if row["first"] and row["second"]]
    if len(judged) < len(rows):
        print(f"{name}: {len(rows) - len(judged)} of {len(rows)} rows wait for a verdict.")
    if not judged:
        return 0
    said = [[row[one] == "yes" for row in judged] for one in ("first", "second")]
    both: int = sum(a and b for a, b in zip(*said, strict=True))
    same = sum(a == b for a, b in zip(*said, strict=True))
    count = len(judged)
    right = [sum(one) for one in said]
    print(
        f"{name}: {count} judged; conflicts by the first {right[0]} ({right[0] / count:.2f}), by the second"
        f" {right[1]} ({right[1] / count:.2f}), by both {both} ({both / count:.2f}), by either"
        f" {sum(right) - both}; they agree on {same}, kappa {kappa(*said):.2f}"
    )
    return both


def all_figures(left: set[tuple[str, str, str]] | None) -> int:
    """The figures of each set and kind, of all rows or of those ``left``; 1 where precision is below 0.7."""
    every: list[Row] = []
    for which in SETS:
        rows = [row for row in read(which) if left is None or (which, row["story"], row["accounts"]) in left]
        every += rows
        figures(rows, which)
        for kind in KINDS:
            if of_kind := [row for row in rows if row["kind"] == kind]:
                figures(of_kind, f"  {which}, {kind}")
    both = figures(every, "all")
    print(machine())
    return int(both < 0.7 * len(every))


def main() -> int:
    """Draw, write for judging, take verdicts, or compute; exit code 1 where precision is below 0.7."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draw", action="store_true", help="compare the events and write the sheets")
    parser.add_argument(
        "--seed", type=int, default=20261127, help="of the draw, where more than 100 are shown"
    )
    parser.add_argument("--blind", type=Path, help="write what two readers get into this folder")
    parser.add_argument("--fold", type=Path, help="take the readers' verdicts from this folder")
    parser.add_argument("--left", action="store_true", help="figures of the rows that a run shows now")
    options = parser.parse_args()
    if options.draw:
        draw(reports(), options.seed)
    elif options.blind:
        make_blind(reports(), options.blind, options.seed)
    elif options.fold:
        fold(options.fold)
    elif options.left:
        now = {(which, story, places(found, data)) for which, story, found, data in shown(reports())}
        return all_figures(now)
    else:
        return all_figures(None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
