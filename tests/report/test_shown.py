import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.stages.report.shown import day, elided, harmless, one_line, plural, sound, sound_path

from .strategies import AWKWARD

anything = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(st.characters(), max_size=9))).map("".join)


@given(anything)
def test_harmless_text_has_the_same_length_and_nothing_that_acts(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n" for char in shown)
    assert not any("\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069" for char in shown)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126) | st.sampled_from("é“”—\u0301\u200d\n\t")))
def test_harmless_text_keeps_ordinary_words(text: str) -> None:
    assert harmless(text) == text


def test_control_characters_become_visible() -> None:
    assert harmless("a\x1b[31mb\x00\x7f") == "a␛[31mb␀␡"
    assert harmless("a\r\nb\rc\u2028d") == "a \nb\nc\nd"
    assert one_line("  two\r\n\tlines ") == "two lines"


@given(anything, st.integers(10, 60))
def test_elided_text_is_short_and_made_of_the_two_ends(text: str, limit: int) -> None:
    short = elided(text, limit)
    assert len(short) <= max(limit, 5)
    if short != text:
        head, tail = short.split(" … ", 1) if short.count(" … ") == 1 else (None, None)
        if head is not None and tail is not None:
            assert text.startswith(head)
            assert text.endswith(tail)


def test_elision_cuts_between_words() -> None:
    assert elided("one two three four five six seven eight", 24) == "one two three … eight"
    assert elided("short", 24) == "short"


@given(st.text(st.characters()))
def test_sound_text_can_be_written(text: str) -> None:
    assert len(sound(text)) == len(text)
    sound(text).encode()
    sound_path(text).encode()


@pytest.mark.parametrize(
    ("iso", "shown"),
    [("2031-03-04T18:40", "2031-03-04"), ("2031-03", "2031-03"), (None, ""), ("18:40", "18:40")],
)
def test_a_time_is_cut_to_its_day(iso: str | None, shown: str) -> None:
    assert day(iso) == shown


def test_counts_agree_with_their_nouns() -> None:
    assert [plural(1, "story", "stories"), plural(1200, "story", "stories"), plural(0, "claim")] == [
        "1 story",
        "1,200 stories",
        "0 claims",
    ]
