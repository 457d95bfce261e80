"""A second reader's word is one signal more, on pairs that are unsure, and on nothing else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log

import pytest

from compare.builders import WordEncoder, World
from compare.test_conflicts import rival_accounts
from crossread.models import Answer, PairQuestion
from crossread.records import Finding
from crossread.stages.compare import compare, tables
from crossread.stages.compare.matters import logistic
from crossread.stages.compare.points import SHOWN


class Says:
    """A second reader that says one thing to every question."""

    def __init__(self, answer: Answer | None) -> None:
        self.answer = answer
        self.asked: list[PairQuestion] = []

    def ask(self, questions: Sequence[PairQuestion]) -> Iterator[Answer | None]:
        for question in questions:
            self.asked.append(question)
            yield self.answer

    @property
    def record(self) -> Mapping[str, str | int | bool]:
        return {}


def compared(world: World, reader: Says | None) -> tuple[Finding, ...]:
    return compare(*world.records(), WordEncoder(), second_reader=reader)


def contradictions(world: World, reader: Says | None) -> list[Finding]:
    return [finding for finding in compared(world, reader) if finding.kind.value == "contradiction"]


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every opposition counts as unsure: what is tested is what an answer does, not where the bounds lie."""
    real: Callable[[str], Mapping[str, float]] = tables.weights

    def wide(name: str) -> Mapping[str, float]:
        bounds = {"least": 0.0, "most": 1.0} if name == "second_reader" else {}
        return {**real(name), **bounds}

    monkeypatch.setattr(tables, "weights", wide)


@pytest.mark.usefixtures("unsure")
def test_the_statements_of_a_question_are_words_of_the_articles_and_names() -> None:
    world, reader = rival_accounts(), Says(None)
    contradictions(world, reader)
    assert reader.asked
    text = " ".join(world.articles[0].text.split())
    for question in reader.asked:
        for said in (question.one, question.other):
            assert said.words in text
            assert said.around in text
            assert said.speaker in {"Marek Olin", "Teodora Brandt", "Herald"}


@pytest.mark.usefixtures("unsure")
@pytest.mark.parametrize("answer", [Answer.COMPATIBLE, Answer.UNRELATED])
def test_a_pair_that_is_said_to_be_no_conflict_is_less_sure(answer: Answer) -> None:
    (before,) = contradictions(rival_accounts(), None)
    after = compared(rival_accounts(), Says(answer))
    assert all(finding.score < before.score for finding in after if finding.kind.value == "contradiction")


@pytest.mark.usefixtures("unsure")
def test_a_pair_that_is_said_to_conflict_is_surer_and_the_reason_is_shown() -> None:
    (before,), (after,) = (
        contradictions(rival_accounts(), reader) for reader in (None, Says(Answer.CONFLICT))
    )
    assert after.score > before.score
    (reason,) = [reason for reason in after.reasons if reason.signal == "second_reader"]
    assert (reason.value, reason.weight) == ("conflict", tables.weights("second_reader")["conflict"])
    assert [account.passages for account in after.accounts] == [
        account.passages for account in before.accounts
    ]


@pytest.mark.usefixtures("unsure")
@pytest.mark.parametrize("answer", [None, Answer.UNCLEAR])
def test_no_answer_changes_nothing(answer: Answer | None) -> None:
    assert compared(rival_accounts(), Says(answer)) == compared(rival_accounts(), None)


def test_what_is_sure_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[[str], Mapping[str, float]] = tables.weights
    none = {"second_reader": {"least": 1.0, "most": 0.0}}
    monkeypatch.setattr(tables, "weights", lambda name: {**real(name), **none.get(name, {})})
    reader = Says(Answer.COMPATIBLE)
    assert compared(rival_accounts(), reader) == compared(rival_accounts(), None)
    assert reader.asked == []


def test_the_bounds_lie_around_what_is_shown_and_every_answer_within_them_settles_it() -> None:
    weights = tables.weights("second_reader")
    assert 0 < weights["least"] < SHOWN < weights["most"] < 1

    def after(score: float, answer: Answer) -> float:
        return logistic(log(score / (1 - score)) + weights[answer.value])

    assert after(weights["least"], Answer.CONFLICT) >= SHOWN
    assert after(weights["most"], Answer.COMPATIBLE) < SHOWN
    assert after(weights["most"], Answer.UNRELATED) < SHOWN
