"""Rival accounts by what the pair model has learned of them, where signs see none and where they do.

Of the conflicts that readers mark the signs show few: most set no word of denial or opposition against its
match. A model that learned from many pairs judged one by one (``training/pair/rivals.py``) reads the
likeliest of the other pairs as an editor gets them: who says it, by which word, and what. Its word is weighed
with the named signals of a pair (``[rivals]`` in ``data/weights.toml``); on pairs that signs set against each
other it is one signal more (``[signed]``).
"""

from collections.abc import Sequence
from dataclasses import replace
from math import log

from crossread.models import PairModel
from crossread.stages.compare import tables
from crossread.stages.compare.matters import Field, Link, Signal, logistic
from crossread.stages.compare.places import placed
from crossread.stages.compare.points import EMPHASIS, SHOWN
from crossread.stages.compare.unsigned import signals, spread
from crossread.stages.compare.verdict import TELLING, Opposition, by_word

_NAME = "rivals"
_PER_STORY = 40  # pairs that are read
_WEAKEST = 0.5  # chance from which a pair differs at least in emphasis
_SURE = 0.999  # a chance is held below this


def rivals(
    field: Field, found: Sequence[Opposition], ranked: Sequence[Link], model: PairModel
) -> tuple[list[Opposition], list[Link]]:
    """``found`` with the model's word, and with what it finds among ``ranked``; the links left, by chance.

    ``ranked`` are links that no sign sets apart, the likeliest first: of each story some are read.
    """
    asked = spread(field, ranked, _PER_STORY)
    ends = [(item.one, item.other) for item in found] + [(item.one, item.other) for item in asked]
    chances = list(map(float, model.rivals([(told(field, one), told(field, other)) for one, other in ends])))
    out = [_signed(item, chance) for item, chance in zip(found, chances, strict=False)]
    weights, places = tables.weights(_NAME), placed(field.units)
    left: list[tuple[float, Link]] = []
    for item, chance in zip(asked, chances[len(found) :], strict=True):
        named = signals(field, places, item) | {_NAME: _odds(chance)}
        weighed = logistic(weights["bias"] + sum(weights[name] * value for name, value in named.items()))
        if weighed >= _WEAKEST:
            out.append(by_word(field, item, _sign(weighed, chance)))
        else:
            left.append((-weighed, item))
    read = {(item.one, item.other) for item in asked}
    left.sort(key=lambda one: (one[0], one[1].one, one[1].other))
    rest = [item for item in ranked if (item.one, item.other) not in read]
    return sorted(out, key=lambda item: (item.one, item.other)), [*(item for _, item in left), *rest]


def told(field: Field, index: int) -> str:
    """What the model reads of a unit: "Ada Lund denied: that she …"; in an article's own voice, the words."""
    unit = field.units[index]
    words = " ".join(unit.text.split())
    if unit.own or unit.report or not unit.cue:
        return words
    name = field.names.get(unit.party, unit.party)
    return f"{name} {' '.join(term.lower for term in unit.cue)}: {words}"


def _signed(item: Opposition, chance: float) -> Opposition:
    """An opposition by signs of single words with the model's word as one signal more; others as they are."""
    if not {sign.name for sign in item.signals} & TELLING:
        return item
    weights = tables.weights("signed")
    sign = Signal(_NAME, _odds(chance), weights[_NAME], f"{chance:.0%} rival accounts")
    total = weights["bias"] + weights["signs"] * _odds(item.score) + sign.share
    score = max(logistic(total), min(item.score, EMPHASIS))  # what signs see differs at least in emphasis
    return replace(item, score=score, signals=(*item.signals, sign))


def _sign(weighed: float, chance: float) -> Signal:
    """The sign of a pair that only the model sets apart; its least score is what is shown."""
    least = tables.weights(_NAME)["least"]
    share = _odds(weighed) - _odds(least) + _odds(SHOWN) - tables.weights("conflict")["bias"]
    return Signal(_NAME, share, 1.0, f"{chance:.0%} rival accounts")


def _odds(chance: float) -> float:
    held = min(_SURE, max(1 - _SURE, chance))
    return log(held / (1 - held))
