"""The quality floor of stories on a part of BASIL; it only rises. bench/grouping.py measures the whole."""

import sys
from pathlib import Path

import pytest

from crossread.models import Encoder

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from training.stories.sets import basil

import grouping as bench_grouping

pytestmark = pytest.mark.gate


def test_three_outlets_on_one_event_are_one_story(shared: Path, encoder: Encoder) -> None:
    labelled = basil(shared / "data" / "stories")
    events = sorted({label for _, label in labelled})[:20]
    part = [(article, label) for article, label in labelled if label in events]
    _, _, f1 = bench_grouping.measure("20 events of basil.dev", part, (), encoder)
    assert f1 >= 0.98
