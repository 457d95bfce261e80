"""What is said to come: plans, undertakings and demands, by the act and the first words of a content.

A bare "said" hides the act where the content says it: "said that Lund must go"
is a demand, "said it would not pay" a refusal.
"""

import re
from typing import Final

from crossread.records import Act, CueType
from crossread.stages.read.cues import CueSense

# The speaker again, as indirect and as direct speech have it.
_SELF: Final = r"^\W*(?:that )?(?:it|he|she|they|we|i)(?: (?:also|still|now|therefore|all|both))?"
_NOT: Final = (
    r"(?: (?:will|would|shall|can) (?:not|never)| (?:wo|would|sha|ca)n['’]t|['’](?:ll|d) (?:not|never))"
)
_REFUSES: Final = re.compile(
    rf"{_SELF}(?:{_NOT} (?!be |have |like |rain|know|think|see |say )[a-z]+"
    r"| (?:is|are|was|were|am)(?:n['’]t| not) (?:ready|willing|prepared|going) to (?!be )[a-z]+)",
    re.IGNORECASE,
)
_MUST: Final = re.compile(
    r"^(?!\W*(?:that )?(?:i|we) )[^,;:.?!]{2,80}?"
    r"\b(?:must|(?:has|have|needs?) to) (?!have |be (?:said|noted|true))[a-z]+",
    re.IGNORECASE,
)
_WILLING: Final = re.compile(
    rf"{_SELF} (?:is|are|was|were|am|remains?|remained|stands?|stood)? ?(?:fully |firmly |always )?"
    r"(?:ready|willing|prepared|committed|determined) to [a-z]+",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"\b(?:(?:will|shall)(?! have\b)|wo?n['’]t|(?:plans?|intends?|aims?) to"
    r"|(?:is|are|be) (?:to (?!blame|be\b)|(?:going|expected|due|set|likely|scheduled) to))\b|\w['’]ll\b",
    re.IGNORECASE,
)
_WOULD: Final = re.compile(rf"{_SELF} would (?!have|like|be|rather|prefer)\w", re.IGNORECASE)
_SO_FAR: Final = re.compile(r"\b(?:had|has|have|was|were|did|didn['’]t)\b", re.IGNORECASE)
_INFINITIVE: Final = re.compile(r"^\W*(?:not )?to [a-z]+", re.IGNORECASE)
# Acts whose content, where it is something to do, is not done yet.
_TO_COME: Final = frozenset(
    {Act.AGREE, Act.PROMISE, Act.PLAN, Act.PROPOSE, Act.THREATEN, Act.ORDER, Act.DEMAND, Act.ASK, Act.HOPE}
)
_ALWAYS: Final = frozenset({Act.PROMISE, Act.PLAN, Act.THREATEN, Act.PROPOSE, Act.ORDER})
_BARE: Final = frozenset({Act.ASSERT, Act.ANNOUNCE})


def act(clause: str, sense: CueSense) -> Act:
    """The act of a content whose first clause is ``clause``; the cue's own unless that is a bare "said"."""
    if sense.act not in _BARE or sense.type is not CueType.SAYING or sense.negated:
        return sense.act
    if _REFUSES.match(clause):
        return Act.REFUSE
    if _WILLING.match(clause):
        return Act.PROMISE
    return Act.DEMAND if _MUST.match(clause) else sense.act


def planned(clause: str, told: Act) -> bool:
    """Whether what is said is a plan or undertaking, not a thing that is so: "agreed to meet"."""
    if told in _ALWAYS and not _SO_FAR.search(clause):
        return True
    if told in _TO_COME and _INFINITIVE.match(clause):
        return True
    return bool(_AHEAD.search(clause) or _WOULD.match(clause))
