import hashlib
import json
import re
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings

from crossread.errors import OutputError, PositionError, ReportError
from crossread.records import Grain, Interval, ReportData, Span, TimeMention
from crossread.stages.report import from_json, to_json

from .sample import sample
from .strategies import reports


@given(reports())
@settings(max_examples=60)
def test_a_report_of_any_content_is_read_back_as_it_was_written(report: ReportData) -> None:
    text = to_json(report)
    text.encode()
    assert from_json(text) == report
    assert to_json(from_json(text)) == text


def test_the_file_has_the_fields_of_the_format() -> None:
    data = json.loads(to_json(sample()))
    assert data["format"] == "crossread-report/1"
    assert set(data["articles"][0]) >= {
        *("id", "path", "outlet", "title", "published", "published_basis", "kind", "language"),
        *("text", "text_sha256", "furniture", "posts"),
    }
    assert set(data["claims"][0]) >= {
        *("id", "article", "story", "voices", "source", "cue", "content", "quotation", "act"),
        *("polarity", "hedged", "said_on"),
    }
    assert set(data["findings"][0]) >= {
        *("id", "rank", "kind", "question", "story", "score", "reasons", "accounts", "history"),
    }
    assert set(data["stories"][0]) >= {"id", "name", "date", "place", "participants", "articles"}
    assert set(data["actors"][0]) >= {"id", "name", "type", "side", "mentions"}


def test_positions_in_the_file_give_the_words_of_the_stored_text() -> None:
    data = json.loads(to_json(sample()))
    texts = {article["id"]: article["text"] for article in data["articles"]}
    claim = data["claims"][1]
    (content,) = claim["content"]
    assert (
        texts[claim["article"]][content["start"] : content["end"]]
        == "that the survey ships entered our waters"
    )
    assert claim["said_on"] == "2031-03-04"
    assert (
        data["articles"][0]["text_sha256"] == hashlib.sha256(data["articles"][0]["text"].encode()).hexdigest()
    )


def test_a_claim_carries_the_dates_that_its_content_names_and_no_others() -> None:
    report = sample()
    claim = report.claims[1]
    month = Interval(datetime(2031, 3, 1), datetime(2031, 4, 1), Grain.MONTH)
    start = claim.content[0].start
    inside = TimeMention(claim.article, Span(start, start + 4), month)
    before = TimeMention(claim.article, Span(start - 1, start + 1), month)
    written = json.loads(to_json(replace(report, times=(before, inside))))["claims"][1]
    assert written["id"] == claim.id
    assert written["speaks_of"] == [
        {
            "start": start,
            "end": start + 4,
            "interval": {"start": "2031-03-01T00:00:00", "end": "2031-04-01T00:00:00", "grain": "month"},
        }
    ]


def test_a_position_outside_its_text_is_refused() -> None:
    report = sample()
    claim = replace(report.claims[0], content=(Span(0, 10_000),))
    with pytest.raises(PositionError, match="does not resolve"):
        to_json(replace(report, claims=(claim,)))


def test_a_passage_in_an_article_that_the_report_does_not_hold_is_refused() -> None:
    with pytest.raises(PositionError, match="does not hold"):
        to_json(replace(sample(), articles=()))


def test_a_score_that_is_no_number_is_refused() -> None:
    report = sample()
    finding = replace(report.findings[0], score=float("nan"))
    with pytest.raises(OutputError):
        to_json(replace(report, findings=(finding,)))


def test_surrogates_of_paths_and_texts_never_reach_the_file() -> None:
    report = sample()
    article = replace(report.articles[0], path="bad\udcff.txt", outlet="\ud800")
    text = to_json(replace(report, articles=(article, *report.articles[1:])))
    data = json.loads(text.encode())
    assert data["articles"][0]["path"] == "bad\\udcff.txt"
    assert data["articles"][0]["outlet"] == "\ufffd"
    from_json(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "its format is None"),
        ('{"format": "crossread-report/9"}', "crossread-report/9"),
        ('{"format": "crossread-report/1"}', "'run' is missing"),
        ('{"format": "crossread-report/1", "run": 3}', "damaged"),
    ],
)
def test_what_is_no_report_file_is_refused_with_the_cause(text: str, says: str) -> None:
    with pytest.raises(ReportError, match=says):
        from_json(text)


def test_an_edited_report_file_is_refused() -> None:
    text = to_json(sample())
    with pytest.raises(ReportError, match="is not the one that was read"):
        from_json(text.replace("more than two hours", "less than two hours"))
    with pytest.raises(ReportError, match="does not resolve"):
        from_json(re.sub(r'"end": (\d+)', r'"end": \g<1>00', text))
    with pytest.raises(ReportError, match="quarrel"):
        from_json(text.replace('"kind": "contradiction"', '"kind": "quarrel"'))
