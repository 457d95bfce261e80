"""Calls, meetings and summits that both governments report, among all documents of two years.

    python bench/encounters.py

../shared/data/readouts: 3,995 documents of the White House and 816 of the Kremlin, with nothing said of
which belong together. Every pair of a document of each side that is shown as one encounter is held against
bench/judgements/encounters.csv, which one reader made from titles and openings, each pair read twice, the
second time in another order. The Biden–Putin calls of the time in which both sides' documents overlap
(October 2021 to June 2022) are those of 7 and 30 December 2021 and 12 February 2022.
"""

import csv
import gzip
import json
import tempfile
import time
from itertools import product
from pathlib import Path

from common import machine, shared
from crossread.encounters import Encounters, find_encounters

SHEET = Path(__file__).parent / "judgements" / "encounters.csv"
FILES = ("kremlin_2021-10_2022-06", "whitehouse_2021-06_2022-08")
CALLS = {"2021-12-07", "2021-12-30", "2022-02-12"}


def written(folder: Path) -> None:
    """The documents as crossread reads them: a page's summary stands before its text."""
    for name in FILES:
        with gzip.open(shared() / "data" / "readouts" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        kept = [
            {"title": row["title"], "party": row["party"], "published": row["date"], "url": row["url"],
             "text": f"{row.get('summary') or ''}\n\n{row['text']}".strip()}
            for row in rows
        ]  # fmt: skip
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in kept), "utf-8")


def pairs(found: Encounters) -> list[tuple[str, str]]:
    """Addresses of each two documents of two parties that are shown as one encounter."""
    out = []
    for encounter in found.encounters:
        sides = [[t for t in encounter.tellings if t.party == party] for party in encounter.parties]
        for one, other in product(sides[0], sides[1]):
            out.append((found.articles[one.article].url or "", found.articles[other.article].url or ""))
    return sorted(out)


def main() -> None:
    """Print the figures, and pairs that nobody judged."""
    with SHEET.open(encoding="utf-8", newline="") as stream:
        verdicts = {(row["one"], row["other"]): row for row in csv.DictReader(stream)}
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder))
        start = time.process_time()
        found = find_encounters(folder)
        seconds = time.process_time() - start
    shown = pairs(found)
    unknown = [pair for pair in shown if pair not in verdicts]
    right = [pair for pair in shown if pair in verdicts and verdicts[pair]["second"] == "yes"]
    days = {encounter.day.isoformat() for encounter in found.encounters}
    print(json.dumps({
        "documents": len(found.articles), "encounters": len(found.encounters), "pairs": len(shown),
        "precision of pairs": round(len(right) / max(1, len(shown) - len(unknown)), 3),
        "calls found on both sides": f"{len(CALLS & days)} of {len(CALLS)}", "not judged": len(unknown),
        "processor seconds": round(seconds, 1),
    }))  # fmt: skip
    for pair in unknown:
        print(json.dumps(pair))
    print(machine())


if __name__ == "__main__":
    main()
