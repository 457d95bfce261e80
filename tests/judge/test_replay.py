"""Judgements applied: what was rejected stays away, what was accepted stays, points are joined and parted."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.records import Action, FindingKind, Judgement, Stance, check_report
from crossread.stages.judge import judge, speaking, standing, target_of
from report.strategies import reports

from .saying import REPORT, edited, finding, ids, said, with_findings


def test_without_judgements_a_report_stays_what_it_is() -> None:
    assert judge(REPORT, ()) is REPORT


def test_a_rejected_finding_is_put_aside_with_who_and_when_and_why() -> None:
    found = judge(REPORT, [said("reject", 2, note="Both days together.")])
    assert ids(found.findings) == [item.id for item in REPORT.findings if item.rank != 2]
    assert [item.rank for item in found.findings] == [1, 2, 3, 4, 5, 6]
    (gone,) = found.rejected
    assert (gone.id, gone.rank) == (finding(2).id, 0)
    (why,) = gone.judged
    assert (why.action, why.by, why.on, why.note) == (
        Action.REJECT,
        "Ada Berg",
        "2031-03-12T10:00:00Z",
        "Both days together.",
    )
    assert found.run.options["judgements"] == 1
    assert found.run.options["judgements_without_finding"] == 0


def test_it_stays_away_when_the_article_is_edited_and_the_kind_has_another_name() -> None:
    later = edited(REPORT, "By Ada Moberg", "By Ada Moberg and Jon Lund\n\nCorrected at noon")
    emphasis = replace(later.findings[0], kind=FindingKind.EMPHASIS)
    found = judge(with_findings(emphasis, *later.findings[1:], report=later), [said("reject", 1)])
    assert ids(found.rejected) == [emphasis.id]


def test_all_that_holds_a_rejected_pair_is_rejected() -> None:
    first, second = finding(1), finding(2)
    wider = replace(first, id="wider", accounts=(*first.accounts, second.accounts[0]))
    found = judge(with_findings(first, wider, second), [said("reject", 1)])
    assert ids(found.rejected) == [first.id, "wider"]


def test_the_last_word_counts_whatever_the_order_of_the_lines() -> None:
    rejected = said("reject", 2)
    accepted = said("accept", 2, on=5, by="Jon Lund")
    for order in ([rejected, accepted], [accepted, rejected]):
        found = judge(REPORT, order)
        assert not found.rejected
        assert found.findings[0].id == finding(2).id
        assert [item.by for item in found.findings[0].judged] == ["Ada Berg", "Jon Lund"]
    again = judge(REPORT, [rejected, accepted, said("reject", 2, on=9)])
    assert ids(again.rejected) == [finding(2).id]


def test_accepted_findings_come_first_in_their_own_order() -> None:
    found = judge(REPORT, [said("accept", 5), said("accept", 3, on=1)])
    assert ids(found.findings)[:3] == [finding(3).id, finding(5).id, finding(1).id]
    assert [item.accepted for item in found.findings[:3]] == [True, True, False]


def test_an_accepted_finding_that_a_later_run_does_not_make_is_restored_from_its_passages() -> None:
    without = with_findings(*(item for item in REPORT.findings if item.rank != 1))
    found = judge(without, [said("accept", 1)])
    check_report(found)
    back = found.findings[0]
    told = [account for account in finding(1).accounts if account.passages]
    assert back.kind is FindingKind.CONTRADICTION
    assert [(a.party, a.stance, a.passages, a.claims) for a in back.accounts] == [
        (a.party, a.stance, a.passages, a.claims) for a in told
    ]
    assert back.story == "s1"
    assert back.question in " ".join(REPORT.articles[0].text.split())
    assert back.reasons[0].value == "accepted by Ada Berg; this run did not find it by itself"


def test_it_is_not_restored_where_a_text_has_changed() -> None:
    later = edited(with_findings(), "By Ada Moberg", "By Jon Lund")
    found = judge(later, [said("accept", 1)])
    assert found.findings == ()
    assert found.run.options["judgements_without_finding"] == 1


def test_merged_findings_are_one_with_the_accounts_and_reasons_of_both() -> None:
    merge = said("merge", 3, others=(target_of(REPORT, finding(1)),))
    found = judge(REPORT, [merge])
    check_report(found)
    assert len(found.findings) == len(REPORT.findings) - 1
    whole = found.findings[0]  # in the place of the first of them
    assert whole.kind is FindingKind.POSITION_SHIFT
    assert whole.history == finding(3).history
    parties = {(account.party, account.article) for account in whole.accounts if account.passages}
    assert parties == {
        (account.party, account.article)
        for rank in (1, 3)
        for account in finding(rank).accounts
        if account.passages
    }
    assert {reason.signal for reason in whole.reasons} == {"same voice", "polarity", "matter"}
    assert not any(account.stance is Stance.SILENT for account in whole.accounts)  # the Gazette speaks in one
    assert len(set(ids(found.findings))) == len(found.findings)
    assert whole.judged[-1].action is Action.MERGE


def test_a_merge_can_be_judged_in_its_turn() -> None:
    merge = said("merge", 1, others=(target_of(REPORT, finding(2)),))
    once = judge(REPORT, [merge])
    target = target_of(once, once.findings[0])
    found = judge(REPORT, [merge, said("reject", 1, on=1, target=target)])
    assert ids(found.rejected) == [once.findings[0].id]
    assert len(found.findings) == len(REPORT.findings) - 2


def test_a_merge_whose_other_finding_is_gone_changes_nothing() -> None:
    alone = with_findings(*(item for item in REPORT.findings if item.rank != 2))
    found = judge(alone, [said("merge", 1, others=(target_of(REPORT, finding(2)),))])
    assert found.findings == alone.findings
    assert found.run.options["judgements_without_finding"] == 1


def test_a_split_takes_accounts_out() -> None:
    courier = speaking(REPORT, finding(1))[2]
    found = judge(REPORT, [said("split", 1, out=courier.anchors)])
    left = found.findings[0]
    assert [a.article for a in left.accounts if a.passages] == [REPORT.articles[0].id] * 2
    assert left.independent == 2
    assert left.id != finding(1).id
    assert judge(REPORT, [said("split", 1, out=courier.anchors)]) == found


def test_a_split_that_leaves_one_account_leaves_no_finding() -> None:
    first = speaking(REPORT, finding(2))[0]
    found = judge(REPORT, [said("split", 2, out=first.anchors)])
    assert ids(found.rejected) == [finding(2).id]


def test_what_was_undone_does_not_count_and_undoing_can_be_undone() -> None:
    rejected = said("reject", 1)
    undone = said("undo", 1, on=1, undoes=rejected.id)
    redone = said("undo", 1, on=2, undoes=undone.id)
    assert judge(REPORT, [rejected, undone]).rejected == ()
    assert len(judge(REPORT, [rejected, undone, redone]).rejected) == 1
    assert standing([undone, rejected]) == ()
    assert standing([rejected, redone, undone, rejected]) == (rejected,)


def test_a_note_is_shown_and_changes_nothing_else() -> None:
    found = judge(REPORT, [said("note", 4, note="Ask the ministry.")])
    assert ids(found.findings) == ids(REPORT.findings)
    assert found.findings[3].judged[0].note == "Ask the ministry."
    assert not found.findings[3].accepted


@pytest.mark.parametrize("action", ["reject", "note", "merge", "split"])
def test_a_judgement_of_other_articles_is_counted_and_does_nothing(action: str) -> None:
    found = judge(with_findings(), [said(action, 1, others=(target_of(REPORT, finding(2)),))])
    assert (found.findings, found.rejected) == ((), ())
    assert found.run.options["judgements_without_finding"] == 1


@given(reports(), st.data())
def test_any_judgements_of_any_report_leave_it_whole(report: object, data: st.DataObject) -> None:
    """Every position resolves, ranks have no gap, and no finding is lost or doubled."""
    from crossread.records import ReportData

    assert isinstance(report, ReportData)
    made: list[Judgement] = []
    for number, item in enumerate(data.draw(st.permutations(report.findings))):
        action = data.draw(st.sampled_from(Action))
        target = target_of(report, item)
        made.append(
            Judgement(
                action,
                target,
                "x",
                f"2031-03-12T10:{number:02}:00Z",
                others=tuple(target_of(report, other) for other in report.findings if other is not item),
                out=target.anchors[: data.draw(st.integers(0, 2))],
                undoes=made[-1].id if made else None,
            )
        )
    found = judge(report, made)
    check_report(found)
    assert [item.rank for item in found.findings] == list(range(1, len(found.findings) + 1))
    assert len(found.findings) + len(found.rejected) <= len(report.findings)
    assert judge(report, list(reversed(made))) == found
