"""File names as text that can be shown, stored and sorted anywhere."""

_KEPT = "\u200d"  # joins emoji; every other invisible character is written out


def printable(path: str) -> str:
    """``path`` as printable text: bad bytes, line breaks and control characters as backslash escapes."""
    decoded = path.encode("utf-8", "surrogateescape" if _only_escapes(path) else "backslashreplace")
    text = decoded.decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() or char in _KEPT else _escaped(char) for char in text)


def _only_escapes(path: str) -> bool:
    return all(not "\ud800" <= char <= "\udfff" or "\udc80" <= char <= "\udcff" for char in path)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
