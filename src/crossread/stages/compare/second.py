"""Oppositions that the signs leave unsure, put to a second reader: its answer is one signal more."""

from collections.abc import Sequence
from dataclasses import replace
from math import log

from crossread.models import Answer, PairQuestion, SecondReader, Statement
from crossread.stages.compare import tables
from crossread.stages.compare.matters import Field, Signal, logistic
from crossread.stages.compare.points import SHOWN
from crossread.stages.compare.verdict import Opposition

_NAME = "second_reader"


def settled(found: Sequence[Opposition], field: Field, reader: SecondReader) -> list[Opposition]:
    """``found``, the unsure among them with what ``reader`` answered added to their sums.

    Unsure is a score between two bounds of ``data/weights.toml``; those nearest to
    what is shown are asked first. An answer outside the choice, or "unclear",
    changes nothing.
    """
    weights = tables.weights(_NAME)
    units = field.units
    unsure = sorted(
        (index for index, item in enumerate(found) if weights["least"] <= item.score <= weights["most"]),
        key=lambda i: (abs(found[i].score - SHOWN), units[found[i].one].key, units[found[i].other].key),
    )
    out = list(found)
    questions = [_question(found[index], field) for index in unsure]
    for index, answer in zip(unsure, reader.ask(questions), strict=True):
        if answer is not None and answer is not Answer.UNCLEAR:
            out[index] = _told(found[index], answer, weights[answer.value])
    return out


def _question(opposition: Opposition, field: Field) -> PairQuestion:
    one, other = (_statement(field, index) for index in (opposition.one, opposition.other))
    return PairQuestion(one, other)


def _statement(field: Field, index: int) -> Statement:
    unit = field.units[index]
    speaker = field.names.get(unit.party, unit.party)
    return Statement(speaker, unit.date or "", unit.text, " ".join(unit.around))


def _told(opposition: Opposition, answer: Answer, weight: float) -> Opposition:
    sign = Signal(_NAME, 1.0, weight, answer.value)
    total = log(opposition.score / (1 - opposition.score)) + sign.share
    return replace(opposition, score=logistic(total), signals=(*opposition.signals, sign))
