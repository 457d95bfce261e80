"""Position shifts: the writers' words for a turn, two times, and what is none."""

import pytest

from compare.builders import World
from crossread.records import Quotation, SaidBasis
from crossread.stages.compare.turns import turns


def kinds(sentence: str) -> list[tuple[str, str]]:
    return [(turn.kind, turn.phrase) for turn in turns(sentence.lower().split())]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Corran reversed her position on the canal tax", "turn"),
        ("Corran has changed her mind about the canal tax", "turn"),
        ("Corran dropped her opposition to the canal tax", "turn"),
        ("Corran softened her earlier tone", None),
        ("Corran softened her tone", "turn"),
        ("Corran had earlier insisted that the canal tax was lawful", "past"),
        ("the canal tax , as she once claimed , is lawful", "past"),
        ("the canal tax is no longer lawful", "end"),
    ],
)
def test_a_word_for_a_turn_is_known_by_its_object(sentence: str, kind: str | None) -> None:
    assert [found for found, _ in kinds(sentence)] == ([kind] if kind else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "Corran has not changed her mind about the canal tax",
        "Corran would change course",
        "the court reversed a lower ruling on the canal tax",
        "Corran walked back to the canal",
    ],
)
def test_a_turn_denied_wished_for_or_of_another_kind_is_none(sentence: str) -> None:
    assert kinds(sentence) == []


def two_days(
    first: str,
    second: str,
    *,
    days: tuple[str, str],
    stated: bool = True,
    basis: SaidBasis | None = None,
) -> World:
    world = World()
    for outlet, words, day in (("Herald", first, days[0]), ("Courier", second, days[1])):
        page = world.article(outlet, f"“{words}” Ilse Corran said.", day="2031-06-30" if stated else day)
        world.claim(page, words, "Ilse Corran", cue="said", quotation=Quotation.DIRECT, day=day, basis=basis)
    return world


BEFORE = "The canal tax on herring barges is lawful."
AFTER = "The canal tax on herring barges is not lawful."


def test_one_voice_that_says_the_opposite_on_another_day_has_shifted() -> None:
    found = two_days(BEFORE, AFTER, days=("2031-05-01", "2031-05-04")).findings("position_shift")
    assert len(found) == 1
    assert [step.on for step in found[0].history] == ["2031-05-01", "2031-05-04"]
    assert any(reason.signal == "days_apart" for reason in found[0].reasons)


def test_the_same_day_is_no_two_times() -> None:
    assert two_days(BEFORE, AFTER, days=("2031-05-01", "2031-05-01")).findings("position_shift") == []


def test_two_papers_of_following_days_that_state_no_day_may_tell_one_utterance() -> None:
    world = two_days(BEFORE, AFTER, days=("2031-05-01", "2031-05-02"), stated=False)
    assert world.findings("position_shift") == []


@pytest.mark.parametrize(("basis", "shown"), [(SaidBasis.STATED, 1), (SaidBasis.CARRIED, 0)])
def test_following_days_that_are_only_carried_over_may_be_of_one_utterance(
    basis: SaidBasis, shown: int
) -> None:
    world = two_days(BEFORE, AFTER, days=("2031-05-01", "2031-05-02"), basis=basis)
    assert len(world.findings("position_shift")) == shown


def test_a_turn_that_a_writer_reports_is_shown_though_the_texts_tell_no_other_end() -> None:
    world = World()
    words = "Ilse Corran reversed her position on the canal tax after the herring barges struck."
    page = world.article("Herald", words)
    world.actor("Ilse Corran")
    world.claim(page, words)
    found = world.findings("position_shift")
    assert [party for party, _, _ in world.words(found[0])] == ["Herald"]
    assert {"by Ilse Corran"} == {reason.value for reason in found[0].reasons if reason.signal == "by"}


def test_what_was_said_once_comes_before_what_is_said_now_though_told_on_one_day() -> None:
    world = World()
    page = world.article(
        "Herald",
        "On Monday Ilse Corran said the canal guild was no longer parasitic. The weavers cheered."
        " Ilse Corran had earlier insisted that the canal guild was parasitic and demanded its end.",
    )
    world.claim(page, "the canal guild was no longer parasitic", "Ilse Corran", cue="said")
    world.claim(page, "the canal guild was parasitic and demanded its end", "Ilse Corran", cue="insisted")
    found = world.findings("position_shift")
    assert [stance for _, stance, _ in world.words(found[0])] == ["asserts", "denies"]
    assert found[0].history[0].on is None


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Corran apologized for her remarks on the canal tax", "turn"),
        ("Corran apologised for calling the canal tax a theft", "turn"),
        ("Corran apologized for the delay of the canal tax", None),
        ("the paper has since corrected itself", "turn"),
        ("she deleted the tweet on the canal tax", "turn"),
        ("after weeks of denials Corran paid the canal tax", "turn"),
        ("her initial denial that the canal tax was owed", "past"),
    ],
)
def test_words_taken_back_are_a_turn(sentence: str, kind: str | None) -> None:
    assert [found for found, _ in kinds(sentence)] == ([kind] if kind else [])


def test_what_is_taken_back_is_shown_with_the_apology() -> None:
    world = World()
    apology = "Ilse Corran apologized for the claim about the herring barges on the canal."
    page = world.article("Herald", f"Ilse Corran claimed that the canal tax was theft. {apology}")
    world.claim(page, "that the canal tax was theft", "Ilse Corran", cue="claimed")
    world.claim(page, apology)
    (shift,) = world.findings("position_shift")
    assert len(shift.accounts) == 2
