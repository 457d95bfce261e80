"""What numbers in a text measure or count, and how far they are known."""

import pytest

from crossread.records import Article, Quantity
from crossread.stages.resolve.quantities import quantities


def read(text: str) -> tuple[Quantity, ...]:
    return quantities(Article("a", "a.txt", text, "text", "utf-8", "en", published="2017-07-08"))


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit"),
    [
        ("The dinner took more than two hours.", "more than two hours", 120, None, "minute"),
        ("The dinner took two hours and 16 minutes.", "two hours and 16 minutes", 136, 136, "minute"),
        ("The dinner took half an hour.", "half an hour", 30, 30, "minute"),
        ("The dinner took an hour and a half.", "an hour and a half", 90, 90, "minute"),
        ("The dinner took two and a half hours.", "two and a half hours", 150, 150, "minute"),
        ("The dinner took over an hour.", "over an hour", 60, None, "minute"),
        ("It was a two-hour dinner.", "two-hour", 120, 120, "minute"),
        ("It was a 135-minute dinner.", "135-minute", 135, 135, "minute"),
        ("At least 86 people drowned.", "At least 86 people", 86, None, "people"),
        ("Up to 400 boats sank.", "Up to 400 boats", None, 400, "boat"),
        ("Fewer than ten sailors came.", "Fewer than ten sailors", None, 10, "sailor"),
        ("Between 3 and 5 barges sank.", "3 and 5 barges", 3, 5, "barge"),
        ("Some 3-5 barges sank.", "Some 3-5 barges", 3, 5, "barge"),
        ("Two dozen barges sank.", "Two dozen barges", 24, 24, "barge"),
        ("A dozen barges sank.", "A dozen barges", 12, 12, "barge"),
        ("Several hundred barges sank.", "Several hundred barges", 200, None, "barge"),
        ("Dozens of children came.", "Dozens of children", 24, None, "child"),
        ("The port cost $40 billion.", "$40 billion", 40e9, 40e9, "dollar"),
        ("The port cost £2.5m.", "£2.5m", 2.5e6, 2.5e6, "pound"),
        ("The port cost 200 million euros.", "200 million euros", 2e8, 2e8, "euro"),
        ("Rates rose 2 per cent.", "2 per cent", 2, 2, "percent"),
        ("Rates rose 2%.", "2%", 2, 2, "percent"),
        ("The king sent 100,000 troops.", "100,000 troops", 1e5, 1e5, "troop"),
        ("The king sent 59 long river boats.", "59 long river boats", 59, 59, "boat"),
        ("The road is 10 miles long.", "10 miles", 16.09344, 16.09344, "kilometre"),
        ("A total of 50 or more came.", "50 or more", 50, None, ""),
        ("Three hundred and five cows came.", "Three hundred and five cows", 305, 305, "cow"),
    ],
)
def test_a_number_is_read_with_its_bounds_and_unit(
    text: str, words: str, low: float | None, high: float | None, unit: str
) -> None:
    (found,) = read(text)
    assert found.span.of(text) == words
    assert (found.low, found.high) == (
        pytest.approx(low) if low else low,
        pytest.approx(high) if high else high,
    )
    assert found.unit == unit
    assert not found.ordinal


def test_about_makes_a_number_approximate() -> None:
    (found,) = read("About 30 sailors came.")
    assert (found.low, found.high, found.approximate) == (30, 30, True)


def test_an_ordinal_says_which_time_it_was() -> None:
    (found,) = read("It was the eighth time that the river froze.")
    assert (found.low, found.high, found.unit, found.ordinal) == (8, 8, "time", True)


@pytest.mark.parametrize(
    "text",
    [
        "The G20 met.",
        "A Boeing 737 landed.",
        "It froze on April 4.",
        "It froze in 2015.",
        "Come at 14:30.",
        "Article 5 holds.",
        "One of them came.",
        "It is open 24/7.",
        "No. 10 is silent.",
        "The two agreed.",
        "An F-16 landed.",
        "one day we shall see",
        "See 1.2.3.4 there.",
        "The 9/11 report",
        "Covid-19 spread.",
        "He left on 7 April 2017.",
        "It happened two days ago.",
    ],
)
def test_numbers_in_names_dates_and_labels_are_no_quantities(text: str) -> None:
    assert read(text) == ()


def test_from_three_to_five_is_a_change_and_no_range() -> None:
    found = read("The fleet grew from 300 to 500 ships.")
    assert [(one.low, one.high) for one in found] == [(300, 300), (500, 500)]


def test_a_bound_and_a_figure_inside_it_can_both_hold() -> None:
    bound, figure, other = read("More than two hours. Two hours and 16 minutes. Half an hour.")
    assert bound.compatible(figure)
    assert not bound.compatible(other)
