"""Confidence: the share of a sort of conflict that was judged right, moved a little by its own score."""

from dataclasses import replace

import pytest

from crossread.records import Account, Finding, FindingKind, Reason, Span, Stance
from crossread.stages.compare.confidence import calibrated


def finding(kind: FindingKind, score: float, *signals: str, parties: int = 2) -> Finding:
    """A finding of so many parties with these signals."""
    accounts = tuple(
        Account(f"party {number}", "article", Stance.ASSERTS, passages=(Span(number, number + 1),))
        for number in range(parties)
    )
    reasons = tuple(Reason(signal, "words", 1.0) for signal in signals)
    return Finding("id", kind, "the seal", accounts, reasons, score)


def test_a_denial_that_answers_is_surer_than_another_contradiction_of_its_score() -> None:
    answered = calibrated(finding(FindingKind.CONTRADICTION, 0.7, "rebuttal"))
    other = calibrated(finding(FindingKind.CONTRADICTION, 0.7, "polarity"))
    assert answered.score > other.score > 0.5


def test_what_only_the_pair_model_set_apart_is_a_sort_of_its_own() -> None:
    read = calibrated(finding(FindingKind.CONTRADICTION, 0.7, "rivals"))
    signed = calibrated(finding(FindingKind.CONTRADICTION, 0.7, "matter", "polarity", "rivals"))
    told = [next(r.value for r in one.reasons if r.signal == "judged_alike") for one in (read, signed)]
    assert told[0] != told[1]


def test_a_denial_of_what_others_speak_of_is_surer_than_one_that_stands_alone() -> None:
    heard, alone = (calibrated(finding(FindingKind.DENIAL, 0.42, parties=count)) for count in (2, 1))
    assert heard.score > alone.score > 0.7


def test_of_one_sort_the_order_of_scores_stays_and_the_reason_is_told() -> None:
    scores = [calibrated(finding(FindingKind.DENIAL, score)).score for score in (0.1, 0.3, 0.49)]
    assert scores == sorted(set(scores))
    (told,) = (r for r in calibrated(finding(FindingKind.DENIAL, 0.3)).reasons if r.signal == "judged_alike")
    assert "of 13" in told.value
    assert told.weight == 0.0


def test_a_commitment_told_once_is_as_sure_as_its_sort() -> None:
    once = calibrated(finding(FindingKind.COMMITMENT, 0.28, "vow"))
    again = calibrated(finding(FindingKind.COMMITMENT, 0.6, "steps", "vow"))
    assert once.score > 0.7 < again.score
    assert once.reasons[-1].value.endswith("of this sort were judged right")
    assert once.reasons[-1].value != again.reasons[-1].value


@pytest.mark.parametrize("kind", [FindingKind.NUMERIC_DIFFERENCE, FindingKind.AGREEMENT])
def test_what_was_not_judged_keeps_its_score(kind: FindingKind) -> None:
    assert calibrated(finding(kind, 0.7)) == finding(kind, 0.7)


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_a_score_at_either_end_stays_a_chance(score: float) -> None:
    assert 0.0 < calibrated(finding(FindingKind.CONTRADICTION, score)).score < 1.0


def test_accounts_without_a_passage_say_nothing_on_a_denial() -> None:
    silent = finding(FindingKind.DENIAL, 0.42)
    quiet = replace(silent.accounts[1], stance=Stance.SILENT, passages=())
    alone = calibrated(replace(silent, accounts=(silent.accounts[0], quiet)))
    assert alone.score == calibrated(finding(FindingKind.DENIAL, 0.42, parties=1)).score
