"""Many users at once, while reports are added: no error, nothing lost, the log complete."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

from crossread.dossier import Dossier
from crossread.dossier.people import Role
from dossier.texts import FLOOD, blob

from .process import server

USERS = 10
SLEPT = 30.0  # seconds after which a client opens a new connection: the server lets go of idle ones
PATHS = ("/stories", "/api/v1/stories", "/review", "/search?words=salt", "/api/v1/actors", "/audit")


def visit(port: int, token: str, rounds: int) -> list[int]:
    """The status of each answer to one user who reads, exports and tries to withdraw something."""
    found = []
    with closing(HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        last = time.monotonic()
        for number in range(rounds):
            if time.monotonic() - last > SLEPT:  # the machine stood still
                connection.close()
            method, path = ("GET", PATHS[number % len(PATHS)])
            if number % 10 == 0:
                method, path = "DELETE", "/api/v1/judgements/0000"
            connection.request(method, path, headers={"Authorization": f"Bearer {token}"})
            answer = connection.getresponse()
            answer.read()
            last = time.monotonic()
            found.append(answer.status)
    return found


def test_users_at_once_while_reports_are_added(filled: Path, tmp_path: Path) -> None:
    where = tmp_path / "own.db"
    where.write_bytes(filled.read_bytes())
    with Dossier.open(where) as dossier:
        tokens = [dossier.users.add(f"User {n}", Role.OWNER, by="Jo")[1] for n in range(USERS)]
        before = dossier.status().articles
    with server(where, "--users") as (process, port), ThreadPoolExecutor(USERS) as pool:
        visits = [pool.submit(visit, port, token, 30) for token in tokens]
        with closing(Dossier.open(where, workers=1)) as other:
            for edition in range(3):
                other.add_blobs([blob(FLOOD | {"name": f"e{edition}", "url": f"https://a.example/{edition}",
                                               "text": f"{FLOOD['text']}\nEdition {edition}."})])  # fmt: skip
        statuses = [status for one in visits for status in one.result()]
        process.terminate()
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    assert len(statuses) == USERS * 30
    assert set(statuses) == {200, 404}
    with Dossier.open(where) as dossier:
        assert dossier.status().articles == before + 3
        assert dossier.verify() == []
