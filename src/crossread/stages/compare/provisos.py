"""Words that keep a verb from being what is said to be so: "sought to soften", "it is unlikely that …".

Judged by the words around, without a parser.
"""

from collections.abc import Sequence

from crossread.stages.compare import tables
from crossread.stages.compare.lexicon import class_of
from crossread.stages.compare.words import Term

_DOUBTS = frozenset({"unlikely", "doubtful", "improbable"})


def leads_to(terms: Sequence[Term], index: int) -> str:
    """The class of the verb to which a verb like "sought" only leads ("to soften"); "" for other words."""
    after = terms[index + 1 : index + 3]
    light = terms[index].lower in tables.word_list("leading_verbs.txt")
    return class_of(after[1].stem) if light and len(after) > 1 and after[0].lower == "to" else ""


def doubted(terms: Sequence[Term], index: int) -> bool:
    """Whether what stands at ``index`` is called unlikely before: that denies it, as far as it goes."""
    return any(term.lower in _DOUBTS for term in terms[:index])
