"""What people say of a dossier is obeyed at once, by later runs and by a rebuild; it is listed and undone."""

from collections.abc import Callable
from typing import Any

import pytest

from crossread.dossier import Dossier, NotFoundError
from crossread.dossier.searching import Query
from crossread.errors import JudgementError
from crossread.records import Action, FindingKind, Mend, Span

from .conftest import Make
from .state import state
from .texts import FLOOD, FLOOD_AGAIN, LAKE_POST, SALT_TIMES, STRIKE, TOWER, blob, blobs


def story(dossier: Dossier, words: str) -> Any:
    return dossier.story(next(line.id for line in dossier.stories().items if words in line.name))


def article(dossier: Dossier, report: dict[str, Any]) -> str:
    return next(line.id for line in dossier.articles(limit=100).items if line.title == report["title"])


def conflict(dossier: Dossier) -> Any:
    odds = (FindingKind.CONTRADICTION, FindingKind.DENIAL)
    return next(finding for finding in story(dossier, "Varn").report.findings if finding.kind in odds)


def test_a_judged_finding_stays_judged_when_the_dossier_grows_and_is_rebuilt(made: Make) -> None:
    dossier = made()
    dossier.add_blobs(blobs(LAKE_POST, SALT_TIMES, STRIKE))
    found = conflict(dossier)
    said = dossier.judge(found.id[:8], Action.REJECT, by="Ada  Berg", note="One of them quotes the other.")
    assert said.by == "Ada Berg"

    def rejected() -> set[str]:
        return {item.id for item in story(dossier, "Varn").report.rejected}

    assert found.id in rejected()
    assert found.id not in {item.finding.id for item in dossier.review_queue(limit=500).items}
    dossier.add_blobs([blob(TOWER)])
    assert found.id in rejected()
    dossier.rebuild()
    assert found.id in rejected()
    assert dossier.verify() == []
    undone = dossier.undo(said.id[:8], by="Bo")
    assert found.id not in rejected()
    dossier.undo(undone.id, by="Bo")
    assert found.id in rejected()
    spoken = dossier.judgements()
    assert [one.standing for one in spoken] == [False, False, True]
    assert spoken[-1].item.note == "One of them quotes the other."


def test_an_accepted_finding_comes_first_and_accounts_can_be_split_off(made: Make) -> None:
    dossier = made()
    dossier.add_blobs(blobs(LAKE_POST, SALT_TIMES))
    last = story(dossier, "Varn").report.findings[-1]
    dossier.judge(last.id, Action.ACCEPT, by="Ada")
    assert story(dossier, "Varn").report.findings[0].id == last.id
    with pytest.raises(JudgementError, match="fewer than two"):
        dossier.judge(conflict(dossier).id, Action.SPLIT, by="Ada", accounts=[1, 2])
    with pytest.raises(JudgementError, match="needs words"):
        dossier.judge(last.id, Action.NOTE, by="Ada")
    with pytest.raises(JudgementError, match="who you are"):
        dossier.judge(last.id, Action.REJECT, by=" ")


def test_a_judgement_outlives_a_new_text_of_the_page_that_keeps_the_passages(made: Make) -> None:
    dossier = made()
    dossier.add_blobs(blobs(LAKE_POST, SALT_TIMES))
    dossier.judge(conflict(dossier).id, Action.REJECT, by="Ada")
    revised = SALT_TIMES | {"published": "2031-05-13", "text": SALT_TIMES["text"] + "\nIt rained all day."}
    dossier.add_blobs([blob(revised)])
    report = story(dossier, "Varn").report
    assert len(report.rejected) == 1
    assert [item.by for item in report.rejected[0].judged] == ["Ada"]


def _merge(dossier: Dossier) -> None:
    dossier.merge_actors("Aurel Brenn", ["Clara Weiss"], by="Ada", note="A pen name.")


def _merged(dossier: Dossier) -> bool:
    names = {line.name for line in dossier.actors(limit=100).items}
    return "Clara Weiss" not in names and "Clara Weiss" in dossier.actor("Aurel Brenn").actor.mentions


def _split(dossier: Dossier) -> None:
    dossier.split_actor("Jan Roe", "Jan Roe the younger", articles=[article(dossier, FLOOD_AGAIN)], by="Ada")


def _parted(dossier: Dossier) -> bool:
    said = dossier.search(Query(speaker="Roe the younger")).items
    return bool(said) and {one.article for one in said} == {article(dossier, FLOOD_AGAIN)}


def _speak(dossier: Dossier) -> None:
    (hit,) = dossier.search(Query(words="crowns", speaker="Lund")).items
    dossier.set_speaker(hit.claim, "Ola Bakke", by="Ada")


def _spoken(dossier: Dossier) -> bool:
    hits = dossier.search(Query(words="crowns", speaker="Ola Bakke")).items
    return bool(hits) and dossier.actor("Ola Bakke").line.claims == len(hits)


def _join(dossier: Dossier) -> None:
    dossier.join_stories([story(dossier, "Norrby").line.id, story(dossier, "lood").line.id], by="Ada")


def _joined(dossier: Dossier) -> bool:
    wanted = {article(dossier, STRIKE), article(dossier, FLOOD), article(dossier, FLOOD_AGAIN)}
    return any(
        wanted == {part.article for part in dossier.story(line.id).story.articles if part.role == "main"}
        for line in dossier.stories().items
    )


def _part(dossier: Dossier) -> None:
    dossier.split_story([article(dossier, FLOOD_AGAIN)], by="Ada")


def _alone(dossier: Dossier) -> bool:
    mine = article(dossier, FLOOD_AGAIN)
    stories = [dossier.story(line.id).story for line in dossier.stories().items]
    main = [{p.article for p in one.articles if p.role == "main"} for one in stories]
    return {mine} in main


def _mark(dossier: Dossier) -> None:
    start = STRIKE["text"].index("“We")
    dossier.mark_furniture(article(dossier, STRIKE), Span(start, len(STRIKE["text"])), by="Ada")


def _marked(dossier: Dossier) -> bool:
    return dossier.search(Query(words="crowns")).total == 0


def _date(dossier: Dossier) -> None:
    dossier.set_date(article(dossier, STRIKE), "2031-07-09", by="Ada")


def _dated(dossier: Dossier) -> bool:
    view = dossier.article(article(dossier, STRIKE))
    days = {claim.said_on.iso() for claim in view.claims if claim.said_on}
    return view.line.published == "2031-07-09" and days == {"2031-07-09"}


CASES = [
    (_merge, _merged),
    (_split, _parted),
    (_speak, _spoken),
    (_join, _joined),
    (_part, _alone),
    (_mark, _marked),
    (_date, _dated),
]


@pytest.mark.parametrize(("say", "holds"), CASES, ids=[say.__name__[1:] for say, _ in CASES])
def test_a_correction_is_obeyed_by_later_runs_and_a_rebuild_and_is_undone(
    made: Make, say: Callable[[Dossier], None], holds: Callable[[Dossier], bool]
) -> None:
    dossier = made()
    dossier.add_blobs(blobs(LAKE_POST, FLOOD, FLOOD_AGAIN, STRIKE))
    before = state(dossier)
    assert not holds(dossier)
    say(dossier)
    assert holds(dossier)
    assert dossier.verify() == []
    dossier.add_blobs([blob(TOWER)])
    assert holds(dossier)
    kept = state(dossier)
    dossier.rebuild()
    assert holds(dossier)
    assert state(dossier) == kept
    dossier.remove(article(dossier, TOWER))
    (spoken,) = dossier.judgements()
    assert (spoken.item.by, spoken.standing) == ("Ada", True)
    dossier.undo(spoken.item.id, by="Bo")
    assert not holds(dossier)
    assert state(dossier) == before
    assert dossier.verify() == []


def test_body_that_was_taken_for_furniture_is_given_back(made: Make) -> None:
    dossier = made()
    dossier.add_blobs([blob(STRIKE)])
    name = article(dossier, STRIKE)
    whole = Span(0, len(STRIKE["text"]))
    dossier.mark_furniture(name, whole, by="Ada")
    assert dossier.search(Query(words="crowns")).total == 0
    dossier.mark_body(name, whole, by="Ada")
    assert dossier.search(Query(words="crowns")).total == 1


def test_a_correction_said_before_its_article_comes_is_obeyed_when_it_comes(made: Make) -> None:
    first, second = made(), made()
    first.add_blobs([blob(STRIKE)])
    _date(first)
    (spoken,) = first.judgements()
    second.correct(spoken.item)  # type: ignore[arg-type]
    second.add_blobs([blob(STRIKE)])
    assert _dated(second)
    assert spoken.item.mend is Mend.DATE  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda d: d.merge_actors("Ida Lund", ["Ida Lund"], by="Ada"), JudgementError),
        (lambda d: d.merge_actors("Ida Lund", ["Nobody"], by="Ada"), NotFoundError),
        (lambda d: d.split_actor("Ida Lund", "Else", by="Ada"), JudgementError),
        (lambda d: d.set_speaker("ffff", "Else", by="Ada"), NotFoundError),
        (lambda d: d.join_stories([d.stories().items[0].id], by="Ada"), JudgementError),
        (lambda d: d.set_date(d.articles().items[0].id, "soon", by="Ada"), JudgementError),
        (lambda d: d.undo("ffff", by="Ada"), NotFoundError),
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_is_kept(
    full: Dossier, ask: Callable[[Dossier], Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        ask(full)
    assert full.judgements() == []
