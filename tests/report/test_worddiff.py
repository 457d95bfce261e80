from hypothesis import given
from hypothesis import strategies as st

from crossread.stages.report.worddiff import word_runs

words = st.lists(st.sampled_from(["we", "shall", "not", "be", "frank", "“we”", "…", "Be", "now"]), max_size=9)


def marked(tellings: list[str]) -> list[str]:
    return ["".join(f"[{run.text}]" if run.own else run.text for run in runs) for runs in word_runs(tellings)]


def test_words_that_only_one_telling_has_are_marked_in_it() -> None:
    assert marked(["We shall be frank", "“We will be very frank.”"]) == [
        "We [shall] be frank",
        "“We [will] be [very] frank.”",
    ]


def test_case_and_punctuation_are_no_difference() -> None:
    assert marked(["“It's over,” he said", "It’s over he said."]) == [
        "“It's over,” he said",
        "It’s over he said.",
    ]


def test_a_word_that_another_of_three_tellings_has_is_not_marked() -> None:
    assert marked(["a b c", "a b", "b very c"]) == ["a b c", "a b", "b [very] c"]
    assert marked(["alone"]) == ["alone"]
    assert marked([]) == []


@given(st.lists(words.map(" ".join), max_size=4))
def test_the_runs_of_a_telling_are_that_telling(tellings: list[str]) -> None:
    assert ["".join(run.text for run in runs) for runs in word_runs(tellings)] == tellings


@given(words.map(" ".join))
def test_a_telling_does_not_differ_from_itself(telling: str) -> None:
    assert not any(run.own for runs in word_runs([telling, telling]) for run in runs)
