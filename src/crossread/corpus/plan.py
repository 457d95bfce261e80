"""The plan of a corpus: which files it holds, and how they are cut into numbered shards. It only grows."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from crossread.corpus.cutting import Piece, cut, shards
from crossread.corpus.errors import CorpusError
from crossread.corpus.places import Folder
from crossread.corpus.sources import Kind, Source
from crossread.inputs.names import printable
from crossread.inputs.reading import unreadable
from crossread.records import Skipped

_NAME = "work/plan.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """``stamps`` are of the files when they were cut; the number of a shard is its place."""

    stamps: dict[str, str] = field(default_factory=dict)
    shards: tuple[tuple[Piece, ...], ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of the shards: their numbers, so that they sort."""
        return [shard_name(number) for number in range(len(self.shards))]

    def pieces(self, name: str) -> tuple[Piece, ...]:
        """What the shard of that name holds."""
        return self.shards[int(name)]


def shard_name(number: int) -> str:
    """The name of a shard, which its files have, too."""
    return f"{number:07d}"


def size_of(pieces: Iterable[Piece]) -> int:
    """How many documents some pieces hold, or a little more: lines may be empty."""
    return sum(piece.count for piece in pieces)


def load(folder: Folder) -> Plan:
    """The plan of a corpus; an empty one where there is none yet."""
    data = folder.read(_NAME)
    if data is None:
        return Plan()
    held = json.loads(data)
    return Plan(held["stamps"], tuple(tuple(_piece(item) for item in shard) for shard in held["shards"]))


def keep(folder: Folder, plan: Plan) -> None:
    """Write the plan."""
    held = {"stamps": plan.stamps, "shards": [[_row(piece) for piece in shard] for shard in plan.shards]}
    folder.write(_NAME, json.dumps(held).encode())


def extended(plan: Plan, found: Iterable[Source], size: int) -> tuple[Plan, list[Skipped]]:
    """The plan with files that are new to it, in shards behind the others, and those that cannot be cut.

    Raises CorpusError where a file that was cut has changed: rows of its former state were written.
    """
    stamps = dict(plan.stamps)
    pieces: list[Piece] = []
    skipped: list[Skipped] = []
    for source in found:
        if source.file in stamps:
            if stamps[source.file] != source.stamp:
                raise CorpusError(
                    f"{printable(source.file)} has changed since it was cut into shards.",
                    remedy="Begin another folder for it, or give it another name if it is a new file.",
                )
            continue
        try:
            pieces.extend(cut(source, size))
        except (OSError, ValueError) as error:
            skipped.append(unreadable(printable(source.file), error))
            continue
        stamps[source.file] = source.stamp
    return Plan(stamps, (*plan.shards, *shards(pieces, size))), skipped


def as_json(pieces: Iterable[Piece]) -> list[list[str | int]]:
    """Pieces as they travel to a worker."""
    return [_row(piece) for piece in pieces]


def from_json(rows: Iterable[list[str | int]]) -> tuple[Piece, ...]:
    """What :func:`as_json` wrote."""
    return tuple(_piece(row) for row in rows)


def _row(piece: Piece) -> list[str | int]:
    return [piece.file, piece.kind.value, piece.first, piece.count, piece.start, piece.stop]


def _piece(row: list[str | int]) -> Piece:
    file, kind, *numbers = row
    return Piece(str(file), Kind(str(kind)), *(int(number) for number in numbers))
