"""A second reader's word is one signal more, on pairs that are unsure, and on nothing else."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log

import pytest

from compare.builders import WordEncoder, World, envoys
from compare.test_conflicts import rival_accounts
from crossread.models import Answer, PairQuestion
from crossread.records import Finding
from crossread.stages.compare import compare, tables
from crossread.stages.compare.points import SHOWN
from crossread.stages.compare.signals import logistic
from crossread.stages.compare.unsigned import PER_STORY

ENVOYS = ("Marek Olin", "Teodora Brandt")


class Says:
    """A second reader that says one thing to every question, or to those about two ``speakers``."""

    def __init__(self, answer: Answer | None, *speakers: str) -> None:
        self.answer = answer
        self.speakers = speakers
        self.asked: list[PairQuestion] = []

    def ask(self, questions: Sequence[PairQuestion]) -> Iterator[Answer | None]:
        for question in questions:
            self.asked.append(question)
            both = {question.one.speaker, question.other.speaker}
            yield self.answer if not self.speakers or both == set(self.speakers) else None

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
        contradictions(rival_accounts(), reader) for reader in (None, Says(Answer.CONFLICT, *ENVOYS))
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
    assert not [q for q in reader.asked if {q.one.speaker, q.other.speaker} == set(ENVOYS)]


def unsigned_accounts() -> World:
    """Two accounts of one matter that hold no negated and no opposed word."""
    return envoys("the duke knew of the sale for a year", "the duke learned of the sale last night")


@pytest.mark.parametrize(("answer", "shown"), [(Answer.CONFLICT, 1), (Answer.COMPATIBLE, 0), (None, 0)])
def test_a_pair_without_any_sign_is_shown_where_it_is_called_a_conflict(
    answer: Answer | None, shown: int
) -> None:
    assert not contradictions(unsigned_accounts(), None)
    found = contradictions(unsigned_accounts(), Says(answer, *ENVOYS))
    assert len(found) == shown
    for one in found:
        assert "second_reader" in {reason.signal for reason in one.reasons}
        assert len({account.party for account in one.accounts if account.passages}) == 2


def test_a_story_puts_forty_questions_and_a_statement_three_at_most() -> None:
    world = World()
    for outlet in ("Herald", "Courier", "Gazette", "Mirror"):
        lines = [f"the ferry to island {n} sank in the storm at night" for n in range(30)]
        text = " ".join(f"Envoy Olin {outlet} said {line}." for line in lines)
        page = world.article(outlet, text)
        for line in lines:
            world.claim(page, line, f"Olin {outlet}", cue="said")
    reader = Says(None)
    compared(world, reader)
    assert len(reader.asked) == PER_STORY
    told = Counter((s.speaker, s.words) for q in reader.asked for s in (q.one, q.other))
    assert max(told.values()) <= 3


def test_the_bounds_lie_around_what_is_shown_and_every_answer_within_them_settles_it() -> None:
    weights = tables.weights("second_reader")
    assert 0 < weights["least"] < SHOWN < weights["most"] < 1

    def after(score: float, answer: Answer) -> float:
        return logistic(log(score / (1 - score)) + weights[answer.value])

    assert after(weights["least"], Answer.CONFLICT) >= SHOWN
    assert after(weights["most"], Answer.COMPATIBLE) < SHOWN
    assert after(weights["most"], Answer.UNRELATED) < SHOWN
