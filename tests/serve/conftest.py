"""A dossier of invented reports behind the application, and the application itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the page's packages are not installed: pip install 'crossread[serve]'")

from fastapi.testclient import TestClient

from crossread.dossier import Dossier
from crossread.serve import make_app
from dossier.loading import models_loaded_once
from dossier.texts import ALL, blobs

BASE = "http://127.0.0.1"


@pytest.fixture(scope="session", autouse=True)
def loaded_once() -> Iterator[None]:
    """The dossiers of all tests share their models."""
    with models_loaded_once():
        yield


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier's file with all invented reports; tests that write take a copy of it."""
    where = tmp_path_factory.mktemp("serve") / "lake.db"
    with Dossier.create(where, name="Lake talks", workers=1) as dossier:
        dossier.add_blobs(blobs(*ALL))
        dossier.compact()
    return where


@pytest.fixture(scope="session")
def reading(filled: Path) -> Iterator[TestClient]:
    """A client of a dossier that no test may change."""
    with (
        Dossier.open(filled, workers=1) as dossier,
        TestClient(make_app(dossier, by="Jo"), BASE, headers={"origin": BASE}) as client,
    ):
        yield client


@pytest.fixture
def writing(filled: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A client of a dossier of the test's own; it does not follow redirects."""
    where = tmp_path / "own.db"
    where.write_bytes(filled.read_bytes())
    with (
        Dossier.open(where, workers=1) as dossier,
        TestClient(
            make_app(dossier, by="Jo"), BASE, headers={"origin": BASE}, follow_redirects=False
        ) as client,
    ):
        yield client


Ids = Callable[[str], list[str]]


@pytest.fixture
def ids(reading: TestClient) -> Ids:
    """Ids of all things of a kind: stories, articles, actors, review."""

    def of(kind: str) -> list[str]:
        return [item["id"] for item in reading.get(f"/api/v1/{kind}?limit=200").json()["items"]]

    return of
