"""How many of the conflicts shown are conflicts, judged by eye on BASIL's mostly agreeing stories.

    python bench/false_alarms.py --draw          # compare 60 stories, draw at most 100, write the sheet
    python bench/false_alarms.py --print first   # the drawn conflicts with their words, in one order ...
    python bench/false_alarms.py --print second  # ... in another, for a pass without sight of the first
    python bench/false_alarms.py                 # the figures from the sheet

The sheet (``judgements/basil_conflicts.csv``) holds positions only: the texts stay outside the repository.
A row is one finding shown at the default confidence as a contradiction, a denial or a difference of numbers.
``first`` and ``second`` are the verdicts of the two passes:

yes     rival accounts of one question by different parties, or a denial by whom it names, on these words
no      no such thing: other matters, one view in two wordings, a report taken for the reporter's own word,
        support against opposition on different questions, a wrong speaker
"""

import argparse
import csv
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from common import machine, read_jsonl, shared
from crossread.pipeline import cross_read
from crossread.records import Blob, Finding, ReportData, Skipped

SHEET = Path(__file__).parent / "judgements" / "basil_conflicts.csv"
KINDS = ("contradiction", "denial", "numeric_difference")
STORIES = 60
DRAWN = 100
OUTLETS = {"nyt": "The New York Times", "fox": "Fox News", "hpo": "HuffPost"}
COLUMNS = ("story", "kind", "accounts", "first", "second")
Row = dict[str, str]


@dataclass(frozen=True)
class Given:
    """The articles of one story as an input."""

    story: str
    lines: str
    skipped: tuple[Skipped, ...] = ()

    @property
    def blobs(self) -> Iterator[Blob]:
        """One JSON Lines blob."""
        yield Blob(f"{self.story}.jsonl", self.lines.encode())


def stories() -> list[Given]:
    """Sixty of BASIL's development stories, chosen by a hash of their names."""
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
    return [Given(story, "\n".join(found[story])) for story in sorted(chosen)]


def shown() -> Iterator[tuple[str, Finding, ReportData]]:
    """Every conflict that a run on each story shows."""
    for given in stories():
        data = cross_read(given)
        for finding in data.findings:
            if finding.kind.value in KINDS:
                yield given.story, finding, data


def places(finding: Finding, data: ReportData) -> str:
    """The finding's accounts as "text hash:start-end+start-end stance", joined by "; "."""
    hashes = {a.id: hashlib.sha256(a.text.encode()).hexdigest()[:12] for a in data.articles}
    return "; ".join(
        f"{hashes[account.article]}:{'+'.join(f'{s.start}-{s.end}' for s in account.passages)}"
        f" {account.stance.value}"
        for account in finding.accounts
        if account.passages
    )


def draw(seed: int) -> None:
    """Write a new sheet; verdicts on findings that are the same as before are kept."""
    known = {(row["story"], row["accounts"]): row for row in read()} if SHEET.exists() else {}
    rows = [
        {"story": story, "kind": finding.kind.value, "accounts": places(finding, data)}
        for story, finding, data in shown()
    ]
    total = len(rows)
    if total > DRAWN:
        rows = sorted(sorted(rows, key=lambda row: _lot(row["accounts"], seed))[:DRAWN], key=_order)
    for row in rows:
        old = known.get((row["story"], row["accounts"]), {})
        row |= {"first": old.get("first", ""), "second": old.get("second", "")}
    SHEET.parent.mkdir(exist_ok=True)
    with SHEET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{total} conflicts shown on {STORIES} stories, {len(rows)} drawn; {SHEET.name} written")


def _lot(key: str, seed: int) -> str:
    """A lot drawn for a row: the same on every machine."""
    return hashlib.sha256(f"{seed} {key}".encode()).hexdigest()


def _order(row: Row) -> tuple[str, str]:
    return (row["story"], row["accounts"])


def read() -> list[Row]:
    """The rows of the sheet."""
    with SHEET.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def show(which: str) -> None:
    """Print the drawn conflicts with their words, in the order of one pass; no verdicts."""
    drawn = {(row["story"], row["accounts"]): number for number, row in enumerate(read(), 1)}
    items = []
    for story, finding, data in shown():
        number = drawn.get((story, places(finding, data)))
        if number:
            items.append((number, told(number, finding, data)))
    for _, text in sorted(items, key=lambda item: _lot(str(item[0]), 1 if which == "first" else 2)):
        print(text)


def told(number: int, finding: Finding, data: ReportData) -> str:
    """One conflict in words: the question, and each party with its passages."""
    texts = {article.id: article for article in data.articles}
    names = {actor.id: actor.name for actor in data.actors}
    lines = [f"\n[{number}] {finding.kind.value}: {finding.question}"]
    for account in finding.accounts:
        if account.passages:
            article = texts[account.article]
            words = " … ".join(span.of(article.text) for span in account.passages).replace("\n", " ")
            party = names.get(account.party, account.party)
            lines.append(f"    {party} ({article.label}) {account.stance.value}: {words}")
    return "\n".join(lines)


def figures() -> int:
    """Precision of each pass, and how often the two agree."""
    rows = read()
    judged = [row for row in rows if row["first"] and row["second"]]
    if len(judged) < len(rows):
        print(f"{len(rows) - len(judged)} of {len(rows)} rows wait for a verdict.")
    for one in ("first", "second"):
        right = sum(row[one] == "yes" for row in judged)
        print(f"{one} pass: {right} of {len(judged)} are conflicts, precision {right / len(judged):.2f}")
    both = sum(row["first"] == row["second"] == "yes" for row in judged)
    same = sum(row["first"] == row["second"] for row in judged)
    print(f"both passes: {both} of {len(judged)}; the passes agree on {same} of {len(judged)}")
    for kind in KINDS:
        of_kind = [row for row in judged if row["kind"] == kind]
        if of_kind:
            right = sum(row["first"] == row["second"] == "yes" for row in of_kind)
            print(f"  {kind}: {right} of {len(of_kind)}")
    print(machine())
    return int(both < 0.7 * len(judged))


def main() -> int:
    """Draw, print for judging, or compute the figures; exit code 1 where precision is below 0.7."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draw", action="store_true", help="compare the stories and write the sheet")
    parser.add_argument(
        "--seed", type=int, default=20261126, help="of the draw, where more than 100 are shown"
    )
    parser.add_argument(
        "--print", dest="which", choices=("first", "second"), help="print for a pass of judging"
    )
    options = parser.parse_args()
    if options.draw:
        draw(options.seed)
    elif options.which:
        show(options.which)
    else:
        return figures()
    return 0


if __name__ == "__main__":
    sys.exit(main())
