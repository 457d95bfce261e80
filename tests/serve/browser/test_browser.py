"""The pages in a real browser: opened, reviewed by keyboard, given files, read without scripts."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from crossread.dossier import Dossier

from .conftest import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AXE = Path(__file__).parent / "axe.min.js"
SERIOUS = ("serious", "critical")


def api(desk: Desk, path: str) -> Any:
    with urlopen(f"{desk.base}/api/v1{path}") as answer:  # noqa: S310 - our own server
        return json.loads(answer.read())


def at_rest(desk: Desk) -> None:
    """Wait until the program has done what it was given."""
    until = time.monotonic() + 60
    while any(job["state"] != "done" for job in api(desk, "/jobs")["items"]):
        assert time.monotonic() < until
        time.sleep(0.1)


def addresses(desk: Desk) -> list[str]:
    """One of each kind of page."""
    story = api(desk, "/stories")["items"][0]["id"]
    article = api(desk, "/articles")["items"][0]["id"]
    actor = api(desk, "/actors")["items"][0]["id"]
    claim = api(desk, "/search?words=guarantees")["items"][0]["claim"]
    finding = api(desk, "/review")["items"][0]["id"]
    return [
        "/stories", f"/stories/{story}", f"/articles/{article}", f"/articles/{article}/correct", "/actors",
        f"/actors/{actor}", f"/actors/{actor}?by=story", f"/claims/{claim}", f"/findings/{finding}",
        "/search?words=guarantees", "/review", "/judgements", "/import",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_fits_its_width_and_is_accessible(desk: Desk, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 900})
    for path in addresses(desk):
        desk.open(path)
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= width, path
        desk.page.evaluate(AXE.read_text("utf-8"))
        found = desk.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        bad = [
            (item["id"], [node["html"][:160] for node in item["nodes"][:2]])
            for item in found["violations"]
            if item["impact"] in SERIOUS
        ]
        assert bad == [], path


def test_pages_are_accessible_in_the_dark_too(desk: Desk) -> None:
    desk.page.emulate_media(color_scheme="dark")
    for path in addresses(desk)[:3]:
        desk.open(path)
        desk.page.evaluate(AXE.read_text("utf-8"))
        found = desk.page.evaluate("axe.run(document, {runOnly: ['color-contrast']})")
        assert [node["html"][:160] for item in found["violations"] for node in item["nodes"][:3]] == [], path


def test_the_queue_is_worked_with_the_keyboard_alone(desk: Desk) -> None:
    desk.open("/review")
    total = api(desk, "/review")["total"]
    queue = desk.page.locator(".queued")
    first = queue.first.locator("h3").inner_text()
    desk.page.keyboard.press("r")
    desk.page.locator(".verdict.last").wait_for()
    assert queue.first.locator("h3").inner_text() != first
    assert api(desk, "/review")["total"] == total - 1
    desk.page.keyboard.press("u")
    desk.page.locator(".verdict.last").wait_for(state="detached")
    assert queue.first.locator("h3").inner_text() == first
    assert api(desk, "/review")["total"] == total
    desk.page.keyboard.press("n")
    second = desk.page.evaluate("document.activeElement.querySelector('h3').innerText")
    desk.page.keyboard.press("n")
    assert desk.page.evaluate("document.activeElement.querySelector('h3').innerText") != second
    desk.page.keyboard.press("a")
    desk.page.locator(".verdict.last").wait_for()
    (last, *_) = api(desk, "/judgements")["items"]
    assert (last["kind"], last["by"]) == ("accept", "Jo")


def test_a_file_is_added_and_what_it_says_is_found(desk: Desk, tmp_path: Path) -> None:
    report = tmp_path / "ferry.txt"
    report.write_text("The ferry sank off Norrby on Monday. Captain Per Dahl said that nobody was hurt.")
    desk.open("/import")
    desk.page.set_input_files("input[type=file]", str(report))
    desk.page.fill("input[name=outlet]", "Norrby Post")
    desk.page.click("main button")
    desk.page.wait_for_url("**/stories")  # or its job's page, which leads there
    at_rest(desk)
    desk.open("/stories")
    desk.page.fill("#site-words", "nobody was hurt")
    desk.page.keyboard.press("Enter")
    desk.page.locator(".sayings li").first.wait_for()
    assert "Per Dahl" in desk.page.locator(".sayings").inner_text()
    desk.page.click(".sayings blockquote a")
    assert "ferry sank" in desk.page.locator(".text").inner_text()


def test_the_chain_of_voices_shows_when_a_claim_is_reached_by_tab(desk: Desk) -> None:
    article = api(desk, "/search?words=guarantees")["items"][0]["article"]
    desk.open(f"/articles/{article}")
    for _ in range(80):
        desk.page.keyboard.press("Tab")
        on = desk.page.locator(".text a.in-claim:focus")
        if on.count():
            break
    told = desk.page.evaluate("getComputedStyle(document.activeElement, '::after').content")
    assert (on.get_attribute("title") or "?").split("\n")[0] in told


def test_what_one_article_alone_says_stands_apart_from_what_is_said_elsewhere(desk: Desk) -> None:
    article = api(desk, "/search?words=guarantees")["items"][0]["article"]
    desk.open(f"/articles/{article}")
    assert set(desk.page.locator("#alone .chip").all_inner_texts()) == {"one account only"}
    quoted = desk.page.locator("#elsewhere blockquote a")
    assert quoted.count() > 0
    words = quoted.first.inner_text()
    quoted.first.click()
    assert words.split(" […] ")[0] in " ".join(desk.page.locator(".text").first.inner_text().split())


def test_filtering_the_stories_changes_the_list_without_leaving_the_page(desk: Desk) -> None:
    desk.open("/stories")
    assert desk.page.locator("#list tbody tr").count() > 1
    desk.page.fill(".filters input[name=words]", "Video")
    desk.page.keyboard.press("Tab")
    desk.page.locator("#list tbody tr").nth(1).wait_for(state="detached")
    assert "words=Video" in desk.page.url


def test_a_correction_survives_a_rebuild(desk: Desk) -> None:
    claim = api(desk, "/search?words=guarantees")["items"][0]["claim"]
    desk.open(f"/claims/{claim}")
    desk.page.fill("input[name=speaker]", "Yuri Ushakov")
    desk.page.click("section[aria-labelledby=h-right] button")
    desk.page.wait_for_url("**/judgements")
    at_rest(desk)
    with Dossier.open(desk.where, workers=1) as dossier:
        dossier.rebuild()
    desk.open("/search?speaker=Yuri+Ushakov")
    assert desk.page.locator(".sayings li").count() >= 1


def test_everything_reads_and_writes_without_scripts(desk: Desk, browser: "Browser") -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk.base}/review")
    before = page.locator(".queued h3").first.inner_text()
    page.locator(".queued button[value=reject]").first.click()
    page.locator(".verdict.last").wait_for()
    assert page.locator(".queued h3").first.inner_text() != before
    page.goto(f"{desk.base}/stories")
    page.click("#list a >> nth=0")
    assert page.locator("h1").inner_text()
    context.close()
