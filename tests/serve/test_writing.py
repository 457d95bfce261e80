"""Judging, correcting, adding and taking out, by the forms of the pages and by the API."""

import json
import time
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient

from crossread.dossier import Dossier
from crossread.serve.desk import Desk, Outcome, State
from report.page import Page


def api(client: TestClient, path: str) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def followed(client: TestClient, answer: Any) -> Page:
    """The page that a form leads to, once its work is done."""
    assert answer.status_code == 303, answer.text[:500]
    where = answer.headers["location"]
    if where.startswith("/jobs/"):
        name = where.split("/")[2].split("?")[0]
        wait(lambda: api(client, f"/jobs/{name}")["state"] not in ("waiting", "running"))
        assert api(client, f"/jobs/{name}")["state"] == "done", api(client, f"/jobs/{name}")
    shown = client.get(where)
    assert shown.status_code == 200
    return Page(shown.text)


def wait(over: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not over():
        assert time.monotonic() < end, "it never ended"
        time.sleep(0.05)


def first_queued(client: TestClient) -> str:
    found: str = api(client, "/review")["items"][0]["id"]
    return found


def test_a_rejected_finding_leaves_the_queue_and_the_story_and_comes_back_by_undo(
    writing: TestClient,
) -> None:
    before = api(writing, "/review")["total"]
    finding = first_queued(writing)
    shown = followed(writing, writing.post("/review", data={"finding": finding, "action": "reject"}))
    assert "Kept" in shown.words
    assert api(writing, "/review")["total"] == before - 1
    story = api(writing, f"/findings/{finding}")["story"]
    assert finding not in {one["id"] for one in api(writing, f"/stories/{story}")["report"]["findings"]}
    (made,) = api(writing, "/judgements")["items"]
    assert (made["kind"], made["by"], made["standing"]) == ("reject", "Jo", True)
    followed(writing, writing.post("/judgements/undo", data={"judgement": made["id"], "then": "/review"}))
    assert api(writing, "/review")["total"] == before


def test_a_note_by_the_api_is_kept_with_who_and_why(writing: TestClient) -> None:
    finding = first_queued(writing)
    made = writing.post(
        f"/api/v1/findings/{finding}/judgements", json={"action": "note", "note": "Ask Weiss."}
    )
    assert made.status_code == 201
    assert made.json()["finding"] == finding
    assert "Ask Weiss." in writing.get("/judgements").text


def test_a_speaker_set_right_is_heard_under_the_other_name_from_then_on(writing: TestClient) -> None:
    said = api(writing, "/search?words=dam+had+held")["items"][0]
    page = Page(writing.get(f"/claims/{said['claim']}").text)
    assert "Jan Roe" in page.words
    answer = writing.post(
        f"/claims/{said['claim']}/speaker", data={"speaker": "Pia Holm", "note": "heard her"}
    )
    assert "Pia Holm" in followed(writing, answer).words
    assert api(writing, "/search?speaker=Pia+Holm")["items"][0]["words"] == said["words"]


def test_stories_are_split_and_joined(writing: TestClient) -> None:
    (story,) = api(writing, "/stories?words=Tessel")["items"]
    articles = api(writing, f"/stories/{story['id']}")["report"]["articles"]
    answer = writing.post(f"/stories/{story['id']}/split", data={"articles": [articles[0]["id"]]})
    followed(writing, answer)
    one, other = api(writing, "/stories?words=Tessel")["items"]
    followed(writing, writing.post(f"/stories/{one['id']}/join", data={"other": other["id"]}))
    assert api(writing, "/stories?words=Tessel")["total"] == 1


def test_actors_are_merged_and_split(writing: TestClient) -> None:
    by_name = {actor["name"]: actor for actor in api(writing, "/actors?limit=200")["items"]}
    answer = writing.post(
        f"/actors/{by_name['Jan Roe']['id']}/merge", data={"other": by_name["Ida Lund"]["id"]}
    )
    followed(writing, answer)
    names = {actor["name"] for actor in api(writing, "/actors?limit=200")["items"]}
    assert "Ida Lund" not in names
    done = writing.post(
        "/api/v1/corrections",
        json={
            "mend": "split-actor",
            "actor": "Clara Weiss",
            "called": "C. Holm",
            "forms": ["Ms Weiss"],
        },
    )
    assert done.status_code == 202, done.text
    wait(lambda: api(writing, f"/jobs/{done.json()['id']}")["state"] == "done")
    assert "C. Holm" in {actor["name"] for actor in api(writing, "/actors?limit=200")["items"]}


def test_a_paragraph_is_marked_and_a_date_is_set(writing: TestClient) -> None:
    (article,) = [one for one in api(writing, "/articles")["items"] if one["outlet"] == "Tessel News"]
    form = Page(writing.get(f"/articles/{article['id']}/correct").text)
    boxes = [
        value
        for tag, name, value in form.attributes
        if tag == "input" and name == "value" and value.isdigit()
    ]
    followed(writing, writing.post(f"/articles/{article['id']}/marks", data={"furniture": [boxes[-1]]}))
    assert api(writing, "/search?words=dam+had+held")["total"] == 0
    followed(writing, writing.post(f"/articles/{article['id']}/date", data={"date": "2031-05-14"}))
    assert api(writing, f"/articles/{article['id']}")["line"]["published"] == "2031-05-14"
    refused = writing.post(f"/articles/{article['id']}/date", data={"date": "in spring"})
    assert refused.status_code == 422
    assert "2021-12-07" in refused.text


def test_files_are_added_and_what_cannot_be_read_is_named(writing: TestClient) -> None:
    report = "The ferry sank off Norrby on Monday. Captain Per Dahl said that nobody was hurt."
    answer = writing.post(
        "/import",
        files=[("files", ("ferry.txt", report.encode())), ("files", ("bad.bin", b"\x00\x01\x02" * 99))],
        data={"outlet": "Norrby Post", "date": "2031-06-03"},
    )
    shown = followed(writing, answer)
    assert "1 added" in shown.words
    assert "bad.bin" in shown.words
    said = api(writing, "/search?words=nobody+was+hurt")["items"][0]
    assert (said["outlet"], said["published"]) == ("Norrby Post", "2031-06-03")


def test_articles_are_added_and_taken_out_by_the_api(writing: TestClient) -> None:
    report = {"name": "ferry", "text": "Captain Per Dahl said that nobody was hurt when the ferry sank."}
    done = writing.post("/api/v1/articles", json={"articles": [report | {"outlet": "Norrby Post"}]})
    assert done.status_code == 202
    wait(lambda: api(writing, f"/jobs/{done.json()['id']}")["state"] == "done")
    (article,) = [one for one in api(writing, "/articles")["items"] if one["outlet"] == "Norrby Post"]
    sure = writing.post(f"/articles/{article['id']}/remove", data={})
    assert sure.status_code == 422
    followed(writing, writing.post(f"/articles/{article['id']}/remove", data={"sure": "true"}))
    assert writing.get(f"/api/v1/articles/{article['id']}").status_code == 404


def test_progress_comes_as_events_until_the_work_is_over(writing: TestClient) -> None:
    report = {"name": "ferry", "text": "Captain Per Dahl said that nobody was hurt."}
    job = writing.post("/api/v1/articles", json={"articles": [report]}).json()
    with writing.stream("GET", f"/jobs/{job['id']}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        told = [json.loads(line[6:]) for line in answer.iter_lines() if line.startswith("data: ")]
    assert told[-1]["state"] == "done"


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"origin": ""}, {"host": "evil.example"}],
)
def test_a_page_elsewhere_cannot_write(writing: TestClient, headers: dict[str, str]) -> None:
    finding = first_queued(writing)
    for path, data in (
        ("/review", {"finding": finding, "action": "reject"}),
        (f"/api/v1/findings/{finding}/judgements", {"action": "reject"}),
    ):
        assert writing.post(path, data=data, headers=headers).status_code in (400, 403)
    assert api(writing, "/judgements")["total"] == 0


def test_stopping_ends_a_job_at_a_boundary_and_begins_none_that_waits(filled: Any) -> None:
    begun, going = Event(), Event()

    def slow(dossier: Dossier, progress: Callable[[str, int, int], None]) -> Outcome:
        begun.set()
        assert going.wait(30)
        progress("read", 1, 2)
        return Outcome("never said")

    with Dossier.open(filled, workers=1) as dossier:
        desk = Desk(dossier)
        first, second = desk.submit("one", "Jo", slow), desk.submit("two", "Jo", slow)
        assert begun.wait(30)
        desk._stopping = True
        going.set()
        desk.stop()
        assert {desk.job(first.id).state, desk.job(second.id).state} == {State.STOPPED}


def test_a_fault_in_one_job_does_not_end_the_desk(filled: Any) -> None:
    def faulty(dossier: Dossier, progress: Callable[[str, int, int], None]) -> Outcome:
        raise ZeroDivisionError

    with Dossier.open(filled, workers=1) as dossier:
        desk = Desk(dossier)
        failed = desk.wait(desk.submit("one", "Jo", faulty).id, 30)
        assert failed.state is State.FAILED
        assert desk.wait(desk.submit("two", "Jo", lambda d, p: Outcome("done")).id, 30).state is State.DONE
        desk.stop()
