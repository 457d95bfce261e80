"""Text of a source made fit to be seen: nothing hidden, nothing that steers a terminal or a page.

Sources are hostile until shown otherwise. :func:`harmless` puts one visible
code point in the place of each that would act rather than show, so that
positions in the shown text are positions in the stored text.
"""

import re

_REPLACEMENT = "\ufffd"
# Embeddings, overrides and isolates (UAX #9) can make a line read other than it is stored.
_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_LINE_BREAKS = (0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)


def _table() -> dict[int, str]:
    table = {code: chr(0x2400 + code) for code in range(0x20)}
    table |= dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000), *_BIDI), _REPLACEMENT)
    table |= {0x7F: "\u2421", 0xFFFE: _REPLACEMENT, 0xFFFF: _REPLACEMENT}
    table |= dict.fromkeys(_LINE_BREAKS, "\n")
    del table[0x09], table[0x0A]
    return table


_TABLE = _table()
_UNSOUND = re.compile("[\ud800-\udfff]")


def harmless(text: str) -> str:
    """``text`` with control, direction-changing and surrogate code points made visible, one for one.

    Line breaks of every sort become "\\n" (the CR of a CRLF a space), so the
    length stays the same and a span of ``text`` is a span of what comes out.
    """
    return text.replace("\r\n", " \n").translate(_TABLE)


def one_line(text: str) -> str:
    """``text`` made harmless, on one line, with single spaces."""
    return " ".join(harmless(text).split())


def elided(text: str, limit: int) -> str:
    """``text`` with its middle left out ("…") where it is longer than ``limit`` code points.

    Two thirds are kept from the start, the rest from the end, cut between
    words unless a single word is too long.
    """
    if len(text) <= limit:
        return text
    room = max(limit - 3, 2)
    head = text[: room * 2 // 3]
    tail = text[len(text) - (room - len(head)) :]
    if " " in head:
        head = head[: head.rindex(" ")]
    if " " in tail:
        tail = tail[tail.index(" ") + 1 :]
    return f"{head} … {tail}"


def sound(text: str) -> str:
    """``text`` with lone surrogates replaced one for one, so that it can be written as UTF-8."""
    return _UNSOUND.sub(_REPLACEMENT, text)


def sound_path(path: str) -> str:
    """A path as given, its undecodable bytes spelled out (``\\udcff``), so that it can be written."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def day(iso: str | None) -> str:
    """The date of an ISO time, "" where there is none; a time of day alone stays as it is."""
    if not iso:
        return ""
    return one_line(iso)[:10] if len(iso) > 5 else one_line(iso)


def plural(count: int, noun: str, many: str = "") -> str:
    """A count with its noun: "1 story", "2 stories"."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"
