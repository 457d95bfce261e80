"""A dossier's application for a team: an owner, a reviewer and a reader, each with a token."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from crossread.dossier import Dossier
from crossread.dossier.people import Role
from crossread.serve import make_app
from crossread.serve.access.limits import Rates
from crossread.serve.access.team import Team

BASE = "http://127.0.0.1"
NAMES = {Role.OWNER: "Ada Berg", Role.REVIEWER: "Kim Dahl", Role.READER: "Ola Lie"}
FREE = Team(rates=Rates(writes=10_000, failures=10_000))


@dataclass(frozen=True)
class House:
    """An application for users, its dossier, and the tokens of the three."""

    app: FastAPI
    dossier: Dossier
    tokens: dict[Role, str]

    def client(self, *, base: str = BASE, origin: bool = True, token: Role | None = None) -> TestClient:
        """A client with no cookies yet; it does not follow redirects."""
        headers = {"origin": base} if origin else {}
        if token is not None:
            headers["authorization"] = f"Bearer {self.tokens[token]}"
        return TestClient(self.app, base, headers=headers, follow_redirects=False)

    def browser(self, role: Role, base: str = BASE) -> TestClient:
        """A client that signed in at the login page."""
        client = self.client(base=base)
        answer = client.post("/login", data={"token": self.tokens[role]})
        assert answer.status_code == 303, answer.text
        return client


Build = Callable[..., House]


def built(where: Path, team: Team) -> House:
    dossier = Dossier.open(where, workers=1)
    tokens = {role: dossier.users.add(name, role, by="Jo")[1] for role, name in NAMES.items()}
    return House(make_app(dossier, by="Jo", team=team), dossier, tokens)


@pytest.fixture(scope="module")
def shared(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house whose dossier and users no test may change."""
    where = tmp_path_factory.mktemp("house") / "own.db"
    where.write_bytes(filled.read_bytes())
    house = built(where, FREE)
    with house.dossier, TestClient(house.app):
        yield house


@pytest.fixture
def build(filled: Path, tmp_path: Path) -> Iterator[Build]:
    """Makes a house of the test's own."""
    made: list[House] = []
    opened: list[TestClient] = []

    def build(team: Team = FREE) -> House:
        where = tmp_path / f"own{len(made)}.db"
        where.write_bytes(filled.read_bytes())
        made.append(built(where, team))
        opened.append(TestClient(made[-1].app))
        opened[-1].__enter__()  # starts the desk
        return made[-1]

    yield build
    for client, house in zip(opened, made, strict=True):
        client.__exit__()
        house.dossier.close()
