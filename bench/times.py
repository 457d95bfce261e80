"""How well dates are read: value accuracy and recall on TimeBank and AQUAINT (TIMEX3 of type DATE and TIME).

    python bench/times.py [--data ../shared/data/time] [--errors N]

An expression is found where one of ours overlaps it; its value is right where
our interval covers the same days (the same minute, for a clock time). Values
that name no interval (PRESENT_REF, PAST_REF, FUTURE_REF, XXXX) can only be
missed or wrong; recall is also given without them. Needs no model.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from crossread.records import Article, DateBasis, Grain, Interval, Span
from crossread.stages.resolve.time import times
from crossread.stages.resolve.time.intervals import (
    date,
    decade_of,
    minute_of,
    span_of_months,
    week_of,
    weekend_of,
    year,
)

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "time"
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def gold_interval(value: str) -> Interval | None:
    """The interval of a TIMEX3 value; None where it names none."""
    if match := re.match(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)", value):
        return minute_of(datetime(*map(int, match.groups())))  # type: ignore[arg-type]
    if match := re.match(r"(\d{4})-(\d\d)-(\d\d)", value):
        return date(*map(int, match.groups()))
    if match := re.match(r"(\d{4})-W(\d\d?)(-WE)?", value):
        monday = datetime.fromisocalendar(int(match[1]), int(match[2]), 1)
        return weekend_of(monday) if match[3] else week_of(monday)
    if match := re.match(r"(\d{4})-Q(\d)$", value):
        return span_of_months(int(match[1]), int(match[2]) * 3 - 2, 3, Grain.SEASON)
    if match := re.match(r"(\d{4})-H(\d)$", value):
        return span_of_months(int(match[1]), int(match[2]) * 6 - 5, 6, Grain.SEASON)
    if match := re.match(r"(\d{4})-(SP|SU|FA|WI)$", value):
        return span_of_months(int(match[1]), SEASONS[match[2]], 3, Grain.SEASON)
    if match := re.match(r"(\d{4})-(\d\d)(-XX)?$", value):
        return span_of_months(int(match[1]), int(match[2]), 1, Grain.MONTH)
    if match := re.match(r"(\d{4})(-XX)?(-XX)?$", value):
        return year(int(match[1]))
    if re.fullmatch(r"\d{3}X?", value):
        return decade_of(int(value[:3]) * 10)
    return None


def same(ours: Interval, gold: Interval, modified: bool) -> bool:
    """Whether two intervals name the same time; early and late parts count by their whole."""
    if gold.grain is Grain.MINUTE or (ours.grain is Grain.MINUTE and gold.grain is Grain.DAY):
        return ours.start == gold.start or (gold.grain is Grain.DAY and gold.start <= ours.start < gold.end)
    if modified or (ours.grain == gold.grain and ours.end - ours.start < gold.end - gold.start):
        return gold.start <= ours.start and ours.end <= gold.end + timedelta(days=1)
    return ours.start == gold.start and ours.end == gold.end


def article_of(row: dict[str, Any]) -> Article:
    """A TimeML document as an article published at its creation time."""
    stamp = row["dct"]
    return Article(
        row["id"],
        row["file"],
        row["text"],
        "text",
        "utf-8",
        "en",
        published=stamp,
        published_basis=DateBasis.STATED,
    )


@dataclass
class Figures:
    """Counts over one set, and the expressions missed or misread."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """Share of right values among the DATE and TIME expressions found."""
        return self.counts["right"] / self.counts["found"]

    @property
    def recall(self) -> float:
        """Share found of all DATE and TIME expressions."""
        return self.counts["found"] / self.counts["gold"]

    @property
    def dated_recall(self) -> float:
        """Share found of those whose gold value names an interval."""
        return self.counts["found_dated"] / self.counts["dated"]

    @property
    def dated_accuracy(self) -> float:
        """Share of right values among those found whose gold value names an interval."""
        return self.counts["right"] / self.counts["found_dated"]


def measure(path: Path) -> Figures:
    """Read every document of a set and compare."""
    figures = Figures()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            _score(json.loads(line), figures.counts, figures.misses, figures.wrong)
    return figures


def main() -> None:
    """Print the figures, and with ``--errors`` the expressions missed or misread."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DEFAULT)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    for name in ("timebank", "aquaint"):
        found = measure(options.data / f"{name}.jsonl.gz")
        counts = found.counts
        print(f"{name}: value accuracy {found.accuracy:.3f} of {counts['found']} found;", end=" ")
        print(f"found {found.recall:.3f} of {counts['gold']}, {found.dated_recall:.3f} of", end=" ")
        print(f"{counts['dated']} with a date; accuracy on those {found.dated_accuracy:.3f};", end=" ")
        print(f"spurious {counts['spurious']} of {counts['ours']}")
        if options.errors:
            print("\n".join(found.wrong[: options.errors]))
            print(found.misses.most_common(options.errors))


def _score(row: dict[str, Any], counts: Counter[str], misses: Counter[str], wrong: list[str]) -> None:
    article = article_of(row)
    ours = times(article)
    counts["ours"] += len(ours)
    hit: set[Span] = set()
    for timex in row["timexes"]:
        overlapping = [m for m in ours if m.span.start < timex["end"] and timex["start"] < m.span.end]
        hit.update(m.span for m in overlapping)
        if timex["type"] not in ("DATE", "TIME") or timex.get("functionInDocument") == "CREATION_TIME":
            continue
        gold = gold_interval(timex["value"])
        counts["gold"] += 1
        counts["dated"] += gold is not None
        if not overlapping:
            misses[f"{timex['text']}|{timex['value']}" if gold else "(undated)"] += 1
            continue
        counts["found"] += 1
        counts["found_dated"] += gold is not None
        right = gold is not None and any(same(m.interval, gold, bool(timex.get("mod"))) for m in overlapping)
        counts["right"] += right
        if not right:
            got = overlapping[0]
            around = article.text[max(0, timex["start"] - 60) : timex["end"] + 30].replace("\n", " ")
            wrong.append(
                f"  {timex['text']!r} gold {timex['value']} ours {got.interval.iso()}"
                f" published {row['dct']} …{around}…"
            )
    counts["spurious"] += sum(m.span not in hit for m in ours)


if __name__ == "__main__":
    main()
