"""Finds the inputs of a run and reads them one after the other."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crossread.inputs.names import printable
from crossread.inputs.reading import read_file, read_standard_input
from crossread.inputs.walk import expand
from crossread.records import Blob, Skipped

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputOptions:
    """How inputs are read.

    ``max_bytes`` bounds each input; ``outlet`` and ``published`` (a date) are
    what the person says about all of them, and win over what the texts say.
    """

    max_bytes: int = 20_000_000
    outlet: str | None = None
    published: str | None = None

    def overrides(self) -> dict[str, str]:
        """What was said about the inputs, as ``Blob.overrides`` holds it."""
        said = {"outlet": self.outlet, "published": self.published}
        return {key: value for key, value in said.items() if value}


class Found:
    """The inputs of a run, sorted by path, read one at a time while ``blobs`` is iterated."""

    def __init__(self, paths: Sequence[str], skipped: Sequence[Skipped], options: InputOptions) -> None:
        self._paths = tuple(paths)
        self._skipped = list(skipped)
        self._options = options

    def __len__(self) -> int:
        """How many inputs there are to try; some may prove unreadable."""
        return len(self._paths)

    @property
    def blobs(self) -> Iterator[Blob]:
        """The inputs in the order of their paths. Each is read when it is asked for, and not kept."""
        overrides = self._options.overrides()
        for path in self._paths:
            limit = self._options.max_bytes
            data = read_standard_input(limit) if path == STANDARD_INPUT else read_file(path, limit)
            if isinstance(data, Skipped):
                if data not in self._skipped:
                    self._skipped.append(data)
            else:
                yield Blob(printable(path), data, overrides)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What could not be read, by path. Complete once ``blobs`` has been iterated."""
        return tuple(sorted(self._skipped, key=lambda item: (item.path, item.code)))


def listed(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> list[str]:
    """One path or several, as a caller of the Python doors gives them, as strings."""
    if isinstance(paths, str | os.PathLike):
        paths = [paths]
    return [os.fspath(path) for path in paths]


def find(paths: Sequence[str], *, options: InputOptions | None = None) -> Found:
    """Expand ``paths`` (files, folders, patterns, "-") to inputs.

    Folders are searched to any depth for text, Markdown, HTML, JSON and JSON
    Lines files and their .gz forms, hidden files left out. A file that two
    paths lead to is read once. Nothing is raised: what cannot be read is in
    ``Found.skipped`` with its cause and remedy.
    """
    chosen: dict[str, str] = {}
    skipped: dict[Skipped, None] = {}
    for path in sorted({os.fspath(path) for path in paths}):
        items = [path] if path == STANDARD_INPUT else expand(path)
        for item in items:
            if isinstance(item, Skipped):
                skipped[item] = None
            else:
                real = item if item == STANDARD_INPUT else _real(item)
                chosen[real] = min(chosen.get(real, item), item)
    return Found(sorted(chosen.values()), list(skipped), options or InputOptions())


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path
