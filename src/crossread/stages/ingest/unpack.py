"""Gzip with a hard bound on what comes out: a zip bomb is refused, not unpacked."""

import zlib

_GZIP = b"\x1f\x8b"
_AUTO = 16 + zlib.MAX_WBITS  # gzip header expected
_STEP = 1 << 20


class TooLargeError(Exception):
    """More came out than the limit allows."""


class DamagedError(Exception):
    """The compressed data is broken or cut off."""


def is_gzip(data: bytes) -> bool:
    """Whether ``data`` begins like a gzip file."""
    return data.startswith(_GZIP)


def unpack(data: bytes, limit: int) -> bytes:
    """The contents of a gzip file of one or more members, at most ``limit`` bytes.

    Raises TooLargeError over the limit and DamagedError where it cannot be read to its end.
    """
    out: list[bytes] = []
    size = 0
    while data:
        machine = zlib.decompressobj(_AUTO)
        pending = data
        try:
            while not machine.eof:
                part = machine.decompress(pending, _STEP)
                size += len(part)
                if size > limit:
                    raise TooLargeError
                out.append(part)
                pending = machine.unconsumed_tail
                if not part and not pending and not machine.eof:
                    raise DamagedError
        except zlib.error as error:
            raise DamagedError from error
        data = machine.unused_data.lstrip(b"\0")  # padding after a member is allowed
    return b"".join(out)
