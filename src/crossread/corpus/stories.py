"""The group step of a run: from what was read to tables of stories and copies, and packets to compare."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from crossread.corpus.documents import error_row
from crossread.corpus.grouping import Held, Place, Unit, grouped, packets, units, without_duplicates
from crossread.corpus.jobs import PACKETS, RECORDS, VECTORS, code_counts, put_errors
from crossread.corpus.manifest import Counts, Manifest
from crossread.corpus.places import Folder
from crossread.corpus.records import Read, unpacked
from crossread.corpus.rows import copy_rows, story_rows
from crossread.corpus.schema import COPIES, ERRORS, STORIES
from crossread.corpus.vectors import Known
from crossread.dossier.codec import pack
from crossread.models import Encoder
from crossread.pipeline import Progress
from crossread.records import content_id


@dataclass(frozen=True, slots=True)
class Packets:
    """What is to be compared: names of packets, with the number of stories in each."""

    sizes: dict[str, int]


def grouped_corpus(
    folder: Folder, shards: Sequence[str], *, most: int, workers: int, progress: Progress
) -> Packets:
    """Group what was read in ``shards``, unless that was done; gives the packets to compare.

    ``workers`` texts are encoded at once.

    Former packets that the grouping does not have any more are taken away with their rows.
    """
    manifest = Manifest(folder, "group")
    task = content_id("group", most, *shards)
    known = manifest.counts().get(task)
    if known is None:
        progress("group", 0, 1)
        known = _group(folder, shards, most, workers)
        manifest.withdraw(manifest.done())
        manifest.commit(task, known)
        progress("group", 1, 1)
    return Packets(known["packets"])


def _group(folder: Folder, shards: Sequence[str], most: int, workers: int) -> Counts:
    kept, doubles = without_duplicates(_held(folder, shards))
    places = {one.id: one.place for one in kept}
    stories, copies = grouped(_reads(folder, kept), _encoder(folder, shards, workers))
    packed = {content_id("packet", data.hex()): (data, sizes) for data, sizes in _packed(
        list(packets(units(stories, copies, places, most))))}  # fmt: skip
    sweep(folder, set(packed))
    for name, (data, _) in packed.items():
        if not folder.exists(f"{PACKETS}/{name}"):
            folder.write(f"{PACKETS}/{name}", data)
    rows = [row for story in stories for row in story_rows(story)]
    folder.put_table("stories/stories.parquet", pa.Table.from_pylist(rows, schema=STORIES))
    rows = [row for found in copies for row in copy_rows(found)]
    folder.put_table("copies/copies.parquet", pa.Table.from_pylist(rows, schema=COPIES))
    rows = [error_row("group", "", item) for item in doubles]
    errors = pa.Table.from_pylist(rows, schema=ERRORS)
    put_errors(folder, "group", "", errors)
    return {
        "packets": {name: size for name, (_, size) in packed.items()},
        "articles": len(kept),
        "stories": len(stories),
        "copies": len(copies),
        "errors": code_counts(errors),
    }


def _encoder(folder: Folder, shards: Sequence[str], workers: int) -> Known:
    return Known(Encoder(workers=workers), (folder.table(f"{VECTORS}/{shard}.parquet") for shard in shards))


def _packed(found: Sequence[tuple[Unit, ...]]) -> Iterator[tuple[bytes, int]]:
    for packet in found:
        yield pack(packet), sum(len(unit.stories) for unit in packet)


def sweep(folder: Folder, current: set[str]) -> None:
    """Take away packets that are none any more, and all that was written of them; the commit goes first.

    A worker that outlived its run may have written of such a packet after it was taken away.
    """
    compared = Manifest(folder, "compare")
    written = {name.removesuffix(".parquet") for name in folder.names("claims")}
    for name in sorted((set(folder.names(PACKETS)) | compared.done() | written) - current):
        compared.withdraw([name])
        for file in (f"claims/{name}.parquet", f"findings/{name}.parquet", f"errors/compare-{name}.parquet"):
            folder.delete(file)
        folder.delete(f"{PACKETS}/{name}")


def _held(folder: Folder, shards: Sequence[str]) -> Iterator[Held]:
    for shard in shards:
        table = folder.table(f"{RECORDS}/{shard}.parquet", ["id", "text_key", "place"])
        columns = [table[name].to_pylist() for name in ("id", "text_key", "place")]
        for row, (article, key, path) in enumerate(zip(*columns, strict=True)):
            yield Held(article, key, path, Place(shard, row))


def _reads(folder: Folder, kept: Sequence[Held]) -> Iterator[Read]:
    wanted = {one.place for one in kept}
    for shard in sorted({one.place.shard for one in kept}):
        data = folder.table(f"{RECORDS}/{shard}.parquet", ["data"])["data"]
        for row in range(len(data)):
            if Place(shard, row) in wanted:
                yield unpacked(data[row].as_py())


def reads(folder: Folder, shards: Sequence[str]) -> Iterator[Read]:
    """All articles of a corpus with their readings, each text once."""
    kept, _ = without_duplicates(_held(folder, shards))
    yield from _reads(folder, kept)
