"""Noun phrases of sources: the core, up to a comma, bracket or relative clause, and its head noun."""

from dataclasses import dataclass

from crossread.records import Span
from crossread.stages.resolve.lexicon import roles, words
from crossread.stages.resolve.page import Page

_STOPS = (",", "(", "—", " –", " -", "--", ":", ";", "[", "\n")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source's tokens: the whole, its core, and its head noun (all as indices of tokens)."""

    span: Span
    whole: range
    core: range
    head: int


def phrase(page: Page, span: Span) -> Phrase | None:
    """Parses the noun phrase at ``span``; None where it holds no word."""
    whole = page.within(span)
    if not whole:
        return None
    end = whole.start + 1
    while end < whole.stop and not _ends_core(page, end):
        end += 1
    core = range(whole.start, end)
    head = core.start
    while head < core.stop - 1 and page.tokens[head].key in words("determiners"):
        head += 1
    while head + 1 < core.stop and page.tokens[head + 1].key not in words("prepositions"):
        head += 1
    return Phrase(span, whole, core, head)


def _ends_core(page: Page, index: int) -> bool:
    if page.tokens[index].key in words("relative"):
        return True
    gap = page.gap(index - 1, index)
    return any(mark in gap for mark in _STOPS)


def opens_sentence(page: Page, position: int) -> bool:
    """Whether nothing but marks stands before ``position`` in its sentence."""
    sentence = page.sentences[page.sentence(position)]
    return not any(char.isalnum() for char in page.text[sentence.start : position])


def is_plural(head: str, first: str = "") -> bool:
    """Whether a phrase with this head noun (and this first word) speaks of several."""
    if head in words("collective_nouns"):
        return True
    if first in ("a", "an", "one", "another", "this", "that"):
        return False
    return head.endswith("s") and not head.endswith(("ss", "us", "is", "ews")) and len(head) > 3


def is_person_noun(head: str) -> bool:
    """Whether a folded singular noun is a word for a person: of a table, or formed like one ("retiree")."""
    if head in roles() or head in words("unnamed_heads") or head in words("person_nouns"):
        return True
    things = ("document_nouns", "organisation_words", "outlet_words", "institution_words", "government_heads")
    if any(head in words(name) for name in things):
        return False
    return len(head) > 5 and head.endswith(_AGENTS) and not head.endswith(_THINGS)


_AGENTS = ("er", "or", "ist", "ian", "man", "woman", "ee", "eer", "ant")
_THINGS = ("paper", "letter", "order", "center", "tower", "number", "member state", "committee", "restaurant")
