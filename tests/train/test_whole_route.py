"""Every step of the reader's recipe, from the sets to the check, with encoders of random weights."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from crossread.models import Reader

from .tiny import in_process, needed, tiny_bert, tiny_mpnet, write_sets
from training import follow
from training.reader.options import RECIPE
from training.recipe import State, Step, load

LEARNING = {"adapt-epochs": 1, "epochs": 60, "rate": 3e-3}
GOING_ON = {"epochs": 2}
INVENTED = "invented.txt.gz"
CHECKED = ["calibrate", "check"]


class Inside:
    """Runs steps in this process, which spares the start of one for each; ``ran`` has their commands."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.ran: list[list[str]] = []

    def __call__(self, words: list[str]) -> int:
        self.ran.append(words)
        try:
            in_process(words, self.monkeypatch)
        except SystemExit as ended:
            return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        return 0


def quick(step: Step, folder: Path) -> Step:
    """The step with so few passes, at so high a rate, that it takes a second and learns six sentences."""
    if step.name == "names":
        return replace(step, options={**step.options, "epochs": 1, "invented": str(folder / INVENTED)})
    going_on = "start" in step.options and step.name != "small-student-1"
    changed = GOING_ON if going_on else LEARNING
    return replace(step, options={**step.options, **{k: v for k, v in changed.items() if k in step.options}})


def plan_of(folder: Path, route: str) -> follow.Plan:
    """The recipe with folders under ``folder``."""
    names = {"data": "shared/data", "shared": "shared", "base": "tiny-bert", "large": "tiny-mpnet",
             "work": "work", "out": f"out-{route}"}  # fmt: skip
    places = {name: str(folder / path) for name, path in names.items()}
    steps = [quick(step, folder) for step in load(RECIPE, route)]
    return follow.Plan(steps, places, {"device": "cpu", "threads": "1", "jobs": "1"})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Inside]]:
    """A folder where the long route was followed until there is a model."""
    needed("torch")
    folder = tmp_path_factory.mktemp("route")
    write_sets(folder / "shared" / "data")
    (folder / INVENTED).write_bytes(gzip.compress(b"ask [PER ada lund] at [ORG quay & sons]\n"))
    tiny_bert(folder / "tiny-bert")
    tiny_mpnet(folder / "tiny-mpnet")
    with pytest.MonkeyPatch.context() as monkeypatch:
        inside = Inside(monkeypatch)
        assert not plan_of(folder, "large").lacking()
        assert follow.follow(plan_of(folder, "large"), inside, until="names") == 0
        yield folder, inside


def test_every_step_to_the_model_runs_once(made: tuple[Path, Inside]) -> None:
    folder, inside = made
    plan = plan_of(folder, "large")
    left = [step.name for step in plan.steps if plan.states()[step.name] is not State.DONE]
    assert left == CHECKED
    assert inside.ran == [plan.words(step) for step in plan.steps if step.name not in left]
    assert Reader(folder / "out-large").name == "crossread-reader-tiny-bert"
    assert not list((folder / "work").rglob("*.new")) + list((folder / "work").rglob("*.checkpoint"))


def test_another_head_for_names_changes_nothing_else(made: tuple[Path, Inside]) -> None:
    folder, _ = made
    before, after = (Reader(folder / name) for name in ("work/large/exported", "out-large"))
    pieces, facts = before.pieces(["the", "quay"]), np.ones((2, 4), np.int64)
    one, other = before.run(pieces, facts), after.run(pieces, facts)
    for name in ("attribution", "inner", "memory"):
        assert (getattr(one, name) == getattr(other, name)).all()
    assert one.entity.shape == other.entity.shape
    assert not np.allclose(one.entity, other.entity)


def test_teachers_hand_on_what_they_learned_and_the_gold(made: tuple[Path, Inside]) -> None:
    folder, _ = made
    for size in ("small", "large"):
        labels = json.loads((folder / "work" / size / "labels.json").read_text("utf-8"))
        assert labels["train"]["outermost"] == 6  # the attributions of the gold
        assert labels["stream-0"]["outermost"] > 0  # of an article that nobody labelled


def test_the_check_says_where_the_new_reader_falls_short(
    made: tuple[Path, Inside], shared: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder, inside = made
    (folder / "shared" / "eval").symlink_to(shared / "eval")
    before = len(inside.ran)
    assert follow.follow(plan_of(folder, "large"), inside) == 1
    assert [words[0] for words in inside.ran[before:]] == ["bench/confidence.py", "bench/reproduced.py"]
    assert {"raw", "intercept"} <= set(Reader(folder / "out-large").calibration)
    told = capfd.readouterr()
    assert "Not reproduced within 0.5 points" in told.err
    assert "names, all" in told.err  # there are none in these sets, and 78 in the card


def test_the_short_route_takes_the_steps_that_both_share_as_done(made: tuple[Path, Inside]) -> None:
    folder, inside = made
    plan, before = plan_of(folder, "small"), len(inside.ran)
    assert not plan.lacking()
    assert follow.follow(plan, inside, until="names") == 0
    assert [words[1] for words in inside.ran[before:]] == ["training.export", "training.reader.names"]
    assert Reader(folder / "out-small").name == "crossread-reader-tiny-bert"
