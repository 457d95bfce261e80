"""Who does what: the likely doer of a word, by position and by the actors that resolve found. No parser."""

from collections.abc import Sequence
from dataclasses import dataclass

from crossread.records import Span
from crossread.stages.compare import tables
from crossread.stages.compare.lexicon import class_of
from crossread.stages.compare.words import Kind, Term

_BREAKS = frozenset({";", ":", "—", "–", ".", "!", "?", "but", "while", "whereas", "although"})
_RELATIVES = frozenset({"that", "who", "which", "where", "whose"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you"})
_BEFORE_GERUND = frozenset({"in", "by", "from", "of", "for", "after", "before", "without", "about"})
_REACH = 12


@dataclass(frozen=True, slots=True)
class Doer:
    """Actor ids and classes of names that may do a word; both empty where nothing says who."""

    actors: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def doer(terms: Sequence[Term], index: int, meant: Sequence[tuple[Span, str]] = ()) -> Doer:
    """Who likely does the word at ``index``; ``meant`` are the actors that words, pronouns too, stand for.

    Active: the noun phrase that stands nearest before the word in its clause.
    Passive ("backed by the US"): the names after "by".
    """
    for offset, term in enumerate(terms[index + 1 : index + 3]):
        if term.lower == "by":
            after = terms[index + 2 + offset : index + 7 + offset]
            return _doer([t for t in after if t.kind is Kind.NAME][:2], meant)
    found: list[Term] = []
    for term in reversed(terms[max(0, index - _REACH) : index]):
        if term.kind is Kind.NAME or _actor(term, meant):
            found.append(term)
        elif found or term.lower in _BREAKS or term.lower in _PRONOUNS or term.lower in _RELATIVES:
            break
    return _doer(found, meant)


def _doer(words: Sequence[Term], meant: Sequence[tuple[Span, str]]) -> Doer:
    actors = frozenset(actor for term in words if (actor := _actor(term, meant)))
    return Doer(actors, frozenset(class_of(term.stem) for term in words if term.kind is Kind.NAME))


def _actor(term: Term, meant: Sequence[tuple[Span, str]]) -> str | None:
    return next((actor for span, actor in meant if span.overlap(term.span)), None)


def may_be_one(first: Doer, second: Doer) -> bool:
    """False only where both doers are known and are not the same."""
    if first.actors and second.actors:
        return bool(first.actors & second.actors) or bool(first.names & second.names)
    return not first.names or not second.names or bool(first.names & second.names)


def nominal(terms: Sequence[Term], index: int) -> bool:
    """Whether a word is used as a noun, judged by the word before it: "the ban", "on permits"."""
    before = terms[index - 1] if index else None
    after = terms[index + 1].lower if index + 1 < len(terms) else ""
    inflected = terms[index].lower.endswith(("ed", "ing"))
    if before and before.lower in _BEFORE_GERUND and terms[index].lower.endswith("ing") and after != "of":
        return False  # "persisted in pressing the mayor"
    plural = before is not None and before.kind is Kind.CONTENT and terms[index].lower.endswith("s")
    if plural or after == "of" or (after in {"on", "for"} and not inflected):
        return True
    return before is not None and (
        before.lower in tables.word_list("determiners.txt")
        or before.lower.endswith("'s")
        or before.kind is Kind.NUMBER
    )
