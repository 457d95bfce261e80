"""Files in chunks, unpacked on the way; everything before a damage comes out."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 1 << 22
_GZIP = zlib.MAX_WBITS | 16


class DamagedError(ValueError):
    """A compressed file is cut off or damaged; what came out before it stands."""


def chunks(file: BinaryIO, *, packed: bool, most: int | None = None) -> Iterator[bytes]:
    """The bytes of a file from where it stands, ``most`` of them; ``packed``: of what the gzip file holds.

    Raises DamagedError after the last good byte.
    """
    if not packed:
        while chunk := file.read(_CHUNK if most is None else min(_CHUNK, most)):
            yield chunk
            most = None if most is None else most - len(chunk)
        return
    unpacker = zlib.decompressobj(_GZIP)
    begun = False
    while chunk := file.read(_CHUNK):
        while chunk:
            if unpacker.eof:  # the next member; zeros behind the last one are padding
                chunk = chunk.lstrip(b"\0")
                if not chunk:
                    break
                unpacker = zlib.decompressobj(_GZIP)
            begun = True
            yield from _inflated(unpacker, chunk)
            chunk = unpacker.unused_data
    if begun and not unpacker.eof:
        raise DamagedError("The gzip file is cut off.")


def _inflated(unpacker: "zlib._Decompress", chunk: bytes) -> Iterator[bytes]:
    try:
        while True:
            out = unpacker.decompress(chunk, _CHUNK)
            if out:
                yield out
            chunk = unpacker.unconsumed_tail
            if not chunk and len(out) < _CHUNK:
                return
    except zlib.error as error:
        raise DamagedError(f"The gzip file is damaged: {error}.") from error
