"""A corpus grouped and compared: tables that fit together, story by story, also when it grows."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crossread.records import Role, Span, Story, StoryArticle

from . import made
from .running import run, table, tables

TEXTS = Path(__file__).parents[2] / "examples" / "readouts" / "texts"
READOUTS = [path for path in sorted(TEXTS.glob("*.txt")) if path.stat().st_size < 10_000]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled readouts, without the long briefings, and ten invented articles, compared."""
    folder = tmp_path_factory.mktemp("corpus")
    run([*READOUTS, made.lines(folder / "a.jsonl", 10)], folder / "out", until="compare")
    return folder / "out"


def test_both_sides_of_a_call_are_set_against_each_other(corpus: Path) -> None:
    found = [row for row in table(corpus, "findings") if row["kind"] == "contradiction"]
    names = [{account["name"] for account in row["accounts"]} for row in found]
    assert any({"Vladimir Putin", "Joseph R. Biden"} <= pair for pair in names)


def test_every_id_of_a_table_stands_once_and_leads_somewhere(corpus: Path) -> None:
    articles = {row["id"]: row for row in table(corpus, "articles")}
    claims = table(corpus, "claims")
    findings = table(corpus, "findings")
    members = table(corpus, "stories")
    for rows in (claims, findings):
        assert max(Counter(row["id"] for row in rows).values()) == 1
    assert len(articles) == 14
    assert {row["article"] for row in members if row["role"] == "main"} == set(articles)
    stories = {row["story"] for row in members}
    known = {row["id"] for row in claims}
    for finding in findings:
        assert finding["story"] is None or finding["story"] in stories
        for account in finding["accounts"]:
            assert set(account["claims"]) <= known
            assert account["article"] in articles
    assert {claim["story"] for claim in claims} <= stories


def test_every_position_resolves_to_words_of_its_article(corpus: Path) -> None:
    texts = {row["id"]: row["text"] for row in table(corpus, "articles")}

    def spans() -> Iterator[tuple[str, dict[str, int]]]:
        for claim in table(corpus, "claims"):
            for span in (*claim["content"], claim["source"], claim["cue"]):
                if span is not None:
                    yield claim["article"], span
        for finding in table(corpus, "findings"):
            for account in finding["accounts"]:
                for span in account["passages"]:
                    yield account["article"], span

    seen = 0
    for article, span in spans():
        assert 0 <= span["start"] < span["end"] <= len(texts[article])
        seen += 1
    assert seen > 100


def test_a_corpus_that_grew_holds_what_one_run_at_once_holds(tmp_path: Path) -> None:
    one, two = made.lines(tmp_path / "a.jsonl", 5), made.lines(tmp_path / "b.jsonl", 5, first=5)
    run([one], tmp_path / "grown", until="compare")
    first = set((tmp_path / "grown" / "claims").iterdir())
    run([one, two], tmp_path / "grown", until="compare", shard=2)
    run([one, two], tmp_path / "at once", until="compare", shard=100)
    assert tables(tmp_path / "grown") == tables(tmp_path / "at once")
    assert not first & set((tmp_path / "grown" / "claims").iterdir()), "rows of the former grouping are gone"


def test_rows_of_a_worker_that_outlived_its_run_are_swept_away(tmp_path: Path) -> None:
    path, out = made.lines(tmp_path / "a.jsonl", 3), tmp_path / "out"
    run([path], out, until="compare")
    before = tables(out)
    (late,) = (out / "claims").iterdir()
    late.with_name("0123456789abcdef.parquet").write_bytes(late.read_bytes())
    run([path], out, until="compare")
    assert tables(out) == before


def test_the_same_text_in_two_shards_counts_once(tmp_path: Path) -> None:
    one, two = made.lines(tmp_path / "a.jsonl", 3), made.lines(tmp_path / "b.jsonl", 3)
    found = run([one, two], tmp_path / "out", shard=3, until="compare")
    assert found.errors == {"duplicate": 3}
    assert len(table(tmp_path / "out", "articles")) == 6
    assert len({row["article"] for row in table(tmp_path / "out", "stories")}) == 3


def test_a_story_whose_comparing_fails_is_one_row_of_errors_and_keeps_its_claims(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*given: Any) -> Any:
        raise ZeroDivisionError("no accounts")

    monkeypatch.setattr("crossread.corpus.comparing.compare", failing)
    found = run([made.lines(tmp_path / "a.jsonl", 2)], tmp_path / "out", until="compare", least=1)
    assert set(found.errors) == {"failed"}
    assert found.claims > 0
    assert "ZeroDivisionError: no accounts" in table(tmp_path / "out", "errors")[0]["cause"]


def test_stories_of_one_article_are_compared_only_where_that_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    made.lines(path, 1)
    assert run([path], tmp_path / "out", until="compare").findings == 0


# --- units -------------------------------------------------------------------------------


def _story(name: str, *articles: str, mentioned: str = "") -> Story:
    parts = [StoryArticle(article, Role.MAIN) for article in articles]
    if mentioned:
        parts.append(StoryArticle(mentioned, Role.MENTION, (Span(0, 5),)))
    return Story(name, name, articles=tuple(parts))


def _units(*stories: Story, most: int = 10) -> list[tuple[list[str], list[int]]]:
    from crossread.corpus.grouping import Place, units

    places = {f"a{number}": Place("0", number) for number in range(10)}
    found = units(stories, (), places, most)
    return [([story.id for story in unit.stories], [place.row for place in unit.places]) for unit in found]


def test_stories_are_units_and_those_that_share_an_article_are_one() -> None:
    blog = _story("second", "a3", "a2")
    found = _units(_story("first", "a1", "a2"), blog, _story("third", "a5", mentioned="a1"))
    assert found == [(["first", "second"], [1, 2, 3]), (["third"], [5])]


def test_a_large_story_is_cut_into_parts_with_each_article_in_one() -> None:
    found = _units(_story("large", *(f"a{number}" for number in range(7))), most=3)
    assert found == [(["large"], [0, 1, 2]), (["large"], [3, 4, 5]), (["large"], [6])]


# --- interrupted -------------------------------------------------------------------------

FILES = ("stories/", "copies/", "commits/group", "claims/", "commits/compare")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """An input, and the tables of a run that nobody interrupts."""
    folder = tmp_path_factory.mktemp("whole")
    path = made.lines(folder / "a.jsonl", 4)
    run([path], folder / "out", until="compare")
    return path, tables(folder / "out")


@pytest.mark.parametrize("dying", FILES)
def test_interrupted_at_any_file_a_run_goes_on_to_the_same_tables(
    whole: tuple[Path, dict[str, list[str]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dying: str
) -> None:
    from crossread.corpus.places import Folder

    path, expected = whole
    plain = Folder.write

    def write(folder: Folder, name: str, data: bytes) -> None:
        if name.startswith(dying):
            raise KeyboardInterrupt
        plain(folder, name, data)

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "write", write)
        with pytest.raises(KeyboardInterrupt):
            run([path], tmp_path / "out", until="compare")
    run([path], tmp_path / "out", until="compare")
    assert tables(tmp_path / "out") == expected
