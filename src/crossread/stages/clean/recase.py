"""Capitals for an article that lost them: its prose is read with them, its stored text stays as it is."""

import re
from collections.abc import Sequence

from crossread.records import Furniture

_WORD = re.compile(r"[a-z]+")
_START = re.compile(r"(?:^|(?<=[.!?])[\"”’)]*[ \t]+|(?<=\n))[\"“‘(]*([a-z])", re.MULTILINE)
_JOINED = frozenset("@#/_-")  # beside a word of an address or tag
_I = re.compile(r"(?<![\w'’.])i(?=['’ ,])")


def recased(prose: str, names: frozenset[str], furniture: Sequence[Furniture], *, starts: bool) -> str:
    """``prose`` with the words of ``names`` in capitals; with ``starts`` the first of each sentence, too.

    Only letters a to z change, each into one other letter: the result is as
    long as ``prose``. Furniture is left alone.
    """
    out = list(prose)
    for match in _WORD.finditer(prose):
        before, after = prose[match.start() - 1 : match.start()], prose[match.end() : match.end() + 1]
        if (
            before.isalnum()
            or after.isalnum()
            or (before and before in _JOINED)
            or (after and after in "@_/")
        ):
            continue
        if match.group() in names:
            out[match.start()] = match.group()[0].upper()
    if starts:
        for match in _START.finditer(prose):
            out[match.start(1)] = match[1].upper()
        for match in _I.finditer(prose):
            out[match.start()] = "I"
    for item in furniture:
        out[item.span.start : item.span.end] = prose[item.span.start : item.span.end]
    return "".join(out)
