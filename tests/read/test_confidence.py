"""Confidence, set against how often claims prove right."""

from hypothesis import given
from hypothesis import strategies as st

from crossread.models import Reader
from crossread.records import CueType, Quotation
from crossread.stages.read.confidence import calibrated, signals

shares = st.floats(0.0, 1.0)
kinds = st.sampled_from([None, *CueType])


@given(shares, kinds, st.sampled_from(Quotation), st.booleans())
def test_without_weights_the_models_own_certainty_stays(
    raw: float, kind: CueType | None, quotation: Quotation, source: bool
) -> None:
    found = signals(raw, cue_type=kind, quotation=quotation, source=source)
    assert calibrated(raw, found, {}) == raw


@given(shares, shares, kinds, st.sampled_from(Quotation), st.booleans())
def test_the_shipped_weights_give_shares_that_rise_with_the_models_certainty(
    one: float, other: float, kind: CueType | None, quotation: Quotation, source: bool
) -> None:
    weights = Reader().calibration
    low, high = sorted((one, other))
    chances = [
        calibrated(raw, signals(raw, cue_type=kind, quotation=quotation, source=source), weights)
        for raw in (low, high)
    ]
    assert 0.0 <= chances[0] <= chances[1] <= 1.0


def test_speech_is_surer_than_attitude_and_a_claim_with_a_source_surer_than_one_without() -> None:
    weights = Reader().calibration

    def chance(kind: CueType, source: bool) -> float:
        found = signals(0.9, cue_type=kind, quotation=Quotation.INDIRECT, source=source)
        return calibrated(0.9, found, weights)

    assert chance(CueType.SAYING, True) > chance(CueType.ATTITUDE, True)
    assert chance(CueType.SAYING, True) > chance(CueType.SAYING, False)
