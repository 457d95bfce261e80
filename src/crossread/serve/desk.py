"""Work that takes time (reading, comparing), done piece by piece by one thread beside the requests."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from queue import Queue
from threading import Condition, Thread
from uuid import uuid4

from crossread.dossier.errors import NotFoundError
from crossread.dossier.facade import Dossier
from crossread.dossier.members import now
from crossread.errors import CrossreadError
from crossread.pipeline import Progress
from crossread.serve.access.logs import say

KEPT = 200
"""Jobs that are remembered; of more, the oldest that ended are forgotten."""


class State(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"  # the server ended before the job did


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: a sentence, and a line for each thing that somebody should look at."""

    words: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work as it stands: ``done`` of ``total`` in ``stage``; times are ISO, UTC.

    ``error`` is what went wrong, where it failed.
    """

    id: str
    title: str
    by: str
    state: State
    submitted: str
    stage: str = ""
    done: int = 0
    total: int = 0
    ended: str = ""
    outcome: Outcome | None = None
    error: CrossreadError | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in (State.WAITING, State.RUNNING)


Task = Callable[[Dossier, Progress], Outcome]


class _StopError(Exception):
    """The server ends: leave at the next boundary. What was committed stays."""


class Desk:
    """One thread that writes, with a dossier object of its own; may be asked from any thread."""

    def __init__(self, dossier: Dossier) -> None:
        # Several objects may write to one dossier; they wait for each other at each commit, not for a job.
        self._dossier = Dossier(dossier.database)
        self._jobs: dict[str, Job] = {}
        self._queue: Queue[tuple[str, Task] | None] = Queue()
        self._changed = Condition()
        self._stopping = False
        self._thread = Thread(target=self._run, name="desk", daemon=True)
        self._thread.start()

    def submit(self, title: str, by: str, task: Task) -> Job:
        """Put a piece of work in line; returns at once."""
        job = Job(uuid4().hex[:16], title, by, State.WAITING, now())
        with self._changed:
            self._jobs[job.id] = job
            over = [name for name, held in self._jobs.items() if held.over]
            for name in over[: max(0, len(self._jobs) - KEPT)]:
                del self._jobs[name]
        self._queue.put((job.id, task))
        return job

    def job(self, name: str) -> Job:
        """A job by its id; raises NotFoundError."""
        with self._changed:
            found = self._jobs.get(name)
        if found is None:
            raise NotFoundError(
                f"There is no job {name!r}.",
                remedy="The server remembers the last ones only, and none from before it was started.",
            )
        return found

    def jobs(self) -> list[Job]:
        """All jobs, the last submitted first."""
        with self._changed:
            return list(reversed(self._jobs.values()))

    def wait(self, name: str, seconds: float) -> Job:
        """The job once it is over, or as it stands after ``seconds``."""
        with self._changed:
            self._changed.wait_for(lambda: self._jobs[name].over, seconds)
            return self._jobs[name]

    def begin(self, title: str, by: str, task: Task, seconds: float) -> Job:
        """Put a piece of work in line and :meth:`wait` for it; raises what it failed with by then."""
        job = self.wait(self.submit(title, by, task).id, seconds)
        if job.error:
            raise job.error
        return job

    def stop(self, seconds: float = 30.0) -> None:
        """End at the next boundary of the running job; what waits is not begun."""
        self._stopping = True
        self._queue.put(None)
        self._thread.join(seconds)

    # --- the thread ----------------------------------------------------------------

    def _run(self) -> None:
        while (item := self._queue.get()) is not None:
            name, task = item
            if self._stopping:
                self._set(name, state=State.STOPPED, ended=now())
            else:
                self._do(name, task)

    def _do(self, name: str, task: Task) -> None:
        began = time.perf_counter()
        self._set(name, state=State.RUNNING)

        def progress(stage: str, done: int, total: int) -> None:
            if self._stopping:
                raise _StopError
            self._set(name, stage=stage, done=done, total=total)

        try:
            outcome = task(self._dossier, progress)
        except _StopError:
            self._set(name, state=State.STOPPED, ended=now())
        except CrossreadError as error:
            self._set(name, state=State.FAILED, ended=now(), error=error)
        except Exception as error:  # a fault of ours must not end the thread, or nothing is written any more
            fault = CrossreadError(
                f"This is a fault of crossread: {type(error).__name__}.", remedy="Try again."
            )
            fault.__cause__ = error
            self._set(name, state=State.FAILED, ended=now(), error=fault)
        else:
            self._set(name, state=State.DONE, ended=now(), outcome=outcome)
        self._tell(name, time.perf_counter() - began)

    def _tell(self, name: str, seconds: float) -> None:
        """Log what became of a job; its title may have words of a file's name, and stays out."""
        with self._changed:
            job = self._jobs.get(name)
        if job is None:  # forgotten already: many others were submitted
            return
        # What comes of another error is a fault of ours or of the store; the rest, what was asked for.
        fault = job.error.__cause__ if job.error else None
        say(
            "job",
            level=logging.ERROR if fault else logging.INFO,
            error=fault,
            job=name,
            state=job.state.value,
            ms=round(seconds * 1000, 1),
            user=job.by,
        )

    def _set(self, name: str, **changes: object) -> None:
        with self._changed:
            if name in self._jobs:
                self._jobs[name] = replace(self._jobs[name], **changes)  # type: ignore[arg-type]
                self._changed.notify_all()
