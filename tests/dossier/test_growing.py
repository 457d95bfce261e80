"""A dossier grows and shrinks: what it says depends on the articles that it holds, on nothing else."""

from collections.abc import Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import crossread
from crossread.dossier.bundles import Graph, Held, bundle_of, repartition
from crossread.dossier.changes import changes
from crossread.dossier.facade import DossierOptions
from crossread.dossier.results import report_of
from crossread.dossier.taken import page_of
from crossread.records import Blob
from crossread.stages.read import read as read_article

from .conftest import Make
from .state import state
from .texts import ALL, FLOOD, FLOOD_AGAIN, LAKE_POST, SALT_TIMES, STRIKE, TOWER, blob, blobs


def test_one_by_one_equals_all_at_once_in_any_order(made: Make, expected: dict[str, Any]) -> None:
    for order in (ALL, tuple(reversed(ALL))):
        dossier = made()
        for report in order:
            dossier.add_blobs([blob(report)])
        assert state(dossier) == expected
        assert dossier.verify() == []


def test_a_small_dossier_says_what_compare_says_of_the_same_articles(made: Make, tmp_path: Path) -> None:
    pair = (LAKE_POST, SALT_TIMES)
    for one in pair:
        (tmp_path / f"{one['name']}.json").write_bytes(blob(one).data)
    compared = crossread.compare(tmp_path, options=crossread.CompareOptions(workers=1)).data
    dossier = made()
    dossier.add_blobs(blobs(*pair))
    (line,) = dossier.stories().items
    report = dossier.story(line.id).report
    assert [finding.id for finding in report.findings] == [finding.id for finding in compared.findings]
    assert [claim.voices for claim in report.claims] == [claim.voices for claim in compared.claims]


def test_what_one_article_alone_supported_goes_with_it(made: Make) -> None:
    dossier, other = made(), made()
    dossier.add_blobs(blobs(*ALL))
    other.add_blobs(blobs(LAKE_POST, TOWER, FLOOD_AGAIN, STRIKE))
    gone = {line.title: line.id for line in dossier.articles().items}
    for report in (SALT_TIMES, FLOOD):
        dossier.remove(gone[report["title"]][:8])
    assert state(dossier) == state(other)
    assert dossier.verify() == []


def test_adding_reads_and_compares_only_what_is_touched(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = made(DossierOptions(bundle=2))
    dossier.add_blobs(blobs(*(report for report in ALL if report is not FLOOD_AGAIN)))
    read: list[str] = []
    compared: list[int] = []
    plain_read, plain_compare = read_article, report_of

    def counting_read(article: Any, reader: Any) -> Any:
        read.append(article.title)
        return plain_read(article, reader)

    def counting_compare(articles: Any, *rest: Any, **named: Any) -> Any:
        compared.append(len(articles))
        return plain_compare(articles, *rest, **named)

    monkeypatch.setattr("crossread.dossier.taken.read", counting_read)
    monkeypatch.setattr("crossread.dossier.work.report_of", counting_compare)
    dossier.add_blobs([blob(FLOOD_AGAIN)])
    assert read == [FLOOD_AGAIN["title"]]
    assert compared == [2]


def test_the_same_article_again_changes_nothing(made: Make) -> None:
    dossier = made()
    first = dossier.add_blobs([blob(STRIKE)])
    before = state(dossier)
    again = dossier.add_blobs([blob(STRIKE), blob(STRIKE | {"name": "elsewhere"})])
    assert (again.new, again.known) == ((), first.new * 2)
    assert state(dossier) == before


def test_what_cannot_be_read_is_told_and_the_rest_goes_in(made: Make) -> None:
    dossier = made()
    added = dossier.add_blobs([Blob("empty.txt", b""), blob(STRIKE), Blob("zero.bin", bytes(range(9)) * 99)])
    assert len(added.new) == 1
    assert [item.path for item in added.skipped] == ["empty.txt", "zero.bin"]


def test_articles_wait_until_they_are_compared(made: Make) -> None:
    dossier = made()
    dossier.add_blobs(blobs(FLOOD, FLOOD_AGAIN), settle=False)
    assert dossier.status().waiting == 2
    assert dossier.verify() == []
    assert dossier.article(dossier.articles().items[0].id).claims == ()
    assert dossier.settle() >= 1
    assert dossier.status().waiting == 0


def test_what_was_said_stands_until_the_new_article_is_compared(made: Make) -> None:
    dossier = made()
    dossier.add_blobs([blob(FLOOD)])
    (line,) = dossier.stories().items
    before = dossier.story(line.id).report
    dossier.add_blobs([blob(FLOOD_AGAIN)], settle=False)
    assert dossier.story(line.id).report == before
    assert dossier.article(before.articles[0].id).claims
    assert dossier.verify() == []
    dossier.settle()
    assert dossier.stories().items[0].articles == 2
    assert dossier.verify() == []


# --- revisions ---------------------------------------------------------------------

REVISED = FLOOD | {
    "published": "2031-05-14",
    "text": FLOOD["text"].replace("three hundred", "four hundred") + "\nNobody was hurt.",
}


def test_a_new_text_of_a_page_replaces_the_old_which_is_kept(made: Make) -> None:
    dossier, other = made(), made()
    (old,) = dossier.add_blobs(blobs(FLOOD, FLOOD_AGAIN)).new[:1]
    added = dossier.add_blobs([blob(REVISED)])
    assert added.revised == {added.new[0]: old}
    other.add_blobs(blobs(REVISED, FLOOD_AGAIN))
    assert state(dossier) == state(other)
    assert dossier.status().replaced == 1
    view = dossier.article(added.new[0])
    assert [revision.article.current for revision in view.revisions] == [False, True]
    assert [
        (change.old and change.old.of(FLOOD["text"]), change.new and change.new.of(REVISED["text"]))
        for change in view.revisions[1].changes
    ] == [("three", "four"), (None, "Nobody was hurt.")]
    assert dossier.verify() == []


def test_an_older_text_that_comes_later_does_not_replace_the_newer(made: Make) -> None:
    dossier = made()
    (new,) = dossier.add_blobs([blob(REVISED)]).new
    added = dossier.add_blobs([blob(FLOOD)])
    assert added.revised == {}
    assert [line.id for line in dossier.articles().items] == [new]
    assert dossier.articles(replaced=True).total == 2


def test_when_the_newest_text_is_taken_out_the_one_before_stands_again(made: Make) -> None:
    dossier, other = made(), made()
    dossier.add_blobs(blobs(FLOOD, FLOOD_AGAIN))
    (new,) = dossier.add_blobs([blob(REVISED)]).new
    dossier.remove(new)
    other.add_blobs(blobs(FLOOD, FLOOD_AGAIN))
    assert state(dossier) == state(other)
    assert dossier.verify() == []


def test_a_story_is_found_by_the_ids_that_it_had_before_it_grew(made: Make) -> None:
    dossier = made()
    dossier.add_blobs([blob(FLOOD)])
    (former,) = dossier.stories().items
    dossier.add_blobs(blobs(FLOOD_AGAIN, STRIKE))
    found = dossier.story(former.id)
    assert found.line.id != former.id
    assert found.line.articles == 2


WORDS = st.lists(st.sampled_from(["a", "b", "c.", "d?", "e\n"]))


@given(WORDS, WORDS)
def test_changes_are_passages_and_there_are_some_where_words_differ(old: list[str], new: list[str]) -> None:
    one, other = " ".join(old), " ".join(new)
    found = changes(one, other)
    for change in found:
        assert change.old or change.new
        assert not change.old or change.old.of(one)
        assert not change.new or change.new.of(other)
    assert bool(found) == (one.split() != other.split())


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://www.lake.example/a/#top", "lake.example/a"),
        ("http://lake.example/a", "lake.example/a"),
        ("https://lake.example/a?id=2", "lake.example/a?id=2"),
        ("nonsense", None),
        ("http://[", None),
        (None, None),
    ],
)
def test_an_address_is_put_in_the_form_in_which_revisions_meet(url: str | None, page: str | None) -> None:
    assert page_of(url) == page


# --- bundles -----------------------------------------------------------------------

NAMES = "abcdefgh"
LINKS = st.dictionaries(
    st.sampled_from([(a, b) for a in NAMES for b in NAMES if a < b]), st.integers(1, 4), max_size=14
)


class Store:
    """Links and bundles in memory, as the database keeps them."""

    def __init__(self, links: Mapping[tuple[str, str], int], most: int) -> None:
        self.links, self.most = links, most
        self.here: set[str] = set()
        self.bundles: dict[str, tuple[str, int]] = {}

    def graph(self) -> Graph:
        def neighbours(articles: Any) -> dict[str, dict[str, int]]:
            out: dict[str, dict[str, int]] = {article: {} for article in articles}
            for (a, b), level in self.links.items():
                for one, other in ((a, b), (b, a)):
                    if one in out and {one, other} <= self.here:
                        out[one][other] = level
            return out

        return Graph(neighbours)

    def held(self, article: str) -> Held | None:
        if article not in self.bundles:
            return None
        id_, level = self.bundles[article]
        return Held(id_, level, tuple(one for one, found in self.bundles.items() if found[0] == id_))

    def regroup(self, seeds: set[str]) -> None:
        for bundle in repartition(sorted(seeds), self.graph(), self.held, self.most):
            self.bundles.update(dict.fromkeys(bundle.members, (bundle.id, bundle.level)))

    def add(self, article: str) -> None:
        self.here.add(article)
        near = self.graph().of([article])[article]
        concerned = {other for other, level in near.items() if level >= self.bundles[other][1]}
        self.regroup({article, *concerned})

    def remove(self, article: str) -> None:
        held = self.held(article)
        assert held
        seeds = {*self.graph().of([article])[article], *held.members} - {article}
        self.here.remove(article)
        del self.bundles[article]
        self.regroup(seeds)

    def expected(self) -> dict[str, tuple[str, int]]:
        graph = self.graph()
        found = {article: bundle_of(article, graph, self.most) for article in self.here}
        return {article: (bundle.id, bundle.level) for article, bundle in found.items()}


@given(LINKS, st.integers(1, 5), st.permutations(NAMES), st.lists(st.sampled_from(NAMES), unique=True))
def test_bundles_are_a_function_of_the_articles_whatever_came_and_went(
    links: dict[tuple[str, str], int], most: int, order: list[str], leaving: list[str]
) -> None:
    store = Store(links, most)
    for article in order:
        store.add(article)
        assert store.bundles == store.expected()
    for article in leaving:
        store.remove(article)
        assert store.bundles == store.expected()


def test_a_bundle_keeps_its_size_where_it_is_more_than_one_story() -> None:
    store = Store({(a, b): 1 for a, b in permutations(NAMES, 2) if a < b}, 3)
    for article in NAMES:
        store.add(article)
    assert {len(found.members) for article in NAMES if (found := store.held(article))} == {1}
