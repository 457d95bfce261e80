"""Rival accounts by what the pair model has learned of them, where signs see none and where they do.

Of the conflicts that readers mark the signs show few: most set no word of denial or opposition against its
match. A model that learned from many pairs judged one by one (``training/pair/rivals.py``) reads the
likeliest of the other pairs as an editor gets them: who says it, by which word, and what. Its word is weighed
with the named signals of a pair (``[rivals]`` in ``data/weights.toml``); on pairs that signs set against each
other it is one signal more (``[signed]``).
"""

from collections.abc import Sequence
from dataclasses import replace

from crossread.models import PairModel
from crossread.stages.compare import tables
from crossread.stages.compare.matters import Field, Link
from crossread.stages.compare.places import placed
from crossread.stages.compare.points import EMPHASIS, SHOWN
from crossread.stages.compare.signals import Signal, logistic, odds
from crossread.stages.compare.unsigned import signals, spread
from crossread.stages.compare.verdict import TELLING, Opposition, by_word

_NAME = "rivals"
_UNSEEN = frozenset({"sides", "contrast_strong"})  # what the model, which reads two accounts alone, lacks
_PER_STORY = 20  # pairs that are read: they hold nine of ten that it would call rivals among sixty


def rivals(
    field: Field, found: Sequence[Opposition], ranked: Sequence[Link], model: PairModel
) -> tuple[list[Opposition], list[Link]]:
    """``found`` with the model's word, and with what it finds among ``ranked``; the links left, by chance.

    ``ranked`` are links that no sign sets apart, the likeliest first: of each story some are read. Two
    documents of parties themselves are left to the signs, for the model learned from the press.
    """
    told_of = [item for item in found if _weighable(field, item)]
    asked = spread(field, [item for item in ranked if _of_press(field, item.one, item.other)], _PER_STORY)
    ends = [(item.one, item.other) for item in told_of] + [(item.one, item.other) for item in asked]
    texts = [(told(field, one), told(field, other)) for one, other in ends]
    chances = dict(zip(ends, map(float, model.rivals(texts)), strict=True))
    signed = {(item.one, item.other): with_word(item, chances[item.one, item.other]) for item in told_of}
    out = [signed.get((item.one, item.other), item) for item in found]
    weights, places = tables.weights(_NAME), placed(field.units)
    left: list[tuple[float, Link]] = []
    for item in asked:
        chance = chances[item.one, item.other]
        named = signals(field, places, item) | {_NAME: odds(chance)}
        weighed = logistic(weights["bias"] + sum(weights[name] * value for name, value in named.items()))
        if weighed >= weights["least"] and chance >= weights["itself"]:
            out.append(by_word(field, item, _sign(weighed, chance)))
        else:
            left.append((-weighed, item))
    left.sort(key=lambda one: (one[0], one[1].one, one[1].other))
    rest = [item for item in ranked if (item.one, item.other) not in chances]
    return sorted(out, key=lambda item: (item.one, item.other)), [*(item for _, item in left), *rest]


def told(field: Field, index: int) -> str:
    """What the model reads of a unit: "Ada Lund denied: that she …"; in an article's own voice, the words."""
    unit = field.units[index]
    if unit.own or unit.report or not unit.cue:
        return unit.line
    name = field.names.get(unit.party, unit.party)
    return f"{name} {' '.join(term.lower for term in unit.cue)}: {unit.line}"


def _of_press(field: Field, one: int, other: int) -> bool:
    """Whether one of two units stands in a report, not in a document of a party itself."""
    return not (field.units[one].of_party and field.units[other].of_party)


def _weighable(field: Field, item: Opposition) -> bool:
    """Whether the model's word counts beside the signs: signs of single words, in the press."""
    words = {sign.name for sign in item.signals} & TELLING
    return bool(words) and _of_press(field, item.one, item.other)


def with_word(item: Opposition, chance: float) -> Opposition:
    """An opposition with the model's word as one signal more."""
    weights = tables.weights("signed")
    sign = Signal(_NAME, odds(chance), weights[_NAME], f"{chance:.0%} rival accounts")
    total = weights["bias"] + weights["signs"] * odds(item.score) + sign.share
    total += sum(weights[known.name] for known in item.signals if known.name in _UNSEEN)
    score = logistic(total)
    if score < SHOWN:  # what is a difference of emphasis at most is one by its signs
        score = min(item.score, max(score, EMPHASIS))
    return replace(item, score=score, signals=(*item.signals, sign))


def _sign(weighed: float, chance: float) -> Signal:
    """The sign of a pair that only the model sets apart; its least score is what is shown."""
    least = tables.weights(_NAME)["least"]
    share = odds(weighed) - odds(least) + odds(SHOWN) - tables.weights("conflict")["bias"]
    return Signal(_NAME, share, 1.0, f"{chance:.0%} rival accounts")
