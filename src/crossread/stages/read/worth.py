"""Which voices within voices are shown by default, and whose content they stand in. Rules over what was read.

PolNeAR marks one level only and counts every other voice as wrong: what is kept by
default costs its dev F1 2.2 (source), 1.8 (cue) and 1.7 (content); without the
conditions of :func:`worth_keeping` it would be 13, 13 and 11 (bench/attribution.py).
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from crossread.records import Act, Attribution, CueType, Span
from crossread.records.segment import listed
from crossread.stages.read import cues

# What the model must say of an inner voice itself; beliefs of others are told too often to show all.
_SURE: Final = {CueType.SAYING: 0.85, CueType.NOUN: 0.85, CueType.BELIEF: 0.97}
# The same where "that" opens what is told.
_SURE_THAT: Final = {CueType.SAYING: 0.75, CueType.NOUN: 0.4, CueType.BELIEF: 0.95, CueType.ATTITUDE: 0.95}
_CHAIN: Final = 0.4  # what it must say of the whole chain
_SURE_STAND: Final = 0.97
_STANDS: Final = frozenset(  # tell much in few words
    {Act.ACCUSE, Act.AGREE, Act.ASK, Act.DENY, Act.REJECT, Act.WARN}
)
_ASKED: Final = frozenset({Act.ASK, Act.DEMAND, Act.ORDER, Act.PROPOSE})  # "demanded the panel go"
_FEWEST_ASKED: Final = 7
_FEWEST: Final = 4  # words of what is told
_TELLERS: Final = listed("i we us me my our")
_NOBODY_ELSE: Final = _TELLERS | listed("you it one its anyone nobody someone")
_OF_CLAUSES: Final = cues.AUXILIARIES | listed("must can that to not whether if")
_MODALS: Final = listed("will would shall should can could may might must ’ll 'll")
# Acts of nouns that name a wish or a deed ("decision to", "desire to") unless a clause tells what it is.
_WILLS: Final = frozenset({Act.FORBID, Act.HOPE, Act.PERMIT, Act.PLAN, Act.REJECT, Act.SUPPORT})
# Acts that take up a statement of another, and do not tell it.
_OF_STATEMENTS: Final = frozenset(
    {Act.ACCEPT, Act.AGREE, Act.CONFIRM, Act.DENY, Act.DOUBT, Act.REFUSE, Act.REJECT, Act.SUPPORT}
)
_CLAUSES: Final = listed("that to whether if there it he she they we i")
_QUESTIONS: Final = listed("whether if who whom whose what which when where why how")
_BEFORE_OBJECT: Final = 4  # words before the object of a stand: "(refused) to endorse the (conclusions)"
_QUOTES: Final = '"“'
_EDGES: Final = '",.“”'


class Policy(StrEnum):
    """Which nested attributions are kept: none, those that tell what another says or thinks, or all."""

    NONE = "none"
    SPEECH = "speech"
    ALL = "all"


def worth_keeping(text: str, parent: Attribution, child: Attribution, chain: float, policy: Policy) -> bool:
    """Whether an attribution read inside the content of ``parent`` is kept.

    ``child`` says how sure the model is of it by itself, ``chain`` of all voices up to it.
    By default it must be sure, have been uttered, name another voice than the
    speaker's own or anybody's ("I say", "you know"), and tell a clause or a
    quotation, not a mere object ("praised her proposals"), but for a few acts
    that matter to others ("accused them of it").
    """
    if policy is Policy.NONE:
        return False
    if sum(map(len, child.content)) >= 0.95 * sum(map(len, parent.content)):
        return False
    if policy is Policy.ALL:
        return True
    told = [word for piece in child.content for word in _words(text, piece)]
    least = _least(child, told)
    if child.source is None or least is None or child.confidence < least or chain < _CHAIN:
        return False
    if not _was_uttered(text, child, told) or _is_wanted(text, parent, child, told):
        return False
    source = _words(text, child.source)
    if not source or source[0] in _NOBODY_ELSE:
        return False
    if child.act in _STANDS and child.confidence >= _SURE_STAND:
        return True
    quoted = any(mark in piece.of(text) for piece in child.content for mark in _QUOTES)
    asked = child.act in _ASKED and len(told) >= _FEWEST_ASKED
    return len(told) >= _FEWEST and (quoted or asked or not _OF_CLAUSES.isdisjoint(told))


def passes_on(text: str, parent: Attribution, child: Attribution) -> bool:
    """Whether ``child`` is told by whoever tells of ``parent``, though ``parent`` itself is not shown."""
    return takes_up(text, parent, child) or speaks_for_teller(text, parent)


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
    noun = child.cue_type is CueType.NOUN
    if not opening or opening[0] not in _CLAUSES:
        return noun or bool(opening)
    return noun and opening[0] == "to" and len(opening) <= _BEFORE_OBJECT


def _least(child: Attribution, told: Sequence[str]) -> float | None:
    """How sure the model must be of an inner voice by itself; None where it is not shown at all."""
    if told[:1] == ["that"]:
        return _SURE_THAT.get(child.cue_type) if child.cue_type else None
    clause = "to" in told or len(told) >= _FEWEST_ASKED
    if clause and child.act in _ASKED and child.cue_type is CueType.SAYING:
        return _SURE_THAT[CueType.SAYING]
    return _SURE.get(child.cue_type) if child.cue_type else None


def _was_uttered(text: str, child: Attribution, told: Sequence[str]) -> bool:
    """Whether something was said or thought.

    What somebody will, should or could say was not, nor what they "did not mention", nor a mere will.
    """
    if child.cue is None:
        return True
    cue = _words(text, child.cue)
    if any(map(cues.is_negation, cue)):
        if child.act is Act.ASSERT and child.cue_type is CueType.SAYING:
            return False
    elif not _MODALS.isdisjoint(cue):
        return False
    wills = child.cue_type is CueType.NOUN and child.act in _WILLS
    return not wills or told[:1] == ["that"] or any(mark in child.content[0].of(text) for mark in _QUOTES)


def _is_wanted(text: str, parent: Attribution, child: Attribution, told: Sequence[str]) -> bool:
    """Whether ``child`` is only to be said, or asked for: "came to say", "demanded that Doe pledge".

    "For Doe to say that …" is a comment on what Doe said.
    """
    if child.cue is None or child.cue_type is CueType.NOUN:
        return False
    if _words(text, child.cue)[0] == "to" and told[:1] != ["that"]:
        return True
    asked = text[parent.content[0].start : child.cue.start].lower().split()
    return parent.act in _ASKED and _QUESTIONS.isdisjoint(asked)


def _words(text: str, span: Span) -> list[str]:
    return [word.strip(_EDGES).lower() for word in span.of(text).split()]
