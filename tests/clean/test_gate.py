"""Floors that only rise; measured with bench/furniture.py on the developers' data."""

from pathlib import Path

import pytest

from crossread.clean import clean
from crossread.ingest import ingest_all
from crossread.inputs import find

pytestmark = pytest.mark.gate


def test_furniture_of_the_gold_documents_is_found(shared: Path) -> None:
    furniture = pytest.importorskip("bench.furniture", reason="needs the bench folder of the repository")
    precision, recall, f1 = furniture.gold_score()
    assert min(precision, recall, f1) >= 0.99


def test_whole_pages_lose_little_of_their_body(shared: Path) -> None:
    furniture = pytest.importorskip("bench.furniture", reason="needs the bench folder of the repository")
    eaten, caught, _ = furniture.benchmark_score()
    assert eaten <= 0.006
    assert caught >= 0.66


def test_the_live_blog_of_the_seeds_has_its_posts(shared: Path) -> None:
    articles = clean(ingest_all(find([str(shared / "seeds")]).blobs).articles)
    assert [len(article.posts) for article in articles] == [0, 0, 0, 0, 39]
    assert [len(article.headings) for article in articles[:4]] == [0, 4, 0, 4]


def test_readouts_are_told_from_transcripts(shared: Path) -> None:
    articles = clean(ingest_all(find([str(shared / "data" / "readouts" / "text")]).blobs).articles)
    assert [str(article.kind) for article in articles] == [
        "readout",
        "transcript",
        "readout",
        "readout",
        "transcript",
        "readout",
    ]
    assert all(article.outlet in ("Kremlin", "White House") for article in articles)
