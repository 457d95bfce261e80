"""Judged pairs of accounts: what the sheet holds, what training takes of it. Needs no torch."""

import csv
import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from crossread.stages.compare.signals import odds

from training.events import of_stream
from training.measures import average_precision
from training.pair.accounts import ANY, accounts
from training.pair.rivals import JUDGED, STREAM_STORIES, sheet

REPOSITORY = Path(__file__).parents[2]


def test_events_that_readers_marked_are_for_testing_alone() -> None:
    with (REPOSITORY / "bench" / "judgements" / "neus_points.csv").open(encoding="utf-8", newline="") as file:
        marked = {row["story"] for row in csv.DictReader(file)}
    uses = {story: judged.use for story, judged in sheet().items()}
    assert {story for story, use in uses.items() if use == "test"} == marked
    assert Counter(uses.values()).keys() == {"train", "fit", "test"}


def test_the_sheet_holds_positions_and_letters_only() -> None:
    with gzip.open(JUDGED, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 50_000
    for row in rows:
        assert row["verdict"] in "Ckcr"
        assert all(len(row[side]) == 12 and int(row[side], 16) >= 0 for side in ("one", "other"))
        assert all(int(row[f"{side}_start"]) < int(row[f"{side}_end"]) for side in ("one", "other"))


def test_training_takes_what_is_for_training(tmp_path: Path) -> None:
    rows = [
        {"one": "Olin said: it rained", "other": "Brandt denied: it rained", "verdict": "C", "use": "train"},
        {"one": "Olin said: it rained", "other": "Pell said: it snowed", "verdict": "", "use": "train"},
        {"one": "Olin said: it hailed", "other": "Pell said: it hailed", "verdict": "k", "use": "fit"},
        {"one": "Olin said: it thawed", "other": "Pell said: it froze", "verdict": "c", "use": "test"},
    ]
    path = tmp_path / "accounts.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    judged, unjudged, test = accounts(path)
    assert [(pair.first, pair.rival) for pair in judged] == [("Olin said: it rained", 1)]
    assert [(pair.second, pair.rival) for pair in unjudged] == [("Pell said: it snowed", ANY)]
    assert [(pair.second, pair.rival) for pair in test] == [("Pell said: it froze", 2)]


def test_a_story_of_the_stream_is_made_of_the_articles_that_it_names(tmp_path: Path) -> None:
    stories = tmp_path / "stories"
    stories.mkdir()
    with gzip.open(stories / "stream_articles.jsonl.gz", "wt", encoding="utf-8") as file:
        for one in ("a", "b", "c"):
            row = {
                "id": one,
                "title": f"Ferry {one}",
                "source": "Herald",
                "date": "1/4/19",
                "text": "It sank.",
            }
            file.write(json.dumps(row) + "\n")
    sheet_of = tmp_path / "stories.csv"
    sheet_of.write_text("story,article\none,c\none,a\n", encoding="utf-8")
    (event,) = of_stream(tmp_path, sheet_of)
    held = [json.loads(line) for line in event.lines.splitlines()]
    assert [(one["title"], one["published"]) for one in held] == [
        ("Ferry c", "2019-01-04"),
        ("Ferry a", "2019-01-04"),
    ]
    assert STREAM_STORIES.read_text("utf-8").startswith("story,article\n")


def test_average_precision_is_that_of_the_textbook() -> None:
    score = np.asarray([0.9, 0.8, 0.7, 0.6])
    assert average_precision(score, np.asarray([True, False, True, False])) == pytest.approx((1 + 2 / 3) / 2)
    assert odds(0.5) == 0
    assert odds(1.0) == -odds(0.0) < 7
