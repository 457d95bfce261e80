"""Whose the statements are that nouns name."""

import numpy as np
import pytest

from crossread.stages.read.drafts import Draft, Words, share_sources
from crossread.stages.read.features import Block, block
from crossread.stages.read.holders import identities, with_holders


def at(item: Block, words: str) -> Words:
    """First and last word of ``words`` in the block."""
    start = item.text.index(words)
    inside = [
        n for n, span in enumerate(item.words) if start <= span.start and span.end <= start + len(words)
    ]
    return inside[0], inside[-1]


def source_of(text: str, cue: str, content: str) -> str | None:
    """The source that a draft without one is given."""
    item = block(text)
    found = with_holders(item, [Draft((at(item, content),), at(item, cue), None, 0.9)])[0].source
    return item.span(*found).of(text) if found else None


@pytest.mark.parametrize(
    ("text", "cue", "content", "source"),
    [
        ("He took the Norland envoy’s assurances that boats sail.", "assurances", "that boats sail",
         "the Norland envoy’s"),
        ("He took Anna Berg's new denials that boats sail.", "denials", "that boats sail", "Anna Berg's"),
        ("He repeated his claim that boats sail.", "claim", "that boats sail", "his"),
        ("The findings of the harbour panel that boats sail stand.", "findings", "that boats sail",
         "the harbour panel"),
        ("The assertion by Mr. Hale that boats sail stands.", "assertion", "that boats sail", "Mr. Hale"),
        ("For Minister Hale to say that boats sail is wrong.", "to say", "that boats sail", "Minister Hale"),
    ],
)  # fmt: skip
def test_the_holder_stands_beside_the_noun(text: str, cue: str, content: str, source: str) -> None:
    assert source_of(text, cue, content) == source


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The claim that boats sail is old.", "claim", "that boats sail"),
        ("Claims of fraud that boats sail are old.", "Claims", "that boats sail"),
        ("He began to say that boats sail.", "to say", "that boats sail"),
        ("It was said that boats sail.", "said", "that boats sail"),
        ("Berg’s boat and a claim that boats sail.", "claim", "that boats sail"),
    ],
)
def test_nobody_is_made_up(text: str, cue: str, content: str) -> None:
    assert source_of(text, cue, content) is None


def told(text: str) -> list[tuple[str, str, str]]:
    """Source, noun and content of each statement that is what a noun is."""
    item = block(text)
    found = identities(item, [], np.zeros(len(item.words), np.int32))
    return [
        (item.span(*one.source).of(text), item.span(*one.cue).of(text), item.span(*one.contents[0]).of(text))
        for one in found
        if one.source and one.cue
    ]


def test_a_statement_that_is_what_a_noun_is() -> None:
    text = "The message from Lakeport was that the harbour opens again, officials hope."
    assert told(text) == [("Lakeport", "message", "that the harbour opens again, officials hope")]
    text = "The view of both of them is that the harbour pays, while others wait."
    assert told(text) == [("both of them", "view", "that the harbour pays")]
    assert told("Berg’s argument is that the harbour pays.") == [
        ("Berg’s", "argument", "that the harbour pays")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour of Lakeport is that of the old town and more.",
        "The argument is that the harbour pays.",
        "It was that the harbour pays.",
    ],
)
def test_what_is_no_statement_of_anybody(text: str) -> None:
    assert told(text) == []


def test_a_statement_that_the_model_has_found_is_not_told_twice() -> None:
    item = block("Berg’s argument is that the harbour pays.")
    seen = Draft((at(item, "that the harbour pays"),), at(item, "argument is"), at(item, "Berg’s"), 0.9)
    assert identities(item, [seen], np.zeros(len(item.words), np.int32)) == []


def test_a_shared_source_stays_within_its_zone() -> None:
    item = block("Norland agreed to talks, but rejected the plan.")
    agreed = Draft((at(item, "to talks"),), at(item, "agreed"), at(item, "Norland"), 0.9)
    rejected = Draft((at(item, "the plan"),), at(item, "rejected"), None, 0.9)
    zones = np.zeros(len(item.words), np.int32)
    assert share_sources(item, [agreed, rejected], zones)[1].source == agreed.source
    zones[at(item, "rejected")[0] :] = 1
    assert share_sources(item, [agreed, rejected], zones)[1].source is None
