"""A team's application on every store: signing in, judging under one's name, the log, readiness."""

import re

import pytest
from sqlalchemy import text

from crossread.dossier.people import Role

from .conftest import Make
from .texts import LAKE_POST, SALT_TIMES, blobs

pytest.importorskip("fastapi", reason="the page's packages are not installed: pip install 'crossread[serve]'")

BASE = "http://127.0.0.1"


def test_a_team_works_in_a_dossier_on_every_store(made: Make) -> None:
    from fastapi.testclient import TestClient

    from crossread.serve import make_app
    from crossread.serve.access.team import Team

    dossier = made()
    dossier.add_blobs(blobs(LAKE_POST, SALT_TIMES))
    _, token = dossier.users.add("Ada Berg", Role.OWNER, by="Jo")
    app = make_app(dossier, team=Team())
    with TestClient(app, BASE, headers={"origin": BASE}, follow_redirects=False) as client:
        assert client.get("/stories").status_code == 303
        assert client.post("/login", data={"token": "nobody's"}).status_code == 401
        assert client.post("/login", data={"token": token}).status_code == 303
        proof = re.search(r'name="csrf" value="([0-9a-f]{64})"', client.get("/review").text)
        assert proof
        finding = client.get("/api/v1/review").json()["items"][0]["id"]
        said = {"finding": finding, "action": "reject", "csrf": proof[1]}
        assert client.post("/review", data=said).status_code == 303
        assert [spoken.item.by for spoken in dossier.judgements()] == ["Ada Berg"]
        listed = client.get("/api/v1/audit").json()["items"]
        assert [one["action"] for one in listed] == ["judge", "sign-in", "sign-in-failed", "user-added"]
        assert client.get("/readyz").status_code == 200
        with dossier.database.write() as connection:
            connection.execute(text("update alembic_version set version_num = '0001'"))
        assert client.get("/readyz").status_code == 503
