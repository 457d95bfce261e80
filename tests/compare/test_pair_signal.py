"""The pair model as one signal: asked where signs oppose, heard both ways, never alone."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from compare.builders import WordEncoder, World
from compare.test_conflicts import rival_accounts
from crossread.records import Act, Finding
from crossread.stages.compare import compare


class Verdict:
    """A pair model that says the same of every pair, and remembers what it was asked."""

    name, sha256 = "stand-in", "0"

    def __init__(self, entailment: float, contradiction: float) -> None:
        self.row = (entailment, contradiction, 1 - entailment - contradiction)
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """The one verdict, a row a pair."""
        self.asked += pairs
        return np.tile(np.asarray(self.row, np.float32), (len(pairs), 1))


def conflicts(world: World, model: Verdict | None) -> list[Finding]:
    articles, resolution, grouping = world.records()
    found = compare(articles, resolution, grouping, WordEncoder(), model)
    return [finding for finding in found if finding.kind.value == "contradiction"]


def test_a_verdict_raises_or_lowers_a_conflict_and_stands_among_its_reasons() -> None:
    bare = conflicts(rival_accounts(), None)[0]
    opposed = conflicts(rival_accounts(), Verdict(0.05, 0.9))[0]
    agreed = conflicts(rival_accounts(), Verdict(0.5, 0.05))[0]
    assert opposed.score > bare.score > agreed.score
    reasons = {reason.signal: reason.value for reason in opposed.reasons}
    assert "90% contradiction" in reasons["pair_model"]
    assert "pair_model" not in {reason.signal for reason in bare.reasons}


def test_each_pair_is_asked_both_ways_round() -> None:
    model = Verdict(0.1, 0.1)
    conflicts(rival_accounts(), model)
    assert model.asked
    assert {(b, a) for a, b in model.asked} == set(model.asked)


def test_what_no_sign_opposes_is_not_asked_about() -> None:
    world = World()
    one = world.article("Herald", "Mayor Ilse Corran said the council sold the harbour warehouses to Brask.")
    two = world.article("Courier", "Auditor Pell Dunmore said the council sold the harbour warehouses.")
    world.claim(one, "the council sold the harbour warehouses to Brask", "Ilse Corran", cue="said")
    world.claim(two, "the council sold the harbour warehouses", "Pell Dunmore", cue="said")
    model = Verdict(0.0, 1.0)
    assert conflicts(world, model) == []
    assert model.asked == []


def test_contents_that_agree_speak_for_a_conflict_where_one_of_them_is_denied() -> None:
    world = World()
    one = world.article("Herald", "Ilse Corran denied that the council sold the harbour warehouses.")
    two = world.article("Courier", "Odo Wessel said the council sold the harbour warehouses.")
    world.claim(
        one, "that the council sold the harbour warehouses", "Ilse Corran", cue="denied", act=Act.DENY
    )
    world.claim(two, "the council sold the harbour warehouses", "Odo Wessel", cue="said")
    bare, alike = conflicts(world, None)[0], conflicts(world, Verdict(0.9, 0.05))[0]
    assert alike.score > bare.score
