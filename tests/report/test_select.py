import pytest

from crossread.errors import OptionError
from crossread.records import FindingKind
from crossread.stages.report import Selection, select, to_html, to_json, to_text

from .sample import sample


def ranks(selection: Selection) -> list[int]:
    return [finding.rank for finding in select(sample(), selection).findings]


def test_an_empty_selection_leaves_the_report_as_it_is() -> None:
    assert select(sample(), Selection()) == sample()


def test_kinds_are_alternatives() -> None:
    assert ranks(Selection(kinds=(FindingKind.AGREEMENT, FindingKind.CONTRADICTION))) == [1, 5]


def test_a_party_is_found_by_part_of_any_of_its_names() -> None:
    assert ranks(Selection(party="strand")) == [1, 4, 6]
    assert ranks(Selection(party="her ministry")) == [2]
    assert ranks(Selection(party="courier")) == [5]


def test_the_first_findings_are_the_most_important_of_those_chosen() -> None:
    assert ranks(Selection(party="weiss", top=2)) == [1, 3]
    assert ranks(Selection(min_confidence=0.5)) == [1, 2, 3, 4, 5, 6]


def test_a_story_is_found_by_part_of_its_name_or_by_its_id() -> None:
    assert len(ranks(Selection(story="foreign MINISTERS"))) == 7
    assert len(ranks(Selection(story="s1"))) == 7


def test_a_story_or_party_that_is_not_there_is_an_error_that_names_those_that_are() -> None:
    with pytest.raises(OptionError, match="Norland and Sudermark met"):
        select(sample(), Selection(story="elections"))
    with pytest.raises(OptionError, match="Clara Weiss; Erik Strand"):
        select(sample(), Selection(party="nobody"))
    with pytest.raises(OptionError):
        select(sample(), Selection(party=" "))


def test_a_selection_can_be_shown_in_every_form() -> None:
    chosen = select(sample(), Selection(kinds=(FindingKind.DENIAL,)))
    assert chosen.findings == ()
    assert to_json(chosen)
    assert "No findings" in to_text(chosen)
    assert "No findings" in to_html(chosen)
