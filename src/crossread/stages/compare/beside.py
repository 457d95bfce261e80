"""Accounts that a writer sets side by side: "they clashed over the dam. Brenn says …, while Weiss says …".

Where the sentence or those just before declare a dispute, and one sentence gives
the floor to two sides with a turn between them, their accounts are rivals in the
writer's eyes, however unlike their words.
"""

from itertools import combinations

from crossread.stages.compare.matters import Field
from crossread.stages.compare.signs import signal
from crossread.stages.compare.units import Unit
from crossread.stages.compare.verdict import Judge, Opposition, of_sides, opposition
from crossread.stages.compare.words import terms

_TURNS = frozenset({"while", "whereas", "but", "whilst"})


def beside(field: Field, judge: Judge) -> list[Opposition]:
    """Oppositions of two voices of different known sides in one sentence, where a dispute is declared."""
    sentences: dict[tuple[str, int], list[int]] = {}
    for index, unit in enumerate(field.units):
        if not unit.own and not unit.report:
            sentences.setdefault((unit.article, unit.sentence.start), []).append(index)
    out = []
    for _, speaking in sorted(sentences.items()):
        for one, other in combinations(speaking, 2):
            first, second = field.units[one], field.units[other]
            if not field.apart(first, second) or not judge.may_differ(one, other):
                continue
            contrast = judge.contrasts.between(first, second)
            if contrast and contrast.strong and _turn(judge, first, second):
                out.append(_opposition(field, one, other, contrast.phrase))
    return out


def _turn(judge: Judge, one: Unit, other: Unit) -> bool:
    """Whether a word of contrast stands between what the two say."""
    first, second = sorted((one, other), key=lambda unit: unit.spans[0].start)
    start, end = first.spans[-1].end, second.spans[0].start
    if start >= end:
        return False
    text = judge.contrasts.prose(first.article)
    return not _TURNS.isdisjoint(term.lower for term in terms(text, start, end))


def _opposition(field: Field, one: int, other: int, phrase: str) -> Opposition:
    first, second = field.units[one], field.units[other]
    # The name is its own key: what hangs on an opposed word is another matter and joins it not.
    signals = [
        signal("beside", 1.0, "one sentence sets them apart", {"beside"}),
        signal("contrast_strong", 1.0, f"“{phrase}”"),
    ]
    if sides := of_sides(field, first, second):
        signals.append(sides)
    return opposition(field, one, other, signals, first.classes | second.classes)
