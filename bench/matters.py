"""Matters: do the candidates hold the points of the gold, and do the weights tell one matter from another?

python bench/matters.py    (about a minute on two cores)

Candidates: of the gold's conflicting points (contradictions, denials, differences of numbers), those with a
candidate pair of units of two parties; a pair of opposite stances where the point has them. Weights: over
candidate pairs of two givers that both stand in the gold, the area under the curve and the average precision
of the probability of one matter, where the two stand in one point (a decoy is none) or in different ones.
The weights were set with these texts in view.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import findings
from common import machine, shared
from crossread.api import CompareOptions
from crossread.inputs import find
from crossread.models import Encoder
from crossread.pipeline import who_said_what
from crossread.records import Article
from crossread.stages.compare.compare import field_of
from crossread.stages.compare.matters import Field, candidates, links
from crossread.stages.compare.pages import pages
from crossread.stages.compare.units import Unit, giver, units
from crossread.stages.group import group

CONFLICTS = ("contradiction", "denial", "numeric_difference")
Place = tuple[str, int, int]
# Where a unit stands: point -> (kind of point, party, stance).
Standing = dict[str, tuple[str, str, str]]


def fielded(folder: Path) -> tuple[tuple[Article, ...], Field]:
    """The units of a folder of texts."""
    options = CompareOptions(workers=1)
    said = who_said_what(find([str(folder)], options=options.inputs()), options=options.pipeline())
    encoder = Encoder()
    grouping = group(said.articles, said.resolution, encoder)
    everything = units(pages(said.articles, said.resolution.actors), said.resolution, grouping)
    return said.articles, field_of(everything, said.resolution, grouping, encoder)


def holds(unit: Unit, place: Place) -> bool:
    """Whether half of the shorter of the two is in both."""
    article, start, end = place
    return unit.article == article and any(
        min(end, span.end) - max(start, span.start) >= min(end - start, len(span)) / 2 for span in unit.spans
    )


def standing(field: Field, points: Iterable[tuple[str, str, str, str, list[Place]]]) -> dict[int, Standing]:
    """Units in points; a point's account is (point, kind, party, stance, places)."""
    found: dict[int, Standing] = defaultdict(dict)
    for point, kind, party, stance, places in points:
        for index, unit in enumerate(field.units):
            if any(holds(unit, place) for place in places):
                found[index][point] = (kind, party, stance)
    return found


def seeds() -> tuple[Field, dict[int, Standing]]:
    """The founding texts with the developers' part of the gold."""
    articles, field = fielded(shared() / "seeds")
    known = {Path(article.path).name[:3]: article.id for article in articles}
    points: list[dict[str, Any]] = json.loads((shared() / "gold" / "points.json").read_text("utf-8"))
    given = (
        (
            point["id"],
            point["kind"],
            account["party"],
            account["stance"],
            [
                (known[account["doc"]], span["start"], span["end"])
                for span in (*account["spans"], *account["statement_spans"])
            ],
        )
        for point in points
        for account in point["accounts"]
    )
    return field, standing(field, given)


def readouts() -> tuple[Field, dict[int, Standing]]:
    """The readouts with their checked rows."""
    folder = shared() / "data" / "readouts"
    articles, field = fielded(folder / "text")
    texts = {
        article.id: (folder / "text" / Path(article.path).name).read_bytes().decode("utf-8")
        for article in articles
    }
    lines = (folder / "gold_comparison.jsonl").read_text("utf-8").splitlines()
    given = (
        (str(number), row["relation"], side, side, findings.places(row[side], texts))
        for number, row in enumerate(map(json.loads, lines))
        for side in ("us", "ru")
    )
    return field, standing(field, given)


def recalled(field: Field, stands: dict[int, Standing]) -> dict[str, bool]:
    """Conflicting points, and whether a candidate pair holds two parties (and two stances) of each."""
    near = candidates(field)
    out: dict[str, bool] = {}
    held: dict[str, list[int]] = defaultdict(list)
    for index, points in stands.items():
        for point in points:
            held[point].append(index)
    for point, members in sorted(held.items()):
        if stands[members[0]][point][0] not in CONFLICTS:
            continue
        stances = len({stands[index][point][2] for index in members}) > 1
        out[point] = any(
            (one, other) in near
            and stands[one][point][1] != stands[other][point][1]
            and (not stances or stands[one][point][2] != stands[other][point][2])
            for one in members
            for other in members
            if one < other
        )
    return out


def told_apart(field: Field, stands: dict[int, Standing]) -> tuple[int, int, float, float]:
    """Pairs, those of one matter, area under the curve, average precision."""
    scored: list[tuple[float, bool]] = []
    for link in links(field):
        one, other = stands.get(link.one), stands.get(link.other)
        first, second = field.units[link.one], field.units[link.other]
        if one and other and (giver(first) != giver(second) or first.article != second.article):
            common = any(one[point][0] != "decoy" for point in one.keys() & other.keys())
            scored.append((link.probability, common))
    scored.sort(key=lambda item: -item[0])
    same = [label for _, label in scored]
    ones, seen, before, precision = sum(same), 0, 0, 0.0
    for rank, label in enumerate(same, 1):
        if label:
            seen += 1
            precision += seen / rank
        else:
            before += seen
    return len(same), ones, before / max(1, ones * (len(same) - ones)), precision / max(1, ones)


def measure() -> dict[str, float]:
    """All figures; areas and precisions as shares of one."""
    out: dict[str, float] = {}
    for name, load in (("seeds", seeds), ("readouts", readouts)):
        field, stands = load()
        pairs, ones, area, precision = told_apart(field, stands)
        out |= {f"{name}_units": len(field.units), f"{name}_candidates": len(candidates(field))}
        out |= {f"{name}_gold_pairs": pairs, f"{name}_of_one_matter": ones}
        out |= {f"{name}_area": round(area, 4), f"{name}_precision": round(precision, 4)}
        if found := recalled(field, stands):
            out |= {"conflicting_points": len(found), "candidate_recall": sum(found.values()) / len(found)}
    return out


def main() -> None:
    """Print the figures."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    print(json.dumps(measure(), indent=1))
    print(machine())


if __name__ == "__main__":
    main()
