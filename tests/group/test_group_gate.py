"""The quality floors of stories (tests/gates/floors.toml): they only rise. bench/grouping.py has more."""

import sys
import tomllib
from pathlib import Path

import pytest

from crossread.models import Encoder

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from training.stories.sets import basil, ecb

import grouping as bench_grouping

pytestmark = pytest.mark.gate

FLOORS = tomllib.loads((Path(__file__).parents[1] / "gates" / "floors.toml").read_text("utf-8"))["stories"]
SETS = {"basil.dev": basil, "ecb.dev": ecb}


@pytest.mark.parametrize("name", sorted(SETS))
def test_the_stories_of_a_set_hold_their_floor(name: str, shared: Path, encoder: Encoder) -> None:
    labelled = SETS[name](shared / "data" / "stories")
    _, _, f1 = bench_grouping.measure(name, labelled, (), encoder)
    assert f1 >= FLOORS[name]
