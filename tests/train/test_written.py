"""What was written and judged about texts of the sets. Needs no torch."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from training.pair.accounts import ANY
from training.pair.pairs import UNKNOWN
from training.pair.written import (
    ACCOUNTS,
    LETTERS,
    PREMISES,
    SENTENCES,
    STATEMENTS,
    accounts_beside,
    named,
    passages,
    sentences,
    sheet,
    statements,
    texts,
)


def test_statements_name_their_texts_and_hold_each_label_as_often() -> None:
    rows = sheet(STATEMENTS)
    counts = Counter((row["kind"], row["label"]) for row in rows)
    assert len(rows) > 20_000
    for kind in ("general", "news"):
        sizes = [counts[kind, letter] for letter in LETTERS]
        assert min(sizes) > 0.95 * max(sizes)
    assert all(len(row["text"].rpartition("/")[2]) == 12 for row in rows)


def test_what_gives_itself_away_has_no_label() -> None:
    rows = sheet(ACCOUNTS)
    pairs = list(accounts_beside(rows))
    assert [pair.rival == ANY for pair in pairs] == [row["plain"] == "1" for row in rows]
    assert 0.2 < sum(row["plain"] == "0" for row in rows) / len(rows) < 0.6
    one = {"kind": "news", "text": "a", "label": "e", "plain": "1", "statement": "b"}
    assert [pair.label for pair in statements([one, one | {"plain": "0"}], {"a": "text"})] == [UNKNOWN, 1]


def test_sentences_are_named_alone() -> None:
    rows = sheet(SENTENCES)
    assert {row["kind"] for row in rows} == {"news", "general"}
    assert all(len(row[side]) == 12 and int(row[side], 16) >= 0 for row in rows for side in ("one", "other"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Sets of one row each."""
    for folder in ("pairs", "stories"):
        (tmp_path / folder).mkdir()

    def write(path: str, row: dict[str, object]) -> None:
        with gzip.open(tmp_path / f"{path}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    for name in PREMISES:
        write(f"pairs/{name}.train", {"premise": f"Ilse  Corran sold {name}."})
    write("pairs/fnc1_stances.train", {"headline": "Bridge opens"})
    write("stories/neus_train", {"neutral_title": "A bridge", "neutral_summary": "It opened.", "docs": []})
    text = f"Menu\n{FIRST} {SECOND}"
    write("stories/stream_articles", {"id": "a1", "title": "Traders glad of bridge", "text": text})
    return tmp_path


FIRST = "The mayor of the town opened the new bridge over the river on Monday."
SECOND = "Traders on both banks said that they had waited for it for nine long years."


def test_texts_are_found_again_by_their_names(data: Path) -> None:
    assert list(passages(f"Menu\n{FIRST} {SECOND}")) == [FIRST, SECOND, f"{FIRST} {SECOND}"]
    premise, both = "Ilse Corran sold mnli_part.", f"{FIRST} {SECOND}"
    about = [
        {
            "kind": "general",
            "text": named(premise),
            "label": "e",
            "plain": "0",
            "statement": "Something was sold.",
        },
        {
            "kind": "news",
            "text": named(both, "a1"),
            "label": "c",
            "plain": "0",
            "statement": "It opened on Friday.",
        },
        {"kind": "news", "text": named("gone"), "label": "n", "plain": "0", "statement": "Nobody knows."},
    ]
    two = [{"kind": "news", "one": named(SECOND), "other": named("Bridge opens"), "label": "n"}]
    wanted = {row["text"] for row in about} | {two[0]["one"], two[0]["other"]}
    known = texts(data, wanted)
    assert [(pair.first, pair.label, pair.group) for pair in statements(about, known)] == [
        (premise, 1, "written_general"),
        (both, 2, "written_news"),
    ]
    assert [(pair.first, pair.second, pair.label, pair.group) for pair in sentences(two, known)] == [
        (SECOND, "Bridge opens", 4, "judged_news")
    ]
