"""Floors that only rise; measured with bench/furniture.py on the developers' data."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from crossread.inputs import find
from crossread.stages.clean import clean
from crossread.stages.ingest import ingest_all

pytestmark = pytest.mark.gate


EATEN = 0.01  # most of the body that may be lost
CAUGHT = 0.6  # least of the rest that must be found
BENCH = Path(__file__).parents[2] / "bench" / "furniture.py"


@pytest.fixture(scope="module")
def bench(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_furniture", BENCH)
    if spec is None or spec.loader is None or not BENCH.exists():
        pytest.skip("needs the bench folder of the repository")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_furniture_of_the_gold_documents_is_found(bench: ModuleType) -> None:
    precision, recall, f1 = bench.gold_score()
    assert min(precision, recall, f1) >= 0.99


def test_whole_pages_lose_little_of_their_body(bench: ModuleType) -> None:
    eaten, caught, _ = bench.benchmark_score(most=50)
    assert eaten <= EATEN
    assert caught >= CAUGHT


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
