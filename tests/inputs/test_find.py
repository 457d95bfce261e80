import gzip
import os
from pathlib import Path

import pytest

from crossread.inputs import Found, InputOptions, find


def read(found: Found) -> dict[str, bytes]:
    return {blob.path: blob.data for blob in found.blobs}


def names(found: Found) -> list[str]:
    return [Path(path).name for path in read(found)]


def test_a_folder_is_searched_to_any_depth_for_readable_kinds_in_order(tmp_path: Path) -> None:
    (tmp_path / "b" / "deep").mkdir(parents=True)
    for name in ("z.txt", "a.md", "b/deep/c.html", "b/d.jsonl", "e.png", ".hidden.txt", "f.TXT"):
        (tmp_path / name).write_text("words")
    (tmp_path / "g.txt.gz").write_bytes(gzip.compress(b"words"))
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "h.txt").write_text("words")
    assert names(find([str(tmp_path)])) == ["a.md", "d.jsonl", "c.html", "f.TXT", "g.txt.gz", "z.txt"]


def test_the_order_of_arguments_does_not_matter_and_no_file_is_read_twice(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    one = find([str(tmp_path / "b.txt"), str(tmp_path)])
    two = find([str(tmp_path), str(tmp_path / "b.txt"), str(tmp_path / "*.txt")])
    assert read(one) == read(two)
    assert names(one) == ["a.txt", "b.txt"]


def test_a_pattern_that_the_shell_left_is_expanded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "b.md").write_text("b")
    assert names(find([str(tmp_path / "*.txt")])) == ["a.txt"]
    nothing = find([str(tmp_path / "*.html")])
    assert not read(nothing)
    assert [(item.code, item.remedy != "") for item in nothing.skipped] == [("missing", True)]


def test_a_file_named_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "report[1].txt").write_text("words")
    assert names(find([str(tmp_path / "report[1].txt")])) == ["report[1].txt"]


def test_a_missing_file_is_skipped_with_its_name_cause_and_remedy(tmp_path: Path) -> None:
    found = find([str(tmp_path / "gone.txt")])
    assert not read(found)
    (item,) = found.skipped
    assert item.path.endswith("gone.txt")
    assert item.code == "missing"
    assert item.cause
    assert item.remedy


def test_no_more_is_read_than_the_limit_allows(tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_bytes(b"x" * 100)
    (tmp_path / "large.txt").write_bytes(b"x" * 101)
    found = find([str(tmp_path)], options=InputOptions(max_bytes=100))
    assert names(found) == ["small.txt"]
    assert [(Path(item.path).name, item.code) for item in found.skipped] == [("large.txt", "too-large")]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text("words")
    (tmp_path / "folder" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = find([str(tmp_path)])
    assert names(found) == ["a.txt"]
    assert [Path(item.path).name for item in found.skipped] == ["self.txt"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    found = find([str(tmp_path)])
    assert not read(found)
    assert [item.code for item in found.skipped] == ["unreadable"]


def test_names_that_no_terminal_should_see_are_shown_escaped(tmp_path: Path) -> None:
    for name in (b"new\nline.txt", b"bad\xff.txt", "🙂.txt".encode(), b"esc\x1b[2J.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("words")
    shown = names(find([str(tmp_path)]))
    assert shown == ["bad\\xff.txt", "esc\\x1b[2J.txt", "new\\nline.txt", "🙂.txt"] or sorted(
        shown
    ) == sorted(["bad\\xff.txt", "esc\\x1b[2J.txt", "new\\nline.txt", "🙂.txt"])
    assert all(path.isprintable() for path in shown)


def test_documents_of_other_kinds_in_a_folder_are_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "style.css").write_text("p {}")
    found = find([str(tmp_path)])
    assert [(Path(item.path).name, item.code) for item in found.skipped] == [("a.pdf", "format")]
    assert "pdftotext" in found.skipped[0].remedy


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b"piped words")
    with (tmp_path / "in").open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert read(find(["-"])) == {"-": b"piped words"}


def test_what_the_person_says_goes_with_every_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    found = find([str(tmp_path)], options=InputOptions(outlet="The Norland Post", published="2021-05-04"))
    assert [dict(blob.overrides) for blob in found.blobs] == [
        {"outlet": "The Norland Post", "published": "2021-05-04"}
    ]
