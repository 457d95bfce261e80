"""What the signs leave unsure, put to a second reader: its answer is one signal more.

First come oppositions whose score is near what is shown, then pairs that no sign sets apart and that may be
rival accounts all the same (``unsigned``).
"""

from collections.abc import Sequence
from dataclasses import replace

from crossread.models import Answer, PairQuestion, SecondReader, Statement
from crossread.stages.compare import tables
from crossread.stages.compare.matters import Field, Link
from crossread.stages.compare.points import SHOWN
from crossread.stages.compare.signals import Signal, logistic, odds
from crossread.stages.compare.unsigned import spread
from crossread.stages.compare.verdict import Opposition, by_word

_NAME = "second_reader"


def settled(
    field: Field, found: Sequence[Opposition], ranked: Sequence[Link], reader: SecondReader
) -> list[Opposition]:
    """``found`` with what ``reader`` answered: the unsure with one signal more, and new conflicts.

    Unsure is a score between two bounds of ``data/weights.toml``; those nearest to
    what is shown are asked first. Of pairs without a sign only those become oppositions
    that it calls a conflict. An answer outside the choice, or "unclear", changes nothing.
    """
    weights = tables.weights(_NAME)
    units = field.units
    unsure = sorted(
        (index for index, item in enumerate(found) if weights["least"] <= item.score <= weights["most"]),
        key=lambda i: (abs(found[i].score - SHOWN), units[found[i].one].key, units[found[i].other].key),
    )
    further = spread(field, ranked)
    asked = [(found[index].one, found[index].other) for index in unsure]
    asked += [(item.one, item.other) for item in further]
    answers = reader.ask([_question(field, one, other) for one, other in asked])
    out = list(found)
    for place, answer in enumerate(answers):
        if answer is None or answer is Answer.UNCLEAR:
            continue
        if place < len(unsure):
            index = unsure[place]
            out[index] = _told(found[index], answer, weights[answer.value])
        elif answer is Answer.CONFLICT:
            sign = Signal(_NAME, 1.0, weights["alone"], Answer.CONFLICT.value)
            out.append(by_word(field, further[place - len(unsure)], sign))
    return sorted(out, key=lambda item: (item.one, item.other))


def _question(field: Field, one: int, other: int) -> PairQuestion:
    return PairQuestion(_statement(field, one), _statement(field, other))


def _statement(field: Field, index: int) -> Statement:
    unit = field.units[index]
    speaker = field.names.get(unit.party, unit.party)
    return Statement(speaker, unit.date or "", unit.text, " ".join(unit.around))


def _told(item: Opposition, answer: Answer, weight: float) -> Opposition:
    sign = Signal(_NAME, 1.0, weight, answer.value)
    total = odds(item.score) + sign.share
    return replace(item, score=logistic(total), signals=(*item.signals, sign))
