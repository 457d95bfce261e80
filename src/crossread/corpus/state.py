"""How far a corpus is."""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from crossread.corpus import plan as plans
from crossread.corpus.errors import CorpusError
from crossread.corpus.jobs import PACKETS
from crossread.corpus.manifest import Manifest
from crossread.corpus.places import Folder
from crossread.corpus.running import HEAD, INPUTS


@dataclass(frozen=True, slots=True)
class StageStatus:
    """A stage: tasks done and planned, the items in those done, and the CPU seconds that it took."""

    name: str
    done: int
    planned: int
    counts: Mapping[str, int]
    seconds: float


@dataclass(frozen=True, slots=True)
class Status:
    """What a corpus's folder holds. ``errors`` are counts of rows by code."""

    files: int
    stages: tuple[StageStatus, ...]
    errors: Mapping[str, int]


def status(where: str | os.PathLike[str]) -> Status:
    """How far the corpus in the folder ``where`` is. Raises CorpusError where there is none."""
    folder = Folder(os.fspath(where))
    if folder.read(HEAD) is None:
        raise CorpusError(
            f"{folder.url} holds no corpus.", remedy="Check the name, or make one with `crossread corpus`."
        )
    plan = plans.load(folder)
    errors: Counter[str] = Counter()
    if folder.exists(INPUTS):
        errors.update(folder.table(INPUTS, ["code"])["code"].to_pylist())
    read = _stage(folder, "read", len(plan.shards), errors)
    embed = _stage(folder, "embed", len(plan.shards), errors)
    group = _stage(folder, "group", 1, errors)
    packets = len(folder.names(PACKETS))
    compare = _stage(folder, "compare", packets, errors)
    return Status(len(plan.stamps), (read, embed, group, compare), errors)


def _stage(folder: Folder, name: str, planned: int, errors: Counter[str]) -> StageStatus:
    counts: Counter[str] = Counter()
    seconds = 0.0
    commits = Manifest(folder, name).counts()
    for one in commits.values():
        errors.update(one.pop("errors", {}))
        seconds += one.get("cpu", 0.0)
        counts.update({name: count for name, count in one.items() if isinstance(count, int)})
    return StageStatus(name, len(commits), planned, counts, seconds)
