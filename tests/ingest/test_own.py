"""A report is an output, never an input."""

import pytest

from crossread.records import Blob, ReportData, Run
from crossread.stages.ingest import IngestOptions, ingest
from crossread.stages.report import to_html, to_json


@pytest.mark.parametrize("write", [to_html, to_json])
def test_a_report_left_among_the_articles_is_not_read_as_one(write: object) -> None:
    assert callable(write)
    text = write(ReportData(Run("0.1.0", "2026-11-22T10:00:00+00:00")))
    found = ingest(Blob("folder/report.out", text.encode()))
    assert found.articles == ()
    assert [item.code for item in found.skipped] == ["own-report"]


def test_a_file_of_judgements_is_not_read_as_articles() -> None:
    line = '{"crossread": "judgement/1", "finding": "85c47ee2a9f49a71", "question": "the hotline"}'
    found = ingest(Blob("desk.jsonl", line.encode()))
    assert [(item.code, item.cause) for item in found.skipped] == [
        ("own-report", "It is a file that crossread made, not a source.")
    ]


def test_an_article_about_reports_is_read() -> None:
    found = ingest(
        Blob("a.txt", b'The file says "format": "crossread-report/1" somewhere in its middle: news.')
    )
    assert len(found.articles) == 1


def test_an_article_longer_than_the_limit_is_skipped_with_the_remedy() -> None:
    options = IngestOptions(max_words=20)
    (item,) = ingest(
        Blob("long.txt", b"The minister said that the bridge is open. " * 3), options=options
    ).skipped
    assert (item.code, "--max-words" in item.remedy) == ("too-large", True)
