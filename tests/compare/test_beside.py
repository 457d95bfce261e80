"""Accounts that a writer sets side by side after a declared dispute."""

import pytest

from compare.builders import World

FIRST = "the dam was struck from the lake"
SECOND = "a rotten sluice gave way in the frost"


def page(opening: str, joined: str, *, sides: tuple[str | None, str | None] = ("Vell", "Tarn")) -> World:
    """One article: an opening sentence, then what two envoys say, joined by a word."""
    world = World()
    world.actor("Marek Olin", side=sides[0])
    world.actor("Teodora Brandt", side=sides[1])
    article = world.article("Herald", f"{opening} Olin said {FIRST}, {joined} Brandt said {SECOND}.")
    world.claim(article, FIRST, "Marek Olin", cue="said")
    world.claim(article, SECOND, "Teodora Brandt", cue="said")
    return world


CLASHED = "Marek Olin and Teodora Brandt clashed on the flood."


def test_accounts_set_side_by_side_after_a_dispute_are_rivals_however_unlike_their_words() -> None:
    world = page(CLASHED, "while")
    found = world.findings("contradiction")
    assert len(found) == 1
    told = " ".join(words for _, _, words in world.words(found[0]))
    assert FIRST in told
    assert SECOND in told
    assert "beside" in {reason.signal for reason in found[0].reasons}


@pytest.mark.parametrize(
    ("opening", "joined", "sides"),
    [
        ("Marek Olin and Teodora Brandt had lunch at the lake.", "while", ("Vell", "Tarn")),
        (CLASHED, "and", ("Vell", "Tarn")),
        (CLASHED, "while", ("Vell", "Vell")),
        (CLASHED, "while", (None, "Tarn")),
    ],
)
def test_without_a_dispute_a_turn_or_two_sides_they_are_not(
    opening: str, joined: str, sides: tuple[str | None, str | None]
) -> None:
    found = page(opening, joined, sides=sides).findings("contradiction")
    assert all("beside" not in {reason.signal for reason in finding.reasons} for finding in found)
