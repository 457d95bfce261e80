import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("numpy", "onnxruntime", "rich", "trafilatura", "jinja2", "rapidfuzz", "tokenizers", "crossread.api")


def test_help_answers_in_under_half_a_second() -> None:
    # Time on the processor, the best of three: other processes may hold the cores.
    spent = []
    for _ in range(3):
        before = os.times()
        done = subprocess.run([sys.executable, "-m", "crossread", "--help"], capture_output=True, check=True)
        after = os.times()
        spent.append(sum(after[2:4]) - sum(before[2:4]))
        assert b"Read many reports" in done.stdout
    assert min(spent) < 0.5


def test_the_command_line_imports_nothing_heavy_until_a_command_runs() -> None:
    code = f"import sys, crossread.cli; print([name for name in {HEAVY} if name in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


STUBBED = """
import sys
sys.path.insert(0, {tests!r})
from cli.conftest import StubDoor
import crossread
sys.modules["crossread.api"] = crossread.api = StubDoor()
from crossread.cli import main
main(["compare", "reports", "--no-cache", *sys.argv[1:]])
"""


def stubbed(*words: str) -> list[str]:
    return [sys.executable, "-c", STUBBED.format(tests=str(Path(__file__).parents[1])), *words]


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX pipes")
def test_a_reader_that_leaves_early_ends_the_run_quietly() -> None:
    with subprocess.Popen(stubbed(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_an_output_that_cannot_show_a_character_gets_another() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    done = subprocess.run(stubbed(), capture_output=True, env=environment, check=False)
    assert done.returncode == 3
    assert "4 articles · 1 story".encode("latin-1") in done.stdout
    assert b"? ?No ship of ours" in done.stdout
    page = subprocess.run(stubbed("--html", "-"), capture_output=True, env=environment, check=False)
    assert "“No ship of ours" in page.stdout.decode("utf-8")


FRAGILE = """
import atexit, os, sys, types

class Abort:
    def __del__(self, abort=os.abort):
        abort()  # as a thread of the engine does that is still there while the interpreter is taken down

if {engine}:
    sys.modules["daft"] = types.ModuleType("daft")
sys.held = Abort()
atexit.register(print, "handled")
sys.argv = ["crossread", *{words}]
from crossread.__main__ import command
command()
"""


@pytest.mark.parametrize(("words", "status"), [(["--version"], 0), (["nonsense"], 2)])
def test_the_engine_cannot_crash_a_command_that_is_done(words: list[str], status: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FRAGILE.format(engine=True, words=words)], capture_output=True, text=True
    )
    assert done.returncode == status
    assert "handled" in done.stdout
    assert ("crossread" in done.stdout) == (status == 0)
    assert ("nonsense" in done.stderr) == (status != 0)
    without = subprocess.run(
        [sys.executable, "-c", FRAGILE.format(engine=False, words=words)], capture_output=True
    )
    assert without.returncode < 0  # the way in which a process ends else
