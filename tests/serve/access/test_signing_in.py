"""Signing in and out: cookies, sessions that change and end, names under what is said."""

import re
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from crossread.dossier.people import Lifetime, Role
from crossread.serve import make_app
from crossread.serve.access.limits import Rates
from crossread.serve.access.team import Team

from .conftest import BASE, Build, House
from .test_policy import proof_of


def test_a_token_signs_in_and_leads_to_where_one_wanted_to_go(shared: House) -> None:
    client = shared.client()
    asked = client.get("/search?words=salt%20road&outlet=A%26B")
    login = asked.headers["location"]
    assert login.startswith("/login?then=/search")
    form = client.get(login).text
    then = re.search(r'name="then" value="([^"]*)"', form)
    assert then
    data = {"token": f" {shared.tokens[Role.READER]}\n", "then": then[1].replace("&amp;", "&")}
    answer = client.post("/login", data=data)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/search?words=salt%20road&outlet=A%26B"
    assert client.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    "then",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/a\r\nx: y", "stories"],
)
def test_signing_in_leads_to_no_other_site(shared: House, then: str) -> None:
    client = shared.client()
    assert client.get("/login", params={"then": then}).status_code == 422
    answer = client.post("/login", data={"token": shared.tokens[Role.READER], "then": then})
    assert answer.status_code == 422
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("base", "name", "secure"),
    [(BASE, "crossread", False), ("https://127.0.0.1", "__Host-crossread", True)],
)
def test_the_cookie_is_for_this_server_and_no_script(
    shared: House, base: str, name: str, secure: bool
) -> None:
    client = shared.client(base=base)
    answer = client.post("/login", data={"token": shared.tokens[Role.READER]})
    cookie, *parts = answer.headers["set-cookie"].split("; ")
    assert cookie.partition("=")[0] == name
    assert len(cookie.partition("=")[2]) == 43
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(parts)
    assert ("Secure" in parts) is secure
    assert not any(part.startswith("Domain") for part in parts)
    assert ("strict-transport-security" in answer.headers) is secure
    assert client.get("/stories").status_code == 200


def test_a_wrong_token_is_told_and_logged_without_the_token(build: Build) -> None:
    house = build()
    client = house.client()
    answer = client.post("/login", data={"token": "crossread_wrong"})
    assert answer.status_code == 401
    assert "nobody" in answer.text
    assert "set-cookie" not in answer.headers
    (entry,) = house.dossier.trail.entries(action="sign-in-failed").items
    assert (entry.by, entry.what, entry.client) == ("", "", "testclient")
    assert entry.request == answer.headers["x-request-id"]


def test_a_wrong_token_of_a_program_is_logged_too(build: Build) -> None:
    house = build()
    answer = house.client().get("/api/v1/stories", headers={"authorization": "Bearer wrong"})
    assert answer.status_code == 401
    house.client().get("/api/v1/stories")  # no token at all is no attempt
    (entry,) = house.dossier.trail.entries(action="sign-in-failed").items
    assert entry.request == answer.headers["x-request-id"]


def test_signing_in_again_begins_a_new_session_and_ends_the_old(shared: House) -> None:
    client = shared.browser(Role.READER)
    old = client.cookies["crossread"]
    client.post("/login", data={"token": shared.tokens[Role.READER]})
    assert client.cookies["crossread"] != old
    stolen = shared.client()
    stolen.cookies.set("crossread", old)
    assert stolen.get("/stories").status_code == 303


def test_a_session_that_somebody_planted_is_not_taken_over(shared: House) -> None:
    client = shared.client()
    client.cookies.set("crossread", "planted-by-somebody-else")
    answer = client.post("/login", data={"token": shared.tokens[Role.READER]})
    assert "planted" not in answer.headers["set-cookie"]


def test_signing_out_ends_the_session_on_the_server_too(shared: House) -> None:
    client = shared.browser(Role.READER)
    secret = client.cookies["crossread"]
    answer = client.post("/logout", headers={"x-csrf-token": proof_of_any(client)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert "crossread" not in client.cookies
    kept = shared.client()
    kept.cookies.set("crossread", secret)
    assert kept.get("/stories").status_code == 303


def proof_of_any(client: TestClient) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', client.get("/stories").text)
    assert found
    return found[1]


def test_an_idle_session_is_over(build: Build) -> None:
    house = build(Team(lifetime=Lifetime(idle=timedelta(seconds=-2), absolute=timedelta(hours=1))))
    assert house.browser(Role.READER).get("/stories").status_code == 303


def test_roles_and_revocations_count_from_the_next_request_on(build: Build) -> None:
    house = build()
    client, program = house.browser(Role.REVIEWER), house.client(token=Role.REVIEWER)
    house.dossier.users.set_role("Kim Dahl", Role.READER, by="Jo")
    for one in (client, program):
        assert one.post("/api/v1/corrections", json={}).status_code == 403
    house.dossier.users.revoke("Kim Dahl", by="Jo")
    assert client.get("/stories").status_code == 303
    assert program.get("/api/v1/stories").status_code == 401


def test_a_bad_token_is_not_made_up_for_by_a_session(shared: House) -> None:
    client = shared.browser(Role.OWNER)
    assert client.get("/stories").status_code == 200
    for offered in ("Bearer nonsense", "Bearer", f"Basic {shared.tokens[Role.OWNER]}"):
        assert client.get("/stories", headers={"authorization": offered}).status_code == 401


def test_a_program_with_a_token_needs_no_origin_but_no_foreign_one(shared: House) -> None:
    program = shared.client(origin=False, token=Role.OWNER)
    assert program.delete("/api/v1/articles/0000").status_code == 404
    foreign = {"origin": "http://evil.example"}
    assert program.delete("/api/v1/articles/0000", headers=foreign).status_code == 403


def test_a_session_needs_the_origin_and_the_proof(shared: House) -> None:
    client = shared.browser(Role.OWNER)
    proof = {"x-csrf-token": proof_of(client)}
    assert client.delete("/api/v1/articles/0000", headers=proof).status_code == 404
    assert client.delete("/api/v1/articles/0000", headers=proof | {"origin": "null"}).status_code == 403


@pytest.mark.parametrize("way", ["page", "api"])
def test_judgements_are_under_the_name_of_who_signed_in(build: Build, way: str) -> None:
    house = build()
    client = house.browser(Role.REVIEWER)
    finding = client.get("/api/v1/review").json()["items"][0]["id"]
    proof = proof_of_any(client)
    if way == "page":
        answer = client.post("/review", data={"finding": finding, "action": "reject", "csrf": proof})
        assert answer.status_code == 303
    else:
        answer = client.post(
            f"/api/v1/findings/{finding}/judgements",
            json={"action": "reject"}, headers={"x-csrf-token": proof},
        )  # fmt: skip
        assert answer.status_code == 201
    assert [spoken.item.by for spoken in house.dossier.judgements()] == ["Kim Dahl"]
    (entry,) = house.dossier.trail.entries(action="judge").items
    assert (entry.by, entry.what) == ("Kim Dahl", finding)


def test_a_part_of_a_page_asks_the_browser_to_go_to_the_login(shared: House) -> None:
    answer = shared.client().get("/stories?words=a", headers={"hx-request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"][:7]) == (401, "/login?")


def test_what_a_role_cannot_do_is_not_offered(shared: House) -> None:
    reader, owner = shared.browser(Role.READER).get("/stories").text, shared.browser(Role.OWNER)
    assert 'href="/import"' not in reader
    assert 'href="/audit"' not in reader
    assert 'class="reads"' in reader
    assert "Ola Lie" in reader
    shown = owner.get("/stories").text
    assert all(word in shown for word in ('href="/import"', 'href="/audit"', "Ada Berg"))


def test_guessing_at_the_login_is_slowed_down(build: Build) -> None:
    house = build(Team(rates=Rates(failures=3, failures_per_minute=0.01)))
    client = house.client()
    found = [client.post("/login", data={"token": f"guess {number}"}).status_code for number in range(5)]
    assert found == [401, 401, 401, 429, 429]
    assert house.dossier.trail.entries(action="sign-in-failed").total == 3
    session = house.dossier.users.by_token(house.tokens[Role.READER])
    assert session is not None  # others go on


def test_writes_are_counted_for_each_user(build: Build) -> None:
    house = build(Team(rates=Rates(writes=2, writes_per_minute=0.01)))
    ada, kim = house.client(token=Role.OWNER), house.client(token=Role.REVIEWER)
    path = "/api/v1/judgements/0000"
    assert [ada.delete(path).status_code for _ in range(3)] == [404, 404, 429]
    assert kim.delete(path).status_code == 404
    assert ada.get("/stories").status_code == 200


def test_the_description_says_how_to_sign_in(shared: House) -> None:
    described = shared.client(token=Role.READER).get("/api/v1/openapi.json").json()
    assert described["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    assert all("security" in one for path in described["paths"].values() for one in path.values())
    assert "csrf" not in str(described["paths"])


def test_one_person_on_one_machine_needs_no_login(reading: TestClient) -> None:
    assert reading.get("/stories").status_code == 200
    assert reading.get("/login").status_code == 404
    assert "Sign out" not in reading.get("/stories").text


def test_a_websocket_is_closed(shared: House) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), shared.client().websocket_connect("/stories"):
        pass


def test_the_application_alone_knows_the_names_it_answers_to(shared: House) -> None:
    app = make_app(shared.dossier, team=Team(), hosts=frozenset({"dossier.example.org"}))
    assert TestClient(app, "http://dossier.example.org").get("/login").status_code == 200
    assert TestClient(app, "http://127.0.0.1").get("/login").status_code == 400
