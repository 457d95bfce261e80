import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest

from crossread.records import Act, DateBasis, FindingKind, Quotation, Reason, Stance
from crossread.stages.report.labels import (
    act_label,
    basis_label,
    finding_label,
    kind_label,
    quotation_label,
    reason_words,
    signal_label,
    stance_label,
    strongest,
)

from .sample import sample


def test_every_kind_stance_act_and_basis_has_its_words() -> None:
    assert all(
        kind_label(kind).name and kind_label(kind).title and kind_label(kind).help for kind in FindingKind
    )
    assert all(stance_label(stance) for stance in Stance)
    assert all(act_label(act) for act in Act)
    assert all(basis_label(basis) for basis in DateBasis)
    assert all(quotation_label(quotation) or quotation is Quotation.NONE for quotation in Quotation)
    assert basis_label(None) == ""


def test_only_accounts_whose_polarity_flips_contradict() -> None:
    finding = replace(sample().findings[0], reasons=(Reason("polarity", "one side negates it", 0.4),))
    assert finding_label(finding) == "contradict"
    assert finding_label(replace(finding, reasons=(Reason("opposites", "accept / press", 0.4),))) == "differ"
    assert finding_label(replace(finding, reasons=(Reason("polarity", "the same", 0.0),))) == "differ"
    assert finding_label(replace(finding, kind=FindingKind.POSITION_SHIFT)) == "changed position"


def test_a_reason_is_told_in_words() -> None:
    assert reason_words(Reason("matter", "same matter: 71%", 0.3)) == "same matter: 71%"
    assert (
        reason_words(Reason("numbers", "two hours against 40 minutes", 0.7))
        == "numbers: two hours against 40 minutes"
    )
    assert reason_words(Reason("a_new_signal", "seen\n here", 0.1)) == "a new signal: seen here"
    assert reason_words(Reason("numbers", "", 0.1)) == "numbers"


def test_the_strongest_reasons_come_first_and_those_against_are_left_out() -> None:
    reasons = [Reason("a", "", 0.1), Reason("b", "", -0.9), Reason("c", "", 0.8), Reason("d", "", 0.8)]
    assert [reason.signal for reason in strongest(reasons, 2)] == ["c", "d"]


def test_what_was_judged_of_other_findings_of_a_sort_is_no_reason_for_this_one() -> None:
    reasons = [Reason("polarity", "one side negates “sold”", 1.0), Reason("judged_alike", "20 of 33", 0.0)]
    assert [reason.signal for reason in strongest(reasons, 4)] == ["polarity"]


def test_every_weighted_signal_of_the_compare_stage_has_its_words() -> None:
    path = files("crossread.stages.compare").joinpath("data", "weights.toml")
    if not path.is_file():
        pytest.skip("the compare stage keeps no table of weights")
    tables = tomllib.loads(path.read_text("utf-8"))
    names = {name for table in ("conflict", "shift", "sole", "agreement") for name in tables[table]} - {
        "bias"
    }
    assert {name for name in names if signal_label(name) == name and "_" in name} == set()
