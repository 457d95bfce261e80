"""Bytes to text: which encoding, and whether it is text at all."""

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 17  # enough to tell an encoding; detection is slow on more
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
_MAX_CONTROLS = 0.005  # share of control bytes above which it is not text
_WESTERN_MOST = 0.15  # share of high bytes in Western European text, and more than it ever has
_WESTERN = frozenset("“”‘’–—…•€£©®™°§«»·½¼¾àâäáãåæçèéêëìíîïñòóôöõøœßùúûüÿÄÅÉÖÜŠšŽž\xa0")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the name of the encoding that it was read in."""

    text: str
    encoding: str


def decode(data: bytes, *, html: bool = False) -> Decoded | None:
    """Decode ``data``: by its byte order mark, as UTF-8, by the page's own word, else as detected.

    UTF-8 comes back unchanged, a byte order mark included. None: it is not text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _sound(_try(data, name))
    wide = _wide_without_mark(data)
    if wide:
        return _sound(_try(data, wide))
    if _controls(data) > _MAX_CONTROLS or b"\0" in data:
        return None
    return _try(data, "utf-8") or _damaged_utf8(data) or _stated(data, html=html) or _detected(data)


def page_text(data: bytes, charset: str | None) -> str | None:
    """The text of a page that came with an encoding by its HTTP header; None where it is no text."""
    if charset and (decoded := _as_named(data, charset)):
        return decoded.text
    found = decode(data, html=True)
    return found.text if found else None


def replaced_surrogates(text: str) -> str:
    """``text`` without lone surrogates, which no encoding can write: each becomes U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _try(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except (UnicodeError, LookupError):
        return None


def _sound(decoded: Decoded | None) -> Decoded | None:
    return decoded if decoded and "\0" not in decoded.text else None


def _controls(data: bytes) -> float:
    return 1 - len(data.translate(None, _CONTROLS)) / len(data) if data else 0.0


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 of mostly Latin letters has a NUL in every second byte."""
    sample = data[:4096]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 cut in the middle of a character, or with a few bad bytes among many good ones."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    if good > 3 * bad or (bad == 1 and text.endswith("\ufffd") and len(data) > 3):
        return Decoded(text, "utf-8")
    return None


def _stated(data: bytes, *, html: bool) -> Decoded | None:
    found = _META_CHARSET.search(data[:4096]) if html else None
    if not found:
        return None
    return _as_named(data, found.group(1).decode("ascii", "replace"))


def _as_named(data: bytes, name: str) -> Decoded | None:
    name = name.lower()
    # Pages that say Latin-1 mean Windows-1252 (WHATWG Encoding Standard).
    name = (
        "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252") else name
    )
    try:
        if not codecs.lookup(name)._is_text_encoding:
            return None
    except LookupError:
        return None
    return _sound(_try(data, name))


def _detected(data: bytes) -> Decoded | None:
    western = _try(data, "cp1252")
    if western and _is_western(western.text[:_SAMPLE]):
        return western  # the detector takes short text of this kind for rarer code pages
    from charset_normalizer import from_bytes  # where used: most files are UTF-8

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return None
    return _sound(_try(data, best.encoding) or _sound_replaced(data, best.encoding))


def _is_western(text: str) -> bool:
    high = [char for char in text if char > "\x7f"]
    return len(high) <= _WESTERN_MOST * len(text) and sum(char in _WESTERN for char in high) >= 0.9 * len(
        high
    )


def _sound_replaced(data: bytes, encoding: str) -> Decoded | None:
    """The sample decoded, the rest does not quite: keep it if the losses are few."""
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding) if text.count("\ufffd") <= len(text) / 1000 else None
