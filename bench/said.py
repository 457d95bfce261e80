"""When things were said: ``said_on`` against the days that the shared gold gives, by how they are known.

    python bench/said.py

Each statement of the gold is held against the claim that shares most of its
content. A year in the gold is right where the claim says that year only.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import crossread
from common import machine, shared
from crossread.records import Claim, Span


def alike(claim: Claim, gold: list[Span]) -> tuple[float, bool]:
    """Share of code points that a claim and a gold content have in common; a claim with a cue goes first."""
    both = sum(one.overlap(other) for one in claim.content for other in gold)
    return both / (sum(map(len, claim.content)) + sum(map(len, gold))), claim.cue is not None


def main() -> None:
    """Print how many are right by basis, and of which nothing but the publication is known."""
    folder = shared()
    lines = (folder / "gold" / "statements.jsonl").read_text("utf-8").splitlines()
    gold: list[dict[str, Any]] = [row for row in map(json.loads, lines) if row.get("time_said")]
    files = [
        path for path in sorted((folder / "seeds").glob("*.txt")) if path.name[:3] in {r["doc"] for r in gold}
    ]
    report = crossread.read(files, options=crossread.CompareOptions(workers=1)).data
    claims = {
        Path(one.path).name[:3]: [c for c in report.claims if c.article == one.id] for one in report.articles
    }
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for row in gold:
        content = [Span(piece["start"], piece["end"]) for piece in row["content"]]
        best = max(claims[row["doc"]], key=lambda claim: alike(claim, content))
        told = best.said_on.iso() if best.said_on else ""
        basis = str(best.said_basis or "none")
        found[basis] += 1
        right[basis] += told[:10] == row["time_said"][:10]
    print(json.dumps({basis: f"{right[basis]} of {count} right" for basis, count in sorted(found.items())}))
    print(f"all: {right.total()} of {found.total()}; {machine()}")


if __name__ == "__main__":
    main()
