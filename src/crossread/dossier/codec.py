"""Records to bytes and back: compact JSON by msgspec, compressed where it is long."""

import zlib
from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

_encoder = msgspec.json.Encoder(order="deterministic")
_LEVEL = 6


def pack(record: object) -> bytes:
    """A record as compressed JSON; equal records give equal bytes."""
    return zlib.compress(_encoder.encode(record), _LEVEL)


def unpack(data: bytes, type_: type[T]) -> T:
    """The record of that type which :func:`pack` wrote."""
    found: T = _decoder_of(type_).decode(zlib.decompress(data))
    return found


def plain(record: object) -> str:
    """A small record as JSON text."""
    return _encoder.encode(record).decode()


def read_plain(data: str, type_: Any) -> Any:
    """The record that :func:`plain` wrote."""
    return _decoder_of(type_).decode(data)


def pack_text(text: str) -> bytes:
    """An article's text; bytes, for no database's text type takes every character."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpack_text(data: bytes) -> str:
    """The text that :func:`pack_text` wrote."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def _decoder_of(type_: Any) -> msgspec.json.Decoder[Any]:
    return _decoder(type_)


@cache
def _decoder(type_: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(type_)
