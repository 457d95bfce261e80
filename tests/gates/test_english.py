"""Bad English: false flags on clean news stay rare, spoilt texts are found."""

import tomllib
from pathlib import Path

import pytest

import english as bench_english

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))

pytestmark = pytest.mark.gate


@pytest.fixture(scope="module")
def shares(shared: Path) -> dict[str, float]:
    return bench_english.measure(shared)


@pytest.mark.parametrize("name", sorted(FLOORS["english"]))
def test_spoilt_english_is_found(shares: dict[str, float], name: str) -> None:
    assert shares[name] >= FLOORS["english"][name]


@pytest.mark.parametrize("name", sorted(FLOORS["english_at_most"]))
def test_clean_news_is_hardly_ever_flagged(shares: dict[str, float], name: str) -> None:
    assert shares[name] <= FLOORS["english_at_most"][name]


def test_of_the_seeds_the_translated_one_is_flagged_by_itself(shared: Path) -> None:
    assert [name for name, bad in bench_english.seeds(shared).items() if bad] == [bench_english.MACHINE]
