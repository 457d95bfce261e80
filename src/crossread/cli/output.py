"""Where output goes: files written whole or not at all, standard output, a terminal's width and colours."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from crossread.errors import OutputError

STDOUT = "-"


def check_output(path: str | None, inputs: Iterable[str] = ()) -> None:
    """Refuse, before any work is done, a place that cannot be written or that is one of the inputs.

    Raises OutputError for a folder, a missing or closed parent folder, or an input.
    """
    if path is None or path == STDOUT:
        return
    target = Path(path)
    if target.is_dir():
        raise OutputError(f"{path} is a folder.", remedy=f"Name a file in it, such as {target / 'report'}.")
    parent = target.resolve().parent
    if not parent.is_dir():
        raise OutputError(f"The folder {parent} of {path} does not exist.", remedy="Make it first.")
    if not os.access(target if target.exists() else parent, os.W_OK):
        raise OutputError(
            f"{path} may not be written.", remedy="Choose another place, or change its permissions."
        )
    if target.exists() and any(_same(target, given) for given in inputs):
        raise OutputError(
            f"{path} is one of the inputs.", remedy="Choose another name: a report never replaces a source."
        )


def _same(target: Path, given: str) -> bool:
    return os.path.exists(given) and target.samefile(given)  # noqa: PTH110 - given may be "-" or a pattern


def write_output(path: str, text: str) -> None:
    """Write ``text`` as UTF-8 to ``path`` ("-": standard output), whole or not at all."""
    if path == STDOUT:
        stream = sys.stdout.buffer
        stream.write(text.encode())
        stream.flush()
        return
    try:
        write_file(Path(path), text)
    except OSError as error:
        raise OutputError(
            f"{path} could not be written: {error.strerror}.", remedy="Choose another place."
        ) from error


def write_file(path: Path, text: str, mode: int | None = None) -> None:
    """Write ``text`` beside ``path`` and move it there, so that no reader sees half of it. Raises OSError.

    A link is followed; a device or a pipe is written to as it is. ``mode`` are
    the permissions of a new file (default: those that the user's umask leaves).
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(text.encode())
        return
    if mode is None:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def color_wanted(choice: bool | None) -> bool:
    """Whether to print in colour: as chosen, else where standard output is a terminal that knows it."""
    if choice is not None:
        return choice
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Cells on a line of the terminal (or COLUMNS), 80 where there is none."""
    return shutil.get_terminal_size().columns
