"""What the pair model says of accounts: it weighs in on what signs oppose, and finds what no sign does."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from compare.builders import WordEncoder, World, envoys
from compare.test_conflicts import rival_accounts
from crossread.records import Act, Finding
from crossread.stages.compare import compare
from crossread.stages.compare.matters import Link
from crossread.stages.compare.points import EMPHASIS
from crossread.stages.compare.rivals import with_word
from crossread.stages.compare.signals import Signal
from crossread.stages.compare.verdict import Opposition


class Chance:
    """A pair model that says the same of every pair, and remembers what it was asked."""

    name, sha256 = "stand-in", "0"

    def __init__(self, chance: float, follows: float = 0.5) -> None:
        self.chance, self.follows = chance, follows
        self.asked: list[tuple[str, str]] = []

    def rivals(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """The one chance for each pair."""
        self.asked += pairs
        return np.full(len(pairs), self.chance, np.float32)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """The one chance that the second follows, for each pair."""
        row = (self.follows, (1 - self.follows) / 2, (1 - self.follows) / 2)
        return np.tile(np.asarray(row, np.float32), (len(pairs), 1))


def found(world: World, model: Chance | None, kind: str = "contradiction") -> list[Finding]:
    articles, resolution, grouping = world.records()
    every = compare(articles, resolution, grouping, WordEncoder(), model)
    return [finding for finding in every if finding.kind.value == kind]


def without_sign() -> World:
    """Two accounts of one matter that hold no negated and no opposed word."""
    return envoys("the duke knew of the sale for a year", "the duke learned of the sale last night")


def test_the_model_raises_or_lowers_a_conflict_and_stands_among_its_reasons() -> None:
    unsure, sure = (found(rival_accounts(), Chance(chance))[0] for chance in (0.5, 0.95))
    assert sure.score > unsure.score
    reasons = {reason.signal: reason.value for reason in sure.reasons}
    assert "95% rival accounts" in reasons["rivals"]
    assert "rivals" not in {reason.signal for reason in found(rival_accounts(), None)[0].reasons}


def test_what_signs_see_and_the_model_does_not_is_a_difference_of_emphasis() -> None:
    assert found(rival_accounts(), None)
    assert not found(rival_accounts(), Chance(0.01))
    assert [one.score for one in found(rival_accounts(), Chance(0.01), "emphasis")] == [EMPHASIS]


@pytest.mark.parametrize("sign", ["sides", "contrast_strong"])
def test_what_the_model_can_not_know_counts_beside_its_word(sign: str) -> None:
    link = Link(0, 1, 0.9, 0.8, ())
    plain = Opposition(
        link, 0.8, (Signal("opposites", 1.0, 2.0),), numeric=False, charge=False, shared=frozenset()
    )
    known = replace(plain, signals=(*plain.signals, Signal(sign, 1.0, 0.5)))
    assert with_word(known, 0.4).score > with_word(plain, 0.4).score
    assert with_word(plain, 0.4).score > with_word(plain, 0.2).score


@pytest.mark.parametrize(("chance", "kind"), [(0.99, "contradiction"), (0.01, None)])
def test_accounts_without_a_sign_are_rivals_where_the_model_is_sure(chance: float, kind: str | None) -> None:
    assert not found(without_sign(), None)
    shown = found(without_sign(), Chance(chance))
    assert [one.kind.value for one in shown] == ([kind] if kind else [])
    for one in shown:
        assert "rivals" in {reason.signal for reason in one.reasons}
        assert len({account.party for account in one.accounts if account.passages}) == 2


def test_documents_of_parties_themselves_are_left_to_the_signs() -> None:
    world = World()
    accounts = {"Vell": "the duke knew of it for a year", "Tarn": "the duke learned of it last night"}
    for party, words in accounts.items():
        page = world.article(f"Office of {party}", f"{party}'s envoy said {words}.", party=party)
        world.claim(page, words, f"Envoy of {party}", cue="said")
    model = Chance(0.99)
    assert not found(world, model)
    assert not model.asked


def test_the_model_reads_who_says_it_by_which_word_and_what() -> None:
    world = World()
    one = world.article("Herald", "Ilse Corran denied that the council sold the harbour warehouses.")
    two = world.article("Courier", "Odo Wessel said the council sold the harbour warehouses.")
    content = "that the council sold the harbour warehouses"
    world.claim(one, content, "Ilse Corran", cue="denied", act=Act.DENY)
    world.claim(two, content.removeprefix("that "), "Odo Wessel", cue="said")
    model = Chance(0.9)
    assert found(world, model)
    assert {
        (f"Ilse Corran denied: {content}", f"Odo Wessel said: {content.removeprefix('that ')}"),
        (f"Odo Wessel said: {content.removeprefix('that ')}", f"Ilse Corran denied: {content}"),
    } & set(model.asked)


def test_a_story_is_read_in_twenty_pairs_at_most_beside_those_with_a_sign() -> None:
    world = World()
    for outlet in ("Herald", "Courier", "Gazette", "Mirror"):
        lines = [f"the ferry to island {n} sank in the storm at night" for n in range(30)]
        page = world.article(outlet, " ".join(f"Envoy Olin {outlet} said {line}." for line in lines))
        for line in lines:
            world.claim(page, line, f"Olin {outlet}", cue="said")
    model = Chance(0.01)
    found(world, model)
    assert 0 < len(model.asked) <= 20


def a_lone_denial() -> World:
    """A denial in one paper, and in another what a voice says of the harbour that it may answer."""
    world = World()
    one = world.article("Herald", "Ilse Corran denied that she had forged the granary seals of the harbour.")
    two = world.article("Courier", "Odo Wessel said the steward had stamped false wax at the harbour.")
    denied = "that she had forged the granary seals of the harbour"
    world.claim(one, denied, "Ilse Corran", cue="denied", act=Act.DENY)
    world.claim(two, "the steward had stamped false wax at the harbour", "Odo Wessel", cue="said")
    return world


@pytest.mark.parametrize(("chance", "kind"), [(0.8, "contradiction"), (0.6, "denial")])
def test_a_lone_denial_answers_what_the_model_calls_its_rival(chance: float, kind: str) -> None:
    (shown,) = found(a_lone_denial(), Chance(chance), kind)
    parties = {account.party for account in shown.accounts if account.passages}
    assert len(parties) == (2 if kind == "contradiction" else 1)
    assert not found(a_lone_denial(), None)
