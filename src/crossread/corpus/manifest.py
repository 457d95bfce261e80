"""What is done: a small file for each task, written last; what has none counts as not there."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crossread.corpus.places import Folder

Counts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The commits of one stage, in ``commits/STAGE/`` of a corpus's folder."""

    folder: Folder
    stage: str

    def commit(self, task: str, counts: Counts) -> None:
        """Say that a task is done, all its files being written."""
        self.folder.write(self._name(task), json.dumps(counts, sort_keys=True).encode())

    def done(self) -> set[str]:
        """The tasks that are done."""
        return {name.removesuffix(".json") for name in self.folder.names(f"commits/{self.stage}")}

    def counts(self) -> dict[str, Counts]:
        """What was said of each task that is done."""
        found = {}
        for task in sorted(self.done()):
            data = self.folder.read(self._name(task))
            if data is not None:
                found[task] = json.loads(data)
        return found

    def withdraw(self, tasks: Iterable[str]) -> None:
        """Tasks count as not done from now on."""
        for task in tasks:
            self.folder.delete(self._name(task))

    def _name(self, task: str) -> str:
        return f"commits/{self.stage}/{task}.json"
