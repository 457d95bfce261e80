"""What a dossier shows: lists, a story, an article, an actor, a search."""

import pytest

from crossread.dossier import Dossier, NotFoundError
from crossread.dossier.searching import Query, terms
from crossread.errors import OptionError
from crossread.records import FindingKind, check_report
from crossread.stages.report import to_html, to_json

from .texts import ALL


def test_status_counts_what_was_added(full: Dossier) -> None:
    status = full.status()
    assert (status.name, status.articles, status.waiting) == ("Lake talks", len(ALL), 0)
    assert status.first_published == "2031-05-12"
    assert status.claims > 10
    assert status.bytes


def test_reports_of_one_event_are_one_story_and_others_are_not(full: Dossier) -> None:
    lines = full.stories(order="date").items
    sizes = sorted(line.articles for line in lines)
    assert sum(sizes) >= len(ALL)
    lake = next(line for line in lines if "Varn" in line.name)
    assert lake.articles >= 2
    assert lake.outlets == 2
    assert len(lines) >= 4


def test_a_story_is_a_report_that_every_writer_takes(full: Dossier) -> None:
    for line in full.stories().items:
        view = full.story(line.id)
        check_report(view.report)
        assert view.story.name == line.name
        assert [finding.rank for finding in view.report.findings] == list(range(1, line.findings + 1))
        assert to_json(view.report)
        assert line.name.split()[0] in to_html(view.report)


def test_rival_accounts_are_found_across_outlets(full: Dossier) -> None:
    line = next(line for line in full.stories().items if "Varn" in line.name)
    kinds = {finding.kind for finding in full.story(line.id).report.findings}
    assert kinds & {FindingKind.CONTRADICTION, FindingKind.DENIAL}, kinds
    assert line.conflicts


def test_stories_are_chosen_by_time_actor_outlet_and_words(full: Dossier) -> None:
    assert {line.id for line in full.stories(outlet="tessel news").items} == {
        line.id for line in full.stories(words="flood").items if line.articles == 2
    }
    assert full.stories(since="2031-08-01").total == 1
    assert full.stories(until="2031-05-31").total >= 2
    brenn = next(line for line in full.actors(words="brenn").items if line.claims)
    assert 0 < full.stories(actor=brenn.id).total < full.stories().total


def test_lists_come_in_slices(full: Dossier) -> None:
    whole = [line.id for line in full.articles().items]
    parts = [full.articles(limit=2, offset=at) for at in range(0, 6, 2)]
    assert [line.id for part in parts for line in part.items] == whole
    assert {part.total for part in parts} == {len(ALL)}


def test_an_article_shows_its_claims_voices_and_stories(full: Dossier) -> None:
    line = next(line for line in full.articles(outlet="Harbour Mail").items if "Bakers" in (line.title or ""))
    view = full.article(line.id[:6])
    assert view.article.text.startswith("The bakers of Norrby")
    names = {actor.id: actor.name for actor in view.actors}
    said = [claim for claim in view.claims if claim.speaker and names[claim.speaker] == "Ida Lund"]
    assert [piece.of(view.article.text) for claim in said for piece in claim.content]
    assert tuple(story.id for story in view.stories) == line.stories
    assert len(view.revisions) == 1


def test_an_actor_shows_what_it_said_over_all_articles(full: Dossier) -> None:
    view = full.actor("Aurel Brenn")
    assert view.line.claims == view.said.total >= 2
    assert all(said.speaker == view.actor.id for said in view.said.items)
    days = [said.said_on or "9" for said in view.said.items]
    assert days == sorted(days)
    assert dict(view.quoted_by).keys() <= {"Lake Post", "Salt Times"}


def test_search_finds_words_phrases_and_refuses_none(full: Dossier) -> None:
    assert full.search(Query(words="salt road")).total >= 2
    assert full.search(Query(words='"reopen the salt road"')).total >= 1
    assert full.search(Query(words="salt -autumn")).total < full.search(Query(words="salt")).total
    assert full.search(Query(words="nonesuch")).total == 0
    assert full.search(Query(words='"" * ( OR : ^ \\')).total == 0
    hit = full.search(Query(words="crowns", speaker="Lund", outlet="harbour mail", since="2031-06-01")).items
    assert [one.words for one in hit] == ["“We want eight crowns an hour,”"]
    assert full.search(Query(words="crowns", until="2031-05-31")).total == 0


def test_words_of_a_query_are_taken_apart() -> None:
    assert terms('a "b c" -d -"e f" ... -') == (["a", "b c"], ["d", "e f"])


def test_the_review_queue_holds_every_open_finding_and_conflicts_come_first(full: Dossier) -> None:
    queue = full.review_queue(limit=500)
    assert queue.total == len(queue.items) == full.status().findings
    odds = [
        item.finding.kind in {"contradiction", "denial", "numeric_difference", "emphasis"}
        for item in queue.items
    ]
    assert odds == sorted(odds, reverse=True)


@pytest.mark.parametrize("ask", ["article", "story", "actor", "finding"])
def test_what_is_not_there_is_said_so(full: Dossier, ask: str) -> None:
    with pytest.raises(NotFoundError):
        getattr(full, ask)("ffffffffffff")


def test_a_short_name_and_an_unknown_order_are_refused(full: Dossier) -> None:
    with pytest.raises(NotFoundError):
        full.article("")
    with pytest.raises(OptionError, match="changed, date, conflicts"):
        full.stories(order="beauty")


def test_a_sound_dossier_has_no_faults(full: Dossier) -> None:
    assert full.verify() == []
