"""Expands what a person named (files, folders, globs) to the files to read."""

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from crossread.inputs.judgements import NAME as JUDGEMENTS
from crossread.inputs.names import printable
from crossread.inputs.reading import unreadable
from crossread.records import Skipped

READABLE = frozenset(
    [".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json"]
)
# Documents that somebody may have expected to be read; other kinds in a folder are passed over in silence.
_DOCUMENTS = {
    ".pdf": "pdftotext",
    ".doc": "a word processor (save as plain text)",
    ".docx": "pandoc or a word processor (save as plain text)",
    ".odt": "pandoc or a word processor (save as plain text)",
    ".rtf": "pandoc or a word processor (save as plain text)",
    ".epub": "pandoc",
    ".mht": "a browser (save as HTML)",
    ".mhtml": "a browser (save as HTML)",
    ".eml": "a mail program (save as plain text)",
    ".zip": "unzip",
    ".tar": "tar",
    ".tgz": "tar",
    ".bz2": "bunzip2",
    ".xz": "unxz",
}


def kind_of(name: str) -> str:
    """The suffix that tells a file's kind, in lower case, without a final ``.gz``."""
    lowered = name.lower().removesuffix(".gz")
    return os.path.splitext(lowered)[1]  # noqa: PTH122 (names may hold characters that Path would fold)


def expand(path: str, more: frozenset[str] = frozenset()) -> Iterator[str | Skipped]:
    """The files that ``path`` stands for: itself, what a folder holds, what a pattern matches.

    ``more`` are suffixes that are read beside the usual ones.
    """
    try:
        if os.path.isdir(path):  # noqa: PTH112 (a NUL in the name must not raise)
            yield from _folder(path, more)
        elif os.path.lexists(path) or not glob.has_magic(path):
            yield path
        else:
            yield from _matches(path, more)
    except (OSError, ValueError) as error:
        yield unreadable(printable(path), error)


def _matches(pattern: str, more: frozenset[str]) -> Iterator[str | Skipped]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (patterns may be absolute)
    if not found:
        yield Skipped(
            printable(pattern),
            "missing",
            "No file matches this pattern.",
            "Check the pattern; ** stands for any depth of folders.",
        )
    for path in found:
        yield from _folder(path, more) if os.path.isdir(path) else (path,)  # noqa: PTH112


def _folder(root: str, more: frozenset[str]) -> Iterator[str | Skipped]:
    """Readable files below ``root``, each real folder once; hidden files and judgements are left out."""
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            status = Path(folder).stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                inside = sorted((entry for entry in entries), key=lambda entry: entry.name)
        except OSError as error:
            yield unreadable(printable(folder), error)
            continue
        folders = []
        for entry in inside:
            if entry.name.startswith(".") or entry.name == JUDGEMENTS:
                continue
            if _is_folder(entry):
                folders.append(entry.path)
            else:
                yield from entry_of(entry.path, more)
        waiting.extend(reversed(folders))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that points to itself
        return False


def entry_of(path: str, more: frozenset[str] = frozenset()) -> Iterator[str | Skipped]:
    """A file that a folder holds: itself, why not, or nothing where no one would expect it to be read."""
    kind = kind_of(path)
    if kind in READABLE or kind in more:
        yield path
    elif kind in _DOCUMENTS:
        yield Skipped(
            printable(path),
            "format",
            f"crossread does not read {kind} files.",
            f"Turn it into text or HTML first, with {_DOCUMENTS[kind]}.",
        )
