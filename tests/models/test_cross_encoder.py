"""The pair model: what it says of plain cases, and that a verdict depends on its own pair alone."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from crossread.errors import ModelError
from crossread.models import CrossEncoder, files

PAIRS = [
    ("Russia meddled in the vote.", "Russia did not meddle in the vote."),
    ("The talks lasted two hours and 16 minutes.", "The talks lasted more than two hours."),
    ("The minister resigned on Monday.", "Rain is expected in the north."),
]


@pytest.fixture(scope="module")
def model() -> CrossEncoder:
    return CrossEncoder()


def test_rows_are_probabilities_in_the_order_of_the_pairs(model: CrossEncoder) -> None:
    found = model.judge(PAIRS)
    assert found.shape == (3, 3)
    assert found.dtype == np.float32
    assert np.allclose(found.sum(1), 1, atol=1e-5)
    assert model.judge([]).shape == (0, 3)


def test_a_verdict_does_not_depend_on_its_company(model: CrossEncoder) -> None:
    together = model.judge([*PAIRS, PAIRS[0]])
    assert np.array_equal(together[:3][::-1], CrossEncoder(workers=3).judge(PAIRS[::-1]))
    assert np.array_equal(together[0], together[3])
    assert np.array_equal(together[1], model.judge([PAIRS[1]])[0])


def test_a_denial_contradicts_both_ways_and_other_matters_do_not(model: CrossEncoder) -> None:
    found = model.judge([*PAIRS, (PAIRS[0][1], PAIRS[0][0])])
    assert found[:, 1].argmax() in (0, 3)
    assert min(found[0, 1], found[3, 1]) > max(0.5, found[1, 1], found[2, 1])


def test_the_same_words_agree(model: CrossEncoder) -> None:
    assert model.judge([(PAIRS[0][1], PAIRS[0][1])])[0].argmax() == 0


def test_a_charge_and_its_denial_are_rivals_and_one_view_told_twice_is_not(model: CrossEncoder) -> None:
    charge = "Ilse Corran accused: the council of selling the warehouses to Brask in secret"
    pairs = [
        (charge, "Odo Wessel denied: that the council had sold the warehouses in secret"),
        (charge, "Ilse Corran said: the council had sold the warehouses to Brask in secret"),
        ("Odo Wessel said: the council would meet on Monday", "Pell Dunmore said: it rained all week"),
    ]
    chances = model.rivals(pairs)
    assert chances.dtype == np.float32
    assert chances[0] > 0.5 > max(chances[1:])
    assert np.allclose(model.rivalry(pairs).sum(1), 1, atol=1e-5)


def test_texts_without_words_or_without_end_are_judged_too(model: CrossEncoder) -> None:
    found = model.judge([("", ""), ("word " * 2000, "\x00"), ("中文", "x" * 5000)])
    assert np.isfinite(found).all()


def test_an_article_takes_a_stance_to_a_headline() -> None:
    filler = "The town lies on a river and has four thousand people who mostly work at the mill. " * 12
    denial = "Police said the story of a lion in the mill is a hoax."
    article = f"A story has spread online this week. {filler} {denial}"
    found = CrossEncoder().stance(
        [(article, "A lion lives in the mill"), (article, "Oil prices fell in May")]
    )
    assert found.shape == (2, 4)
    assert found[0, :3].sum() > found[1, :3].sum()


def test_a_tokenizer_may_lie_in_another_folder(tmp_path: Path) -> None:
    shutil.copytree(files.HOME / "pair", tmp_path / "pair")
    with pytest.raises(ModelError, match=r"tokenizer\.json is missing"):
        CrossEncoder(tmp_path / "pair").judge(PAIRS)
    (tmp_path / "encoder").mkdir()
    shutil.copy(files.HOME / "encoder" / "tokenizer.json", tmp_path / "encoder")
    assert CrossEncoder(tmp_path / "pair").judge(PAIRS[:1]).shape == (1, 3)


def test_neither_is_shifted_and_nothing_else(model: CrossEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    shifted, rivalry = model.judge(PAIRS), model.rivalry(PAIRS)
    assert model.neither < 0
    plain = CrossEncoder()
    monkeypatch.setitem(plain._calibration, "neither", 0.0)
    found = plain.judge(PAIRS)
    assert np.allclose(
        np.log(shifted[:, 2] / shifted[:, 0]), np.log(found[:, 2] / found[:, 0]) + model.neither, atol=1e-4
    )
    assert np.allclose(shifted[:, 1] / shifted[:, 0], found[:, 1] / found[:, 0], rtol=1e-4)
    assert np.array_equal(plain.rivalry(PAIRS), rivalry)
