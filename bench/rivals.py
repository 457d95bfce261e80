"""How well rival accounts are told from others: pairs of events on which nothing was trained or fitted.

    python bench/rivals.py [--only 40] [--jobs 2]

The events are those that readers marked (220 of NeuS, ``judgements/neus_points.csv``); their pairs were
judged by a large language model (``training/pair/judged.csv.gz``). Average precision, of pairs that no sign
sets apart and of those that signs do: by the named signals or the signs alone, by the pair model alone, and
weighed.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from common import machine, shared
from crossread.models import CrossEncoder
from crossread.stages.compare import tables
from crossread.stages.compare.signals import odds

from training.measures import average_precision
from training.pair.rivals import Judged, events, pairs, sheet
from training.pair.weigh import CONFLICTS, Row

SCORES = ("without the model", "model alone", "weighed")


def judged_pairs(only: int | None = None, jobs: int = 1) -> list[Row]:
    """The judged pairs of the events for testing, of the last ``only`` of them."""
    known = sheet()
    given = [event for event in events(shared() / "data") if known[event.story].use == "test"][-(only or 0) :]
    wanted: Sequence[Judged] = [known[event.story] for event in given]
    with ProcessPoolExecutor(jobs) as pool:
        return [row for rows in pool.map(pairs, given, wanted) for row in rows]


def scores(row: Row, chance: float) -> tuple[float, float, float]:
    """What a pair gets without the model, by the model alone, and weighed; up to a constant."""
    said = odds(chance)
    if (signs := row["score"]) is not None:
        signed = tables.weights("signed")
        return odds(signs), said, signed["signs"] * odds(signs) + signed["rivals"] * said
    weights = tables.weights("rivals")
    named = sum(weights[name] * value for name, value in row["signals"].items())
    return named, said, weights["rivals"] * said + named


def figures(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Average precision by kind of pair and score."""
    chances = CrossEncoder(workers=2).rivals([(row["one"], row["other"]) for row in rows])
    out = {}
    for kind, signed in (("no sign", False), ("signs", True)):
        both = zip(rows, map(float, chances), strict=True)
        mine = [one for one in both if (one[0]["score"] is not None) == signed]
        gold = np.asarray([row["verdict"] in CONFLICTS for row, _ in mine])
        values = np.asarray([scores(*one) for one in mine])
        out[kind] = {"pairs": len(mine), "conflicts": round(float(gold.mean()), 3)} | {
            name: round(average_precision(values[:, at], gold), 3) for at, name in enumerate(SCORES)
        }
    return out


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", type=int, help="the last so many events")
    parser.add_argument("--jobs", type=int, default=2, help="processes that read")
    options = parser.parse_args()
    print(json.dumps(figures(judged_pairs(options.only, options.jobs)), indent=1))
    print(machine())
    return 0


if __name__ == "__main__":
    sys.exit(main())
