"""Responses of a WARC file: what FastWARC reads, and where it cannot, what is wrong there."""

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from typing import Any, BinaryIO

from crossread.corpus.streams import DamagedError, chunks

_MEMBER = b"\x1f\x8b\x08"  # how a record of a .warc.gz begins
_RECORD = b"WARC/1."
_WINDOW = 1 << 20
_HEAD_END = b"\r\n\r\n"
_CUT = "The WARC file ends in the middle of this record."
_CUT_BEHIND = "The WARC file ends in the middle of a record."


@dataclass(frozen=True, slots=True)
class Response:
    """One response, or why it cannot be read. ``position`` is the byte of the file where it begins.

    ``body`` has no HTTP header any more; it is empty where the file was only surveyed.
    """

    position: int
    url: str = ""
    status: int = 0
    media: str = ""
    charset: str | None = None
    body: bytes = b""
    fault: str = ""


def records(file: BinaryIO, start: int = 0, stop: int = 0, *, parse: bool = True) -> Iterator[Response]:
    """The responses between two bytes of a file (0: to its end), damaged ones with their fault.

    After a damaged record reading goes on at the next that can be told. ``parse``
    False only surveys where responses lie; it does not see that the file is cut off.
    """
    position: int | None = start
    searching = False  # whether a damage was told, and ``position`` is only where reading may go on
    while position is not None and not 0 < stop <= position:
        walk = _Walk(file, position)
        try:
            yield from walk.responses(stop, parse=parse)
            return
        except (OSError, ValueError, EOFError) as error:
            fault = walk.at if walk.inside else walk.at + 1
            if 0 < stop <= fault:
                return
            if not (searching and fault == position):
                yield Response(fault, fault=f"The record cannot be read: {error}.")
            position, searching = _next(file, fault + (fault == position or walk.inside)), True


class _Walk:
    """One way through a file, up to its end or a damage. ``at`` is the record last seen."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self.at = start
        self.inside = True  # whether what goes wrong now goes wrong in that record
        self._file = file
        self._start = start
        self._length: int | None = None

    def responses(self, stop: int, *, parse: bool) -> Iterator[Response]:
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        self._file.seek(self._start)
        whole = True
        for record in ArchiveIterator(self._file, parse_http=False):
            self.at, self._length = record.stream_pos, record.content_length
            if 0 < stop <= self.at:
                return
            self.inside = True
            if record.record_type == WarcRecordType.response:
                found = _parsed(record) if parse else Response(self.at)
                whole = not found.fault
                yield found
            self.inside = False
        if parse and whole and not stop and self._cut():
            yield Response(self.at + 1, fault=_CUT_BEHIND)

    def _cut(self) -> bool:
        """Whether the file goes on behind the last record, or ends within it."""
        self._file.seek(self.at)
        if _packed(self._file):
            self._file.seek(self.at)
            try:
                deque(chunks(self._file, packed=True), maxlen=0)
            except DamagedError:
                return True
            return False
        self._file.seek(self.at)
        end = self._file.read(_WINDOW).find(_HEAD_END)
        self._file.seek(0, SEEK_END)
        size = self._file.tell()
        if end < 0 or self._length is None:
            return size > self.at
        last = self.at + end + len(_HEAD_END) + self._length
        self._file.seek(min(last, size))
        return last > size or bool(self._file.read(_WINDOW).strip())


def _parsed(record: Any) -> Response:
    url = record.headers.get("WARC-Target-URI") or ""
    record.parse_http()
    due = record.content_length
    body = record.reader.read()
    if record.http_headers is None or len(body) < due:
        return Response(record.stream_pos, url, fault=_CUT)
    headers = {name.lower(): value.lower() for name, value in record.http_headers.items()}
    return Response(
        position=record.stream_pos,
        url=url,
        status=record.http_headers.status_code or 0,
        media=(record.http_content_type or "").lower(),
        charset=record.http_charset,
        body=_decoded(body, headers),
    )


def _decoded(body: bytes, headers: dict[str, str]) -> bytes:
    """The body without the packing that HTTP headers state; as it is where that is not so."""
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader

    readers = {"chunked": ChunkedReader, "gzip": GzipReader, "br": BrotliReader}
    for header in ("transfer-encoding", "content-encoding"):  # in the order in which they come off
        reader = readers.get(headers.get(header, ""))
        if reader is not None:
            with suppress(OSError, ValueError, EOFError):
                body = reader(BytesIO(body)).read() or body
    return body


def _next(file: BinaryIO, start: int) -> int | None:
    """Where the next record seems to begin, at ``start`` or behind; None at the end of the file."""
    file.seek(0)
    mark = _MEMBER if _packed(file) else _RECORD
    file.seek(start)
    held, position = b"", start
    while chunk := file.read(_WINDOW):
        held += chunk
        found = held.find(mark)
        if found >= 0:
            return position + found
        keep = held[-len(mark) + 1 :]
        position += len(held) - len(keep)
        held = keep
    return None


def _packed(file: BinaryIO) -> bool:
    return file.read(len(_MEMBER)) == _MEMBER
