"""One suite for every store: a file of SQLite, and a PostgreSQL server that the tests start themselves."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from crossread.dossier import Dossier
from crossread.dossier.facade import DossierOptions

from .loading import models_loaded_once
from .state import state
from .texts import ALL, blobs

Make = Callable[..., Dossier]


def _programs() -> Path | None:
    """Where Debian's package, or another, put PostgreSQL's own programs; the newest version first."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    found = [str(path) for path in known] or [shutil.which("initdb") or ""]
    return Path(found[0]).parent if found[0] else None


def _as_postgres(folder: Path) -> list[str]:
    """The server refuses to run as root: there it runs as its own user."""
    if os.geteuid() != 0:
        return []
    if shutil.which("runuser") is None:
        pytest.skip("PostgreSQL does not run as root, and there is no runuser to become its own user")
    shutil.chown(folder, "postgres", "postgres")
    return ["runuser", "-u", "postgres", "--"]


@pytest.fixture(scope="session", autouse=True)
def loaded_once() -> Iterator[None]:
    """The dossiers of all tests share their models."""
    with models_loaded_once():
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a private, throw-away server; skips where PostgreSQL is not installed."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="crossread-postgres-"))
    user = _as_postgres(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    data, log = folder / "data", folder / "log"
    make = [str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "-N"]
    subprocess.run([*user, *make], check=True, cwd="/", **quiet)  # type: ignore[call-overload]
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    control = [*user, str(programs / "pg_ctl"), "-D", str(data)]
    subprocess.run([*control, "-o", settings, "-l", str(log), "-w", "start"], check=True, cwd="/", **quiet)  # type: ignore[call-overload]
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, cwd="/", **quiet)  # type: ignore[call-overload]
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> str:
    """The kind of database that a test runs on."""
    found: str = request.param
    return found


def _place(store: str, folder: Path, request: pytest.FixtureRequest) -> str:
    if store == "sqlite":
        return str(folder / f"{uuid4().hex}.db")
    import psycopg

    server: str = request.getfixturevalue("postgresql")
    name = f"dossier_{uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    return f"{server}/{name}"


@pytest.fixture
def place(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Where a new dossier can be made."""
    return _place(store, tmp_path, request)


@pytest.fixture
def made(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Make]:
    """Makes dossiers, as many as a test wants."""
    out: list[Dossier] = []

    def make(options: DossierOptions | None = None) -> Dossier:
        out.append(Dossier.create(_place(store, tmp_path, request), options=options, workers=1))
        return out[-1]

    yield make
    for dossier in out:
        dossier.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    """A dossier with all invented reports, which no test may change."""
    where = _place(request.param, tmp_path_factory.mktemp("full"), request)
    with Dossier.create(where, name="Lake talks", workers=1) as dossier:
        dossier.add_blobs(blobs(*ALL))
        yield dossier


@pytest.fixture(scope="session")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a dossier with all invented reports says, whatever it is kept in and however it came about."""
    where = tmp_path_factory.mktemp("expected") / "all.db"
    with Dossier.create(where, name="Lake talks", workers=1) as dossier:
        dossier.add_blobs(blobs(*ALL))
        return state(dossier)
