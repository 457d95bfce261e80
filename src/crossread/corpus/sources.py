"""What a corpus is made of: the files that paths and URLs lead to, of which kind, and in which state."""

import glob
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from crossread.corpus.errors import CorpusError
from crossread.corpus.places import file_system
from crossread.inputs.names import printable
from crossread.inputs.reading import unreadable
from crossread.inputs.walk import entry_of, expand, kind_of
from crossread.records import Skipped


class Kind(StrEnum):
    """How a file holds its documents."""

    LINES = "lines"  # JSON Lines: one to a line
    ROWS = "rows"  # Parquet: one to a row
    RECORDS = "records"  # WARC: one to a response
    WHOLE = "whole"  # text, Markdown, HTML, a JSON array: read as `crossread read` reads it


_KINDS = {
    ".jsonl": Kind.LINES,
    ".ndjson": Kind.LINES,
    ".parquet": Kind.ROWS,
    ".pq": Kind.ROWS,
    ".warc": Kind.RECORDS,
}
_MORE = frozenset(_KINDS)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. ``stamp`` changes when its content does: its size, and its time or its entity tag."""

    file: str
    kind: Kind
    stamp: str

    @property
    def packed(self) -> bool:
        """Whether it is compressed as a whole, so that reading starts at its beginning."""
        return self.file.lower().endswith(".gz")


def sources(inputs: Iterable[str]) -> tuple[list[Source], list[Skipped]]:
    """The files that ``inputs`` (files, folders, patterns, URLs) lead to, each once; and what is none.

    Nothing is raised for what a path holds.
    """
    found: dict[str, Source] = {}
    skipped: dict[Skipped, None] = {}
    for path in sorted(set(inputs)):
        for item in _remote(path) if "://" in path else _local(path):
            if isinstance(item, Skipped):
                skipped[item] = None
            else:
                found[item.file] = item
    return [found[name] for name in sorted(found)], list(skipped)


def _local(path: str) -> Iterator[Source | Skipped]:
    for item in expand(path, _MORE):
        if isinstance(item, Skipped):
            yield item
            continue
        try:
            real = Path(item).resolve(strict=True)
            status = real.stat()
        except (OSError, ValueError) as error:
            yield unreadable(printable(item), error)
            continue
        yield Source(item, _kind(item), f"{status.st_size}@{status.st_mtime_ns}")


def _remote(url: str) -> Iterator[Source | Skipped]:
    try:
        system, path = file_system(url)
        if glob.has_magic(path):
            found: dict[str, Any] = system.glob(path, detail=True)
        elif system.isdir(path):
            found = system.find(path, detail=True)
        else:
            found = {path: system.info(path)}
    except CorpusError as error:
        yield Skipped(printable(url), "unreadable", error.message, error.remedy)
        return
    except (OSError, ValueError) as error:
        yield unreadable(printable(url), error)
        return
    if not found:
        yield Skipped(printable(url), "missing", "Nothing lies there.", "Check how it is written.")
    for name, entry in sorted(found.items()):
        if entry.get("type") != "file" or any(part.startswith(".") for part in name.split("/")):
            continue
        full = system.unstrip_protocol(name)
        for item in entry_of(full, _MORE) if len(found) > 1 else (full,):
            yield item if isinstance(item, Skipped) else Source(item, _kind(item), _stamp(entry))


def _stamp(entry: dict[str, Any]) -> str:
    keys = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "created")
    known = next((entry[key] for key in keys if entry.get(key)), "")
    return f"{entry.get('size')}@{known}"


def _kind(file: str) -> Kind:
    return _KINDS.get(kind_of(file), Kind.WHOLE)
