"""The clauses of a long unit, each of which may speak to a matter of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from crossread.stages.compare.lexicon import class_of
from crossread.stages.compare.words import Kind, Term

_LONG = 18  # words; a longer unit is also looked at clause by clause
_CLAUSE_WORDS = 3  # words that matter, at least
_CUTS = frozenset({",", ";", ":", "—", "–", "(", ")", ".", "!", "?"})
_JOINTS = frozenset({"and", "but", "while", "whereas", "although", "because", "since", "which", "who"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a long unit that may speak to a matter of its own."""

    text: str
    classes: frozenset[str]


def clauses_of(text: str, words: Sequence[Term]) -> tuple[Clause, ...]:
    """The clauses of a long unit, cut at marks and at words that join; none where it would stay whole."""
    if sum(term.kind is not Kind.MARK for term in words) < _LONG:
        return ()
    parts: list[list[Term]] = [[]]
    for term in words:
        if (term.kind is Kind.MARK and term.lower in _CUTS) or term.lower in _JOINTS:
            if sum(t.matters for t in parts[-1]) >= _CLAUSE_WORDS:
                parts.append([])
            continue
        parts[-1].append(term)
    if len(parts) > 1 and sum(t.matters for t in parts[-1]) < _CLAUSE_WORDS:
        last = parts.pop()
        parts[-1].extend(last)
    if len(parts) < 2:
        return ()
    return tuple(
        Clause(
            text[part[0].span.start : part[-1].span.end],
            frozenset(class_of(t.stem) for t in part if t.matters),
        )
        for part in parts
    )
