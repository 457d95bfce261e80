"""Sheets to keep: a line for each claim or account, in the words of the sources, obeyed by no spreadsheet."""

import csv
from io import StringIO

import pytest
from fastapi.testclient import TestClient

from crossread.dossier.views import Said
from crossread.records import Span
from crossread.serve.sheets import said_sheet

from .conftest import Ids


def lines(client: TestClient, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def test_a_search_is_kept_as_a_sheet_with_the_same_claims(reading: TestClient) -> None:
    for asked in ("words=salt+road", "speaker=Brenn", "outlet=Lake+Post"):
        kept = lines(reading, f"/search.csv?{asked}")
        found = reading.get(f"/api/v1/search?limit=200&{asked}").json()["items"]
        assert [line["claim"] for line in kept] == [item["claim"] for item in found]
        assert [line["words"].split() for line in kept] == [item["words"].split() for item in found]
        assert kept


def test_a_story_is_kept_as_a_sheet_with_a_line_for_each_account(reading: TestClient, ids: Ids) -> None:
    told = 0
    for name in ids("stories"):
        report = reading.get(f"/api/v1/stories/{name}").json()["report"]
        texts = {article["id"]: article["text"] for article in report["articles"]}
        kept = lines(reading, f"/stories/{name}/findings.csv")
        assert len(kept) == sum(len(finding["accounts"]) for finding in report["findings"])
        for line in kept:
            if line["start"]:
                assert texts[line["article"]].startswith(line["words"].split(" […] ")[0], int(line["start"]))
                told += 1
    assert told > 4


def test_an_address_of_the_search_without_words_gives_the_latest_of_all(reading: TestClient) -> None:
    every = reading.get("/api/v1/status").json()["claims"]
    assert len(lines(reading, "/search.csv")) == every


@pytest.mark.parametrize("words", ["=cmd()", "+1", "-1", "@x", "\t=1", '"=1"', "a\nb,c"])
def test_words_are_no_commands_and_stay_in_their_cell(words: str) -> None:
    said = Said(
        claim="c", article="a", outlet=None, published=None, story=None, speaker=None, voices=(),
        content=(Span(0, 1),), words=words, act="says", quotation="none", polarity="asserts", hedged=False,
        said_on=None,
    )  # fmt: skip
    head, row = csv.reader(StringIO(said_sheet([said], {}).lstrip("\ufeff")))
    cell = row[head.index("words")]
    assert not cell.startswith(("=", "+", "-", "@", "\t"))
    assert "\n" not in cell
    assert len(row) == len(head)
