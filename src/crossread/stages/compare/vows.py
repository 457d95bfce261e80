"""Vows: what a voice says that it will do or will not, where no verb of undertaking tells it.

"Said he would not withdraw the pilots", "the ministry intends to close the strait", "“We will defend the
pier”": the speaker, or the country that it speaks for, is the one who does it. Which verbs are nothing that
one undertakes ("we will see", "they will win") stands in ``data/unwilled.txt``, which cues bind nobody
("sought to", "failed to") in ``data/loose_plans.txt``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crossread.records import Act
from crossread.stages.compare import tables
from crossread.stages.compare.matters import Field
from crossread.stages.compare.units import Unit
from crossread.stages.compare.words import Kind, Term

# What an act of speaking is as a step; the others undertake nothing of themselves.
_STATUS = {Act.PROMISE: "promised", Act.PLAN: "planned", Act.THREATEN: "threatened", Act.REFUSE: "refused"}
_WILL = frozenset({"will", "'ll", "’ll", "would", "won't", "won’t", "wouldn't", "wouldn’t", "shall"})
_NOT = frozenset({"not", "never", "no"})
_FIRST = frozenset({"i", "we"})
_THIRD = frozenset({"he", "she", "they", "it"})
_TO = frozenset({"going", "ready", "prepared", "willing", "determined", "committed", "happy", "glad"})
_BE = frozenset({"am", "are", "is", "was", "were", "'re", "’re", "'m", "’m", "be"})
_LEAD = frozenset({"that", "also", "still", "now", "therefore", "both", "all", "gladly", "always", "soon"})
_PASSED = _NOT | _LEAD | _TO | {"to", '"', "“", "‘", "'"}
_IF = frozenset({"if", "unless", "when", "whether", "what", "how"})
_OPENING = 10  # words of a content in which its subject and "would" stand
_OBJECT = 12  # words after the verb in which something that matters must follow


@dataclass(frozen=True, slots=True)
class Vow:
    """What is undertaken from word ``place`` of a unit on (its verb), with which status, by whom."""

    place: int
    status: str
    by: frozenset[str]


def vows(field: Field, index: int) -> Iterator[Vow]:
    """The vows of a unit, in their order; none of hedged words or of an article's own."""
    unit = field.units[index]
    claim = unit.claim
    if claim is None or unit.own or unit.report or not unit.terms:
        return
    if field.views[index].hedges or unit.party not in field.named or _loose(unit):
        return
    status = _STATUS.get(unit.act, "")
    if status and (claim.planned or unit.act is Act.REFUSE):
        place = _verb(unit.terms)
        if (place or unit.terms[0].lower == "to" or unit.act is Act.THREATEN) and _willed(unit.terms, place):
            yield Vow(place, status, frozenset(unit.voices[-1:]))
        return
    if unit.act in (Act.ASSERT, Act.ANNOUNCE, Act.WARN, Act.CONFIRM):
        yield from _foretold(field, unit)


def _loose(unit: Unit) -> bool:
    """Whether a cue is read as a plan, promise or refusal and binds nobody: "sought to", "failed to"."""
    return any(term.lower in tables.word_list("loose_plans.txt") for term in unit.cue)


def _foretold(field: Field, unit: Unit) -> Iterator[Vow]:
    """ "We will …" in the speaker's own words; "she would …", "the ministry will …" in the writer's."""
    lower = [term.lower for term in unit.terms]
    for at, word in enumerate(lower):
        if not at or (word not in _WILL and not _ready(lower, at)):
            continue
        by = _own(field, unit, lower, at)
        negated = word.endswith(("n't", "n’t")) or bool(_NOT & set(lower[at + 1 : at + 2]))
        place = _next(lower, at + 1)
        if by and _willed(unit.terms, place):
            yield Vow(place, "refused" if negated else "promised", by)


def _ready(lower: Sequence[str], at: int) -> bool:
    """Whether at a place one is ready for something: "was still willing to abide"."""
    behind = [word for word in lower[at + 1 : at + 4] if word not in _LEAD]
    return lower[at] in _BE and len(behind) > 1 and behind[0] in _TO and behind[1] == "to"


def _own(field: Field, unit: Unit, lower: Sequence[str], at: int) -> frozenset[str]:
    """Who will, where it is the speaker or its country: the speaker for a pronoun."""
    before = at - 1
    while before > 0 and lower[before] in _LEAD - {"that"}:
        before -= 1
    voice = unit.voices[-1]
    if unit.quoted and lower[before] in _FIRST:
        conditional = _IF & set(lower[max(0, before - 2) : before])
        return frozenset() if conditional or lower[at] == "would" else frozenset({voice})
    if at > _OPENING or _IF & set(lower[:before]):
        return frozenset()
    subject = unit.terms[before]
    meant = {actor for span, actor in unit.meant if span.overlap(subject.span)}
    if lower[before] in _THIRD and not meant and lower[before] != "it":
        return frozenset({voice}) if set(lower[:before]) <= _LEAD else frozenset()
    return frozenset(actor for actor in meant if actor == voice or _speaks_for(field, voice, actor))


def _speaks_for(field: Field, voice: str, actor: str) -> bool:
    """Whether a voice is of the country that an actor is: a minister of Norland speaks for Norland."""
    side = field.sides.get(voice)
    return bool(side) and side == field.names.get(actor)


def _verb(terms: Sequence[Term]) -> int:
    """Where the verb of a content stands: behind "to" or the speaker's own "would", else at its start."""
    lower = [term.lower for term in terms[:_OPENING]]
    for at, word in enumerate(lower):
        if word in _WILL or (word == "to" and (at == 0 or lower[at - 1] in _TO)):
            return _next(lower, at + 1)
    return 0


def _next(lower: Sequence[str], at: int) -> int:
    """The verb's place from ``at`` on, past "not", "be going to", "be" of "be showing" and the like."""
    while at < len(lower) and (lower[at] in _PASSED or _goes(lower, at)):
        at += 1
    return at


def _goes(lower: Sequence[str], at: int) -> bool:
    after = lower[at + 1] if at + 1 < len(lower) else ""
    return lower[at] in _BE and (after in _TO or (lower[at] == "be" and after.endswith("ing")))


def _willed(terms: Sequence[Term], place: int) -> bool:
    """Whether the word at a place is something one undertakes, with a thing that matters behind it."""
    if place >= len(terms) or terms[place].kind is Kind.MARK:
        return False
    if terms[place].lower in tables.word_list("unwilled.txt") | tables.word_list("auxiliaries.txt"):
        return False
    return any(term.matters for term in terms[place + 1 : place + _OBJECT])
