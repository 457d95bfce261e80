from pathlib import Path

import pytest

from crossread.inputs import find, judgements_beside


def test_judgements_in_a_folder_of_articles_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("An article.")
    (tmp_path / "crossread-judgements.jsonl").write_text('{"crossread": "judgement/1"}\n')
    found = find([str(tmp_path)])
    assert [blob.path for blob in found.blobs] == [str(tmp_path / "a.txt")]
    assert found.skipped == ()


def test_a_file_that_two_inputs_lead_to_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "crossread-judgements.jsonl"
    assert judgements_beside(["a.txt", "-", "*.html"]) is None
    file.touch()
    assert judgements_beside(["-"]) == Path("crossread-judgements.jsonl")
    found = judgements_beside(["a.txt", str(tmp_path / "b.txt"), "*.html", "-"])
    assert found is not None
    assert found.resolve() == file
