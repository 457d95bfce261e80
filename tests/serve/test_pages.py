"""The pages of a dossier: each opens, is well formed, says what the dossier holds, and fetches nothing."""

import re

import pytest
from fastapi.testclient import TestClient

from report.page import Page

from .conftest import Ids

LISTS = ("/stories", "/actors", "/review", "/search", "/search?words=salt+road")


def page(client: TestClient, path: str) -> Page:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.text[:300])
    assert answer.headers["content-type"].startswith("text/html")
    return Page(answer.text)


def every_page(ids: Ids) -> list[str]:
    kinds = ("stories", "articles", "actors")
    return [*LISTS, *(f"/{kind}/{name}" for kind in kinds for name in ids(kind))]


def test_every_page_is_well_formed_and_its_own_links_lead_somewhere(reading: TestClient, ids: Ids) -> None:
    seen: dict[str, int] = {}
    for path in every_page(ids):
        found = page(reading, path)
        assert len(found.ids) == len(set(found.ids)), path
        for link in found.links():
            target, _, anchor = link.partition("#")
            if link.startswith("#"):
                assert anchor in found.ids, (path, link)
            elif target.startswith("/"):
                seen.setdefault(target, 0)
                seen[target] = seen[target] or reading.get(target).status_code
                assert seen[target] == 200, (path, link)
            else:
                assert target.startswith(("https://", "data:,", "?")), (path, link)
    assert len(seen) > 20


def test_an_anchor_on_another_page_is_there(reading: TestClient, ids: Ids) -> None:
    checked = 0
    for name in ids("stories"):
        for link in page(reading, f"/stories/{name}").links():
            target, _, anchor = link.partition("#")
            if target.startswith("/articles/") and anchor:
                assert anchor in page(reading, target).ids, link
                checked += 1
    assert checked


def test_no_page_names_anything_that_a_browser_would_fetch_elsewhere(reading: TestClient, ids: Ids) -> None:
    for path in every_page(ids):
        for tag, name, value in page(reading, path).attributes:
            if name in ("src", "action") or (tag == "link" and name == "href"):
                assert value.startswith(("/", "data:,")), (path, tag, name, value)
            assert name != "style", f"{path}: the policy forbids styles of elements"
            assert not name.startswith("on"), f"{path}: the policy forbids scripts of elements"


def test_a_story_shows_rival_accounts_first_with_the_words_of_both(reading: TestClient) -> None:
    (story,) = reading.get("/api/v1/stories?words=Lake+Varn").json()["items"]
    words = " ".join(page(reading, f"/stories/{story['id']}").words.split())
    assert words.index("Rival accounts") < words.index("Articles")
    assert "border guards fired first" in words
    assert "had not accepted" in words


def test_stories_are_filtered_by_outlet_day_and_words(reading: TestClient) -> None:
    assert "Norrby" in page(reading, "/stories?outlet=Harbour+Mail").words
    assert "Norrby" not in page(reading, "/stories?outlet=Lake+Post").words.split("Stories", 3)[-1]
    found = page(reading, "/stories?since=2031-06-01&until=2031-06-30").at
    assert "Norrby" in "".join(found.values())
    assert "No story fits" in page(reading, "/stories?words=zeppelin").words


def test_an_article_marks_who_speaks(reading: TestClient) -> None:
    item = reading.get("/api/v1/search?words=accepted+nothing").json()["items"][0]
    html = reading.get(f"/articles/{item['article']}").text
    assert re.search(r'title="[^"]*Clara Weiss', html)
    heard = html.split("Heard in it:")[1].split("</p>")[0]
    assert "Clara Weiss" in heard
    assert "Lake Post" not in heard  # who tells is not heard


def test_an_actor_is_shown_with_all_it_said(reading: TestClient) -> None:
    found = reading.get("/api/v1/actors?words=Weiss").json()["items"][0]
    shown = page(reading, f"/actors/{found['id']}")
    assert "Clara Weiss" in shown.words
    assert "accepted nothing" in shown.words


def test_search_finds_words_and_says_when_there_are_none(reading: TestClient) -> None:
    assert "salt road" in page(reading, "/search?words=salt+road").words
    assert "None" in page(reading, "/search?words=zeppelin").words
    assert "Ida Lund" in page(reading, "/search?speaker=Ida+Lund").words


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nothing", 404), ("/stories/0000", 404), ("/stories/zzz", 422), ("/search?since=spring", 422)],
)
def test_a_wrong_address_gets_a_page_that_says_so(reading: TestClient, path: str, status: int) -> None:
    answer = reading.get(path)
    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert "Traceback" not in answer.text


def test_a_story_can_be_kept_as_a_page_and_as_a_report_file(reading: TestClient, ids: Ids) -> None:
    name = ids("stories")[0]
    kept = reading.get(f"/stories/{name}/report.html")
    assert "attachment" in kept.headers["content-disposition"]
    assert kept.text.startswith("<!DOCTYPE html>")
    report = reading.get(f"/stories/{name}/report.json").json()
    assert report["stories"][0]["id"] == name


def test_styles_and_scripts_are_kept_and_pages_are_not(reading: TestClient) -> None:
    for name in ("style.css", "desk.js", "htmx.js", "icon.svg"):
        first = reading.get(f"/static/{name}")
        assert first.status_code == 200
        assert first.headers["cache-control"] == "no-cache"  # kept, and asked for again each time
        again = reading.get(f"/static/{name}", headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["x-content-type-options"] == "nosniff"
        assert reading.get(f"/static/{name}", headers={"if-none-match": '"other"'}).status_code == 200
    assert reading.get("/stories").headers["cache-control"] == "no-store"
