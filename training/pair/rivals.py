"""Pairs of accounts from the news, judged by a large language model or by nobody yet.

    PYTHONPATH=src:. python -m training.pair.rivals --data ../shared/data --out accounts.jsonl.gz [--jobs 2]

reads the events of ``judged.csv.gz`` as crossread does and writes their pairs of accounts that no sign sets
apart and that may be rivals all the same (``stages/compare/unsigned.py``), and those that signs do set apart,
each with its verdict if the sheet holds one. The events are those of NeuS with two or three full texts, and
stories that grouping found in the stream (``stream_stories.csv``, article ids). A verdict is on positions:
each side's article (a hash of its text), start and end; it is one letter:

C  clear conflict: an editor would list it under "where the accounts conflict"
c  weak conflict: they stand against each other, mildly or in part
k  compatible: one matter, and both can hold
r  unrelated matters

``use`` says what an event is for: ``train``; ``fit``, the weights of ``weigh.py``; ``test``, those that
readers marked (``bench/judgements/neus_points.csv``), on which nothing is trained or fitted. Where reading
has changed since, verdicts whose passages are no accounts any more are lost; their number is printed.
"""

import argparse
import csv
import gzip
import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from crossread.models import Encoder, Reader
from crossread.pipeline import PipelineOptions, who_said_what
from crossread.stages.compare.compare import ground_of, oppositions
from crossread.stages.compare.places import placed
from crossread.stages.compare.rivals import told
from crossread.stages.compare.unsigned import likeliest, signals
from crossread.stages.group import group

from training.events import Event, hashes_of, neus, of_stream
from training.files import whole

HERE = Path(__file__).parent
JUDGED, STREAM_STORIES = HERE / "judged.csv.gz", HERE / "stream_stories.csv"
UNSIGNED, SIGNED = 150, 12  # pairs of an event
Side = tuple[str, int, int]  # hash of an article, start, end


@dataclass(slots=True)
class Judged:
    """The verdicts on one event, and what they are for."""

    use: str
    verdicts: dict[tuple[Side, Side], str] = field(default_factory=dict)


def sheet() -> dict[str, Judged]:
    """The verdicts by event."""
    out: dict[str, Judged] = {}
    with gzip.open(JUDGED, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one, other = ((row[a], int(row[f"{a}_start"]), int(row[f"{a}_end"])) for a in ("one", "other"))
            out.setdefault(row["story"], Judged(row["use"])).verdicts[one, other] = row["verdict"]
    return out


def events(data: Path) -> list[Event]:
    """All events of the sheet."""
    known = sheet()
    return [one for one in (*neus(data), *of_stream(data, STREAM_STORIES)) if one.story in known]


@cache
def models() -> tuple[Reader, Encoder]:
    """The models, loaded once in each process."""
    return Reader(), Encoder()


def pairs(event: Event, judged: Judged) -> list[dict[str, Any]]:
    """The pairs of an event: the texts that the model reads, and the verdict or an empty one.

    Those that are not for training have ``score``, that of the signs which set a pair apart (None where none
    does), and the named ``signals``.
    """
    reader, encoder = models()
    said = who_said_what(event, options=PipelineOptions(reader=reader))
    grouping = group(said.articles, said.resolution, encoder)
    ground = ground_of(said.articles, said.resolution, grouping, encoder)
    compared, hashes = ground.judge.field, hashes_of(said.articles)
    places = placed(compared.units)
    signed = oppositions(compared, ground.links, ground.judge)
    scores = {(item.one, item.other): item.score for item in signed}
    strongest = sorted(signed, key=lambda item: -item.score)[:SIGNED]
    others = likeliest(compared, ground.links, ground.judge, scores)

    def side(index: int) -> Side:
        unit = compared.units[index]
        return hashes[unit.article], unit.spans[0].start, unit.spans[-1].end

    out = []
    for number, link in enumerate([*(item.link for item in strongest), *others]):
        verdict = judged.verdicts.get((side(link.one), side(link.other)), "")
        wanted = judged.use == "train" and len(strongest) <= number < UNSIGNED
        if verdict or wanted:
            row: dict[str, Any] = {
                "one": told(compared, link.one),
                "other": told(compared, link.other),
                "verdict": verdict,
            }
            if judged.use != "train":
                row |= {
                    "score": scores.get((link.one, link.other)),
                    "signals": signals(compared, places, link),
                }
            out.append(row)
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--use", nargs="+", default=["train", "fit", "test"], help="the events for these")
    parser.add_argument("--most", type=int, help="events, to try it")
    options = parser.parse_args()
    known = sheet()
    given = [event for event in events(options.data) if known[event.story].use in options.use][: options.most]
    again = 0
    with ProcessPoolExecutor(options.jobs) as pool, whole(options.out) as new, gzip.open(new, "wt") as file:
        found = pool.map(pairs, given, [known[event.story] for event in given])
        for event, rows in zip(given, found, strict=True):
            for row in rows:
                file.write(json.dumps(row | {"use": known[event.story].use}) + "\n")
            again += sum(bool(row["verdict"]) for row in rows)
    total = sum(len(known[event.story].verdicts) for event in given)
    print(f"{len(given)} events; of {total} verdicts {again} found again")


if __name__ == "__main__":
    main()
