"""Words: stems, kinds, positions, and the tables behind them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.stages.compare import lexicon, phrases, tables
from crossread.stages.compare.words import Kind, stem, terms


@pytest.mark.parametrize(
    "family",
    [
        ("interfere", "interfered", "interfering", "interference"),
        ("suspend", "suspended", "suspending", "suspension"),
        ("deny", "denies", "denied", "denial"),
        ("reinstate", "reinstated", "reinstating"),
        ("organise", "organised", "organization", "organisation"),
        ("agree", "agreed", "agreement"),
        ("ceasefire", "ceasefires", "cease-fire"),
    ],
)
def test_words_of_one_family_share_a_stem(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


def test_the_country_and_the_pronoun_are_told_apart() -> None:
    kinds = {term.lower: term.kind for term in terms("The US told us so", 0, 17)}
    assert kinds["us"] is Kind.FUNCTION
    assert terms("The US told us so", 0, 17)[1].kind is Kind.NAME


@given(st.text(max_size=60), st.integers(0, 20))
def test_terms_lie_in_order_inside_what_was_asked(text: str, start: int) -> None:
    begin = min(start, len(text))
    found = terms(text, begin, len(text))
    assert all(begin <= term.span.start < term.span.end <= len(text) for term in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_opposed_words_are_opposed_both_ways_and_never_to_themselves() -> None:
    assert lexicon.opposed(stem("accepted"), stem("rejected"))
    assert lexicon.opposed(stem("rejected"), stem("accepted"))
    for one, other, strength in tables.triples("opposites.csv"):
        assert 0 < strength <= 1
        assert not {stem(word) for word in one.split()} & {stem(word) for word in other.split()}, (one, other)


def test_each_word_stands_in_one_class_and_capitals_stand_for_countries() -> None:
    assert lexicon.class_of(stem("meddling")) == lexicon.class_of(stem("interfered"))
    assert lexicon.class_of(stem("kremlin")) == lexicon.class_of(stem("russian"))
    listed = [word for line in tables.word_rows("synonyms.txt") for word in line]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    "name", ["negators.csv", "contrasts.csv", "expectations.txt", "undertaking_frames.csv"]
)
def test_every_phrase_of_a_table_is_found(name: str) -> None:
    for phrase, value in tables.phrases(name):
        words = ["did" + part if part == "n't" else part for part in phrase]
        found = phrases.find(["yesterday", *words, "then"], name)
        assert found, phrase
        assert found[0].value == value or name != "negators.csv", phrase


def test_the_weights_name_every_signal_of_every_model() -> None:
    for section in ("matter", "conflict", "agreement", "shift", "sole", "order"):
        assert tables.weights(section)
    assert {"contradiction", "agreement", "sole_account", "quote_variant"} <= set(tables.weights("order"))


def test_the_dot_of_a_title_or_an_initial_ends_no_sentence() -> None:
    text = "Mr. Brask met Sen. Ilse K. Corran. He left. The guild holds plan B."
    words = [term.lower for term in terms(text, 0, len(text))]
    assert words.count(".") == 3
    assert {"mr.", "sen.", "k."} <= set(words)
    (name,) = [term for term in terms(text, 0, len(text)) if term.lower == "brask"]
    assert name.kind is Kind.NAME
