"""The API: what its description promises, one shape of errors, pages of lists, ids that last."""

from typing import Any

import hypothesis
import pytest
from fastapi.testclient import TestClient

from .conftest import Ids

OURS = {"host": "127.0.0.1", "origin": "http://127.0.0.1"}
schemathesis = pytest.importorskip("schemathesis", reason="the API's tests need schemathesis")
from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402


def test_lists_come_in_parts_that_join_to_the_whole(reading: TestClient) -> None:
    whole = reading.get("/api/v1/actors?limit=200").json()
    parts, address = [], "/api/v1/actors?limit=3"
    while address:
        part = reading.get(address).json()
        parts += part["items"]
        address = part["next"]
    assert parts == whole["items"]
    assert len(parts) == whole["total"]


def test_a_story_is_a_report_file(reading: TestClient, ids: Ids) -> None:
    for name in ids("stories"):
        story = reading.get(f"/api/v1/stories/{name}").json()
        assert story["line"]["id"] == name
        texts = {article["id"]: article["text"] for article in story["report"]["articles"]}
        for claim in story["report"]["claims"]:
            for span in claim["content"]:
                assert 0 <= span["start"] < span["end"] <= len(texts[claim["article"]])


def test_a_finding_gives_its_accounts_in_the_words_of_the_articles(reading: TestClient, ids: Ids) -> None:
    for name in ids("review"):
        found = reading.get(f"/api/v1/findings/{name}").json()
        assert found["id"] == name
        assert found["accounts"]
        for account in found["accounts"]:
            article = reading.get(f"/api/v1/articles/{account['article']}").json()
            text = " ".join(article["report"]["articles"][0]["text"].split())
            assert all(words in text for words in account["words"])
            assert account["party"]["name"]


def test_a_claim_gives_its_words_and_who_says_them(reading: TestClient) -> None:
    (item,) = reading.get('/api/v1/search?words="accepted+nothing"').json()["items"]
    claim = reading.get(f"/api/v1/claims/{item['claim']}").json()
    assert "accepted nothing" in claim["words"]
    assert claim["voices"][-1]["name"] == "Clara Weiss"
    assert [one["id"] for one in claim["report"]["claims"]] == [claim["id"]]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/stories/0000", 404, "not-found"),
        ("GET", "/api/v1/stories?limit=0", 422, "request"),
        ("GET", "/api/v1/nothing", 404, "http"),
        ("PUT", "/api/v1/stories", 405, "http"),
    ],
)
def test_every_error_has_one_shape(
    reading: TestClient, method: str, path: str, status: int, code: str
) -> None:
    answer = reading.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["code"] == code
    assert problem["detail"]


def test_whatever_fits_the_description_is_answered_as_it_says(writing: TestClient) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", writing.app, headers=OURS)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) > 12
    for operation in operations:
        fuzz(operation)


def fuzz(operation: Any) -> None:
    """Call one operation with a dozen requests that fit its description, and hold the answers against it."""

    @hypothesis.given(case=operation.as_strategy())
    @hypothesis.settings(max_examples=12, database=None, derandomize=True, deadline=None,
                         suppress_health_check=list(hypothesis.HealthCheck))  # fmt: skip
    def each(case: Any) -> None:
        # A date or position that fits its pattern can still be none: 422 says so.
        case.call_and_validate(headers=OURS, excluded_checks=[positive_data_acceptance])

    each()
