"""Quoted words: what stands between quotation marks in a unit, piece by piece, as words to compare."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from crossread.records import Quotation
from crossread.stages.compare.units import Unit
from crossread.stages.compare.words import Kind, Term

_OPEN, _CLOSE, _EITHER = frozenset("“«„"), frozenset("”»"), '"'
_DOTS = frozenset({".", "…"})
_SPELLINGS = (("isation", "ization"), ("ise", "ize"), ("ised", "ized"), ("ising", "izing"), ("our", "or"))
_LEAST = 4  # letters before an ending


def pieces(unit: Unit) -> tuple[tuple[Term, ...], ...]:
    """The words inside the unit's quotation marks, marks left out; a direct quotation is quoted throughout.

    A new piece begins where the quotation is interrupted or words are left out;
    what stands in brackets is the editor's and left out.
    """
    out: list[list[Term]] = [[]]
    direct = unit.claim is not None and unit.claim.quotation is Quotation.DIRECT
    inside, bracketed = direct, False
    for term in unit.terms:
        mark = term.lower
        if mark in _OPEN or mark in _CLOSE or mark == _EITHER:
            inside = direct or mark in _OPEN or (mark == _EITHER and not inside)
            out.append([])
        elif (set(mark) <= _DOTS and len(mark) > 1) or mark == "…":
            out.append([])
        elif mark in {"[", "]"}:
            bracketed = mark == "["
        elif inside and not bracketed and term.kind is not Kind.MARK:
            out[-1].append(term)
    return tuple(tuple(piece) for piece in out if piece)


def plain(word: str) -> str:
    """The word in one spelling: no dots, British and American endings alike."""
    word = word.replace(".", "").replace("’", "'")
    for british, american in _SPELLINGS:
        if word.endswith(british) and len(word) >= len(british) + _LEAST:
            return word[: -len(british)] + american
    return word


def longest_common(one: Sequence[Term], other: Sequence[Term]) -> tuple[Term, ...]:
    """The longest run of words that two pieces share, as it stands in the first."""
    left, right = [plain(t.lower) for t in one], [plain(t.lower) for t in other]
    found = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    return tuple(one[found.a : found.a + found.size])
