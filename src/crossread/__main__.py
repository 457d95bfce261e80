"""The command as a process: ``crossread``, or ``python -m crossread``."""

import atexit
import os
import sys

from crossread.cli import main


def command() -> None:
    """Run the command line and end the process with its status.

    The engine of ``crossread corpus`` leaves threads of its own behind, and one that lets go of the
    interpreter while that is taken down aborts the process: a run that did all its work would end with
    the status of a crash. Where it was used, what was registered for the end is done, and the process ends at
    once (https://github.com/python/cpython/issues/124619 tells of this kind of crash).
    """
    try:
        main()
    except SystemExit as ended:
        if "daft" not in sys.modules:
            raise
        _leave(ended.code)


def _leave(code: str | int | None) -> None:
    status = code if isinstance(code, int) else int(code is not None)
    if isinstance(code, str):
        sys.stderr.write(f"{code}\n")
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)


if __name__ == "__main__":
    command()
