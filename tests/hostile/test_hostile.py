import json
from pathlib import Path

import lxml.html
import pytest

import crossread
from crossread.inputs import Found, find
from crossread.records import article_spans, check_report, check_spans
from crossread.stages.clean import clean
from crossread.stages.ingest import Ingested, ingest_all

from .inputs import write_all


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hostile")
    assert write_all(place) == 200
    return place


@pytest.fixture(scope="module")
def run(folder: Path) -> tuple[Found, Ingested]:
    found = find([str(folder)])
    ingested = ingest_all(found.blobs)
    return found, ingested


def test_every_hostile_input_is_read_or_skipped_with_cause_and_remedy(
    run: tuple[Found, Ingested],
) -> None:
    found, ingested = run
    skipped = [*found.skipped, *ingested.skipped]
    assert all(item.path and item.code and item.cause and item.remedy for item in skipped)
    assert all(item.path.isprintable() or "\u200d" in item.path for item in skipped)
    named = {Path(item.path).name[:4] for item in skipped} | {
        Path(item.path).name[:4] for item in ingested.articles
    }
    for number in range(196):
        assert f"{number:03}-" in named, f"nothing was said of input {number}"
    for name in ("x-self.txt", "x-pipe.txt"):
        assert any(item.path.endswith(name) for item in skipped)


def test_hostile_articles_have_positions_that_resolve_and_text_that_can_be_written(
    run: tuple[Found, Ingested],
) -> None:
    _, ingested = run
    articles = clean(ingested.articles)
    assert len(articles) == len(ingested.articles) > 40
    for article in articles:
        check_spans(article.path, article_spans(article), article.text)
        article.text.encode("utf-8")
        assert "\0" not in article.text
        for words in (article.title, article.outlet, article.byline, article.url, article.path):
            (words or "").encode("utf-8")


def test_a_whole_run_over_hostile_inputs_ends_and_its_page_shows_text_as_text(folder: Path) -> None:
    # A lower limit than the default: books would be read to their end, and tests must be quick.
    comparison = crossread.compare(folder, options=crossread.CompareOptions(max_words=5_000))
    assert comparison.data.articles
    assert comparison.data.skipped
    check_report(comparison.data)
    json.loads(comparison.to_json())
    page = comparison.to_html()
    tree = lxml.html.fromstring(page)
    assert not tree.xpath("//script|//iframe|//object|//embed|//link|//form|//base")
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]
    for address in tree.xpath("//@href|//@src"):
        assert address.startswith(("#", "https://", "http://")), address
    assert not set(page) & {"\0", "\x1b", "\u202e", "\u2066"}
