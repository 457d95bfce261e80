"""The jobs of a corpus. Plain functions over tables do the work; here are files and commits."""

import gc
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

from crossread.corpus.comparing import CompareOptions, compare_units, lost_unit
from crossread.corpus.documents import documents
from crossread.corpus.grouping import Place, Unit
from crossread.corpus.manifest import Manifest
from crossread.corpus.places import Folder
from crossread.corpus.plan import from_json
from crossread.corpus.reading import ReadOptions, read_documents
from crossread.corpus.records import Read, unpacked
from crossread.corpus.vectors import vectors_of
from crossread.corpus.work import finished, note, spec_of
from crossread.dossier.codec import unpack
from crossread.models import CrossEncoder, Encoder, Reader

RECORDS = "work/records"
VECTORS = "work/vectors"
PACKETS = "work/packets"
_ROW_GROUP = 16  # records that are fetched together when a story is compared


@cache
def reader_of(folder: str | None) -> Reader:
    """The reader of this process."""
    gc.freeze()  # what is loaded by now stays: looking through it for garbage, again and again, is time lost
    return Reader(Path(folder) if folder else None)


class _Clock:
    """How long a task takes, and how much of it its process is at work."""

    def __init__(self) -> None:
        self._started, self._worked = time.monotonic(), time.process_time()

    def read(self) -> dict[str, float]:
        """Seconds since, and CPU seconds."""
        return {
            "seconds": round(time.monotonic() - self._started, 3),
            "cpu": round(time.process_time() - self._worked, 3),
        }


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
        name, started = spec["task"], _Clock()
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
            **started.read(),
        }
        return finished(Manifest(folder, "read"), spec, counts)


@dataclass(frozen=True, slots=True)
class EmbedShard:
    """Computes the vectors by which the articles of a shard are grouped."""

    folder: str

    def __call__(self, task: str) -> str:
        """Do it; the commit comes last."""
        spec = spec_of(task)
        folder = Folder(self.folder)
        name, started = spec["task"], _Clock()
        note(folder, "embed", spec)
        data = folder.table(f"{RECORDS}/{name}.parquet", ["data"])["data"]
        found = vectors_of((unpacked(one.as_py()) for one in data), _comparers()[0])
        folder.put_table(f"{VECTORS}/{name}.parquet", found)
        counts = {"vectors": len(found), **started.read()}
        return finished(Manifest(folder, "embed"), spec, counts)


@dataclass(frozen=True, slots=True)
class ComparePacket:
    """Compares the units of a packet and writes its part of the tables."""

    folder: str
    options: CompareOptions

    def __call__(self, task: str) -> str:
        """Do it; the commit comes last. A unit that kills its worker is left out."""
        spec = spec_of(task)
        folder = Folder(self.folder)
        name, started = spec["task"], _Clock()
        note(folder, "compare", spec)
        packet = packet_of(folder, name)
        encoder, pair_model = _comparers()
        made = []
        for number, unit in enumerate(packet):
            if spec["careful"]:
                note(folder, "compare", spec, str(number))
            if str(number) in spec["deadly"]:
                made.append(lost_unit(unit))
                continue
            found = [(unit, read_at(folder, unit.places))]
            made.append(compare_units(found, encoder=encoder, pair_model=pair_model, options=self.options))
        claims, findings, errors = (
            pa.concat_tables(getattr(one, table) for one in made)
            for table in ("claims", "findings", "errors")
        )
        folder.put_table(f"claims/{name}.parquet", claims)
        folder.put_table(f"findings/{name}.parquet", findings)
        put_errors(folder, "compare", name, errors)
        counts = {
            "stories": sum(len(unit.stories) for unit in packet),
            "claims": len(claims),
            "findings": len(findings),
            "errors": code_counts(errors),
            **started.read(),
        }
        return finished(Manifest(folder, "compare"), spec, counts)


@cache
def _comparers() -> tuple[Encoder, CrossEncoder]:
    return Encoder(), CrossEncoder()


def packet_of(folder: Folder, name: str) -> tuple[Unit, ...]:
    """The units of a packet."""
    data = folder.read(f"{PACKETS}/{name}")
    if data is None:
        raise FileNotFoundError(f"{PACKETS}/{name} is not in {folder.url}")
    return unpack(data, tuple[Unit, ...])


def read_at(folder: Folder, places: Sequence[Place]) -> list[Read]:
    """The articles and readings at some places; of each shard only the rows around them are fetched."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for place in places:
        wanted[place.shard].append(place.row)
    found: dict[Place, Read] = {}
    for shard, rows in wanted.items():
        with folder.parquet(f"{RECORDS}/{shard}.parquet") as held:
            for group in sorted({row // _ROW_GROUP for row in rows}):
                data = held.read_row_group(group, columns=["data"], use_threads=False)["data"]
                for row in rows:
                    if row // _ROW_GROUP == group:
                        found[Place(shard, row)] = unpacked(data[row % _ROW_GROUP].as_py())
    return [found[place] for place in places]


def put_errors(folder: Folder, stage: str, task: str, errors: pa.Table) -> None:
    """Write the error rows of a task; no file where there are none."""
    target = f"errors/{stage}-{task}.parquet" if task else f"errors/{stage}.parquet"
    if len(errors):
        folder.put_table(target, errors)
    else:
        folder.delete(target)


def code_counts(errors: pa.Table) -> dict[str, int]:
    """How many error rows there are of each code."""
    counts: dict[str, int] = {}
    for code in errors["code"].to_pylist():
        counts[code] = counts.get(code, 0) + 1
    return counts
