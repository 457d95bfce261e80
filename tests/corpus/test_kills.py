"""Real processes, really killed: nothing is lost, nothing is there twice, little is done again.

The corpus is read and compared by `crossread corpus` in a process of its own, with
Daft's runner and with Ray's, each with two workers. What it leaves must be what a run
in this process leaves, row for row.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from . import made
from .running import TABLES, run, tables

PATIENCE = 300.0  # seconds until a run that hangs is a failure
WORKERS = {"native": "daft.execution.udf_worker", "ray": "ray::UDFActor"}
ARTICLES, SHARD = 12, 1
READ = ("articles", "errors", "work/records")

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made.lines(tmp_path_factory.mktemp("inputs") / "a.jsonl", ARTICLES, times=5)


@pytest.fixture(scope="module")
def expected(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The tables that a run leaves which nobody disturbs."""
    out = tmp_path_factory.mktemp("expected") / "out"
    run([inputs], out, shard=SHARD, until="compare")
    return tables(out, (*TABLES, *READ))


Run = subprocess.Popen[bytes]


@dataclass
class Corpus:
    """Runs of the command on one folder, and whatever they started."""

    runner: str
    inputs: Path
    out: Path
    environment: dict[str, str]
    log: Path
    started: set[psutil.Process] = field(default_factory=set)

    def start(self, until: str = "compare") -> Run:
        command = [
            sys.executable, "-m", "crossread", "corpus", str(self.inputs), "--out", str(self.out),
            "--shard", str(SHARD), "--workers", "2", "--runner", self.runner, "--until", until,
        ]  # fmt: skip
        with self.log.open("ab") as log:
            return subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)

    def finish(self, process: Run, status: int = 0) -> None:
        """Wait for a run to end as it should."""
        assert process.wait(timeout=PATIENCE) == status, self.log.read_text()

    def until(self, process: Run, condition: Callable[[], bool]) -> None:
        """Wait for something to happen while the run is going on."""
        ends = time.monotonic() + PATIENCE
        while not condition():
            assert process.poll() is None, self.log.read_text()
            assert time.monotonic() < ends, "the run hangs"
            time.sleep(0.02)
        self.started.update(psutil.Process(process.pid).children(recursive=True))

    def committed(self) -> dict[str, int]:
        """The shards that are read, with the time of the commit."""
        return {file.name: file.stat().st_mtime_ns for file in self.out.glob("commits/read/*.json")}

    def workers(self, process: Run) -> list[psutil.Process]:
        found = []
        for child in psutil.Process(process.pid).children(recursive=True):
            try:
                if WORKERS[self.runner] in " ".join(child.cmdline()):
                    found.append(child)
            except psutil.Error:  # it ended meanwhile
                continue
        return found

    def leave_nothing_running(self) -> None:
        for process in self.started:
            if process.is_running():
                process.kill()
        psutil.wait_procs(list(self.started), timeout=10)


@pytest.fixture(params=["native", "ray"])
def corpus(request: pytest.FixtureRequest, inputs: Path, tmp_path: Path) -> Iterator[Corpus]:
    runner = str(request.param)
    for package in ("daft", *(["ray"] if runner == "ray" else [])):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed: pip install 'crossread[cluster]'")
    folder = tempfile.mkdtemp(prefix="xr-")  # Ray's sockets take no long path
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "RAY_AUTH_MODE": "disabled",
        "RAY_TMPDIR": folder,
    }
    found = Corpus(runner, inputs, tmp_path / "out", environment, tmp_path / "log")
    yield found
    found.leave_nothing_running()
    shutil.rmtree(folder, ignore_errors=True)


def test_a_killed_worker_loses_nothing(corpus: Corpus, expected: dict[str, list[str]]) -> None:
    process = corpus.start(until="read")
    corpus.until(process, lambda: len(corpus.committed()) >= 2)
    before = corpus.committed()
    victim = corpus.workers(process)[0]
    victim.kill()
    corpus.finish(process)
    assert not victim.is_running()
    assert tables(corpus.out, READ) == {name: expected[name] for name in READ}
    after = corpus.committed()
    again = [name for name, when in before.items() if after[name] != when]
    # The engine does again what the worker had not yet told it of, though it was committed.
    assert len(again) <= 1, "only what the killed worker had in work may be done again"


def test_a_killed_driver_goes_on_with_what_was_in_work(
    corpus: Corpus, expected: dict[str, list[str]]
) -> None:
    process = corpus.start()
    corpus.until(process, lambda: len(corpus.committed()) >= 2)
    workers = corpus.workers(process)
    process.kill()
    for worker in workers:  # a machine that falls takes all with it
        with contextlib.suppress(psutil.NoSuchProcess):
            worker.kill()
    process.wait()
    psutil.wait_procs(workers, timeout=PATIENCE)
    before = corpus.committed()
    assert len(before) >= 2  # a quick machine may have read all meanwhile; the later steps are still to do
    corpus.finish(corpus.start())
    assert tables(corpus.out, (*TABLES, *READ)) == expected
    after = corpus.committed()
    assert {name: after[name] for name in before} == before, "what was committed is not done again"


def test_a_document_that_kills_its_worker_is_left_out_and_no_other(inputs: Path, tmp_path: Path) -> None:
    if importlib.util.find_spec("daft") is None:
        pytest.skip("daft is not installed: pip install 'crossread[corpus]'")
    (tmp_path / "sitecustomize.py").write_text(_DEADLY)
    paths = os.pathsep.join([str(tmp_path), *sys.path])
    environment = {**os.environ, "PYTHONPATH": paths}
    corpus = Corpus("native", inputs, tmp_path / "out", environment, tmp_path / "log")
    corpus.finish(corpus.start(until="read"), status=3)
    held = tables(corpus.out, READ)
    assert len(held["articles"]) == ARTICLES - 1
    (error,) = held["errors"]
    assert "'code': 'crash'" in error
    assert f"{inputs}:6" in error


_DEADLY = """
import os, signal, sys

if "daft.execution.udf_worker" in sys.orig_argv:
    import crossread.corpus.reading as reading

    plain = reading.clean

    def clean(raws):
        if any("session 5 " in raw.text for raw in raws):
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(raws)

    reading.clean = clean
"""
