"""How often one may write and fail to sign in: buckets by user and client, bounded in memory."""

from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from crossread.serve.access.identity import network
from crossread.serve.access.limits import Buckets, FewFailures, FewWrites, Rates


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_its_burst_then_as_much_as_is_filled_in() -> None:
    clock = Clock()
    buckets = Buckets(3, 60, clock=clock)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 1]
    clock.now += 0.5
    assert buckets.take("a") == pytest.approx(0.5)
    clock.now += 0.5
    assert [buckets.take("a"), buckets.wait("a")] == [0, pytest.approx(1)]
    clock.now += 3600
    assert [buckets.take("a") == 0 for _ in range(4)] == [True, True, True, False]
    assert buckets.take("b") == 0


def test_looking_takes_nothing() -> None:
    buckets = Buckets(1, 60, clock=Clock())
    assert [buckets.wait("a") for _ in range(5)] == [0] * 5
    assert buckets.take("a") == 0


@given(st.lists(st.floats(0, 10), max_size=80))
def test_never_more_than_the_burst_and_what_is_filled_in(pauses: list[float]) -> None:
    clock = Clock()
    buckets = Buckets(5, 60, clock=clock)
    given = 0
    for pause in pauses:
        clock.now += pause
        given += buckets.take("a") == 0
    assert given <= 5 + sum(pauses) + 1e-6


def test_a_flood_of_clients_does_not_fill_the_memory() -> None:
    buckets = Buckets(1, 60, room=100, clock=Clock())
    for number in range(5_000):
        buckets.take(f"client {number}")
    assert len(buckets) == 100
    assert buckets.take("client 4999") > 0
    assert buckets.take("client 0") == 0  # forgotten


def test_the_addresses_of_one_ipv6_household_are_one_client() -> None:
    assert network("2001:db8:1:2::3") == network("2001:db8:1:2:ffff::9") != network("2001:db8:1:3::3")


def stack(rates: Rates, clock: Clock) -> TestClient:
    """A small application whose only token is "good", behind the limits."""
    app = FastAPI()

    @app.api_route("/page", methods=["GET", "POST"])
    def page(request: Request) -> JSONResponse:
        given = request.headers.get("authorization")
        return JSONResponse({}, 200 if given in (None, "Bearer good") else 401)

    app.add_middleware(FewWrites, rates=rates, clock=clock)
    app.add_middleware(FewFailures, rates=rates, clock=clock)
    return TestClient(app)


def statuses(client: TestClient, method: str, token: str | None, times: int) -> list[int]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return [client.request(method, "/page", headers=headers).status_code for _ in range(times)]


def test_who_writes_too_fast_is_told_when_to_come_again() -> None:
    clock = Clock()
    client = stack(Rates(writes=2, writes_per_minute=6), clock)
    assert statuses(client, "POST", None, 3) == [200, 200, 429]
    answer = client.post("/page")
    assert answer.headers["retry-after"] == "10"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "too-many"
    assert statuses(client, "GET", None, 5) == [200] * 5
    clock.now += 10
    assert statuses(client, "POST", None, 2) == [200, 429]


def test_who_guesses_tokens_is_not_listened_to_for_a_while() -> None:
    clock = Clock()
    client = stack(Rates(failures=3, failures_per_minute=6), clock)
    assert statuses(client, "GET", "bad", 4) == [401, 401, 401, 429]
    # A right guess is not told from a wrong one; whoever brings no token is served.
    assert statuses(client, "GET", "good", 1) == [429]
    assert statuses(client, "GET", None, 1) == [200]
    clock.now += 10
    assert statuses(client, "GET", "good", 3) == [200, 200, 200]


def test_right_tokens_are_no_failures() -> None:
    client = stack(Rates(failures=3), Clock())
    assert statuses(client, "GET", "good", 20) == [200] * 20


def test_each_user_has_a_bucket_of_its_own() -> None:
    clock = Clock()
    app = FastAPI()

    @app.post("/page")
    def page() -> None:
        """Write something."""

    class Named:
        """Lets the header say who asks, as the part that knows users does."""

        def __init__(self, app: Any) -> None:
            self.app = app

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            from crossread.dossier.people import Person, Role

            name = dict(scope.get("headers", ())).get(b"x-name", b"").decode()
            if name:
                scope.setdefault("state", {})["user"] = Person(
                    id=name, name=name, role=Role.OWNER, made="", revoked=None, tokens=1
                )
            await self.app(scope, receive, send)

    app.add_middleware(FewWrites, rates=Rates(writes=1), clock=clock)
    app.add_middleware(Named)
    client = TestClient(app)
    asked = ["ada", "ada", "kim", "kim", ""]
    found = [client.post("/page", headers={"x-name": name}).status_code for name in asked]
    assert found == [200, 429, 200, 429, 200]
