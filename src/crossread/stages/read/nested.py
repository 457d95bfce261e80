"""Which voices within voices are worth reading and keeping.

PolNeAR marks one level only and counts every other voice as wrong: what is kept by
default costs its dev F1 2.2 (source), 1.8 (cue) and 1.5 (content); without the
conditions of :func:`worth_keeping` it would be 13, 11 and 9 (bench/attribution.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.records import Act, Attribution, CueType, Span
from crossread.stages.read import cues
from crossread.stages.read.drafts import Draft
from crossread.stages.read.features import Block
from crossread.stages.read.roles import Cue

_LEAST: Final = 5  # words of a content that can hold source, cue and content
_AUXILIARIES: Final = (
    "had has have having was were is are be been would will could should may might did does do"
)
_BEFORE_A_VERB: Final = frozenset([*_AUXILIARIES.split(), "not", "never", "also", "’ve", "'ve", "’d", "'d"])
# What the model must say of an inner voice itself. Beliefs of others are told more often than is worth showing.
_SURE: Final = {CueType.SAYING: 0.9, CueType.NOUN: 0.9, CueType.BELIEF: 0.97}
# The same where "that" opens what is told.
_SURE_THAT: Final = {CueType.SAYING: 0.8, CueType.NOUN: 0.8, CueType.BELIEF: 0.95, CueType.ATTITUDE: 0.95}
_CHAIN: Final = 0.6  # what it must say of the whole chain
_SURE_STAND: Final = 0.97
_STANDS: Final = frozenset({Act.ACCUSE, Act.AGREE, Act.DENY, Act.REJECT, Act.WARN})  # tell much in few words
_ASKED: Final = frozenset({Act.ASK, Act.DEMAND, Act.ORDER, Act.PROPOSE})  # "demanded the panel go": no auxiliary
_FEWEST_ASKED: Final = 7
_TINY: Final = 1e-9
_FEWEST: Final = 4  # words of what is told
_OWN: Final = "i we you it one us me my our your its anyone nobody someone"
_NOBODY_ELSE: Final = frozenset(_OWN.split())
_TELLERS: Final = frozenset("i we us me my our".split())
_OF_CLAUSES: Final = frozenset(f"{_AUXILIARIES} must can that to not whether if".split())
# Acts that take up a statement of another, and do not tell it.
_OF_STATEMENTS: Final = frozenset(
    {Act.ACCEPT, Act.AGREE, Act.CONFIRM, Act.DENY, Act.DOUBT, Act.REFUSE, Act.REJECT, Act.SUPPORT}
)
_MODALS: Final = frozenset("will would shall should can could may might must ’ll 'll".split())
# Acts of nouns that name a wish or a deed ("decision to", "desire to") unless a clause tells what it is.
_WILLS: Final = frozenset({Act.FORBID, Act.HOPE, Act.PERMIT, Act.PLAN, Act.REJECT, Act.SUPPORT})
_CLAUSES: Final = frozenset("that to whether if there it he she they we i".split())
_BEFORE_OBJECT: Final = 4  # words before the object of a stand: "(refused) to endorse the (conclusions)"
_QUOTES: Final = '"“'
_EDGES: Final = '",.“”'



class Policy(StrEnum):
    """Which nested attributions are kept: none, those that tell what another says or thinks, or all."""

    NONE = "none"
    SPEECH = "speech"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Within:
    """Words within contents that may be cues, and the content of each word, int32 [words] (0: none)."""

    cues: list[Cue]
    zones: npt.NDArray[np.int32]


def within_contents(item: Block, found: Sequence[Draft], seen: Sequence[Cue]) -> Within:
    """What may be a cue within the contents of ``found``.

    That is what the head for such cues has ``seen``, and words of saying with the
    auxiliaries before them. The second pass, which is trained to refuse words that
    only look like cues, decides.
    """
    zones = contents_of(item, found)
    taken = np.zeros(len(item.words), np.bool_)
    for draft in found:
        for first, last in (at for at in (draft.cue, draft.source) if at):
            taken[first : last + 1] = True
    out: list[Cue] = []
    for cue in [*seen, *_words_of_saying(item, zones)]:
        here = slice(cue.first, cue.last + 1)
        if zones[cue.first] and (zones[here] == zones[cue.first]).all() and not taken[here].any():
            taken[here] = True
            out.append(cue)
    return Within(sorted(out, key=lambda cue: cue.first), zones)


def _is_sure(parent: Attribution, child: Attribution, told: Sequence[str]) -> bool:
    """Whether the model is sure of the inner voice by itself, and not too unsure of the whole chain."""
    least = _least(child, told)
    return least is not None and _own(parent, child) >= least and child.confidence >= _CHAIN


def _least(child: Attribution, told: Sequence[str]) -> float | None:
    """How sure the model must be of an inner voice by itself; None where it is not shown at all."""
    if told[:1] == ["that"]:
        return _SURE_THAT.get(child.cue_type) if child.cue_type else None
    if child.act in _ASKED and child.cue_type is CueType.SAYING and "to" in told:
        return _SURE_THAT[CueType.SAYING]
    return _SURE.get(child.cue_type) if child.cue_type else None


def _own(parent: Attribution, child: Attribution) -> float:
    """How sure the model is of a voice by itself, in [0, 1]: ``child`` carries the product along its chain."""
    return child.confidence / max(parent.confidence, _TINY)


def _was_uttered(text: str, child: Attribution, told: Sequence[str]) -> bool:
    """Whether something was said or thought: neither what somebody will, should or could say, nor a mere will."""
    if child.cue is None:
        return True
    cue = _words(text, child.cue)
    if not _MODALS.isdisjoint(cue) and not any(map(cues.is_negation, cue)):
        return False
    wills = child.cue_type is CueType.NOUN and child.act in _WILLS
    return not wills or told[:1] == ["that"] or any(mark in child.content[0].of(text) for mark in _QUOTES)


def contents_of(item: Block, found: Sequence[Draft]) -> npt.NDArray[np.int32]:
    """The content in which each word stands, the smallest of several; 0: none, or one too short to hold another."""
    zones = np.zeros(len(item.words), np.int32)
    pieces = sorted((at for draft in found for at in draft.contents), key=lambda at: at[0] - at[1])
    for number, (first, last) in enumerate(pieces, 1):
        zones[first : last + 1] = number if last - first + 1 >= _LEAST else 0
    return zones


def _words_of_saying(item: Block, zones: npt.NDArray[np.int32]) -> Iterator[Cue]:
    """Words within contents that mostly are cues, each with the auxiliaries before it."""
    forms = item.forms()
    for at in np.flatnonzero(zones > 0).tolist():
        if not cues.speaks(forms[at], forms[at + 1] if at + 1 < len(forms) else ""):
            continue
        first = at
        while first and zones[first - 1] == zones[at] and forms[first - 1].lower() in _BEFORE_A_VERB:
            first -= 1
        yield Cue(first, at, True, 1.0)


def worth_keeping(text: str, parent: Attribution, child: Attribution, policy: Policy) -> bool:
    """Whether an attribution read inside the content of ``parent`` is kept.

    By default it must be sure, name another voice than the speaker's own or
    anybody's ("I say", "you know"), and tell a clause or a quotation, not a
    mere object ("praised her proposals"), but for a few acts that matter to others ("accused them of it").
    """
    if policy is Policy.NONE:
        return False
    if sum(map(len, child.content)) >= 0.95 * sum(map(len, parent.content)):
        return False
    if policy is Policy.ALL:
        return True
    told = [word for piece in child.content for word in _words(text, piece)]
    if child.source is None or not _is_sure(parent, child, told) or not _was_uttered(text, child, told):
        return False
    source = _words(text, child.source)
    if not source or source[0] in _NOBODY_ELSE:
        return False
    if child.act in _STANDS and _own(parent, child) >= _SURE_STAND:
        return True
    quoted = any(mark in piece.of(text) for piece in child.content for mark in _QUOTES)
    asked = child.act in _ASKED and len(told) >= _FEWEST_ASKED
    return len(told) >= _FEWEST and (quoted or asked or not _OF_CLAUSES.isdisjoint(told))


def speaks_for_teller(text: str, child: Attribution) -> bool:
    """Whether an attribution within a content has no voice of its own but the teller's: "I think that …"."""
    return child.source is None or not _TELLERS.isdisjoint(_words(text, child.source)[:1])


def takes_up(text: str, parent: Attribution, child: Attribution) -> bool:
    """Whether ``parent`` takes a stand on the statement that ``child`` is, and does not tell it.

    "Doe accepted the envoy's assurances that …": the assurances are the envoy's,
    whether or not Doe takes them up; who tells of them is who tells of Doe.
    """
    if parent.act not in _OF_STATEMENTS or child.cue is None or child.source is None:
        return False
    opening = text[parent.content[0].start : min(child.cue.start, child.source.start)].lower().split()
    if not opening or opening[0] not in _CLAUSES:
        return True
    return child.cue_type is CueType.NOUN and opening[0] == "to" and len(opening) <= _BEFORE_OBJECT


def _words(text: str, span: Span) -> list[str]:
    return [word.strip(_EDGES).lower() for word in span.of(text).split()]
