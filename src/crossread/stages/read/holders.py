"""Whose a statement is that a noun names: "the minister's assurances that …", "the panel's findings that …".

The second pass finds what such nouns tell, but seldom whose they are: its training
marks one voice a word. Here that is read off the words beside the noun. Pure rules.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.records import CueType
from crossread.records.segment import listed
from crossread.stages.read import cues
from crossread.stages.read.drafts import Draft, Words
from crossread.stages.read.features import Block

Ints = npt.NDArray[np.int32]


_SURE: Final = 0.9  # confidence of an attribution that only the rule sees
_LONGEST: Final = 9  # words of a holder
_BETWEEN: Final = 3  # words between a possessive and its noun: "the minister's own repeated assurances"
_LEAST: Final = 5  # words of a clause before a word of _ASIDES can end it
_ASIDES: Final = listed("while although though whereas even")
_MARKS: Final = listed("' ’")
_POSSESSIVES: Final = listed("his her their its")
_DETERMINERS: Final = listed(
    "the a an this that these those some many several both all his her their its our my"
)
_OF: Final = listed("of by from")
_COPULAS: Final = listed("is was remains")
# Words that no holder goes over: clauses, conjunctions, prepositions that open something else.
_BOUNDS: Final = listed(
    "that which who whom whose if whether because when while although though as than but or to with for on in"
    " at about after before is are was were be been being has have had do does did will would can could may"
    " might must should not"
)
_WITHIN: Final = listed(". ' ’ - – &")  # "Mr. Doe", "the U.S. envoy", "O'Hara"


def with_holders(block: Block, found: Sequence[Draft]) -> list[Draft]:
    """Give nouns of saying, and "for Doe to say", the source that stands beside them where they have none."""
    return [_held(block, block.lowered, draft) for draft in found]


def _held(block: Block, forms: Sequence[str], draft: Draft) -> Draft:
    if draft.source is not None or draft.cue is None:
        return draft
    source = (
        _owner(block, forms, draft.cue[0]) or _author(block, forms, draft, draft.cue)
        if _is_noun(block, forms, draft.cue)
        else _subject_of_infinitive(block, forms, draft.cue)
    )
    return replace(draft, source=source) if source else draft


def _is_noun(block: Block, forms: Sequence[str], cue: Words) -> bool:
    if cues.noun(forms[cue[1]]) is None:
        return False
    return cues.sense_at(block.text, block.span(*cue)).type is CueType.NOUN


def _owner(block: Block, forms: Sequence[str], noun: int) -> Words | None:
    """The possessive before a noun: "the Ruritanian envoy's (last) assurances", "his belief"."""
    for at in range(noun - 1, max(-1, noun - 2 - _BETWEEN), -1):
        if block.sentence[at] != block.sentence[noun]:
            return None
        if forms[at] in _POSSESSIVES:
            return at, at
        if at and (forms[at] == "s" and forms[at - 1] in _MARKS):
            first = _phrase_start(block, forms, at - 2)
            return (first, at) if first is not None else None
        if not forms[at].isalpha() or forms[at] in _BOUNDS or forms[at] in _DETERMINERS:
            return None
    return None


def _phrase_start(block: Block, forms: Sequence[str], head: int) -> int | None:
    """The first word of the noun phrase that ends with word ``head``.

    A determiner opens it where one stands near; else a run of capitals, or the one word, is all of it.
    """
    if head < 0 or not forms[head].isalpha() or forms[head] in _BOUNDS:
        return None
    run = head
    for at in range(head, max(-1, head - _LONGEST), -1):
        if block.sentence[at] != block.sentence[head] or not _goes_on(forms[at]):
            break
        if forms[at] in _DETERMINERS:
            return at
        if run == at + 1 and _is_capital(block, at):
            run = at
    return run


def _goes_on(form: str) -> bool:
    return (form.isalnum() or form in _WITHIN) and form not in _BOUNDS and form != "and"


def _is_capital(block: Block, at: int) -> bool:
    return block.words[at].of(block.text)[0].isupper()


def _author(block: Block, forms: Sequence[str], draft: Draft, cue: Words) -> Words | None:
    """What stands between a noun and what it tells, after "of", "by" or "from"."""
    at = cue[1] + 1
    told = min((first for first, _ in draft.contents if first > at), default=None)
    if told is None or forms[at] not in _OF:
        return None
    return _whole_phrase(block, forms, at + 1, told - 1)


def _whole_phrase(block: Block, forms: Sequence[str], first: int, last: int) -> Words | None:
    """Words ``first`` to ``last`` where they can be somebody: a name, or a noun with its determiner."""
    if not 0 <= last - first < _LONGEST or block.sentence[first] != block.sentence[last]:
        return None
    words = forms[first : last + 1]
    if not all(_goes_on(form) or form in ("and", "of") for form in words):
        return None
    return (first, last) if words[0] in _DETERMINERS or _is_capital(block, first) else None


def _subject_of_infinitive(block: Block, forms: Sequence[str], cue: Words) -> Words | None:
    """ "For Secretary Doe to say that …": who stands between "for" and "to"."""
    to = cue[0] if forms[cue[0]] == "to" else cue[0] - 1
    if to < 2 or forms[to] != "to" or to == cue[1]:
        return None
    for at in range(to - 1, max(-1, to - 1 - _LONGEST), -1):
        if block.sentence[at] != block.sentence[to]:
            return None
        if forms[at] == "for":
            return _whole_phrase(block, forms, at + 1, to - 1)
    return None


def identities(block: Block, found: Sequence[Draft], zones: Ints) -> list[Draft]:
    """Statements that are what a noun is: "the message from Ruritania is that …", "Doe's view was that …".

    ``zones`` int32 [words]: the content in which each word stands, 0 for none; such a statement stands in
    one. Left out where a cue of ``found`` lies in the noun, or a content of it opens the clause.
    """
    forms = block.lowered
    cued = {at for draft in found if draft.cue for at in range(draft.cue[0], draft.cue[1] + 1)}
    opened = {first for draft in found for first, _ in draft.contents}
    out: list[Draft] = []
    for that in range(3, len(forms) - 2):
        if (
            forms[that] != "that"
            or forms[that - 1] not in _COPULAS
            or not opened.isdisjoint((that, that + 1))
        ):
            continue
        draft = _identity(block, forms, that, zones)
        if draft and cued.isdisjoint(range(draft.first, that)):
            out.append(draft)
    return out


def _identity(block: Block, forms: Sequence[str], that: int, zones: Ints) -> Draft | None:
    copula = that - 1
    last = _clause_end(block, that, zones)
    if last - that < 3:
        return None
    noun, source = _noun_and_holder(block, forms, copula)
    if source is None or block.sentence[source[0]] != block.sentence[that] or zones[source[0]] != zones[that]:
        return None
    return Draft(((that, last),), (noun, noun), source, _SURE, inner=bool(zones[that]))


def _noun_and_holder(block: Block, forms: Sequence[str], copula: int) -> tuple[int, Words | None]:
    """The noun that "is that …" is said of, and whose it is: "Doe's view", "the message from Ruritania"."""
    if cues.noun(forms[copula - 1]) is not None:
        return copula - 1, _owner(block, forms, copula - 1)
    for of in range(copula - 2, max(0, copula - 2 - _LONGEST), -1):
        if forms[of] in _OF and cues.noun(forms[of - 1]) is not None:
            return of - 1, _whole_phrase(block, forms, of + 1, copula - 1)
    return copula - 1, None


def _clause_end(block: Block, first: int, zones: Ints) -> int:
    """The last word of the sentence before its closing marks, in the quotation and zone of ``first``."""
    last = first
    while (
        last + 1 < len(block.words)
        and block.sentence[last + 1] == block.sentence[first]
        and block.line[last + 1] == block.line[first]
        and block.part[last + 1] == block.part[first]
        and zones[last + 1] == zones[first]
        and not (block.features[first, 1] == 2 and block.features[last + 1, 1] == 4)
    ):
        last += 1
    forms = block.lowered[first : last + 1]
    aside = next((at for at in range(_LEAST, len(forms)) if forms[at] in _ASIDES), None)
    last = first + aside - 1 if aside else last
    while last > first and not block.words[last].of(block.text)[0].isalnum():
        last -= 1
    return last
