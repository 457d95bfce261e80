"""The part of a long text that speaks to a short one."""

from crossread.models.passages import passage, rarity, split, words

ARTICLE = (
    "The town met on Monday. A bear was seen near the school, parents said. The mayor likes tea very much. "
    "Rangers denied that a bear had been near any school. The harvest was good this year for all."
)


def test_the_lead_and_what_matches_stay_in_their_order() -> None:
    found = passage("Bear seen near school", split(ARTICLE), {})
    assert found.startswith("The town met on Monday.")
    assert found.index("A bear was seen") < found.index("Rangers denied")


def test_a_sentence_that_doubts_is_kept_before_others_that_match() -> None:
    matching = [
        "The lead stands here first.",
        *(f"A bear bear number {n} near the school of the town." for n in range(9)),
    ]
    found = passage("bear near school", [*matching, "A ranger called the bear story false."], {})
    assert found.endswith("story false.")


def test_no_sentence_is_cut_so_that_a_passage_runs_over() -> None:
    found = passage("bear", ["lead " * 100, *["bear " * 60] * 5], {})
    assert len(found.split()) <= 115


def test_rare_words_weigh_more() -> None:
    weights = rarity(["the bear slept", "the bear ate", "a wolf ate"])
    assert weights["wolf"] > weights["ate"]
    assert words("The Bear's den") == {"bear's", "den"}
