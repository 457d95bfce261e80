"""What kind of input it is, by its name and then by how it begins."""

import re

_SUFFIXES = {
    "txt": "text",
    "text": "text",
    "md": "markdown",
    "markdown": "markdown",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "json": "json",
}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON_OBJECT = re.compile(r'\s*\{\s*"')
_JSON_ARRAY = re.compile(r"\s*\[\s*\{")
# First bytes of what people drop in by mistake.
_MAGIC = (
    (b"%PDF", "a PDF document", "pdftotext"),
    (b"PK\x03\x04", "a zip archive or an office document", "unzip or a word processor"),
    (b"\x7fELF", "a program", "nothing: leave it out"),
    (b"\x89PNG", "a picture", "text recognition (OCR)"),
    (b"\xff\xd8\xff", "a picture", "text recognition (OCR)"),
    (b"GIF8", "a picture", "text recognition (OCR)"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "a word processor"),
    (b"BZh", "a bzip2 archive", "bunzip2"),
    (b"\xfd7zXZ", "an xz archive", "unxz"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unzstd"),
    (b"{\\rtf", "a Rich Text document", "pandoc or a word processor"),
    (b"SQLite format 3", "a database", "nothing: leave it out"),
)


def named_format(path: str) -> str | None:
    """The format that a file's suffix tells, ``.gz`` left out of account; None where it tells none."""
    name = path.lower().removesuffix(".gz")
    return _SUFFIXES.get(name.rsplit(".", 1)[-1]) if "." in name else None


def seen_format(text: str, named: str | None) -> str:
    """The format of ``text``: what its name says unless its beginning says HTML or, unnamed, JSON."""
    start = text[:4096].lstrip("\ufeff")
    if named in (None, "text", "html") and _HTML.match(start):
        return "html"
    if named is not None:
        return named
    if _JSON_ARRAY.match(start):
        return "json"
    if _JSON_OBJECT.match(start):
        first = text.lstrip("\ufeff \t\r\n").split("\n", 1)[0].rstrip()
        return "jsonl" if first.endswith("}") else "json"
    return "text"


def foreign(data: bytes) -> tuple[str, str] | None:
    """What a non-text input is and what could turn it into text, by its first bytes."""
    return next(((what, tool) for magic, what, tool in _MAGIC if data.startswith(magic)), None)
