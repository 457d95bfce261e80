"""Reads one input, never more of it than the limit allows."""

import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from crossread.inputs.names import printable
from crossread.records import Skipped

_CHUNK = 1 << 20


def read_file(path: str, limit: int) -> bytes | Skipped:
    """The bytes of a regular file of at most ``limit`` bytes; why not, where it cannot be read."""
    shown = printable(path)
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            return Skipped(
                shown,
                "unreadable",
                "It is not a regular file but a pipe, socket or device.",
                "Send its contents through standard input instead: ... | crossread compare -",
            )
        if status.st_size > limit:
            return too_large(shown, limit)
        # Non-blocking: what was a file a moment ago may be a pipe by now.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:
            return _bounded(stream, shown, limit)
    except (OSError, ValueError) as error:
        return unreadable(shown, error)


def read_standard_input(limit: int) -> bytes | Skipped:
    """All of standard input, up to ``limit`` bytes."""
    if sys.stdin is None or sys.stdin.closed:
        return Skipped(
            "-", "unreadable", "Standard input is closed.", "Pipe a text into crossread, or name a file."
        )
    try:
        return _bounded(sys.stdin.buffer, "-", limit)
    except OSError as error:
        return unreadable("-", error)


def too_large(shown: str, limit: int) -> Skipped:
    """What to say of an input over the limit."""
    return Skipped(
        shown,
        "too-large",
        f"It is larger than {limit / 1e6:g} MB.",
        "Split it, or raise the limit with --max-size.",
    )


def unreadable(shown: str, error: Exception) -> Skipped:
    """What to say of an input that the system refused to give."""
    if isinstance(error, FileNotFoundError):
        return Skipped(
            shown, "missing", "There is no such file or folder.", "Check the spelling and where you are."
        )
    if isinstance(error, PermissionError):
        return Skipped(
            shown, "unreadable", "You may not read it.", "Give yourself the right to read it (chmod u+r)."
        )
    cause = getattr(error, "strerror", None) or str(error)
    return Skipped(
        shown, "unreadable", f"The system could not read it: {cause}.", "Check the path and the disk."
    )


def _bounded(stream: BinaryIO, shown: str, limit: int) -> bytes | Skipped:
    parts: list[bytes] = []
    left = limit + 1
    while left > 0 and (part := stream.read(min(_CHUNK, left))):
        parts.append(part)
        left -= len(part)
    return too_large(shown, limit) if left <= 0 else b"".join(parts)
