"""Finds and reads the file of judgements."""

from collections.abc import Iterable
from pathlib import Path

from crossread.errors import JudgementError
from crossread.records import Judgement
from crossread.stages.judge import from_lines

NAME = "crossread-judgements.jsonl"
"""What the file is called where nobody names another."""


def judgements_beside(paths: Iterable[str]) -> Path | None:
    """The file of that name in or beside what was given, or in the current folder.

    None where there is none. Raises JudgementError where there are several, for
    then only a person can say which is meant.
    """
    folders = [Path(path) if Path(path).is_dir() else Path(path).parent for path in paths if path != "-"]
    found: dict[Path, Path] = {}
    for folder in sorted({*folders, Path()}):
        file = folder / NAME
        if file.is_file():
            found.setdefault(file.resolve(), file)
    if len(found) > 1:
        raise JudgementError(
            f"There are {len(found)} files of judgements: {', '.join(str(file) for file in found.values())}.",
            remedy="Say which counts with --judgements FILE, or put their lines into one file.",
        )
    return next(iter(found.values()), None)


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file. Raises JudgementError where it cannot be read or holds another thing."""
    return from_lines(read_lines(path), str(path))


def read_lines(path: Path) -> str:
    """The text of a file of judgements."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise JudgementError(
            f"The judgements in {path} cannot be read: {error.strerror}.",
            remedy="Check the name; `crossread judge` makes the file.",
        ) from error
    except UnicodeDecodeError as error:
        raise JudgementError(
            f"The judgements in {path} cannot be read: byte {error.start} is not UTF-8.",
            remedy="Save the file as UTF-8.",
        ) from error
