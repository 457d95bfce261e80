"""The jobs of a corpus. Plain functions over tables do the work; here are files and commits."""

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

from crossread.corpus.documents import documents
from crossread.corpus.manifest import Manifest
from crossread.corpus.places import Folder
from crossread.corpus.plan import from_json
from crossread.corpus.reading import ReadOptions, read_documents
from crossread.corpus.work import finished, note, spec_of
from crossread.models import Reader

RECORDS = "work/records"
_ROW_GROUP = 16  # records that are fetched together when a story is compared


@cache
def reader_of(folder: str | None) -> Reader:
    """The reader of this process."""
    return Reader(Path(folder) if folder else None)


@dataclass(frozen=True, slots=True)
class ReadShard:
    """Reads the documents of a shard and writes its part of the tables."""

    folder: str
    options: ReadOptions
    reader: str | None = None

    def __call__(self, task: str) -> str:
        """Do it; the commit comes last."""
        spec = spec_of(task)
        folder = Folder(self.folder)
        name, started = spec["task"], time.monotonic()
        note(folder, "read", spec)
        found, errors = documents(from_json(spec["pieces"]), self.options.ingest.max_bytes)

        def before(place: str) -> None:
            if spec["careful"]:
                note(folder, "read", spec, place)

        made = read_documents(
            found,
            reader=reader_of(self.reader),
            options=self.options,
            deadly=frozenset(spec["deadly"]),
            before=before,
        )
        errors = pa.concat_tables([errors, made.errors])
        folder.put_table(f"articles/{name}.parquet", made.articles)
        folder.put_table(f"{RECORDS}/{name}.parquet", made.records, rows=_ROW_GROUP)
        put_errors(folder, "read", name, errors)
        counts = {
            "documents": len(found),
            "articles": len(made.articles),
            "errors": code_counts(errors),
            "seconds": round(time.monotonic() - started, 3),
        }
        return finished(Manifest(folder, "read"), spec, counts)


def put_errors(folder: Folder, stage: str, task: str, errors: pa.Table) -> None:
    """Write the error rows of a task; no file where there are none."""
    name = f"errors/{stage}-{task}.parquet" if task else f"errors/{stage}.parquet"
    if len(errors):
        folder.put_table(name, errors)
    else:
        folder.delete(name)


def code_counts(errors: pa.Table) -> dict[str, int]:
    """How many error rows there are of each code."""
    counts: dict[str, int] = {}
    for code in errors["code"].to_pylist():
        counts[code] = counts.get(code, 0) + 1
    return counts
