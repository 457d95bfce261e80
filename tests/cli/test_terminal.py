"""What a person at a terminal sees: a pseudo-terminal stands for it."""

import contextlib
import os
import subprocess

import pytest

from .test_main import stubbed

pty = pytest.importorskip("pty", reason="needs POSIX pseudo-terminals")


def at_terminal(*words: str, **environment: str) -> str:
    """What a run prints where standard output and standard error are one terminal."""
    master, slave = pty.openpty()
    known = {**os.environ, "TERM": "xterm", "COLUMNS": "90", **environment}
    with subprocess.Popen(stubbed(*words), stdout=slave, stderr=slave, env=known):
        os.close(slave)
        seen = b""
        with contextlib.suppress(OSError):  # the other end is closed
            while chunk := os.read(master, 65536):
                seen += chunk
    os.close(master)
    return seen.decode("utf-8")


def test_a_terminal_gets_colour_and_progress() -> None:
    seen = at_terminal(NO_COLOR="")
    assert "\x1b[1;31mCONTRADICT" in seen
    assert "Reading" in seen
    assert "2/2" in seen


def test_no_color_is_respected() -> None:
    assert "\x1b[1;31m" not in at_terminal(NO_COLOR="1")


def test_quiet_shows_nothing_at_all() -> None:
    assert at_terminal("--quiet") == ""
