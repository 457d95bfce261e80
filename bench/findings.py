"""Findings: the readouts' rows and the seeds' gold points that a report shows.

    python bench/findings.py [--readouts REPORT.json] [--seeds REPORT.json] [--show]

Without a report it runs ``crossread compare`` on the developers' texts. A row of
``gold_comparison.jsonl`` counts as shown where one finding of a fitting kind has
passages that overlap the quotes of both sides (of the one side there is, for what
the other omits) by at least 20 code points or half of the quote. The seeds are
scored by ``score_report.py``; with the developers' part of the gold its
``conflict_precision`` is a lower bound.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from common import shared

_FITTING = {
    "agree": {"agreement", "commitment"},
    "contradict": {"contradiction", "denial", "emphasis", "numeric_difference"},
    "wording_differs": {"quote_variant", "emphasis", "agreement", "contradiction"},
}
_OVERLAP = 20
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " "})


def main() -> int:
    """Print both measures; exit code 1 where a floor is not reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--readouts", type=Path, help="a report on the readouts")
    parser.add_argument("--seeds", type=Path, help="a report on the seeds")
    parser.add_argument("--show", action="store_true", help="print each row and which finding shows it")
    options = parser.parse_args()
    data = shared()
    with tempfile.TemporaryDirectory() as folder:
        readouts = options.readouts or _run(
            data / "data" / "readouts" / "text", Path(folder) / "readouts.json"
        )
        seeds = options.seeds or _run(data / "seeds", Path(folder) / "seeds.json")
        found = rows(json.loads(readouts.read_text("utf-8")), data)
        scores = _score(seeds, data)
    if options.show:
        for row, rank in found:
            print(f"{'#' + str(rank) if rank else '-':>5}  {row['relation']:<24}{row['topic']}")
    shown = sum(rank is not None for _, rank in found)
    print(f"readouts: {shown} of {len(found)} rows shown")
    print("seeds: " + json.dumps(scores["findings"], ensure_ascii=False))
    conflicts = scores["findings"]["conflict_recall"] * scores["findings"]["conflicts"]
    return int(shown < 10 or conflicts < 3 or scores["findings"]["decoys_shown_as_conflict"] > 1)


def rows(report: dict[str, Any], data: Path) -> list[tuple[dict[str, Any], int | None]]:
    """Each row of the readouts' gold with the rank of the first finding that shows it."""
    texts = {}
    for article in report["articles"]:
        name = Path(article["path"]).name
        texts[article["id"]] = (data / "data" / "readouts" / "text" / name).read_bytes().decode("utf-8")
    lines = (data / "data" / "readouts" / "gold_comparison.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    return [(row, _rank(row, report, texts)) for row in gold]


def _rank(row: dict[str, Any], report: dict[str, Any], texts: dict[str, str]) -> int | None:
    sides = [places(row[side], texts) for side in ("us", "ru") if row[side]]
    omitted = row["relation"].startswith("omitted")
    for finding in report["findings"]:
        if not omitted and finding["kind"] not in _FITTING[row["relation"]]:
            continue
        given = [account for account in finding["accounts"] if account["passages"]]
        silent = any(account["stance"] == "silent" for account in finding["accounts"])
        if omitted and len(sides) == 1 and finding["kind"] != "sole_account" and not silent:
            continue
        # What one side omits is shown by its teller alone; elsewhere both sides must be on the page.
        hits = [any(_touches(account, place) for account in given for place in side) for side in sides]
        if all(hits) or (omitted and any(hits) and finding["kind"] == "sole_account"):
            return int(finding["rank"])
    return None


def places(quotes: list[dict[str, str]], texts: dict[str, str]) -> list[tuple[str, int, int]]:
    """(article, start, end) of the quotes in whichever texts hold them."""
    out = []
    for quote in quotes:
        wanted = quote["quote"].translate(_MARKS)
        for article, text in texts.items():
            start = text.translate(_MARKS).find(wanted)
            if start >= 0:
                out.append((article, start, start + len(wanted)))
    return out


def _touches(account: dict[str, Any], place: tuple[str, int, int]) -> bool:
    article, start, end = place
    if account["article"] != article:
        return False
    common = sum(max(0, min(end, p["end"]) - max(start, p["start"])) for p in account["passages"])
    return bool(common >= min(_OVERLAP, (end - start) / 2))


def _run(texts: Path, out: Path) -> Path:
    command = [sys.executable, "-m", "crossread", "compare", "-q", str(texts), "--json", str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return out


def _score(report: Path, data: Path) -> dict[str, Any]:
    script = [
        sys.executable,
        str(data / "eval" / "score_report.py"),
        str(report),
        "--gold",
        str(data / "gold"),
        "--json",
    ]
    done = subprocess.run(script, check=False, capture_output=True, text=True)
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


if __name__ == "__main__":
    sys.exit(main())
