"""The table of cues, and how a content is put."""

import csv
from importlib import resources

import pytest

from crossread.records import Act, CueType, Polarity, Quotation, Span
from crossread.stages.read import cues, stance
from crossread.stages.read.quotes import quotations


@pytest.mark.parametrize(
    ("cue", "act", "polarity", "kind"),
    [
        ("said", Act.ASSERT, Polarity.AFFIRM, CueType.SAYING),
        ("told reporters that", Act.ASSERT, Polarity.AFFIRM, CueType.SAYING),
        ("according to", Act.ASSERT, Polarity.AFFIRM, CueType.SAYING),
        ("denies", Act.DENY, Polarity.DENY, CueType.SAYING),
        ("did not deny", Act.DENY, Polarity.AFFIRM, CueType.SAYING),
        ("has refused to endorse", Act.REFUSE, Polarity.DENY, CueType.SAYING),
        ("has not accepted", Act.ACCEPT, Polarity.DENY, CueType.SAYING),
        ("hasn’t seen", Act.BELIEVE, Polarity.DENY, CueType.BELIEF),
        ("pledged", Act.PROMISE, Polarity.AFFIRM, CueType.SAYING),
        ("ordered", Act.ORDER, Polarity.NEUTRAL, CueType.SAYING),
        ("called on", Act.DEMAND, Polarity.NEUTRAL, CueType.SAYING),
        ("warned", Act.WARN, Polarity.AFFIRM, CueType.SAYING),
        ("believes", Act.BELIEVE, Polarity.AFFIRM, CueType.BELIEF),
        ("hopes", Act.HOPE, Polarity.AFFIRM, CueType.ATTITUDE),
        ("his assurances", Act.PROMISE, Polarity.AFFIRM, CueType.NOUN),
        ("the claim", Act.ASSERT, Polarity.AFFIRM, CueType.NOUN),
        ("gave a warning", Act.WARN, Polarity.AFFIRM, CueType.NOUN),
        ("voiced doubts", Act.DOUBT, Polarity.DENY, CueType.SAYING),
        ("negative claims", Act.ASSERT, Polarity.AFFIRM, CueType.NOUN),
        ("also claims", Act.ASSERT, Polarity.AFFIRM, CueType.SAYING),
        ("support for", Act.SUPPORT, Polarity.AFFIRM, CueType.NOUN),
        ("'s attacks on", Act.CONDEMN, Polarity.AFFIRM, CueType.NOUN),
        ("remained wary of", Act.FEAR, Polarity.AFFIRM, CueType.ATTITUDE),
        ("talking points", Act.ASSERT, Polarity.AFFIRM, CueType.NOUN),
        ("reportedly", Act.ASSERT, Polarity.AFFIRM, CueType.SAYING),
        ("in", Act.ASSERT, Polarity.AFFIRM, CueType.NOUN),
        ("banned", Act.FORBID, Polarity.NEUTRAL, CueType.ATTITUDE),
        ("admitted", Act.ACCEPT, Polarity.AFFIRM, CueType.SAYING),
        (":", Act.ASSERT, Polarity.AFFIRM, CueType.SAYING),
        ("zorbed", Act.ASSERT, Polarity.AFFIRM, CueType.ATTITUDE),
    ],
)
def test_sense(cue: str, act: Act, polarity: Polarity, kind: CueType) -> None:
    found = cues.sense(cue)
    assert (found.act, found.polarity, found.type) == (act, polarity, kind)


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("He repeated Berg’s claims that it rains.", "claims", CueType.NOUN),
        ("Berg claims that it rains.", "claims", CueType.SAYING),
        ("Reports of rain grew.", "Reports", CueType.NOUN),
        ("The agency reports rain.", "reports", CueType.SAYING),
    ],
)
def test_the_words_beside_a_cue_tell_a_noun_from_a_verb(text: str, cue: str, kind: CueType) -> None:
    start = text.index(cue)
    assert cues.sense_at(text, Span(start, start + len(cue))).type is kind


def test_acts_are_a_closed_list_with_one_line_each() -> None:
    with resources.files("crossread.stages.read").joinpath("acts.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["act"] for row in rows] == [act.value for act in Act]
    assert all(row["meaning"] and row["example"] for row in rows)
    assert all(bool(row["plover"]) == bool(row["cameo"]) for row in rows)


def test_every_line_of_the_table_is_sound() -> None:
    with resources.files("crossread.stages.read").joinpath("cues.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len({(row["cue"], row["kind"]) for row in rows}) == len(rows)
    for row in rows:
        assert cues.Kind(row["kind"])
        assert Act(row["act"])
        assert row["light"] in ("", "yes")
        assert Polarity(row["polarity"])
        assert CueType(row["type"])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("the minister had not paid", True),
        ("there was no evidence of fraud", True),
        ("they haven’t met", True),
        ("he never wrote “a single line”", True),
        ("the claims are false", True),
        ("assurances that nobody had interfered", True),
        ("the deal, which was not signed, would hold", False),
        ("there is no doubt about it", False),
        ("the two sides agreed", False),
    ],
)
def test_negation_of_the_main_clause(content: str, expected: bool) -> None:
    assert stance.negated(content, [Span(0, len(content))]) is expected


def test_denying_a_negation_affirms() -> None:
    text = "he had not paid"
    assert stance.polarity(text, [Span(0, len(text))], cues.sense("denied")) is Polarity.AFFIRM
    assert stance.polarity(text, [Span(0, len(text))], cues.sense("said")) is Polarity.DENY


def test_an_accusation_of_not_doing_something_is_no_denial() -> None:
    text = "allies of not paying"
    assert stance.polarity(text, [Span(0, len(text))], cues.sense("has accused")) is Polarity.AFFIRM


def test_to_accept_a_denial_denies() -> None:
    text = "the ministry’s denial"
    assert stance.polarity(text, [Span(0, len(text))], cues.sense("accepted")) is Polarity.DENY
    assert stance.polarity(text, [Span(0, len(text))], cues.sense("rejected")) is Polarity.AFFIRM


def test_hedges() -> None:
    assert stance.hedged("it may rain", [Span(0, 11)], None)
    assert stance.hedged("reportedly said it rains", [Span(16, 24)], Span(0, 15))
    assert not stance.hedged("it rains", [Span(0, 8)], None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It rains,”", Quotation.DIRECT),
        ("it is “raining” hard", Quotation.MIXED),
        ("it rains", Quotation.INDIRECT),
    ],
)
def test_quotation(text: str, expected: Quotation) -> None:
    assert stance.quotation(text, [Span(0, len(text))], quotations(text), CueType.SAYING) is expected
