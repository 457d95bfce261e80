"""Whether the process lives and can work, told to whoever runs it and no more than that."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from crossread.dossier import Dossier
from crossread.serve import make_app

PROBE = {"host": "10.1.2.3:8321"}  # probes come by address


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_server_that_works_says_so_and_nothing_more(reading: TestClient, path: str) -> None:
    answer = reading.get(path, headers=PROBE)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert reading.get("/stories", headers=PROBE).status_code == 400


@pytest.mark.parametrize(
    "damage", ["update alembic_version set version_num = '0001'", "drop table alembic_version"]
)
def test_tables_of_another_version_are_not_ready(tmp_path: Path, damage: str) -> None:
    with Dossier.create(tmp_path / "own.db") as dossier, TestClient(make_app(dossier)) as client:
        with dossier.database.write() as connection:
            connection.execute(text(damage))
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})
        assert client.get("/healthz").status_code == 200


def test_a_store_that_does_not_answer_is_not_ready(tmp_path: Path) -> None:
    with Dossier.create(tmp_path / "own.db") as dossier, TestClient(make_app(dossier)) as client:
        (tmp_path / "own.db").write_bytes(b"no database" * 1000)
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})
