"""A dossier for a team in a real browser: signing in and out, reviewing under one's name, roles."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crossread.dossier import Dossier
from crossread.dossier.people import Role

from .conftest import Desk, running
from .test_browser import AXE, SERIOUS

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def tokens(readouts: Path, tmp_path: Path) -> dict[Role, str]:
    """A token for each role, in a dossier of the test's own."""
    where = tmp_path / "talks.db"
    where.write_bytes(readouts.read_bytes())
    with Dossier.open(where) as dossier:
        return {role: dossier.users.add(f"The {role}", role, by="Jo")[1] for role in Role}


@pytest.fixture
def team(browser: "Browser", tokens: dict[Role, str], tmp_path: Path) -> Iterator[Desk]:
    """The program, for users."""
    with running(browser, tmp_path / "talks.db", "--users") as made:
        yield made


def sign_in(team: Desk, token: str) -> None:
    team.page.get_by_label("Token").fill(token)
    team.page.keyboard.press("Enter")
    team.page.locator(".signed").wait_for()
    team.page.wait_for_load_state()  # the scripts, too


def test_signing_in_leads_on_and_signing_out_ends_it(team: Desk, tokens: dict[Role, str]) -> None:
    team.open("/search?words=guarantees")
    assert "/login" in team.page.url
    sign_in(team, tokens[Role.READER])
    assert team.page.url == f"{team.base}/search?words=guarantees"
    assert team.page.locator(".sayings li").count()
    team.page.get_by_role("button", name="Sign out").click()
    team.page.wait_for_url(f"{team.base}/login")
    team.open("/stories")
    assert "/login" in team.page.url


def test_the_queue_is_reviewed_with_the_keyboard_under_ones_own_name(
    team: Desk, tokens: dict[Role, str]
) -> None:
    team.open("/review")
    sign_in(team, tokens[Role.REVIEWER])
    for key in ("r", "a"):
        team.page.keyboard.press(key)
        word = {"r": "rejected", "a": "accepted"}[key]
        team.page.locator(".verdict.last", has_text=word).wait_for()
    team.page.keyboard.press("u")
    team.page.locator(".verdict.last").wait_for(state="detached")
    with Dossier.open(team.where) as dossier:
        assert {spoken.item.by for spoken in dossier.judgements()} == {"The reviewer"}
        actions = [entry.action for entry in dossier.trail.entries(by="The reviewer").items]
    assert actions == ["undo", "judge", "judge", "sign-in"]


def test_a_reader_is_offered_no_forms_and_an_owner_the_log(team: Desk, tokens: dict[Role, str]) -> None:
    team.open("/review")
    sign_in(team, tokens[Role.READER])
    assert team.page.locator(".queued").count()
    shown = team.page.locator("form[method=post]:visible")
    assert shown.evaluate_all("found => found.map(one => one.className)") == ["signed"]
    assert team.page.get_by_role("link", name="Log", exact=True).count() == 0
    team.page.get_by_role("button", name="Sign out").click()
    sign_in(team, tokens[Role.OWNER])
    team.page.get_by_role("link", name="Log", exact=True).click()
    assert team.page.locator("tbody tr").count() == 6


def test_an_owner_lets_somebody_in_who_signs_in(team: Desk, tokens: dict[Role, str]) -> None:
    team.open("/users")
    sign_in(team, tokens[Role.OWNER])
    team.page.get_by_label("Name, which").fill("Eve Moe")
    team.page.get_by_role("button", name="Let in").click()
    token = team.page.locator("code.token").inner_text()
    team.page.get_by_role("button", name="Sign out").click()
    sign_in(team, token)
    assert team.page.locator(".signed bdi").inner_text() == "Eve Moe"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_login_and_the_pages_of_owners_fit_their_width_and_are_accessible(
    team: Desk, tokens: dict[Role, str], width: int
) -> None:
    team.page.set_viewport_size({"width": width, "height": 900})
    for path in ("/login?then=/audit", "/audit", "/users"):
        team.open(path)
        if path == "/audit":
            sign_in(team, tokens[Role.OWNER])
        assert team.page.evaluate("document.documentElement.scrollWidth") <= width, path
        team.page.evaluate(AXE.read_text("utf-8"))
        found = team.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        bad = [item["id"] for item in found["violations"] if item["impact"] in SERIOUS]
        assert bad == [], path
