"""A corpus read into tables: what comes of it, of bad documents, and of running it again."""

import json
from pathlib import Path
from typing import Any

import pytest

from . import made
from .running import run, table


def test_every_form_of_input_gives_the_same_articles(tmp_path: Path) -> None:
    inputs = {
        "lines": made.lines(tmp_path / "a.jsonl", 5),
        "packed": made.lines(tmp_path / "b.jsonl.gz", 5),
        "rows": made.parquet(tmp_path / "c.parquet", 5),
    }
    found = {}
    for name, path in inputs.items():
        run([path], tmp_path / name)
        found[name] = [{**row, "place": ""} for row in table(tmp_path / name, "articles")]
    assert len(found["lines"]) == 5
    assert found["lines"] == found["packed"] == found["rows"]


def test_pages_of_a_warc_file_become_articles_with_address_outlet_and_date(tmp_path: Path) -> None:
    made_of = run([made.warc(tmp_path / "a.warc.gz", 3)], tmp_path / "out")
    assert (made_of.articles, made_of.errors) == (3, {})
    rows = table(tmp_path / "out", "articles")
    assert [row["url"] for row in rows] == [f"https://news.example/{number}" for number in range(3)]
    assert {row["outlet"] for row in rows} == {"The Lake Post", "Evening Courier"}
    assert rows[1]["published"].startswith("2031-05-02")
    assert "Otto Brandt said that the council had agreed" in rows[1]["text"]


def test_a_folder_is_searched_and_files_of_other_kinds_are_told(tmp_path: Path) -> None:
    news = tmp_path / "news"
    (news / "deep").mkdir(parents=True)
    made.lines(news / "deep" / "a.jsonl", 3)
    (news / "b.html").write_bytes(made.page(7))
    (news / "c.txt").write_text(made.article(8)["text"])
    (news / "d.pdf").write_bytes(b"%PDF-1.7")
    found = run([news], tmp_path / "out")
    assert (found.articles, found.errors) == (5, {"format": 1})
    assert table(tmp_path / "out", "errors")[0]["place"].endswith("d.pdf")


def test_bad_documents_are_rows_of_errors_and_lose_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = [json.dumps(made.article(number)) for number in range(3)]
    bad = ["{not json", "[1, 2]", '{"title": "nothing else"}', '{"text": "  "}', "\x00\x01\x02\x03" * 9]
    path.write_text("\n".join([good[0], *bad, good[1], good[0], good[2]]))
    found = run([path], tmp_path / "out", shard=100)
    assert found.articles == 3
    rows = table(tmp_path / "out", "errors")
    assert [row["place"] for row in rows] == [f"{path}:{number}" for number in (2, 3, 4, 5, 6, 8)]
    assert all(row["cause"] and row["remedy"] and row["file"] == str(path) for row in rows)
    assert rows[-1]["code"] == "duplicate"


def test_a_document_at_which_a_stage_fails_is_one_row_of_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crossread.stages.read import read as plain

    def failing(article: Any, *given: Any, **more: Any) -> Any:
        if "session 1 " in article.text:
            raise RecursionError("too deep")
        return plain(article, *given, **more)

    monkeypatch.setattr("crossread.corpus.reading.read", failing)
    found = run([made.lines(tmp_path / "a.jsonl", 3)], tmp_path / "out")
    assert (found.articles, found.errors) == (2, {"failed": 1})
    assert "RecursionError: too deep" in table(tmp_path / "out", "errors")[0]["cause"]


def test_rows_do_not_depend_on_the_size_of_a_shard(tmp_path: Path) -> None:
    path = made.lines(tmp_path / "a.jsonl", 7)
    for size in (1, 3, 100):
        run([path], tmp_path / str(size), shard=size)
    for name in ("articles", "work/records"):
        assert table(tmp_path / "1", name) == table(tmp_path / "3", name) == table(tmp_path / "100", name)


def test_what_is_committed_is_not_read_again(tmp_path: Path) -> None:
    path, out = made.lines(tmp_path / "a.jsonl", 8), tmp_path / "out"
    run([path], out, shard=2)
    before = {file: file.stat().st_mtime_ns for file in out.glob("articles/*")}
    rows = table(out, "articles")
    (out / "commits/read/0000002.json").unlink()
    (out / "work/part").mkdir(exist_ok=True)
    (out / "work/part/left").write_bytes(b"half of a table")
    run([path], out, shard=2)
    after = {file: file.stat().st_mtime_ns for file in out.glob("articles/*")}
    assert [file.stem for file in sorted(after) if after[file] != before[file]] == ["0000002"]
    assert table(out, "articles") == rows
    assert not (out / "work/part/left").exists()


def test_more_files_are_added_and_the_former_left_alone(tmp_path: Path) -> None:
    one, two, out = tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "out"
    made.lines(one, 3)
    run([one], out)
    before = sorted(out.glob("articles/*"))
    made.lines(two, 3, first=3)
    assert run([one, two], out).articles == 6
    assert set(before) < set(out.glob("articles/*"))
    assert run([], out).articles == 6


def test_a_file_that_changed_is_refused(tmp_path: Path) -> None:
    from crossread.corpus import CorpusError

    path, out = made.lines(tmp_path / "a.jsonl", 3), tmp_path / "out"
    run([path], out)
    made.lines(path, 4)
    with pytest.raises(CorpusError, match="has changed since"):
        run([path], out)


def test_other_options_than_those_it_was_begun_with_are_refused(tmp_path: Path) -> None:
    from crossread.corpus import CorpusError

    path, out = made.lines(tmp_path / "a.jsonl", 1), tmp_path / "out"
    run([path], out)
    with pytest.raises(CorpusError, match="begun with another outlet None, now 'The Post'"):
        run([path], out, outlet="The Post")


def test_the_tables_in_a_folder_that_is_read_are_no_input(tmp_path: Path) -> None:
    made.lines(tmp_path / "a.jsonl", 2)
    for _ in range(2):
        assert run([tmp_path], tmp_path / "out").articles == 2


def test_an_object_store_holds_inputs_and_tables() -> None:
    import fsspec

    from crossread.corpus.places import Folder

    store = fsspec.filesystem("memory")
    rows = "\n".join(json.dumps(made.article(number)) for number in range(3))
    store.pipe_file("/news/2031/a.jsonl", rows.encode())
    store.pipe_file("/news/2031/b.jsonl.gz", b"\x1f\x8b no gzip")
    store.pipe_file("/news/.hidden/c.jsonl", rows.encode())
    found = run(["memory://news"], "memory://out")
    assert (found.articles, found.errors) == (3, {"format": 1})
    assert len(Folder("memory://out").table("articles/0000000.parquet")) == 3
