import pytest

from crossread.records import ArticleKind
from crossread.stages.clean import clean

from .texts import TITLE, body, raw

TURNS = "MR. WEISS:  Good day.\n\nQ    Who closed the harbour?\n\nMR. WEISS:  Not we.\n\nQ    Who then?"


@pytest.mark.parametrize(
    ("text", "stated", "kind"),
    [
        (body(), {}, ArticleKind.ARTICLE),
        (f"{TURNS}\n\n{TURNS}", {"title": "Press briefing"}, ArticleKind.TRANSCRIPT),
        (body(*["Ada Writer", "Why?", "Anton Weiss", "Because we could."] * 3), {}, ArticleKind.TRANSCRIPT),
        (body(), {"title": "Readout of the chancellor’s call with Anton Weiss"}, ArticleKind.READOUT),
        (
            body(),
            {"title": "Telephone conversation with Anton Weiss", "party": "Norland"},
            ArticleKind.READOUT,
        ),
        (body(), {"title": "Meeting with the envoy of Sudria", "party": "Norland"}, ArticleKind.READOUT),
        (body(), {"title": "Meeting with the envoy of Sudria ends in tears"}, ArticleKind.ARTICLE),
        (f"OPINION\n\n{TITLE}\n\n{body()}", {}, ArticleKind.OPINION),
        (body(), {"title": "Opinion | Open the harbour"}, ArticleKind.OPINION),
        (body(), {"kind": "opinion"}, ArticleKind.OPINION),
    ],
)
def test_the_kind_is_judged_by_what_is_stated_turns_and_headline(
    text: str, stated: dict[str, str], kind: ArticleKind
) -> None:
    (article,) = clean([raw(text, **stated)])
    assert article.kind is kind


def test_speakers_turns_are_no_subheadings() -> None:
    end = body("The end of it all was that nobody knew.")
    (article,) = clean([raw(f"{body()}\n\n{TURNS}\n\n{TURNS}\n\n{end}")])
    assert article.headings == ()


def test_a_name_in_small_letters_that_others_write_large_shows_a_machine() -> None:
    good = "The envoy met Weiss in Eastport. He told Weiss that it was so, and later Weiss agreed with him."
    bad = (
        good.replace("Weiss", "weiss")
        + " It is clear that weiss has in this matter not to say what he wants to."
    )
    articles = clean([raw(good), raw(good + " So be it, he said to Weiss."), raw(bad)])
    assert [article.flags for article in articles] == [(), (), ("machine-translated",)]


def test_a_text_that_breaks_off_is_flagged() -> None:
    assert clean([raw(f"{body()}\n\nThe chancellor, who had come to Eastport for the day, said that she…")])[
        0
    ].flags
    assert clean([raw(f"{body()}\n\nThe chancellor, who had come to Eastport for the day, said that the")])[
        0
    ].flags
    assert not clean([raw(body())])[0].flags
