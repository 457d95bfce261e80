"""A judged finding is known again by its passages and their givers, not by its id."""

from dataclasses import replace

import pytest

from crossread.records import Account, FindingKind, Span, Stance
from crossread.stages.judge import Places, target_of

from .saying import REPORT, edited, finding, renamed

PLACES = Places(REPORT.articles)


def test_a_finding_is_itself() -> None:
    for item in REPORT.findings:
        assert PLACES.fit(target_of(REPORT, item), item) == 2.0


def test_findings_of_one_report_are_not_taken_for_each_other() -> None:
    for one in REPORT.findings:
        for other in REPORT.findings:
            assert (PLACES.fit(target_of(REPORT, one), other) > 0) == (one is other)


def test_a_passage_that_is_read_a_few_words_longer_changes_nothing() -> None:
    first = finding(1)
    account = first.accounts[0]
    longer = replace(account, passages=tuple(Span(s.start - 6, s.end + 1) for s in account.passages))
    assert PLACES.fit(
        target_of(REPORT, first), renamed(replace(first, accounts=(longer, *first.accounts[1:])))
    )


def test_other_words_of_the_same_article_are_another_passage() -> None:
    second = finding(2)
    account = second.accounts[0]
    elsewhere = replace(account, passages=(Span(0, 40),))
    other = renamed(replace(second, accounts=(elsewhere, *second.accounts[1:])))
    assert PLACES.fit(target_of(REPORT, second), other) == 0


def test_one_more_account_leaves_a_finding_what_it_was_and_many_more_do_not() -> None:
    second = finding(2)
    text = REPORT.articles[2].text
    more = [
        Account(f"party {n}", REPORT.articles[2].id, Stance.ASSERTS, (), (Span(n, n + 5),))
        for n in range(0, len(text) - 5, 20)
    ]
    target = target_of(REPORT, second)
    assert PLACES.fit(target, renamed(replace(second, accounts=(*second.accounts, more[0]))))
    assert PLACES.fit(target, renamed(replace(second, accounts=(*second.accounts, *more[:2]))))
    assert not PLACES.fit(target, renamed(replace(second, accounts=(*second.accounts, *more[:3]))))


def test_a_pair_of_which_one_is_new_was_not_judged() -> None:
    second = finding(2)
    new = Account("somebody", REPORT.articles[2].id, Stance.ASSERTS, (), (Span(0, 30),))
    assert not PLACES.fit(
        target_of(REPORT, second), renamed(replace(second, accounts=(second.accounts[0], new)))
    )


@pytest.mark.parametrize(
    ("kind", "same"),
    [
        (FindingKind.NUMERIC_DIFFERENCE, True),
        (FindingKind.EMPHASIS, True),
        (FindingKind.DENIAL, True),
        (FindingKind.AGREEMENT, False),
        (FindingKind.POSITION_SHIFT, False),
    ],
)
def test_accounts_at_odds_are_one_finding_by_whatever_kind_they_are_called(
    kind: FindingKind, same: bool
) -> None:
    first = finding(1)
    assert bool(PLACES.fit(target_of(REPORT, first), renamed(replace(first, kind=kind)))) is same


def test_an_article_that_was_edited_is_known_by_the_words_and_the_outlet() -> None:
    target = target_of(REPORT, finding(1))
    later = edited(REPORT, "By Ada Moberg", "By Ada Moberg and Jon Lund\n\nCorrected at noon")
    assert later.findings[0].id != target.finding
    assert Places(later.articles).fit(target, later.findings[0])
    elsewhere = tuple(replace(article, outlet=f"Not the {article.outlet}") for article in later.articles)
    assert not Places(elsewhere).fit(target, later.findings[0])


def test_words_that_were_edited_a_little_are_known_and_others_are_not() -> None:
    target = target_of(REPORT, finding(1))
    little = edited(
        REPORT,
        "“No ship of ours crossed the line, and I told",
        "“No ship of ours crossed that line, and I told",
    )
    assert Places(little.articles).fit(target, little.findings[0])
