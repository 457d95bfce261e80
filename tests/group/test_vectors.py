"""Products of sparse vectors, many at once."""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.stages.group.growing import Stories
from crossread.stages.group.pairs import KNOWN, PLAIN, Pairs, weeks
from crossread.stages.group.signals import days_apart, features_of, model, signals
from crossread.stages.group.terms import WEEKDAYS, Weights, cosine
from crossread.stages.group.units import units_of
from crossread.stages.group.vectors import Vectors
from group.sample import ALL, article

BOAT = {"boat": 0.6, "flood": 0.8}
DAM = {"dam": 0.28, "flood": 0.96}


def test_products_are_the_cosines_of_each_two_and_an_empty_vector_has_none() -> None:
    held = Vectors({"body": "body"})
    for number, vector in enumerate((BOAT, DAM, {}, BOAT)):
        held.add(number, {"body": vector})
    assert held.products(3, [0, 1, 2]).tolist() == [[cosine(BOAT, BOAT)], [cosine(BOAT, DAM)], [0.0]]
    assert held.products(2, [0, 1]).tolist() == [[0.0], [0.0]]
    assert held.products(0, []).tolist() == []


def test_each_kind_of_vector_is_set_beside_the_kind_that_was_said() -> None:
    held = Vectors({"body": "body", "title": "opening", "opening": "title"})
    held.add(0, {"body": BOAT, "title": {"flood": 2.0}, "opening": {"boat": 1.0, "flood": 1.0}})
    held.add(1, {"body": DAM, "title": {"dam": 3.0, "flood": 5.0}, "opening": {"dam": 1.0}})
    assert held.products(1, [0, 1]).tolist() == [
        [cosine(DAM, BOAT), 5.0, 0.0],  # its title in the other's opening; the other's title in its own
        [cosine(DAM, DAM), 3.0, 3.0],
    ]


def test_products_stay_as_they_were_when_words_are_let_go_of() -> None:
    held = Vectors({"body": "body"})
    for number in range(50):
        held.add(number, {"body": {f"word{number}-{part}": 0.01 for part in range(1000)}})
    held.add(50, {"body": BOAT})
    held.add(51, {"body": DAM})
    held.forget(49)
    assert held.products(51, [49, 50]).tolist() == [[0.0], [cosine(DAM, BOAT)]]
    held.add(52, {"body": {"boat": 1.0, "siren": 0.5}})
    assert held.products(52, [50, 51]).tolist() == [[BOAT["boat"]], [0.0]]


DAYS = st.none() | st.dates(date(2023, 5, 1), date(2023, 5, 20))


@settings(max_examples=40, deadline=None)
@given(
    told=st.lists(DAYS, min_size=len(ALL), max_size=len(ALL)),
    events=st.lists(DAYS, min_size=len(ALL), max_size=len(ALL)),
    weekdays=st.lists(st.sets(st.sampled_from(WEEKDAYS), max_size=2), min_size=len(ALL), max_size=len(ALL)),
    seen=st.booleans(),
)
def test_the_pairs_have_the_signals_that_two_units_have_by_themselves(
    told: list[date | None], events: list[date | None], weekdays: list[set[str]], seen: bool
) -> None:
    plain, _ = features_of([units_of(one, ())[0] for one in ALL], None)
    units = [
        replace(
            one,
            unit=replace(one.unit, published=day, event=event, weekdays=frozenset(names)),
            embedding=_vector(number) if seen else None,
        )
        for number, (one, day, event, names) in enumerate(zip(plain, told, events, weekdays, strict=True))
    ]
    found = Pairs()
    for one in units:
        found.add(one)
    pairs, values, vetoed = found.table()
    for (a, b), row, veto in zip(pairs.tolist(), values.tolist(), vetoed.tolist(), strict=True):
        own = signals(units[a], units[b], Weights(()))
        assert row[: len(PLAIN) - 1] == [own[name] or 0.0 for name in PLAIN[:-1]]
        assert row[len(PLAIN) - 1] == cosine(units[a].lead, units[b].lead)
        assert row[len(PLAIN) : len(PLAIN) + len(KNOWN)] == [own[name] is not None for name in KNOWN]
        days = days_apart(units[a].unit, units[b].unit)
        both = units[a].unit.published and units[b].unit.published
        assert veto == (bool(both) and days is not None and days > model()["clusters"]["veto_days"])


def _vector(number: int) -> npt.NDArray[np.float32]:
    made = np.random.default_rng(number).normal(size=8) + 2
    return np.asarray(made / np.linalg.norm(made), np.float32)


def test_a_batch_that_changes_nothing_leaves_all_stories_as_they_are() -> None:
    days = [date(2023, 5, 1) + timedelta(days=number // 4) for number in range(40)]
    papers = [
        article(
            f"a{n}",
            f"River Tess floods town {n // 4}",
            f"The river Tess rose in town {n // 4}. " * 9,
            str(day),
        )
        for n, day in enumerate(days)
    ]
    units, _ = features_of([units_of(one, ())[0] for one in papers], None)
    stories, whole = Stories(), Stories()
    for one in units:
        stories.add([one])
    whole.add(units)
    assert stories.add([]).placed == ()
    assert [len(group) for group in stories.groups()] == [len(group) for group in whole.groups()]


@pytest.mark.parametrize("told", [True, False])
def test_only_days_of_telling_part_two_units_for_good(told: bool) -> None:
    units, _ = features_of([units_of(article(n, "Flood in Tessel", "", None), ())[0] for n in "ab"], None)
    days = date(2023, 5, 1), date(2023, 5, 20)
    found = Pairs()
    for one, day in zip(units, days, strict=True):
        found.add(replace(one, unit=replace(one.unit, published=day if told else None, event=day)))
    _, _, vetoed = found.table()
    assert vetoed.tolist() == [told]


@settings(max_examples=60, deadline=None)
@given(
    days=st.lists(st.none() | st.integers(730_000, 730_040), min_size=2, max_size=9),
    seed=st.integers(0, 1000),
)
def test_an_undated_unit_is_of_a_week_as_its_neighbours_are(days: list[int | None], seed: int) -> None:
    chance = np.random.default_rng(seed)
    every = [(a, b) for b in range(len(days)) for a in range(b) if chance.random() < 0.7]
    pairs = np.array(every, np.int64).reshape(-1, 2)
    told = np.array([[math.nan if days[n] is None else days[n] for n in pair] for pair in every], float)
    likeness = chance.random(len(every)) * 2
    found = weeks(pairs, told.reshape(-1, 2), likeness)
    for (a, b), row in zip(every, found.tolist(), strict=True):
        if (days[a] is None) == (days[b] is None):
            assert row == [0.0, 0.0]
            continue
        unit, other = (a, b) if days[a] is None else (b, a)
        near = {
            (set(pair) - {unit}).pop(): math.exp(20 * like)
            for pair, like in zip(every, likeness.tolist(), strict=True)
            if unit in pair
        }
        dated = {number: weight for number, weight in near.items() if days[number] is not None}
        week = sum(weight for n, weight in dated.items() if abs((days[n] or 0) - (days[other] or 0)) <= 7)
        assert row == [pytest.approx(math.log(0.001 + week / sum(dated.values()))), 1.0]
