"""Pieces of files to documents: a table of Arrow, a row for each, and what could not be had."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

import pyarrow as pa

from crossread.corpus.cutting import Piece
from crossread.corpus.places import open_file, parquet_file
from crossread.corpus.schema import DOCUMENTS, ERRORS
from crossread.corpus.sources import Kind
from crossread.corpus.streams import DamagedError, chunks
from crossread.corpus.warc import Response, records
from crossread.inputs.names import printable
from crossread.inputs.reading import too_large, unreadable
from crossread.records import Skipped

Row = dict[str, Any]

_PAGES = ("text/html", "application/xhtml+xml")
_FETCH_AGAIN = "Fetch the file again; what lies before and behind the damage was read."


def documents(pieces: Sequence[Piece], max_bytes: int) -> tuple[pa.Table, pa.Table]:
    """The documents of some pieces in their order, and a row of the error table for each that is none."""
    rows: list[Row] = []
    errors: list[Row] = []
    for piece in pieces:
        name = printable(piece.file)
        try:
            for found in _WAYS[piece.kind](piece, name, max_bytes):
                if isinstance(found, Skipped):
                    errors.append(error_row("read", name, found))
                else:
                    rows.append({"file": name, **found})
        except (OSError, ValueError) as error:  # ArrowInvalid is a ValueError
            errors.append(error_row("read", name, unreadable(name, error)))
    return pa.Table.from_pylist(rows, schema=DOCUMENTS), pa.Table.from_pylist(errors, schema=ERRORS)


def error_row(stage: str, file: str, item: Skipped) -> Row:
    """A row of the error table."""
    return {
        "stage": stage,
        "file": file,
        "place": item.path,
        "code": item.code,
        "cause": item.cause,
        "remedy": item.remedy,
    }


def _line(place: str, data: bytes, max_bytes: int) -> Row | Skipped:
    if len(data) > max_bytes:
        return too_large(place, max_bytes)
    return {"place": place, "line": True, "data": data}


# --- lines -------------------------------------------------------------------------------


def _lines(piece: Piece, name: str, max_bytes: int) -> Iterator[Row | Skipped]:
    number = 0
    with open_file(piece.file) as file:
        try:
            for number, line in _numbered(piece, file, max_bytes):
                if line.strip():
                    yield _line(f"{name}:{number}", line, max_bytes)
        except DamagedError as error:
            place = f"{name}:{max(number + 1, piece.first)}"
            yield Skipped(place, "format", str(error), _FETCH_AGAIN)


def _numbered(piece: Piece, file: BinaryIO, most: int) -> Iterator[tuple[int, bytes]]:
    """The lines of a piece with their numbers, whole ones before a damage."""
    if piece.file.lower().endswith(".gz"):
        wanted = enumerate(_split(chunks(file, packed=True), most), 1)
        yield from islice(wanted, piece.first - 1, piece.first - 1 + piece.count if piece.stop else None)
        return
    file.seek(piece.start)
    parts = chunks(file, packed=False, most=piece.stop - piece.start if piece.stop else None)
    yield from enumerate(_split(parts, most), piece.first)


def _split(parts: Iterator[bytes], most: int) -> Iterator[bytes]:
    """Lines; of one that is longer than ``most`` bytes no more than tells that it is."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        begun, *others = part.split(b"\n")
        for line in others:
            yield b"".join([*held, begun])[: most + 1]
            held, size, begun = [], 0, line
        if size <= most:
            held.append(begun)
            size += len(begun)
    if size:
        yield b"".join(held)[: most + 1]


# --- rows --------------------------------------------------------------------------------


def _rows(piece: Piece, name: str, max_bytes: int) -> Iterator[Row | Skipped]:
    with open_file(piece.file) as file:
        held = parquet_file(file)
        groups, skipped = _groups(held, piece)
        number = skipped
        for batch in held.iter_batches(batch_size=256, row_groups=groups, use_threads=False):
            if number + len(batch) >= piece.first:
                for place, row in enumerate(batch.to_pylist(), number + 1):
                    if piece.first <= place < piece.first + piece.count:
                        data = json.dumps(_sayable(row)).encode()
                        yield _line(f"{name}:{place}", data, max_bytes)
            number += len(batch)
            if number >= piece.first + piece.count - 1:
                return


def _groups(held: Any, piece: Piece) -> tuple[list[int], int]:
    """The row groups that hold a piece, and how many rows lie before the first of them."""
    groups: list[int] = []
    before = skipped = 0
    for index in range(held.num_row_groups):
        size = held.metadata.row_group(index).num_rows
        if before + size >= piece.first and before < piece.first + piece.count - 1:
            groups.append(index)
        elif not groups:
            skipped = before + size
        before += size
    return groups, skipped


def _sayable(row: Row) -> Row:
    """A row without what JSON has no form for: dates become ISO text, bytes are left out."""
    out: Row = {}
    for key, value in row.items():
        if isinstance(value, datetime | date):
            out[key] = value.isoformat()
        elif isinstance(value, str) or (
            isinstance(value, list) and all(isinstance(item, str) for item in value)
        ):
            out[key] = value
    return out


# --- records -----------------------------------------------------------------------------


def _records(piece: Piece, name: str, max_bytes: int) -> Iterator[Row | Skipped]:
    with open_file(piece.file) as file:
        for found in records(file, piece.start, piece.stop):
            place = f"{name}:{found.position}"
            if found.fault:
                yield Skipped(place, "format", found.fault, _FETCH_AGAIN)
            elif found.status == 200 and found.media in _PAGES:
                yield _page(place, found, max_bytes)


def _page(place: str, found: Response, max_bytes: int) -> Row | Skipped:
    from crossread.stages.ingest import page_text

    if len(found.body) > max_bytes:
        return too_large(place, max_bytes)
    html = page_text(found.body, found.charset)
    if html is None:
        return Skipped(place, "binary", "The page is not text.", "Leave it out.")
    data = json.dumps({"html": html, "url": found.url}).encode()
    return _line(place, data, 2 * max_bytes)


# --- whole files -------------------------------------------------------------------------


def _whole(piece: Piece, name: str, max_bytes: int) -> Iterator[Row | Skipped]:
    with open_file(piece.file) as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        yield too_large(name, max_bytes)
    else:
        yield {"place": name, "line": False, "data": data}


_WAYS = {Kind.LINES: _lines, Kind.ROWS: _rows, Kind.RECORDS: _records, Kind.WHOLE: _whole}
