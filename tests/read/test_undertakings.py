"""Acts that a content shows by itself, and what is yet to come."""

import pytest

from crossread.records import Act, Polarity, Span
from crossread.stages.read import stance
from crossread.stages.read.quotes import quotations


def told(text: str, cue: str) -> stance.Telling:
    """How what follows ``cue`` in ``text`` is told."""
    at = text.index(cue)
    end = at + len(cue)
    return stance.telling(text, [Span(end + 1, len(text))], Span(at, end), quotations(text))


@pytest.mark.parametrize(
    ("text", "cue", "act"),
    [
        ("Berg said Lund must resign", "said", Act.DEMAND),
        ("Berg said that both sides need to show restraint", "said", Act.DEMAND),
        ("Berg said it must have rained", "said", Act.ASSERT),
        ("Berg said he would not pay the fine", "said", Act.REFUSE),
        ("Berg said he would not be surprised", "said", Act.ASSERT),
        ("Berg said it was ready to send doctors", "said", Act.PROMISE),
        ("Berg said the bridge was safe", "said", Act.ASSERT),
        ("Berg warned Lund must resign", "warned", Act.WARN),
        ("Berg voiced full support for the plan", "voiced", Act.SUPPORT),
        ("Berg voiced doubts about the plan", "voiced", Act.DOUBT),
        ("Berg voiced what many think", "voiced", Act.ASSERT),
    ],
)
def test_a_bare_cue_takes_its_act_from_the_content(text: str, cue: str, act: Act) -> None:
    assert told(text, cue).act is act


@pytest.mark.parametrize(
    ("text", "cue", "planned"),
    [
        ("The two sides agreed to meet in May", "agreed", True),
        ("The two sides agreed that the talks were useful", "agreed", False),
        ("Berg pledged more money for roads", "pledged", True),
        ("Berg gave assurances that nobody had been hurt", "assurances", False),
        ("Berg said the port will open in May", "said", True),
        ("Berg said the port opened in May", "said", False),
        ("Berg said Lund was to blame", "said", False),
        ("Berg ordered troops to leave", "ordered", True),
    ],
)
def test_what_is_yet_to_come_is_planned(text: str, cue: str, planned: bool) -> None:
    assert told(text, cue).planned is planned


@pytest.mark.parametrize(
    ("text", "cue", "hedged"),
    [
        ("Berg said that if it rains the match is off", "said", True),
        ("Berg said the point is that perhaps nobody came", "said", True),
        ("Berg said he was optimistic that they could win", "said", True),
        ("Berg said nobody came", "said", False),
    ],
)
def test_hedges_and_conditions(text: str, cue: str, hedged: bool) -> None:
    assert told(text, cue).hedged is hedged


def test_what_is_left_open_is_neither_affirmed_nor_denied() -> None:
    assert told("Berg discussed whether Lund should go", "discussed").polarity is Polarity.NEUTRAL
    assert told("Berg doubted whether Lund had gone", "doubted").polarity is Polarity.DENY


@pytest.mark.parametrize(
    ("before", "open_"),
    [
        ("It is unlikely that ", True),
        ("There was no sign that ", True),
        ("The talks go on if ", True),
        ("It was not clear whether ", True),
        ("It was clear that ", False),
        ("", False),
    ],
)
def test_what_stands_before_a_telling_leaves_it_open(before: str, open_: bool) -> None:
    text = f"{before}the envoys agreed to open the border."
    start = len(before)
    source, cue = Span(start, start + 10), Span(start + 11, start + 17)
    told = stance.telling(text, [Span(start + 18, len(text) - 1)], cue, (), source)
    assert told.hedged is open_
