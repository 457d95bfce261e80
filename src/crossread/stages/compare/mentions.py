"""What is only spoken of: "possible collusion", "to keep the tariff", "the burden of enforcing it".

A word so used says neither that the thing is so nor that it is not, and can stand
against no denial of it. Judged by the words before, without a parser.
"""

from collections.abc import Sequence
from itertools import pairwise

from crossread.stages.compare import tables
from crossread.stages.compare.words import Kind, Term

_ENDS = frozenset(
    {",", ";", ":", "—", "–", ".", "!", "?", "(", ")", "but", "and", "while", "although", "because"}
)
_FOUND = frozenset({"find", "found", "finding", "findings", "conclusion", "conclusions"})
_OWNED = ("'s", "’s", "s'", "s’")
_DETERMINERS = frozenset({"a", "an", "the", "this", "any", "his", "her", "its", "their", "my", "your", "our"})
_CAST = frozenset({"having", "being"})
_OPEN = frozenset({"whether", "if", "unless"})
_WISHED = frozenset(
    {"want", "wants", "wanted", "wanting", "hope", "hopes", "hoped", "hoping", "wish", "wished"}
)
_INVERTED = frozenset({"i", "he", "she", "it", "we", "you", "they"})
_REACH = 8
_NEAR = 4  # words before a noun in which "possible" or "investigation of" stand
_BEFORE_GERUND = frozenset({"of", "for", "from", "to", "against", "about", "without", "on"})
_LEADS = 6  # words before a preposition in which a word of accusation stands
_LIMITS = frozenset({"that", "who", "which"})


def mentioned(terms: Sequence[Term], index: int) -> bool:
    """Whether the word at ``index`` is only spoken of in its sentence."""
    term = terms[index]
    before = _clause_before(terms, index)
    listed = tables.word_list("mentions.txt")
    words = [item.lower for item in before]
    if (_OPEN | _WISHED) & set(words):
        return True
    told = tables.word_list("telling_nouns.txt") - _FOUND  # "her claim that he lied"
    for place, (a, b) in enumerate(pairwise(words)):
        owned = place and (words[place - 1].endswith(_OWNED) or words[place - 1] in _DETERMINERS)
        if b == "that" and owned and a in told:
            return True
    if any(a == "had" and b in _INVERTED for a, b in pairwise(words)):
        return True  # "had she been a clerk who took a bribe"
    if "than" in words:
        return True  # "better than being a target"
    at = _last_but_adverbs(before)
    if at is None:
        return False
    last = before[at].lower
    if last == "to" and not term.lower.endswith(("ing", "ed")) and term.kind is Kind.CONTENT:
        governing = {item.lower for item in before[max(0, at - 3) : at]}
        return not governing & tables.word_list("implicatives.txt") and not _noun(term, before[:at])
    if last in _BEFORE_GERUND and term.lower.endswith("ing"):
        return not {item.lower for item in before[max(0, at - _LEADS) : at]} & tables.word_list(
            "alleging.txt"
        )
    if any(a == "as" and b in _CAST for a, b in pairwise(words[-_NEAR:])):
        return True  # "is described as having served"
    near = words[-_NEAR:]
    cut = max((i for i, word in enumerate(near) if word in _LIMITS), default=-1)
    return term.kind is Kind.CONTENT and bool(set(near[cut + 1 :]) & listed)


def _noun(term: Term, before: Sequence[Term]) -> bool:
    """ "Links to interference": no infinitive, as the word ends like a noun."""
    return bool(before) and term.lower.endswith(
        ("ion", "ions", "ence", "ance", "ment", "ments", "ity", "ness")
    )


def _clause_before(terms: Sequence[Term], index: int) -> Sequence[Term]:
    start = index
    while start > 0 and index - start < _REACH and terms[start - 1].lower not in _ENDS:
        start -= 1
    return terms[start:index]


def _last_but_adverbs(before: Sequence[Term]) -> int | None:
    """Place of the word that governs: adverbs, determiners and negations between are passed over."""
    for at in range(len(before) - 1, -1, -1):
        word = before[at].lower
        if not (word.endswith("ly") and len(word) > 4) and word not in {
            "not",
            "never",
            "ever",
            "also",
            "even",
            "fully",
        }:
            return at
    return None
