"""Files cut into pieces, and pieces put together to numbered shards: the units of work of reading."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from crossread.corpus.places import open_file, parquet_file
from crossread.corpus.sources import Kind, Source
from crossread.corpus.streams import DamagedError, chunks
from crossread.corpus.warc import records

_BREAK = 0x0A


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file: ``count`` documents, the first of them number ``first`` (from 1).

    ``start`` and ``stop`` are bytes of the file: of lines that are not compressed,
    and of records of a WARC. ``stop`` 0 is the end of the file.
    """

    file: str
    kind: Kind
    first: int = 1
    count: int = 1
    start: int = 0
    stop: int = 0


def cut(source: Source, size: int) -> Iterator[Piece]:
    """The pieces of a file, of ``size`` documents at most. Raises OSError or ValueError.

    Damage further on is told when the piece that holds it is read, not here.
    """
    if source.kind is Kind.WHOLE:
        yield Piece(source.file, source.kind)
        return
    with open_file(source.file) as file:
        if source.kind is Kind.LINES:
            yield from _lines(source, file, size)
        elif source.kind is Kind.ROWS:
            yield from _rows(source, file, size)
        else:
            yield from _records(source, file, size)


def shards(pieces: Iterable[Piece], size: int) -> Iterator[tuple[Piece, ...]]:
    """Pieces together, in their order, as long as they hold ``size`` documents at most."""
    held: list[Piece] = []
    count = 0
    for piece in pieces:
        if held and count + piece.count > size:
            yield tuple(held)
            held, count = [], 0
        held.append(piece)
        count += piece.count
    if held:
        yield tuple(held)


def _lines(source: Source, file: BinaryIO, size: int) -> Iterator[Piece]:
    first, begun, position, held, open_line = 1, 0, 0, 0, 0
    try:
        for chunk in chunks(file, packed=source.packed):
            ends = np.flatnonzero(np.frombuffer(chunk, np.uint8) == _BREAK)
            while held + len(ends) >= size:
                taken = size - held
                stop = position + int(ends[taken - 1]) + 1
                yield _piece(source, first, size, begun, stop)
                first, begun, held, ends = first + size, stop, 0, ends[taken:]
            held += len(ends)
            position += len(chunk)
            open_line = chunk[-1] != _BREAK
    except DamagedError:
        position, open_line = position + 1, 1  # the piece that reads up to here tells what is wrong
    if position > begun:
        yield _piece(source, first, held + open_line, begun, 0)


def _piece(source: Source, first: int, count: int, start: int, stop: int) -> Piece:
    if source.packed:  # positions mean nothing outside
        return Piece(source.file, source.kind, first, count, 0, stop and 1)
    return Piece(source.file, source.kind, first, count, start, stop)


def _rows(source: Source, file: BinaryIO, size: int) -> Iterator[Piece]:
    total = parquet_file(file).metadata.num_rows
    for start in range(0, total, size):
        yield Piece(source.file, source.kind, start + 1, min(size, total - start))


def _records(source: Source, file: BinaryIO, size: int) -> Iterator[Piece]:
    first, begun, held = 1, 0, 0
    for found in records(file, parse=False):
        if held == size:
            yield Piece(source.file, source.kind, first, size, begun, found.position)
            first, begun, held = first + size, found.position, 0
        held += 1
    if held or not begun:  # a file without responses may be one that is cut off
        yield Piece(source.file, source.kind, first, held, begun, 0)
