"""The log of what users did: each deed with who, when and of what; for owners to see."""

import json
import time

import pytest
from fastapi.testclient import TestClient

from crossread.dossier.errors import DossierError
from crossread.dossier.people import Role
from dossier.texts import FLOOD, blob
from report.page import Page

from .conftest import Build, House
from .test_policy import proof_of


def settled(client: TestClient) -> None:
    """Wait until no job runs."""
    end = time.monotonic() + 60
    while any(job["state"] in ("waiting", "running") for job in client.get("/api/v1/jobs").json()["items"]):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_each_deed_is_in_the_log_with_who_did_it_and_of_what(build: Build) -> None:
    house = build()
    ada = house.browser(Role.OWNER)
    proof = {"csrf": proof_of(ada)}
    finding = ada.get("/api/v1/review").json()["items"][0]["id"]
    story = ada.get("/api/v1/stories").json()["items"][0]["id"]
    article = ada.get("/api/v1/articles").json()["items"][0]["id"]
    said = ada.post("/review", data={"finding": finding, "action": "accept"} | proof)
    judgement = said.headers["location"].partition("=")[2]
    ada.post("/judgements/undo", data={"judgement": judgement} | proof)
    ada.get(f"/stories/{story}/report.json")
    ada.post(f"/articles/{article}/date", data={"date": "2031-05-20"} | proof)
    ada.post(f"/articles/{article}/remove", data={"sure": "true"} | proof)
    made = blob(FLOOD)
    ada.post("/import", data=proof, files={"files": (made.path, made.data)})
    settled(ada)
    ada.post("/logout", data=proof)
    found = [(entry.by, entry.action, entry.what) for entry in house.dossier.trail.entries().items]
    assert found[::-1][3:] == [
        ("Ada Berg", "sign-in", ""),
        ("Ada Berg", "judge", finding),
        ("Ada Berg", "undo", judgement),
        ("Ada Berg", "export", story),
        ("Ada Berg", "correct", article),
        ("Ada Berg", "remove", article),
        ("Ada Berg", "add", ""),
        ("Ada Berg", "sign-out", ""),
    ]
    entry = house.dossier.trail.entries(action="judge").items[0]
    assert (entry.client, entry.request) == ("testclient", said.headers["x-request-id"])


def test_what_did_not_succeed_and_what_only_looks_is_not(build: Build) -> None:
    house = build()
    before = house.dossier.trail.entries().total
    kim = house.client(token=Role.REVIEWER)
    asked = (
        "POST /review", "DELETE /api/v1/articles/0000", "DELETE /api/v1/judgements/0000", "GET /stories",
        "GET /stories/0000/report.json",
    )  # fmt: skip
    for one in asked:
        method, _, path = one.partition(" ")
        kim.request(method, path)
    assert house.dossier.trail.entries().total == before


def test_a_log_that_cannot_be_written_is_told_in_the_servers_log(
    build: Build, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    house = build()

    def full(**_: object) -> None:
        raise DossierError("There is no room left.")

    monkeypatch.setattr(house.dossier.trail, "write", full)
    kim = house.client(token=Role.REVIEWER)
    finding = kim.get("/api/v1/review").json()["items"][0]["id"]
    assert kim.post(f"/api/v1/findings/{finding}/judgements", json={"action": "reject"}).status_code == 201
    (told,) = [record for record in caplog.records if record.getMessage() == "deed-not-kept"]
    assert told.__dict__["fields"] == {"user": "Kim Dahl", "action": "judge", "what": finding}


def test_owners_see_the_log_on_a_page_and_as_json(build: Build) -> None:
    house = build()
    house.dossier.trail.write(by="<b>Eve</b>", action="judge", what="x\u202ey", client="192.0.2.7")
    ada = house.browser(Role.OWNER)
    text = ada.get("/audit").text
    page = Page(text)
    for words in ("Ada Berg", "sign-in", "user-added", "192.0.2.7", "<b>Eve</b>"):
        assert words in page.words
    assert "<b>Eve</b>" not in text
    assert "\u202e" not in text
    assert "user-added" not in Page(ada.get("/audit?action=judge&user=").text).words.partition("Of")[2]
    listed = ada.get("/api/v1/audit?action=user-added&limit=2").json()
    assert (listed["total"], len(listed["items"])) == (3, 2)
    assert set(listed["items"][0]) == {"number", "on", "by", "action", "what", "client", "request"}
    assert ada.get(listed["next"]).json()["items"]
    assert ada.get("/api/v1/audit?until=2001-01-01").json()["total"] == 0


@pytest.mark.parametrize("role", [Role.READER, Role.REVIEWER])
def test_others_do_not(shared: House, role: Role) -> None:
    client = shared.client(token=role)
    assert client.get("/audit").status_code == 403
    assert client.get("/api/v1/audit").status_code == 403


def test_no_words_of_articles_and_no_tokens_are_in_the_log(build: Build) -> None:
    house = build()
    ada = house.browser(Role.OWNER)
    finding = ada.get("/api/v1/review").json()["items"][0]["id"]
    note = {"finding": finding, "action": "note", "note": "private words", "csrf": proof_of(ada)}
    assert ada.post("/review", data=note).status_code == 303
    kept = json.dumps([entry.line() for entry in house.dossier.trail.entries(limit=200).items])
    for secret in (*house.tokens.values(), "private words", ada.cookies["crossread"], note["csrf"]):
        assert secret not in kept
