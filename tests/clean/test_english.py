"""Bad English is told from good, by itself, and is read with its capitals back."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.records import Furniture, RawArticle, Span
from crossread.stages.clean import clean
from crossread.stages.clean.english import determined, doubts, is_bad, tokens
from crossread.stages.clean.recase import recased

GOOD = " ".join(
    (
        "The president said on Monday that the situation in Syria had become a problem for the whole region.",
        "He told reporters in Washington that the idea of a meeting with Russia was not on the table.",
        "In the event of a new incident, the United States would take the matter to the Senate, he said.",
        "A spokesman for the ministry in Berlin called the announcement a step in the right direction.",
        "The outcome of the trip is not known, but the possibility of a solution exists, the official said.",
        "It was the first time in a decade that an American president had made the trip in the winter.",
    )
)


def flagged(text: str) -> bool:
    return is_bad(doubts([text]))


def without_articles(text: str) -> str:
    return " ".join(word for word in text.split() if word.lower() not in ("the", "a", "an"))


def garbled(text: str) -> str:
    words = text.split()
    chance = random.Random(1)
    for at in range(0, len(words) - 1, 3):
        if chance.random() < 0.8:
            words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def test_a_writers_english_is_not_flagged() -> None:
    assert not flagged(GOOD)


@pytest.mark.parametrize(
    ("spoilt", "signal"),
    [
        (GOOD.lower(), "names in small letters"),
        (without_articles(GOOD * 3), "nouns without an article"),
        (without_articles(GOOD * 3), "few articles"),
        (garbled(GOOD * 2), "words in an order that English lacks"),
    ],
)
def test_spoilt_english_is_flagged_and_says_why(spoilt: str, signal: str) -> None:
    assert flagged(spoilt)
    assert signal in [doubt.signal for doubt in doubts([spoilt])]


def test_headlines_and_labels_are_no_evidence() -> None:
    assert doubts(["syria says no", "russia: deal is off"] * 20) == ()


def test_a_determiner_stands_before_its_noun_with_words_alone_between() -> None:
    line = tokens("The very large house, man said, has been on this old street for ten years now")
    assert determined(line, line.index("house"))
    assert not determined(line, line.index("man"))
    assert determined(line, line.index("street"))


def test_small_letters_are_read_with_capitals_and_stored_without() -> None:
    text = GOOD.lower().replace(". ", ".\n\n")
    (article,) = clean([RawArticle("a.txt", text, "text", "utf-8", "en")])
    assert article.text == text
    assert "machine-translated" in article.flags
    assert article.certainty < 1
    assert "in Washington that" in article.prose
    assert article.prose.casefold() == text


def test_furniture_and_addresses_keep_their_case() -> None:
    prose = "syria and www.syria_news @syria /syria/ syria"
    kept = Furniture(Span(40, 45), "tag")
    assert recased(prose, frozenset({"syria"}), [kept], starts=False) == (
        "Syria and www.syria_news @syria /syria/ syria"
    )


@given(st.text(max_size=200), st.booleans())
def test_recasing_keeps_the_length_and_all_letters_but_for_case(prose: str, starts: bool) -> None:
    out = recased(prose, frozenset({"syria", "a", "i"}), [], starts=starts)
    assert len(out) == len(prose)
    assert all(one == other or one.lower() == other for one, other in zip(out, prose, strict=True))
