"""Files here and in object stores, by path or URL, through fsspec; files appear whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from uuid import uuid4

from crossread.corpus.errors import CorpusError

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_SCRATCH = "work/part"
"""Where files are written before they get their name; on the same disk, so that renaming is atomic."""


def file_system(url: str) -> tuple[Any, str]:
    """The file system of a path or URL, and the path in it. Raises CorpusError where it cannot be reached."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise CorpusError("fsspec is not installed.", remedy="pip install 'crossread[corpus]'") from error
    try:
        found, path = url_to_fs(url)
    except ImportError as error:  # s3fs, gcsfs, adlfs: fsspec names the one that it misses
        raise CorpusError(f"{url} cannot be reached: {error}.", remedy="Install what it names.") from error
    except (ValueError, OSError) as error:
        raise CorpusError(f"{url} cannot be reached: {error}.", remedy="Check how it is written.") from error
    return found, str(path)


def open_file(url: str) -> BinaryIO:
    """A file to read from, at any position. Raises OSError."""
    if "://" not in url:
        return Path(url).open("rb")
    found, path = file_system(url)
    return cast(BinaryIO, found.open(path, "rb"))


class Folder:
    """A folder of results. Names in it are relative, with slashes.

    A file is written under another name, flushed to the disk, and renamed; in an
    object store it is put as one object. So whoever finds a file finds all of it,
    and two who write the same file at once leave one of them.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/") or "/"
        self._system, self._root = file_system(self.url)
        self.local = "file" in (
            self._system.protocol if isinstance(self._system.protocol, tuple) else (self._system.protocol,)
        )

    def at(self, name: str) -> str:
        """Where the file of that name lies in its file system."""
        return f"{self._root.rstrip('/')}/{name}"

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        try:
            return cast(bytes, self._system.cat_file(self.at(name)))
        except FileNotFoundError:
            return None

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        return bool(self._system.exists(self.at(name)))

    def open(self, name: str) -> BinaryIO:
        """A file to read from, at any position."""
        return cast(BinaryIO, self._system.open(self.at(name), "rb"))

    def write(self, name: str, data: bytes) -> None:
        """Put ``data`` in the place of what the file held, all at once."""
        if not self.local:
            self._system.pipe_file(self.at(name), data)
            return
        target = Path(self.at(name))
        scratch = Path(self.at(f"{_SCRATCH}/{uuid4().hex}"))
        for folder in (target.parent, scratch.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with scratch.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(target)

    def names(self, folder: str) -> list[str]:
        """The names of the files in a folder, sorted, without the folder; none where it does not exist."""
        self._system.invalidate_cache()
        with suppress(FileNotFoundError):
            entries = self._system.ls(self.at(folder), detail=True)
            return sorted(entry["name"].rsplit("/", 1)[-1] for entry in entries if entry["type"] == "file")
        return []

    def delete(self, name: str) -> None:
        """Take a file away, if it is there."""
        with suppress(FileNotFoundError):
            self._system.rm_file(self.at(name))

    def tidy(self) -> None:
        """Take away what killed workers left half written."""
        for name in self.names(_SCRATCH):
            self.delete(f"{_SCRATCH}/{name}")

    # --- tables --------------------------------------------------------------------

    def put_table(self, name: str, table: "pa.Table", *, rows: int | None = None) -> None:
        """Write a table as Parquet; ``rows`` is the size of its row groups."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd", row_group_size=rows)
        self.write(name, sink.getvalue().to_pybytes())

    def table(self, name: str, columns: list[str] | None = None) -> "pa.Table":
        """A table that was written. Raises FileNotFoundError where there is none."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        data = self.read(name)
        if data is None:
            raise FileNotFoundError(self.at(name))
        return pq.read_table(pa.BufferReader(data), columns=columns)

    def parquet(self, name: str) -> "pq.ParquetFile":
        """A table of which only some row groups are wanted; close it, or use it with ``with``."""
        return parquet_file(self.at(name) if self.local else self.open(name))


def parquet_file(source: "str | BinaryIO") -> "pq.ParquetFile":
    """A file of Parquet by its path, or as a file that is open.

    Arrow reads ahead in threads of its own; in those no Python of ours must run, or the end of the
    process may find it at work.
    """
    import pyarrow.parquet as pq

    return pq.ParquetFile(source, pre_buffer=False)
