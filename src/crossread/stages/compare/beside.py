"""Accounts that a writer sets side by side: "they clashed over the dam. Brenn says …, while Weiss says …".

Where the sentence or those just before declare a dispute, and one sentence gives
the floor to two sides with a turn between them, their accounts are rivals in the
writer's eyes, however unlike their words.
"""

from itertools import combinations

from crossread.stages.compare import tables
from crossread.stages.compare.matters import Field, Link, Signal, link, logistic
from crossread.stages.compare.places import placed
from crossread.stages.compare.units import Unit
from crossread.stages.compare.verdict import Judge, Opposition
from crossread.stages.compare.words import terms

_TURNS = frozenset({"while", "whereas", "but", "whilst"})


def beside(field: Field, judge: Judge) -> list[Opposition]:
    """Oppositions of two voices of different known sides in one sentence, where a dispute is declared."""
    places = placed(field.units)
    out = []
    for _, members in sorted(places.by_article.items()):
        speaking = [i for i in members if not field.units[i].own and not field.units[i].report]
        for one, other in combinations(sorted(speaking), 2):
            if places.sentence[one] != places.sentence[other] or not judge.may_differ(one, other):
                continue
            contrast = judge.contrasts.between(field.units[one], field.units[other])
            if contrast and contrast.strong and _apart(field, one, other) and _turn(judge, field, one, other):
                out.append(_opposition(field, one, other, contrast.phrase))
    return out


def _apart(field: Field, one: int, other: int) -> bool:
    sides = [field.sides.get(field.units[index].party) for index in (one, other)]
    return all(sides) and sides[0] != sides[1]


def _turn(judge: Judge, field: Field, one: int, other: int) -> bool:
    """Whether a word of contrast stands between what the two say."""
    first, second = sorted((field.units[one], field.units[other]), key=lambda unit: unit.spans[0].start)
    return bool(_TURNS & _between(judge, first, second))


def _between(judge: Judge, first: Unit, second: Unit) -> frozenset[str]:
    text = judge.contrasts.prose(first.article)
    start, end = first.spans[-1].end, second.spans[0].start
    return frozenset(term.lower for term in terms(text, start, end)) if start < end else frozenset()


def _opposition(field: Field, one: int, other: int, phrase: str) -> Opposition:
    known = link(field, one, other)
    pair = Link(one, other, known.probability, known.cosine, known.signals)
    weights = tables.weights("conflict")
    sides = " and ".join(field.sides[field.units[index].party] or "" for index in (one, other))
    signals = (
        # The name is its own key: what hangs on an opposed word is another matter and joins it not.
        Signal("beside", 1.0, weights["beside"], "one sentence sets them apart", frozenset({"beside"})),
        Signal("contrast_strong", 1.0, weights["contrast_strong"], f"“{phrase}”"),
        Signal("sides", 1.0, weights["sides"], sides),
    )
    score = logistic(weights["bias"] + sum(signal.share for signal in signals))
    topic = field.units[one].classes | field.units[other].classes
    return Opposition(pair, score, signals, False, False, topic)
