"""Who does the work: Daft, with its own runner on one machine or with Ray on a cluster.

A job is a function from one task to its outcome, both short JSON. What it reads and
writes are files, so that nothing large travels and a task that was done stays done
whatever happens to the process that asked for it.
"""

import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from crossread.corpus.errors import CorpusError

# Daft and Ray report their use to their makers unless told otherwise; Daft when it is imported.
_PRIVATE = {"DAFT_ANALYTICS_ENABLED": "0", "DO_NOT_TRACK": "1", "RAY_USAGE_STATS_ENABLED": "0"}
_SILENT = {"DAFT_PROGRESS_BAR": "0", "RAY_DISABLE_DASHBOARD": "1", "RAY_TQDM": "0"}
_SPARE = 2
"""CPUs that a Ray cluster must have beside those of the workers: the engine's own tasks wait for one."""


class Runner(StrEnum):
    """Where Daft runs."""

    NATIVE = "native"
    RAY = "ray"


class Job(Protocol):
    """Work on one task. It is sent to the workers once; what it loads stays loaded."""

    def __call__(self, task: str) -> str:
        """Do the task; tell what came of it."""
        ...


FAILED = "!"
"""How an outcome begins that tells of an exception."""


def outcome(job: Job, task: str) -> str:
    """What comes of a task, an exception told in words: a worker outlives it."""
    try:
        return job(task)
    except Exception as error:
        return f"{FAILED}{type(error).__name__}: {error}"


class WorkerLostError(CorpusError):
    """A worker died; what it and others committed before stands."""


class Engine(Protocol):
    """Does tasks, several at once, in any order."""

    def map(self, job: Job, tasks: Sequence[str], workers: int) -> Iterator[str]:
        """The outcomes of ``tasks``, each as soon as it is there. Raises WorkerLostError."""
        ...


@dataclass(frozen=True, slots=True)
class Here:
    """Does the tasks in this process, one after the other."""

    def map(self, job: Job, tasks: Sequence[str], workers: int) -> Iterator[str]:
        """The outcomes of ``tasks`` in their order."""
        return (outcome(job, task) for task in tasks)


@dataclass(frozen=True, slots=True)
class DaftEngine:
    """Daft. ``address`` is that of a Ray cluster; without one Ray starts on this machine."""

    runner: Runner = Runner.NATIVE
    address: str | None = None

    def map(self, job: Job, tasks: Sequence[str], workers: int) -> Iterator[str]:
        """The outcomes of ``tasks``, each as soon as it is there. Raises WorkerLostError."""
        daft = _daft()
        hands = min(workers, len(tasks))
        if self.runner is Runner.RAY:
            _ray(self.address, workers, hands)
        _choose(daft, self.runner)
        worker = daft.cls(_Worker, max_concurrency=hands, use_process=True)(job)
        # One task a call, or a worker would take several and the others wait.
        frame = daft.from_pydict({"task": list(tasks)}).into_batches(1)
        frame = frame.select(worker.work(frame["task"]).alias("outcome"))
        rows = iter(frame.iter_rows(results_buffer_size=None))
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except Exception as error:  # the engine's own, of many kinds: jobs raise nothing
                raise WorkerLostError(
                    f"A worker was lost: {error}", remedy="Run the command again; it goes on from there."
                ) from error
            yield row["outcome"]


class _Worker:
    """What Daft starts in each of its processes."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def work(self, task: str) -> str:
        return outcome(self._job, task)


def _daft() -> Any:
    os.environ.update(_PRIVATE)
    for name, value in _SILENT.items():
        os.environ.setdefault(name, value)
    # Workers are new processes: they must find the crossread that is running.
    here = str(Path(__file__).parents[2])
    known = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if here not in known:
        os.environ["PYTHONPATH"] = os.pathsep.join([here, *filter(None, known)])
    try:
        import daft
    except ImportError as error:
        raise CorpusError("Daft is not installed.", remedy="pip install 'crossread[corpus]'") from error
    return daft


def _choose(daft: Any, runner: Runner) -> None:
    """Set Daft's runner, which one process can do once."""
    try:
        daft.set_runner_ray(noop_if_initialized=True) if runner is Runner.RAY else daft.set_runner_native()
    except Exception as error:
        if daft.get_or_infer_runner_type() != runner:
            raise CorpusError(
                f"Daft runs with another runner than {runner} in this process already.",
                remedy="Begin a new process for it.",
            ) from error


def _ray(address: str | None, workers: int, hands: int) -> None:
    """Join or start a cluster for ``workers``, of which ``hands`` are wanted now."""
    try:
        import ray
    except ImportError as error:
        raise CorpusError("Ray is not installed.", remedy="pip install 'crossread[cluster]'") from error
    if not ray.is_initialized():
        settings: dict[str, Any] = {"runtime_env": {"env_vars": {**_PRIVATE, **_SILENT}}}
        if address is None:  # "local": never a cluster that somebody else noted in a temporary folder
            settings |= {"num_cpus": workers + _SPARE, "include_dashboard": False}
        ray.init(address=address or "local", logging_level=logging.ERROR, log_to_driver=False, **settings)
    there = int(ray.cluster_resources().get("CPU", 0))
    if there < hands + _SPARE:
        raise CorpusError(
            f"The cluster has {there} CPUs; {hands} workers need {hands + _SPARE}.",
            remedy=f"Ask for --workers {max(1, there - _SPARE)}, or add nodes.",
        )
