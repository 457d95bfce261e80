"""The comparison of a reader that was trained again with the card of the one that ships."""

import tomllib
from pathlib import Path

import pytest

import reproduced

# isort: split
from training.cards import with_line

CARD = """---
name: x
calibration: {"raw": 1}
tokenizer_sha256: ab
---
# Reader

| set | part |
|---|---|
| a | b |

| | outermost | default |
|---|---|---|
| source, exact | 85.6 | 83.4 |

---
"""
TABLE = tomllib.loads((Path(reproduced.__file__).with_suffix(".toml")).read_text("utf-8"))


def test_a_figure_of_a_card_is_found_by_its_row_and_column() -> None:
    assert reproduced.of_card(CARD, "source, exact", "default") == 83.4
    with pytest.raises(SystemExit, match="no row “cue”"):
        reproduced.of_card(CARD, "cue", "default")


def test_the_card_that_ships_has_every_figure_that_is_compared() -> None:
    card = reproduced.CARD.read_text("utf-8")
    for columns in TABLE["routes"].values():
        for column in columns:
            for row in TABLE["rows"]:
                assert 50 < reproduced.of_card(card, row, column) < 100
    for row, column in TABLE["names"].values():
        assert 50 < reproduced.of_card(card, row, column) < 100


@pytest.mark.parametrize(("again", "holds"), [(85.1, True), (85.0, False), (88.0, True)])
def test_half_a_point_below_is_reproduced_and_more_is_not(again: float, holds: bool) -> None:
    assert reproduced.Figure("source", 85.6, again).holds(0.5) is holds


def test_the_table_says_which_figures_fall_short(capsys: pytest.CaptureFixture[str]) -> None:
    reproduced.show([reproduced.Figure("source", 85.6, 85.7), reproduced.Figure("cue", 78.0, 77.0)], 0.5)
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["source", "85.6", "85.7", "+0.1"]
    assert lines[2].endswith("-1.0  more than 0.5 below")


def test_the_line_of_confidence_takes_the_place_of_the_one_before() -> None:
    card = with_line(CARD, 'calibration: {"raw": 2}')
    assert card.startswith('---\nname: x\ntokenizer_sha256: ab\ncalibration: {"raw": 2}\n---\n# Reader\n')
    assert card.split("---", 2)[2] == CARD.split("---", 2)[2]
