"""Work on the tasks of a stage until all are done, whatever dies on the way."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crossread.corpus.engine import FAILED, Engine, Job, WorkerLostError
from crossread.corpus.errors import CorpusError
from crossread.corpus.manifest import Counts, Manifest
from crossread.corpus.places import Folder
from crossread.pipeline import Progress

_PATIENCE = 2  # deaths with a task in work before it is done by itself, item by item
_PROOF = 2  # deaths at one item before the item is left out
_HOPELESS = 3  # deaths in a row without anything done and without a suspect

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """What is to be done: a job, its tasks with what each needs to know, how large each is."""

    manifest: Manifest
    job: Job
    specs: Mapping[str, Spec]
    sizes: Mapping[str, int]


def spec_of(task: str) -> Spec:
    """What a task of :func:`finish` says to its job: ``task``, ``deadly``, ``careful`` and its own."""
    found: Spec = json.loads(task)
    return found


def note(folder: Folder, stage: str, spec: Spec, item: str = "") -> None:
    """Say which item of a task is in work: who finds it after a death knows whom to suspect."""
    folder.write(_note(stage, spec["task"]), item.encode("utf-8", "surrogatepass"))


def finished(manifest: Manifest, spec: Spec, counts: Counts) -> str:
    """Commit a task; gives its outcome."""
    manifest.commit(spec["task"], counts)
    manifest.folder.delete(_note(manifest.stage, spec["task"]))
    return json.dumps({"task": spec["task"]})


def _note(stage: str, task: str) -> str:
    return f"work/now/{stage}-{task}"


@dataclass(slots=True)
class _Suspects:
    """Tasks that were in work when a worker died, and items of them."""

    strikes: Counter[str] = field(default_factory=Counter)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    deadly: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def careful(self, task: str) -> bool:
        return self.strikes[task] >= _PATIENCE

    def strike(self, task: str, item: str) -> None:
        careful = self.careful(task)
        self.strikes[task] += 1
        if careful and item:
            self.seen[task, item] += 1
            if self.seen[task, item] >= _PROOF:
                self.deadly[task].append(item)


def finish(engine: Engine, stage: Stage, workers: int, progress: Progress) -> None:
    """Do every task of ``stage`` that is not committed.

    A worker that dies costs what it and, on Daft's own runner, the others had in
    work. A task with which workers die again and again is done by itself, item by
    item; an item that kills its worker twice is left out, with a row of errors.
    Raises CorpusError where a job fails, or workers die without a task to blame.
    """
    suspects = _Suspects()
    total = sum(stage.sizes.values())
    done = stage.manifest.done()
    idle = 0
    while left := [task for task in stage.specs if task not in done]:
        calm = [task for task in left if not suspects.careful(task)]
        batch, hands = (calm, workers) if calm else (left[:1], 1)
        progress(stage.manifest.stage, total - sum(stage.sizes[task] for task in left), total)
        try:
            _attempt(engine, stage, batch, hands, suspects, _Counted(progress, stage, left, total))
        except WorkerLostError as lost:
            struck = _struck(stage, suspects, batch)
            now = stage.manifest.done()
            idle = 0 if struck or len(now) > len(done) else idle + 1
            if idle >= _HOPELESS:
                raise lost
        done = stage.manifest.done()
    progress(stage.manifest.stage, total, total)


@dataclass(slots=True)
class _Counted:
    """Tells progress by what is left."""

    progress: Progress
    stage: Stage
    left: Sequence[str]
    total: int
    done: int = 0

    def __post_init__(self) -> None:
        self.done = self.total - sum(self.stage.sizes[task] for task in self.left)

    def one(self, task: str) -> None:
        self.done += self.stage.sizes[task]
        self.progress(self.stage.manifest.stage, self.done, self.total)


def _attempt(
    engine: Engine, stage: Stage, batch: Sequence[str], hands: int, suspects: _Suspects, counted: _Counted
) -> None:
    tasks = [
        json.dumps(
            {
                **stage.specs[task],
                "task": task,
                "deadly": suspects.deadly[task],
                "careful": suspects.careful(task),
            }
        )
        for task in batch
    ]
    for outcome in engine.map(stage.job, tasks, hands):
        if outcome.startswith(FAILED):
            raise CorpusError(
                f"The {stage.manifest.stage} stage failed: {outcome.removeprefix(FAILED)}.",
                remedy="What was done stays; mend the cause and run the command again.",
            )
        counted.one(json.loads(outcome)["task"])


def _struck(stage: Stage, suspects: _Suspects, batch: Sequence[str]) -> bool:
    """Suspect what was in work; gives whether anything was."""
    folder, name = stage.manifest.folder, stage.manifest.stage
    done = stage.manifest.done()
    found = False
    for task in batch:
        data = None if task in done else folder.read(_note(name, task))
        if data is not None:
            found = True
            suspects.strike(task, data.decode("utf-8", "surrogatepass"))
            folder.delete(_note(name, task))
    return found
