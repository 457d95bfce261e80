"""Quality floors of the reader by itself: names of UNER EWT test, attributions of held-back GUM."""

import sys
import tomllib
from pathlib import Path

import pytest

from crossread.models import Reader
from crossread.stages.read import Policy

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import names as bench_names
import nesting as bench_nesting

pytestmark = pytest.mark.gate

ALL = tomllib.loads((Path(__file__).parents[1] / "gates" / "floors.toml").read_text("utf-8"))


def test_names_of_the_web_hold_their_floors(shared: Path, reader: Reader) -> None:
    found = bench_names.measure(shared / "data" / "entities" / "uner_en_ewt_test.jsonl.gz", reader)
    figures = {kind: found[kind]["f1"] for kind in ALL["uner_ewt"]}
    assert all(figures[kind] >= floor for kind, floor in ALL["uner_ewt"].items()), figures


@pytest.mark.parametrize("policy", [Policy.SPEECH, Policy.ALL])
def test_attributions_of_held_back_documents_hold_their_floor(
    policy: Policy, shared: Path, reader: Reader
) -> None:
    path = shared / "data" / "attribution" / "gum.train.jsonl.gz"
    assert bench_nesting.measure(path, reader, policy)["f1"] >= ALL["gum_attributions"][policy.value]
