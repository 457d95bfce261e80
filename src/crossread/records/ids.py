"""Ids are hashes of content: the same input has the same ids on every run and machine."""

import hashlib


def text_digest(text: str) -> str:
    """The first 16 digits of the SHA-256 of a stored text, as in the report file's ``text_sha256``."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def content_id(kind: str, *parts: str | int | None) -> str:
    """A 16-digit hexadecimal id of ``parts``.

    Each part is written with its length in front, so that ("ab", "c") and
    ("a", "bc") differ; None and "" differ too. ``kind`` keeps ids of different
    records apart.
    """
    digest = hashlib.sha256(kind.encode())
    for part in parts:
        data = b"" if part is None else str(part).encode("utf-8", "surrogatepass")
        digest.update(b"n" if part is None else b"s%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()[:16]
