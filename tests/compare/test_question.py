"""Names of points: whole phrases of a source that say what is at issue."""

import pytest

from crossread.records import Span
from crossread.stages.compare.lexicon import class_of
from crossread.stages.compare.question import question
from crossread.stages.compare.units import Unit
from crossread.stages.compare.words import stem, terms


def said(text: str, start: int = 0) -> Unit:
    """A unit of all words of a text from ``start`` on."""
    span = Span(start, len(text))
    words = terms(text, span.start, span.end)
    return Unit(
        article="a",
        spans=(span,),
        sentence=Span(0, len(text)),
        text=text[start:],
        around=(text,),
        voices=("x",),
        own=False,
        of_party=False,
        terms=words,
        classes=frozenset(class_of(term.stem) for term in words if term.matters),
        actors=frozenset(),
    )


def named(text: str, *topic: str) -> str:
    """What a text gives as the name of a topic."""
    return question([said(text)], lambda _: 0.5, frozenset(class_of(stem(word)) for word in topic))


@pytest.mark.parametrize(
    ("text", "topic", "name"),
    [
        # A whole clause tells more than the part of it that shares most words.
        ("the harbour board sold the old ferry", ("sold", "ferry"), "the harbour board sold the old ferry"),
        # A noun phrase keeps its determiner and does not stop before "of".
        (
            "a report told of the closing of the ferry line",
            ("closing", "ferry"),
            "the closing of the ferry line",
        ),
        # "Between the two mayors was cordial" would be cut.
        (
            "the tone between the two mayors was cordial",
            ("mayors", "cordial"),
            "the tone between the two mayors was cordial",
        ),
        # A negation before a noun phrase belongs to one side.
        (
            "there is no evidence of a leak at the plant",
            ("evidence", "leak"),
            "evidence of a leak at the plant",
        ),
        # A title that a full stop shortens ends nothing.
        (
            "the council thanked Gov. Anna Lund for the new bridge",
            ("anna", "lund", "bridge"),
            "the council thanked Gov. Anna Lund for the new bridge",
        ),
    ],
)
def test_a_name_is_a_whole_phrase(text: str, topic: tuple[str, ...], name: str) -> None:
    assert named(text, *topic) == name


LONG = "in the grey light before the market opened on the quay beneath the old customs house "


@pytest.mark.parametrize(
    ("text", "topic", "name"),
    [
        # A day is when, not what.
        (f"{LONG} the board on Monday closed the ferry line", ("board", "ferry"), "closed the ferry line"),
        # What hangs on "barred" or "cut" does not go without it.
        (
            f"{LONG} the letter that accused Vell of selling barges",
            ("vell", "selling"),
            "accused Vell of selling barges",
        ),
        (f"{LONG} they cut tolls on barges as talks go on", ("barges", "talks"), "barges"),
        (f"{LONG} she who came from Vell and sold the ferry", ("vell", "sold", "ferry"), "sold the ferry"),
    ],
)
def test_a_name_does_not_run_on_past_its_phrase(text: str, topic: tuple[str, ...], name: str) -> None:
    assert named(text, *topic) == name


def test_who_pressed_whom_is_named_by_the_clause_that_says_so() -> None:
    accounts = [said("pressing the union to end the strike"), said("Lund accepted the union’s denial")]
    topic = frozenset(class_of(stem(word)) for word in ("union", "pressing", "accepted"))
    assert question(accounts, lambda _: 0.5, topic) == "Lund accepted the union’s denial"


def test_whether_names_a_question_best() -> None:
    text = "they disagreed about whether Lund should stay in office after the vote"
    assert named(text, "lund", "office", "stay").startswith("whether Lund should stay in office")


def test_quotation_marks_are_never_left_open() -> None:
    assert named("he believes the alliance is “obsolete” now", "alliance", "obsolete").count("“") == 1


def test_no_name_where_no_word_is_of_the_topic() -> None:
    assert named("the ferry sank", "bridge") == ""
