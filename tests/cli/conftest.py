"""A Python door that reads nothing and gives the invented report: the commands are what is tested here."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result

import crossread
from crossread.cli import main
from crossread.errors import InputError
from crossread.inputs import read_judgements
from crossread.models import PairQuestion, SecondReader, Statement
from crossread.records import ReportData
from crossread.stages.judge import judge
from report.sample import sample

SAID = Statement("Clara Weiss", "2031-03-04", "No ship crossed the line.", "No ship crossed the line.")
QUESTION = PairQuestion(SAID, SAID)


def with_record(report: ReportData, record: Mapping[str, str | int | bool]) -> ReportData:
    return replace(report, run=replace(report.run, options={**report.run.options, **record}))


@dataclass(frozen=True)
class StubOptions:
    outlet: str | None = None
    date: str | None = None
    sides: dict[str, str] = field(default_factory=dict)
    max_bytes: int = 20_000_000
    max_words: int = 50_000
    languages: tuple[str, ...] = ("en",)
    workers: int | None = None
    batch_size: int = 32
    min_confidence: float = 0.0
    judgements: str | None = None
    second_reader: SecondReader | None = None


@dataclass(frozen=True)
class StubComparison:
    data: ReportData


class StubDoor(ModuleType):
    """Stands for ``crossread.api``; ``calls`` is what it was asked, ``report`` what it answers."""

    CompareOptions = StubOptions

    def __init__(self) -> None:
        super().__init__("crossread.api")
        self.calls: list[tuple[str, tuple[str, ...], StubOptions]] = []
        self.report = sample()
        self.error: BaseException | None = None

    def compare(self, paths: tuple[str, ...], *, options: StubOptions, progress: Callable[..., None]) -> Any:
        self.calls.append(("compare", paths, options))
        if self.error:
            raise self.error
        if "nothing" in paths:
            raise InputError("There is nothing to read.", remedy="Give text files.")
        progress("read", 0, 2)
        progress("read", 2, 2)
        if options.second_reader:
            assert list(options.second_reader.ask([QUESTION])) is not None
            self.report = with_record(self.report, options.second_reader.record)
        judgements = read_judgements(Path(options.judgements)) if options.judgements else ()
        report = judge(self.report, judgements)
        if options.judgements:
            run = replace(report.run, options={**report.run.options, "judgements_file": options.judgements})
            report = replace(report, run=run)
        return StubComparison(report)

    def read(self, paths: tuple[str, ...], *, options: StubOptions, progress: Callable[..., None]) -> Any:
        self.compare(paths, options=options, progress=progress)
        return StubComparison(replace(self.report, stories=(), findings=(), copies=()))


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> StubDoor:
    """The stub in the place of the Python door, and a folder of one's own to work in."""
    stub = StubDoor()
    monkeypatch.setitem(sys.modules, "crossread.api", stub)
    monkeypatch.setattr(crossread, "api", stub, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("NO_COLOR", "FORCE_COLOR", "CROSSREAD_BY", "CROSSREAD_SECOND_READER_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return stub


@pytest.fixture
def crossread_command(door: StubDoor) -> Callable[..., Result]:
    """Runs ``crossread`` with the words given; what it prints and its status come back."""

    def run(*words: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, words, input=stdin)

    return run
