"""A corpus into a dossier: what `crossread dossier add` would have put there, each article once."""

from dataclasses import replace
from pathlib import Path

import pytest

from . import made
from .running import run

pytest.importorskip("sqlalchemy", reason="the dossier's packages are not installed")


def _held(where: Path) -> list[str]:
    from crossread.dossier import Dossier

    with Dossier.open(where) as dossier:
        assert dossier.verify() == []
        stories = [dossier.story(line.id) for line in dossier.stories().items]
        articles = sorted(line.id for line in dossier.articles().items)
    told = [repr((replace(view.line, changed=""), view.report.findings)) for view in stories]
    return [*articles, *sorted(told)]


def test_a_dossier_holds_the_same_as_if_its_articles_were_added_one_by_one(tmp_path: Path) -> None:
    from crossread.dossier import Dossier

    path = made.lines(tmp_path / "a.jsonl", 5)
    run([path], tmp_path / "out", into=str(tmp_path / "made.db"))
    with Dossier.create(tmp_path / "added.db") as dossier:
        dossier.add([path])
    assert _held(tmp_path / "made.db") == _held(tmp_path / "added.db")


def test_what_was_added_before_a_kill_is_not_added_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crossread.dossier import Dossier, members

    path, where = made.lines(tmp_path / "a.jsonl", 5), tmp_path / "talks.db"
    plain, count = members.insert, 0

    def dying(*given: object) -> object:
        nonlocal count
        count += 1
        if count == 3:
            raise KeyboardInterrupt
        return plain(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(members, "insert", dying)
    with pytest.raises(KeyboardInterrupt):
        run([path], tmp_path / "out", into=str(where))
    with Dossier.open(where) as dossier:
        assert dossier.status().articles == 2
    run([path], tmp_path / "out", into=str(where))
    assert count == 3 + 3
    with Dossier.open(where) as dossier:
        assert dossier.status().articles == 5
        assert dossier.verify() == []


def test_readings_of_another_kind_are_refused(tmp_path: Path) -> None:
    from crossread.corpus import CorpusError
    from crossread.stages.read import Policy

    with pytest.raises(CorpusError, match="what the shipped reader reads"):
        run([made.lines(tmp_path / "a.jsonl", 1)], tmp_path / "out", into="x.db", nested=Policy.ALL)
