"""Words and sentences: what ends one, and that positions always hold."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.records.segment import lines, sentences, words
from crossread.stages.read.features import block

TEXTS = st.text(st.sampled_from("ab Z.!?…\"'“”‘’\n\r\u2028\t1,\u0301\u200b\u00ad\U0001f600é中-"), max_size=80)


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Mr. Smith met Gen. H. R. Jones. They spoke.", ["Mr. Smith met Gen. H. R. Jones.", "They spoke."]),
        ("The U.S. Congress met. It rose.", ["The U.S. Congress met.", "It rose."]),
        ("He lives in the U.S. He likes it.", ["He lives in the U.S.", "He likes it."]),
        ('"It is over." He left.', ['"It is over."', "He left."]),
        ("“What now?” she asked. Nobody knew.", ["“What now?” she asked.", "Nobody knew."]),
        ("Well… maybe. Yes.", ["Well… maybe.", "Yes."]),
        ("A headline without a stop\nThe text.", ["A headline without a stop", "The text."]),
        ("It rose 3.5 per cent. Prices fell.", ["It rose 3.5 per cent.", "Prices fell."]),
        ("See No. 5 for it. No. Never.", ["See No. 5 for it.", "No.", "Never."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_words_keep_marks_and_zero_width_characters_inside() -> None:
    text = "cafe\u0301 ex\u200bample soft\u00adhyphen"
    assert [span.of(text) for span in words(text)] == ["cafe\u0301", "ex\u200bample", "soft\u00adhyphen"]


def test_words_are_those_of_the_scorer_in_plain_text() -> None:
    text = "He didn't say “no” (twice)."
    assert [span.of(text) for span in words(text)] == [
        "He",
        "didn",
        "'",
        "t",
        "say",
        "“",
        "no",
        "”",
        "(",
        "twice",
        ")",
        ".",
    ]


@given(TEXTS)
def test_words_lie_in_order_and_miss_no_letter(text: str) -> None:
    found = words(text)
    assert all(left.end <= right.start for left, right in pairwise(found))
    held = {at for span in found for at in range(span.start, span.end)}
    assert all(at in held for at, character in enumerate(text) if character.isalnum())


@given(TEXTS)
def test_every_visible_character_lies_in_one_sentence(text: str) -> None:
    found = sentences(text)
    held = [at for span in found for at in range(span.start, span.end)]
    assert len(held) == len(set(held))
    assert {at for at, character in enumerate(text) if not character.isspace()} <= set(held)
    assert all(span.of(text).strip() == span.of(text) for span in found)


@given(TEXTS)
def test_no_sentence_runs_over_a_line_break(text: str) -> None:
    spans = lines(text)
    assert all(any(line.contains(found) for line in spans) for found in sentences(text))


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_a_part_of_a_text_stays_a_part(text: str, left: int, right: int) -> None:
    start, end = sorted((min(left, len(text)), min(right, len(text))))
    assert all(
        start <= span.start and span.end <= end
        for span in [*words(text, start, end), *sentences(text, start, end)]
    )


@pytest.mark.parametrize("pattern", ["…", ". ", "Mr. ", ".\"'", "'a ", "\"a' ", "a\u200b", "(", "\u0301"])
def test_long_runs_of_marks_take_linear_time(pattern: str) -> None:
    text = pattern * 20_000  # a quadratic step would take minutes
    assert len(block(text).words) <= len(text)
    assert sentences(text) or not text.strip("\u0301").strip()
