"""Who may do what: every address of the application is in the table, and the gate keeps to it."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from crossread.dossier.people import Role
from crossread.serve.access.deeds import ACTIONS
from crossread.serve.access.policy import READING, Rule, match, rules

from .conftest import House

CLOSED = [rule for rule in rules() if rule.role is not None]
WRITES = [rule for rule in CLOSED if rule.method not in READING]
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every method and pattern that the application answers to, HEAD apart."""
    try:
        from fastapi.routing import iter_route_contexts
    except ImportError:  # an older FastAPI has them in one flat list
        found = [route for route in app.routes if isinstance(route, APIRoute)]
        yield from ((method, route.path) for route in found for method in route.methods or ())
        yield ("GET", str(app.openapi_url))
        return
    for context in iter_route_contexts(app.routes):
        for method in context.methods or ("ANY",):
            if method != "HEAD":
                yield method, context.path or "?"


def address(rule: Rule) -> str:
    return rule.path.replace("{name}", "0" * 16)


def ident(rule: Rule) -> str:
    return f"{rule.method} {rule.path}"


def test_every_address_of_the_application_is_in_the_table_and_none_else(shared: House) -> None:
    table = [(rule.method, rule.path) for rule in rules()]
    assert len(table) == len(set(table))
    assert set(routes(shared.app)) == set(table)


def test_an_address_meets_its_own_rule_first() -> None:
    for rule in rules():
        found = match(rule.method, address(rule))
        assert found is not None
        assert found.rule == rule


def test_only_what_tells_nothing_is_open() -> None:
    open_ones = {(rule.method, rule.path) for rule in rules() if rule.role is None}
    assert open_ones == {
        ("GET", "/healthz"), ("GET", "/readyz"), ("GET", "/static/{name}"), ("GET", "/login"),
        ("POST", "/login"),
    }  # fmt: skip


def test_readers_may_only_look_and_sign_out() -> None:
    may = [rule for rule in CLOSED if rule.role is Role.READER and rule.method not in READING]
    assert [(rule.method, rule.path) for rule in may] == [("POST", "/logout")]


def test_every_write_has_a_word_in_the_log_and_the_log_knows_the_word() -> None:
    # Changes of users are told by the store, in the transaction that makes them (test_users.py).
    assert all(rule.action or "/users" in rule.path for rule in WRITES)
    assert {rule.action for rule in CLOSED if rule.action} <= set(ACTIONS)


@pytest.mark.parametrize("rule", CLOSED, ids=ident)
def test_without_a_user_nothing_is_let_in(shared: House, rule: Rule) -> None:
    answer = shared.client().request(rule.method, address(rule))
    if rule.method == "GET" and not rule.path.startswith("/api/"):
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login")
    else:
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("rule", CLOSED, ids=ident)
def test_a_role_reaches_as_far_as_the_table_says(shared: House, rule: Rule, role: Role) -> None:
    client = shared.client(token=role)
    assert rule.role is not None
    # A bound on what is sent keeps the dossier as it is: no such finding, no such article, no form.
    answer = client.request(rule.method, address(rule))
    if role.covers(rule.role):
        assert answer.status_code not in (401, 403), answer.text
    else:
        assert answer.status_code == 403
        assert rule.role in answer.text


@pytest.mark.parametrize("rule", WRITES, ids=ident)
def test_a_session_cannot_write_without_its_proof(shared: House, rule: Rule) -> None:
    client = shared.browser(Role.OWNER)
    given: list[dict[str, str | bytes]] = [{}, {"x-csrf-token": "0" * 64}, {"x-csrf-token": "ä".encode()}]
    for headers in given:
        answer = client.request(rule.method, address(rule), headers=headers)  # type: ignore[arg-type]
        assert answer.status_code == 403, (headers, answer.text)
        assert "not of this session" in answer.text


@pytest.mark.parametrize("rule", WRITES, ids=ident)
def test_a_form_with_another_sessions_proof_is_refused_too(shared: House, rule: Rule) -> None:
    client, other = shared.browser(Role.OWNER), shared.browser(Role.OWNER)
    answer = client.request(rule.method, address(rule), data={"csrf": proof_of(other)})
    assert answer.status_code == 403
    own = client.request(rule.method, address(rule), headers={"x-csrf-token": proof_of(client)})
    assert own.status_code not in (401, 403)


def proof_of(client: TestClient) -> str:
    """What the forms of this client's session carry."""
    page = client.get("/import").text
    return page.partition('name="csrf" value="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nothing"), ("PUT", "/stories"), ("GET", "/api/v1/x"), ("GET", "/stories/")]
)
def test_what_is_not_in_the_table_is_refused(shared: House, method: str, path: str) -> None:
    assert shared.client().request(method, path).status_code in (303, 401)
    assert shared.client(token=Role.OWNER).request(method, path).status_code == 404


@pytest.mark.parametrize("rule", rules(), ids=ident)
def test_every_answer_has_the_headers_of_safety(shared: House, rule: Rule) -> None:
    for client in (shared.client(), shared.client(token=Role.READER), shared.client(token=Role.OWNER)):
        answer = client.request(rule.method, address(rule))
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert "server" not in answer.headers


def test_a_fault_has_them_too(shared: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("words of an article")

    monkeypatch.setattr(shared.dossier, "stories", broken)
    client = TestClient(
        shared.app, "http://127.0.0.1", raise_server_exceptions=False,
        headers={"authorization": f"Bearer {shared.tokens[Role.READER]}"},
    )  # fmt: skip
    for path in ("/stories", "/api/v1/stories"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert "words of an article" not in answer.text
        assert len(answer.headers["x-request-id"]) == 16


def test_every_form_that_writes_carries_the_proof(shared: House) -> None:
    client = shared.browser(Role.OWNER)
    proof = proof_of(client)
    seen = 0
    kinds = {"stories": "stories", "articles": "articles", "actors": "actors", "findings": "review"}
    paths = ["/review", "/judgements", "/import", "/audit", "/users"]
    for kind, source in kinds.items():
        paths += [f"/{kind}/{one['id']}" for one in client.get(f"/api/v1/{source}").json()["items"][:4]]
    paths += [f"{path}/correct" for path in paths if path.startswith("/articles/")]
    for path in paths:
        text = client.get(path).text
        for form in text.split("<form ")[1:]:
            if 'method="post"' in form.partition(">")[0]:
                assert f'name="csrf" value="{proof}"' in form.partition("</form>")[0], path
                seen += 1
    assert seen > len(paths)  # signing out is one, on every page
