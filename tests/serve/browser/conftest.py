"""The program itself, serving the bundled readouts, and a browser that has nothing but it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crossread.dossier import Dossier

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

REPOSITORY = Path(__file__).parents[3]
LOUD = ("error", "warning")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-quic")  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Headless Chromium; skips where there is none."""
    sync = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed here: apt-get install chromium")
    with sync.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield made
        made.close()


@pytest.fixture(scope="session")
def readouts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of the bundled readouts."""
    where = tmp_path_factory.mktemp("readouts") / "talks.db"
    with Dossier.create(where, name="Talks", workers=2) as dossier:
        dossier.add([REPOSITORY / "examples" / "readouts" / "texts"])
        dossier.compact()
    return where


@dataclass
class Desk:
    """A page of the running program, and everything that went wrong on it."""

    page: "Page"
    base: str
    where: Path
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to an address of the program."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200, path

    def said(self, message: "ConsoleMessage") -> None:
        """What the browser's console says."""
        if message.type in LOUD:
            self.wrong.append(message.text)

    def asked(self, request: "Request") -> None:
        """What the page asks for: of nobody but the program."""
        if not request.url.startswith(self.base):
            self.wrong.append(request.url)


@contextmanager
def running(browser: "Browser", where: Path, *options: str) -> Iterator[Desk]:
    """The program on a dossier; at the end, console errors and foreign requests are raised."""
    command = [sys.executable, "-m", "crossread", "serve", str(where), "--port", "0", "--by", "Jo", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        base = server.stdout.readline().split()[0].rstrip("/")
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        made = Desk(context.new_page(), base, where)
        made.page.on("console", made.said)
        made.page.on("pageerror", lambda error: made.wrong.append(str(error)))
        made.page.on("request", made.asked)
        yield made
        context.close()
        server.terminate()
        assert server.wait(30) == 0
    assert made.wrong == []


@pytest.fixture
def desk(browser: "Browser", readouts: Path, tmp_path: Path) -> Iterator[Desk]:
    """The program on a dossier of the test's own; fails the test on console errors and foreign requests."""
    where = tmp_path / "talks.db"
    where.write_bytes(readouts.read_bytes())
    with running(browser, where) as made:
        yield made
