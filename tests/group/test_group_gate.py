"""The quality floors of stories and copies (tests/gates/floors.toml): they only rise.

bench/grouping.py and bench/copies.py have more.
"""

import sys
import tomllib
from pathlib import Path

import pytest

from crossread.models import Encoder

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import copies as bench_copies
import grouping as bench_grouping

from training.stories.sets import basil, ecb

pytestmark = pytest.mark.gate

ALL = tomllib.loads((Path(__file__).parents[1] / "gates" / "floors.toml").read_text("utf-8"))
FLOORS, COPIES = ALL["stories"], ALL["copies"]
SETS = {"basil.dev": basil, "ecb.dev": ecb}


@pytest.mark.parametrize("name", sorted(SETS))
def test_the_stories_of_a_set_hold_their_floor(name: str, shared: Path, encoder: Encoder) -> None:
    labelled = SETS[name](shared / "data" / "stories")
    _, _, f1 = bench_grouping.measure(name, labelled, (), encoder)
    assert f1 >= FLOORS[name]


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("name", sorted(COPIES))
def test_the_copies_of_a_set_hold_their_floor(name: str) -> None:
    _, _, f1 = bench_copies.measure(name)
    assert f1 >= COPIES[name]
