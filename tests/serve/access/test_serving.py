"""`crossread serve` beyond this machine: with an owner, under its names; a warning without TLS."""

import json
import shlex
import shutil
import ssl
import subprocess
from contextlib import closing
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner, Result

from crossread.cli import main
from crossread.dossier import Dossier
from crossread.dossier.people import Role

from .process import server

NAME = "dossier.example.org"


@pytest.fixture
def where(tmp_path: Path) -> Path:
    """An empty dossier."""
    Dossier.create(tmp_path / "own.db").close()
    return tmp_path / "own.db"


@pytest.fixture
def token(where: Path) -> str:
    """Its owner's token."""
    with Dossier.open(where) as dossier:
        return dossier.users.add("Ada Berg", Role.OWNER, by="Jo")[1]


def run(where: Path, options: str) -> Result:
    return CliRunner().invoke(main, ["serve", str(where), "--port", "0", *shlex.split(options)])


@pytest.mark.parametrize(
    "options",
    ["--host 192.0.2.1", f"--host 0.0.0.0 --allow-host {NAME}", f"--allow-host {NAME}", "--users",
     "--proxy 127.0.0.1"],
)  # fmt: skip
def test_without_an_owner_it_does_not_show_a_dossier_to_others(where: Path, options: str) -> None:
    with Dossier.open(where) as dossier:
        dossier.users.add("Kim Dahl", Role.REVIEWER, by="Jo")
        dossier.users.add("Eve Moe", Role.OWNER, by="Jo")
        dossier.users.revoke("Eve Moe", by="Jo")
    result = run(where, options)
    assert result.exit_code == 2
    assert "no owner" in result.output
    assert f"crossread dossier users add {where} NAME --role owner" in result.output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--host 0.0.0.0", "--allow-host"),
        ("--host ::", "--allow-host"),
        ("--tls-cert own.pem", "does not exist"),
        ("--host 192.0.2.1", "cannot be used"),
        ("--host nowhere.invalid", "cannot be used"),
    ],
)
def test_what_does_not_go_together_is_said(where: Path, token: str, options: str, words: str) -> None:
    result = run(where, options)
    assert result.exit_code == 2, result.output
    assert words in result.output


def test_beyond_this_machine_users_get_in_under_the_name_and_a_warning_is_given(
    where: Path, token: str
) -> None:
    with server(where, "--host", "0.0.0.0", "--allow-host", NAME) as (process, port):  # noqa: S104
        bare = ask("GET", port, "/api/v1/status", {"Host": f"{NAME}:{port}"})
        assert bare[0] == 401
        known = {"Host": f"{NAME}:{port}", "Authorization": f"Bearer {token}"}
        assert ask("GET", port, "/api/v1/status", known)[0] == 200
        assert ask("GET", port, "/api/v1/status", {**known, "Host": "elsewhere.example"})[0] == 400
        process.terminate()
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert errors.startswith("Warning: ")
    assert "--tls-cert" in errors


def test_on_this_machine_alone_there_is_neither_warning_nor_login(where: Path) -> None:
    with server(where) as (process, port):
        assert ask("GET", port, "/api/v1/status", {})[0] == 200
        process.terminate()
        _, errors = process.communicate(timeout=30)
    assert errors == ""


def test_a_declared_proxy_is_believed_on_who_asks_and_how(where: Path, token: str) -> None:
    options = ("--proxy", "127.0.0.1", "--allow-host", NAME, "--log-format", "json")
    with server(where, *options) as (process, port):
        through = {
            "Host": NAME, "Origin": f"https://{NAME}", "X-Forwarded-For": "192.0.2.9",
            "X-Forwarded-Proto": "https", "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        status, headers, _ = ask("POST", port, "/login", through, urlencode({"token": token}))
        assert status == 303
        assert headers["set-cookie"].startswith("__Host-crossread=")
        assert "Secure" in headers["set-cookie"]
        process.terminate()
        _, errors = process.communicate(timeout=30)
    lines = [json.loads(line) for line in errors.splitlines()]
    assert [line["client"] for line in lines if line["event"] == "request"] == ["192.0.2.9"]
    with Dossier.open(where) as dossier:
        assert dossier.trail.entries(action="sign-in").items[0].client == "192.0.2.9"


def test_nobody_else_is(where: Path, token: str) -> None:
    with server(where, "--users", "--log-format", "json") as (process, port):
        ask("GET", port, "/api/v1/status", {"X-Forwarded-For": "192.0.2.9", "X-Forwarded-Proto": "https"})
        process.terminate()
        _, errors = process.communicate(timeout=30)
    assert "192.0.2.9" not in errors


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for the loopback that nobody signed, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed here")
    files = tmp_path / "own.pem", tmp_path / "key.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run(
        [*command, "-out", str(files[0]), "-keyout", str(files[1])], check=True, capture_output=True
    )
    return files


def test_with_a_certificate_all_is_encrypted(where: Path, token: str, certificate: tuple[Path, Path]) -> None:
    pem, key = certificate
    options = ("--users", "--tls-cert", str(pem), "--tls-key", str(key))
    with server(where, *options) as (process, port):
        trusting = ssl.create_default_context(cafile=str(pem))
        form = {"Origin": f"https://127.0.0.1:{port}", "Content-Type": "application/x-www-form-urlencoded"}
        with closing(HTTPSConnection("127.0.0.1", port, timeout=30, context=trusting)) as connection:
            connection.request("POST", "/login", urlencode({"token": token}), form)
            answer = connection.getresponse()
            assert answer.status == 303
            assert str(answer.getheader("set-cookie")).startswith("__Host-crossread=")
            assert answer.getheader("strict-transport-security")
            answer.read()
        process.terminate()
        _, errors = process.communicate(timeout=30)
    assert "Warning" not in errors


def test_a_key_that_does_not_belong_to_the_certificate_is_said(
    where: Path, token: str, certificate: tuple[Path, Path]
) -> None:
    pem, _ = certificate
    result = run(where, f"--tls-cert {pem} --tls-key {pem}")
    assert result.exit_code == 2, result.output
    assert "cannot be used" in result.output
    assert run(where, f"--tls-cert {pem}").exit_code == 2


def ask(
    method: str, port: int, path: str, headers: dict[str, str], body: str = ""
) -> tuple[int, dict[str, str], bytes]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, answer.read()
