"""Negation: what is turned, what is denied, and what only looks like it."""

import pytest

from crossread.stages.compare.negation import negation
from crossread.stages.compare.words import terms


def turned(text: str) -> set[str]:
    """The words that a negation turns."""
    words = terms(text, 0, len(text))
    return {words[index].lower for index in negation(words).turned}


def denied(text: str) -> bool:
    """Whether a clause is denied as a whole."""
    return bool(negation(terms(text, 0, len(text))).denied)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("the council never sold the warehouses", "sold"),
        ("the council did not sell the warehouses", "sell"),
        ("the council hasn't yet sold the warehouses", "sold"),
        ("the council would not have approved the sale", "approved"),
        ("the council failed to repair the bridge", "repair"),
        ("there was no agreement on herring quotas", "agreement"),
        ("the two left without a deal on herring", "deal"),
        ("the granary inquiry is not a vendetta", "vendetta"),
        ("the duke refused to condemn the raid or support the inquiry", "support"),
    ],
)
def test_a_negation_turns_the_verb_or_the_noun_that_follows(text: str, word: str) -> None:
    assert word in turned(text)


@pytest.mark.parametrize(
    "text",
    [
        "the mill will close if the guild does not pay",
        "ships that do not carry lanterns are stopped",
        "he said that the guild never paid",
        "captains do not have to file a second log",
        "the feast was not only a feast but a council",
        "they would fund the harbour, but not the wall",
        "the rule will not apply unless the duke signs",
    ],
)
def test_what_is_conditional_relative_reported_or_no_negation_turns_nothing(text: str) -> None:
    assert not turned(text)


@pytest.mark.parametrize(
    "text",
    [
        "there is no evidence that the clerk forged the seal",
        "it is unlikely that the clerk forged the seal",
        "the chancery has not seen a single fact to support the story of the seal",
        "the claim that the clerk forged the seal is false",
        "the charges against the clerk have not been proven",
    ],
)
def test_missing_evidence_and_words_of_denial_deny_a_clause(text: str) -> None:
    assert denied(text)


def test_a_denial_in_one_clause_leaves_the_others_alone() -> None:
    text = "The clerk kept the seal for years, though officials say there is no evidence of forgery."
    words = terms(text, 0, len(text))
    found = negation(words)
    assert "kept" not in {words[index].lower for index in found.denied}
    assert "forgery" in {words[index].lower for index in found.denied}


def test_words_of_another_voice_are_not_negated_by_this_one() -> None:
    text = "the duke accepted the assurance the guild had not forged it"
    words = terms(text, 0, len(text))
    inner = [index for index, term in enumerate(words) if term.span.start >= text.index("the guild")]
    assert not negation(words, inner).turned


def test_what_another_voice_denies_is_told_as_denied_and_not_denied_by_the_teller() -> None:
    text = "the inquiry found no evidence that the guild bribed the clerks"
    words = terms(text, 0, len(text))
    inner = [index for index, term in enumerate(words) if term.span.start >= text.index("no evidence")]
    found = negation(words, inner)
    assert not found.denied
    assert {words[index].lower for index in found.told} >= {"guild", "bribed", "clerks"}
    assert "inquiry" not in {words[index].lower for index in found.told}


@pytest.mark.parametrize(
    "text",
    [
        "the report cleared the guild of bribing the clerks",
        "the court exonerated both clerks of any part in the theft",
    ],
)
def test_of_what_somebody_is_cleared_is_denied(text: str) -> None:
    assert denied(text)


def test_a_road_cleared_of_snow_later_in_the_sentence_or_clear_of_it_denies_nothing_else() -> None:
    assert not denied("it is clear that the guild bribed the clerks of the chancery")


def test_what_is_not_a_hoax_is_not_denied_and_what_one_lied_about_is() -> None:
    assert not denied("the granary fire was not a hoax")
    assert denied("the mayor lied about selling the warehouses")


def test_a_lie_about_how_and_an_infinitive_deny_nothing_and_a_further_that_is_a_further_clause() -> None:
    assert not denied("the clerk lied about how the seal was chosen")
    assert "interfere" not in turned("the guild did not conspire with Tarn to interfere in the vote")
    words = terms(
        text := "the clerk left in May and that any talk of bribes is absolutely false", 0, len(text)
    )
    assert {words[index].lower for index in negation(words).denied} >= {"talk", "bribes"}
    assert "clerk" not in {words[index].lower for index in negation(words).denied}


def test_what_denials_are_of_is_told_as_denied() -> None:
    text = "the quarrel turned on denials by the steward that the duke was told of the raid"
    words = terms(text, 0, len(text))
    found = negation(words)
    assert {words[index].lower for index in found.told} >= {"duke", "told", "raid"}
    assert "steward" not in {words[index].lower for index in found.told}


def test_of_evidence_that_was_not_found_only_what_it_would_show_is_denied() -> None:
    text = "the searchers found no evidence that the clerks took bribes"
    words = terms(text, 0, len(text))
    said = {words[index].lower for index in negation(words).denied}
    assert {"clerks", "took", "bribes"} <= said
    assert "searchers" not in said
