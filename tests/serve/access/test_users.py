"""Owners let users in, change roles and take access away, on a page and by the API."""

import re

import pytest

from crossread.dossier.people import Role

from .conftest import Build, House
from .test_policy import proof_of


def ids(house: House) -> dict[str, str]:
    return {person.name: person.id for person in house.dossier.users.everyone()}


def told(house: House) -> list[tuple[str, str, str]]:
    found = house.dossier.trail.entries().items
    return [(one.by, one.action, one.what) for one in found if one.request]


def test_by_the_api_somebody_is_let_in_changed_and_shut_out(build: Build) -> None:
    house = build()
    ada = house.client(token=Role.OWNER)
    made = ada.post("/api/v1/users", json={"name": "Eve Moe", "role": "reviewer"})
    assert made.status_code == 201
    eve, token = made.json()["user"], made.json()["token"]
    signed = {"authorization": f"Bearer {token}"}
    assert ada.get("/api/v1/users", headers=signed).status_code == 403
    listed = ada.get("/api/v1/users").json()
    assert [one["name"] for one in listed] == ["Ada Berg", "Eve Moe", "Kim Dahl", "Ola Lie"]
    assert token not in str(listed)
    where = f"/api/v1/users/{eve['id']}"
    assert ada.put(f"{where}/role", json={"role": "owner"}).json()["role"] == "owner"
    assert ada.get("/api/v1/users", headers=signed).status_code == 200
    renewed = ada.post(f"{where}/token").json()["token"]
    assert ada.get("/api/v1/users", headers=signed).status_code == 401
    assert ada.delete(where).json()["revoked"]
    assert ada.get("/stories", headers={"authorization": f"Bearer {renewed}"}).status_code == 401
    assert told(house) == [
        ("", "sign-in-failed", ""),
        ("Ada Berg", "user-revoked", "Eve Moe (owner)"),
        ("", "sign-in-failed", ""),
        ("Ada Berg", "user-token", "Eve Moe (owner)"),
        ("Ada Berg", "user-role", "Eve Moe (owner)"),
        ("Ada Berg", "user-added", "Eve Moe (reviewer)"),
    ]


def test_on_the_page_a_token_is_shown_once(build: Build) -> None:
    house = build()
    ada = house.browser(Role.OWNER)
    proof = {"csrf": proof_of(ada)}
    shown = ada.post("/users", data={"name": "Eve <b>Moe</b>", "role": "reader"} | proof)
    assert shown.status_code == 200
    token = re.search(r"crossread_[\w-]{43}", shown.text)
    assert token
    assert "Eve <b>" not in shown.text
    person = house.dossier.users.by_token(token[0])
    assert person is not None
    assert person.name == "Eve <b>Moe</b>"
    assert token[0] not in ada.get("/users").text
    where = f"/users/{person.id}"
    assert ada.post(f"{where}/role", data={"role": "reviewer"} | proof).status_code == 303
    renewed = re.search(r"crossread_[\w-]{43}", ada.post(f"{where}/token", data=proof).text)
    assert renewed
    assert house.dossier.users.by_token(token[0]) is None
    ada.post(f"{where}/revoke", data=proof)  # not ticked
    assert house.dossier.users.by_token(renewed[0]) is not None
    ada.post(f"{where}/revoke", data={"sure": "true"} | proof)
    assert house.dossier.users.by_token(renewed[0]) is None
    assert [action for _, action, _ in told(house)] == [
        "user-revoked", "user-token", "user-role", "user-added", "sign-in"
    ]  # fmt: skip


def test_the_last_owner_cannot_be_shut_out_from_the_page(build: Build) -> None:
    house = build()
    ada = house.client(token=Role.OWNER)
    where = f"/api/v1/users/{ids(house)['Ada Berg']}"
    for answer in (ada.delete(where), ada.put(f"{where}/role", json={"role": "reader"})):
        assert answer.status_code == 422
        assert "no owner" in answer.json()["detail"]
    assert house.dossier.users.has_owner()
    assert told(house) == []
    ada.put(f"/api/v1/users/{ids(house)['Kim Dahl']}/role", json={"role": "owner"})
    assert ada.put(f"{where}/role", json={"role": "reader"}).status_code == 200
    assert ada.get("/api/v1/users").status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [({"name": "kim  DAHL"}, 422), ({"name": ""}, 422), ({"name": "a\u202eb"}, 422),
     ({"name": "Eve", "role": "king"}, 422), ({"name": "Eve", "role": "reader"}, 201)],
)  # fmt: skip
def test_what_is_no_new_user_is_refused(build: Build, body: dict[str, str], status: int) -> None:
    assert build().client(token=Role.OWNER).post("/api/v1/users", json=body).status_code == status
