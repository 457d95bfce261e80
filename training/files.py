"""Files that are there as a whole or not at all, so that a run that is cut off leaves no half of one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path to write to; the file takes the name ``path`` when the block ends without an error."""
    new = path.with_name(path.name + ".new")
    yield new
    new.replace(path)
