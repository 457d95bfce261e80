"""Numbers: bounds, expectations, and what they count."""

from compare.builders import World


def reports(
    first: tuple[str, float | None, float | None], second: tuple[str, float | None, float | None]
) -> World:
    """Two outlets that count the boats lost in one storm."""
    world = World()
    one = world.article(
        "Herald", f"Odo Wessel said the storm sank {first[0]} fishing boats in Arlen harbour."
    )
    two = world.article(
        "Courier", f"Pell Dunmore said the storm sank {second[0]} fishing boats in Arlen harbour."
    )
    world.claim(one, f"the storm sank {first[0]} fishing boats in Arlen harbour", "Odo Wessel", cue="said")
    world.claim(two, f"the storm sank {second[0]} fishing boats in Arlen harbour", "Pell Dunmore", cue="said")
    world.quantity(one, first[0], first[1], first[2], "boat")
    world.quantity(two, second[0], second[1], second[2], "boat")
    return world


def test_numbers_that_cannot_both_hold_are_a_numeric_difference() -> None:
    found = reports(("12", 12, 12), ("30", 30, 30)).findings("numeric_difference", "contradiction")
    assert [finding.kind.value for finding in found] == ["numeric_difference"]
    assert any("12" in reason.value and "30" in reason.value for reason in found[0].reasons)


def test_a_bound_and_a_number_inside_it_agree() -> None:
    world = reports(("more than 12", 12, None), ("30", 30, 30))
    assert not world.findings("numeric_difference", "contradiction")
    assert world.findings("agreement")


def test_what_was_planned_and_what_was_are_no_conflict() -> None:
    world = World()
    one = world.article(
        "Herald", "Odo Wessel said the harbour talks were supposed to last 30 minutes in Arlen."
    )
    two = world.article("Courier", "Pell Dunmore said the harbour talks lasted 120 minutes in Arlen.")
    world.claim(one, "the harbour talks were supposed to last 30 minutes in Arlen", "Odo Wessel", cue="said")
    world.claim(two, "the harbour talks lasted 120 minutes in Arlen", "Pell Dunmore", cue="said")
    world.quantity(one, "30 minutes", 30, 30, "minute")
    world.quantity(two, "120 minutes", 120, 120, "minute")
    assert not world.findings("numeric_difference", "contradiction")


def test_numbers_of_two_stories_are_not_compared() -> None:
    world = World()
    one = world.article(
        "Herald", "Odo Wessel said the storm sank 12 fishing boats in Arlen harbour.", story="spring"
    )
    two = world.article(
        "Courier", "Pell Dunmore said the storm sank 30 fishing boats in Arlen harbour.", story="autumn"
    )
    world.claim(one, "the storm sank 12 fishing boats in Arlen harbour", "Odo Wessel", cue="said")
    world.claim(two, "the storm sank 30 fishing boats in Arlen harbour", "Pell Dunmore", cue="said")
    world.quantity(one, "12", 12, 12, "boat")
    world.quantity(two, "30", 30, 30, "boat")
    assert not world.findings("numeric_difference", "contradiction")


def test_a_number_that_is_only_wished_for_stands_against_no_count() -> None:
    world = World()
    wished = "the guild wants to lend 900 barrels of barley to Tarn Ford"
    one = world.article("Herald", f"Ilse Corran said {wished}.")
    two = world.article("Courier", "Odo Wessel said the guild lent 300 barrels of barley to Tarn Ford.")
    world.claim(one, wished, "Ilse Corran", cue="said")
    world.claim(two, "the guild lent 300 barrels of barley to Tarn Ford", "Odo Wessel", cue="said")
    world.quantity(one, "900 barrels", 900, 900, "barrel")
    world.quantity(two, "300 barrels", 300, 300, "barrel")
    assert not world.findings("numeric_difference")


def test_ages_are_no_counts() -> None:
    world = World()
    one = world.article(
        "Herald", "Odo Wessel said Ilse Corran, 30, and four children died in the first ferry."
    )
    two = world.article("Courier", "Pell Dunmore said four children aged 8 died in the first ferry.")
    world.claim(one, "Ilse Corran, 30, and four children died in the first ferry", "Odo Wessel", cue="said")
    world.claim(two, "four children aged 8 died in the first ferry", "Pell Dunmore", cue="said")
    world.quantity(one, "30", 30, 30, "")
    world.quantity(two, "8", 8, 8, "")
    assert not world.findings("numeric_difference", "contradiction")


def test_a_measure_as_of_an_hour_says_nothing_of_other_hours() -> None:
    first = "as of 11 p.m. the storm drove the fishing boats in Arlen harbour at 12 knots"
    second = "the storm drove the fishing boats in Arlen harbour at 30 knots"
    world = World()
    one = world.article("Herald", f"Odo Wessel said {first}.")
    two = world.article("Courier", f"Pell Dunmore said {second}.")
    world.claim(one, first, "Odo Wessel", cue="said")
    world.claim(two, second, "Pell Dunmore", cue="said")
    world.quantity(one, "12 knots", 12, 12, "knot")
    world.quantity(two, "30 knots", 30, 30, "knot")
    assert not world.findings("numeric_difference", "contradiction")


def test_a_part_is_not_the_whole_and_a_median_no_other_measure() -> None:
    assert not reports(("12 private", 12, 12), ("30", 30, 30)).findings("numeric_difference")
    assert not reports(("a median of 12", 12, 12), ("30", 30, 30)).findings("numeric_difference")


def test_either_of_two_numbers_stands_against_no_third() -> None:
    world = World()
    first, second = (
        f"the storm sank {count} fishing boats in Arlen harbour" for count in ("either five or 12", "30")
    )
    one = world.article("Herald", f"Odo Wessel said {first}.")
    two = world.article("Courier", f"Pell Dunmore said {second}.")
    world.claim(one, first, "Odo Wessel", cue="said")
    world.claim(two, second, "Pell Dunmore", cue="said")
    world.quantity(one, "12", 12, 12, "boat")
    world.quantity(two, "30", 30, 30, "boat")
    assert not world.findings("numeric_difference")


def test_a_number_that_fits_hides_no_other_that_does_not() -> None:
    world = World()
    one = world.article("Herald", "Odo Wessel said the storm killed five sailors and injured eight others.")
    two = world.article("Courier", "Pell Dunmore said the storm killed five sailors and injured six others.")
    world.claim(one, "the storm killed five sailors and injured eight others", "Odo Wessel", cue="said")
    world.claim(two, "the storm killed five sailors and injured six others", "Pell Dunmore", cue="said")
    for page, hurt in ((one, ("eight", 8)), (two, ("six", 6))):
        world.quantity(page, "five", 5, 5, "person")
        world.quantity(page, hurt[0], hurt[1], hurt[1], "person")
    found = world.findings("numeric_difference")
    assert len(found) == 1
    assert "8 person against 6 person" in [reason.value for reason in found[0].reasons]
