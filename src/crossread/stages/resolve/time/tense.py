"""Whether a sentence speaks of the past or the future at an expression, by its nearest verb."""

import re
from enum import Enum

from crossread.stages.resolve.time.lexicon import words

_TOKEN = re.compile(r"[A-Za-z]+n[’']t|[’'](?:ll|s)|[A-Za-z]+")
_BACK, _AHEAD = 160, 60
_CLOSE = 5
_AUXILIARIES = frozenset(("to", "would", "may", "might"))
_LIMIT = re.compile(
    r"(?:\bas (?P<as>soon|early) as|\b(?P<word>[A-Za-z]+))"
    r"(?:[ \t]+(?:[0-9:.]+[ \t]?(?:[ap]\.?m\.?)?(?:[ \t]+[A-Z]{2,4})?|noon|midnight|early|late))?[ \t]*$"
)
_ARE_TO = (["is"], ["are"], ["set"])
_GENITIVE = re.compile("['’]s\\b")
_SENTENCE_EDGE = re.compile(r"[.!?](?=\s+[A-Z“\"‘'(])|[\n\r]")


class Tense(Enum):
    """What the verbs around an expression say."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


def tense_at(text: str, start: int, end: int) -> Tense:
    """Tense at ``text[start:end]``: the nearest telling verb before it in its sentence, else after it."""
    if _GENITIVE.match(text, end):
        return Tense.PAST  # "Wednesday's ruling" has been made
    before = _SENTENCE_EDGE.split(text[max(0, start - _BACK) : start])[-1]
    back = _nearest(list(reversed(_lower_words(before))))
    after = _SENTENCE_EDGE.split(text[end : end + _AHEAD])[0]
    tense = back if back is not Tense.UNKNOWN else _nearest(_lower_words(after), following=True)
    word = _limit(before)
    if (
        word in ("until", "till", "soon", "early")
        and _nearest(_lower_words(after), following=True) is not Tense.PAST
    ):
        return Tense.FUTURE  # "put off until 9 a.m. Tuesday", "as early as Tuesday"
    return Tense.FUTURE if tense is Tense.UNKNOWN and word in words("tense", "adjacent_future") else tense


def _limit(before: str) -> str:
    """The word of a limit ("until", "as soon as") right before an expression or its clock time."""
    found = _LIMIT.search(before)
    return (found["as"] or found["word"]).casefold() if found else ""


def _lower_words(piece: str) -> list[str]:
    # "May" and "Will" with a capital are a month and a name.
    return ["" if token[0].isupper() else token for token in _TOKEN.findall(piece)]


def _nearest(tokens: list[str], *, following: bool = False) -> Tense:
    future, weak, past = (words("tense", name) for name in ("future", "weak_future", "past"))
    for index, word in enumerate(tokens[:14]):
        if word in future or (word in weak and index < _CLOSE):
            return Tense.FUTURE
        if word in past:
            return Tense.PAST
        if not following and word == "to" and tokens[index + 1 : index + 2] in _ARE_TO:
            return Tense.FUTURE  # "is to visit"
        if len(word) > 4 and word.endswith("ed"):
            # "will be announced", "is due to be signed": the auxiliary decides, not the participle.
            around = tokens[max(0, index - 3) : index] if following else tokens[index + 1 : index + 4]
            helped = any(other in future or other in _AUXILIARIES for other in around)
            return Tense.FUTURE if helped else Tense.PAST
    return Tense.UNKNOWN
