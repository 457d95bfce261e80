"""Recipes: what they ask for, what is skipped, how a run that was cut off goes on. Needs no torch."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from training import follow
from training.reader.options import RECIPE, parser
from training.recipe import Ledger, State, load, marks

REPOSITORY = Path(__file__).parents[2]
PAIR = REPOSITORY / "training" / "pair" / "recipe.toml"
SCRIPT = """
import os
import sys
import time
from pathlib import Path
work, name, made = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
with (work / "log").open("a") as log:
    log.write(name + "\\n")
if (work / f"fail-{name}").exists():
    sys.exit(3)
if (work / f"wait-{name}").exists():
    (work / "waits").write_text(str(os.getpid()))
    time.sleep(60)
made.parent.mkdir(exist_ok=True)
made.write_text("made")
"""
FOLLOW = """
import signal, sys
from pathlib import Path
from training.follow import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background may have it ignored
sys.exit(main(Path(sys.argv[1]), sys.argv[2:], prog="recipe"))
"""
STEPS = """
[[step]]
name = "sets"
does = "arrays"
run = "{script}"
inputs = ["{{data}}", "{{base}}"]
outputs = ["{{work}}/sets"]
arguments = ["{{work}}", "sets", "{{work}}/sets"]

[[step]]
name = "teacher-{{seed}}"
does = "a teacher"
seeds = [1, 2]
run = "{script}"
inputs = ["{{work}}/sets"]
outputs = ["{{work}}/teacher-{{seed}}"]
arguments = ["{{work}}", "teacher-{{seed}}", "{{work}}/teacher-{{seed}}"]

[[step]]
name = "model"
does = "what it is for"
run = "{script}"
inputs = ["{{work}}/teacher-1", "{{work}}/teacher-2"]
outputs = ["{{out}}/model"]
arguments = ["{{work}}", "model", "{{out}}/model"]

[[step]]
name = "check"
does = "figures"
run = "{script}"
inputs = ["{{out}}/model"]
arguments = ["{{work}}", "check", "{{work}}/checked"]
"""


@pytest.fixture
def plan(tmp_path: Path) -> follow.Plan:
    for name in ("data", "base", "work"):
        (tmp_path / name).mkdir()
    (tmp_path / "base" / "tokenizer.json").write_text("{}")
    (tmp_path / "step.py").write_text(SCRIPT)
    (tmp_path / "recipe.toml").write_text(STEPS.format(script=tmp_path / "step.py"))
    steps = load(tmp_path / "recipe.toml", "small")
    places = {name: str(tmp_path / name) for name in ("data", "base", "work")}
    places["out"] = f"{places['work']}/model"
    return follow.Plan(steps, places, {})


def log(plan: follow.Plan) -> list[str]:
    """What ran, in order; empties the log."""
    path = Path(plan.places["work"]) / "log"
    held = path.read_text().split() if path.exists() else []
    path.unlink(missing_ok=True)
    return held


def test_a_step_is_made_for_each_seed_and_what_is_done_is_skipped(plan: follow.Plan) -> None:
    assert follow.follow(plan) == 0
    assert log(plan) == ["sets", "teacher-1", "teacher-2", "model", "check"]
    assert follow.follow(plan) == 0
    assert log(plan) == []


def test_a_run_goes_on_at_the_step_that_failed(plan: follow.Plan, capsys: pytest.CaptureFixture[str]) -> None:
    broken = Path(plan.places["work"]) / "fail-teacher-2"
    broken.touch()
    assert follow.follow(plan) == 3
    assert "teacher-2 ended with 3" in capsys.readouterr().err
    assert plan.states()["teacher-2"] is State.BEGUN
    log(plan)
    broken.unlink()
    assert follow.follow(plan) == 0
    assert log(plan) == ["teacher-2", "model", "check"]


def test_a_model_that_is_gone_is_made_again_and_what_leaves_no_file_follows(plan: follow.Plan) -> None:
    follow.follow(plan)
    log(plan)
    (Path(plan.places["out"]) / "model").unlink()
    follow.follow(plan)
    assert log(plan) == ["model", "check"]


def test_what_was_brought_from_elsewhere_is_taken(plan: follow.Plan) -> None:
    (Path(plan.places["work"]) / "sets").write_text("brought")
    assert plan.states()["sets"] is State.FOUND
    follow.follow(plan, until="teacher-1")
    assert log(plan) == ["teacher-1"]


def test_what_only_leads_to_results_that_are_there_is_spared(plan: follow.Plan) -> None:
    (Path(plan.places["work"]) / "teacher-1").write_text("brought")
    (Path(plan.places["work"]) / "teacher-2").write_text("brought")
    assert plan.states()["sets"] is State.NOT_NEEDED
    follow.follow(plan)
    assert log(plan) == ["model", "check"]
    (Path(plan.places["work"]) / "teacher-1").unlink()  # to save room, say
    follow.follow(plan)
    assert log(plan) == []


def test_the_readers_last_steps_run_from_weights_that_were_brought(plan: follow.Plan, tmp_path: Path) -> None:
    for name in ("small/before.pt", *(f"large/student-{seed}.pt" for seed in (4, 5, 7, 8))):
        path = Path(plan.places["work"]) / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    places = {**plan.places, "shared": str(tmp_path), "large": str(tmp_path / "nowhere")}
    brought = follow.Plan(load(RECIPE, "large"), places, {})
    assert [name for name, state in brought.states().items() if state.runs] == [
        "mix",
        "export",
        "names",
        "calibrate",
        "check",
    ]
    assert not brought.lacking()  # the larger encoder is no longer wanted


def test_another_encoder_or_other_options_are_never_mixed_with_what_is_there(plan: follow.Plan) -> None:
    follow.follow(plan)
    assert not plan.lacking()
    (Path(plan.places["base"]) / "tokenizer.json").write_text('{"another": 1}')
    assert "sets was made" in plan.lacking()
    assert plan.states()["teacher-1"] is State.OTHERWISE  # by way of its input


def test_where_the_folder_lies_makes_no_difference(plan: follow.Plan, tmp_path: Path) -> None:
    follow.follow(plan)
    moved = tmp_path / "elsewhere" / "w"
    moved.parent.mkdir()
    Path(plan.places["work"]).rename(moved)
    again = follow.Plan(plan.steps, {**plan.places, "work": str(moved), "out": f"{moved}/model"}, {})
    assert set(again.states().values()) == {State.DONE}


def at_work(plan: follow.Plan, tmp_path: Path) -> tuple[list[str], "subprocess.Popen[str]", int]:
    """A command that follows the recipe, its process, and the number of the process of its second step."""
    work = Path(plan.places["work"])
    (work / "wait-teacher-1").touch()
    folders = [word for name in ("data", "base", "work", "out") for word in (f"--{name}", plan.places[name])]
    command = [sys.executable, "-c", FOLLOW, str(tmp_path / "recipe.toml"), *folders]
    run = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True)
    waits = work / "waits"
    while not (waits.is_file() and waits.read_text()):
        assert run.poll() is None
        time.sleep(0.05)
    return command, run, int(waits.read_text())


def alive(number: int) -> bool:
    """Whether a process is there and no mere entry of a table."""
    path = Path(f"/proc/{number}/stat")
    return path.is_file() and path.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="looks at /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_ended_takes_its_step_with_it(
    plan: follow.Plan, tmp_path: Path, how: signal.Signals
) -> None:
    _, run, step = at_work(plan, tmp_path)
    run.send_signal(how)
    run.communicate(timeout=20)
    assert run.returncode == 128 + how
    assert not alive(step)
    (Path(plan.places["work"]) / "wait-teacher-1").unlink()
    log(plan)
    assert follow.follow(plan) == 0
    assert log(plan) == ["teacher-1", "teacher-2", "model", "check"]


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="looks at /proc")
def test_no_second_run_begins_while_a_step_is_at_work(plan: follow.Plan, tmp_path: Path) -> None:
    command, run, step = at_work(plan, tmp_path)
    run.kill()  # the step lives on
    run.wait(timeout=20)
    again = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    os.kill(step, signal.SIGKILL)
    run.communicate(timeout=20)
    assert again.returncode == 2
    assert "Another run is at work" in again.stderr


def test_time_left_follows_the_pace_of_what_was_done(plan: follow.Plan) -> None:
    ledger, known = Ledger(Path(plan.places["work"])), marks(plan.steps, plan.places)
    rest = plan.steps[1:]
    assert follow.minutes_left(plan, ledger, rest) == 4  # as the recipe says
    ledger.note(plan.steps[0], known["sets"], plan.places, 600)
    assert follow.minutes_left(plan, ledger, rest) == 40


def test_the_shipped_model_is_not_written_over(plan: follow.Plan) -> None:
    shipped = {**plan.places, "out": str(REPOSITORY / "src" / "crossread" / "models" / "reader")}
    assert "the model that ships" in follow.Plan(plan.steps, shipped, {}).lacking()


def test_a_folder_with_another_model_is_not_taken_for_the_result(plan: follow.Plan, tmp_path: Path) -> None:
    for name in ("reader.onnx", "roles.onnx", "tokenizer.json", "card.md"):
        path = tmp_path / "out" / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    places = {**plan.places, "shared": str(tmp_path), "out": str(tmp_path / "out")}
    found = follow.Plan(load(RECIPE, "small"), places, {"device": "cpu", "threads": "1"}).lacking()
    assert "holds a model that no run" in found


def test_a_step_that_needs_what_none_before_it_makes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "recipe.toml").write_text(
        '[[step]]\nname = "a"\ndoes = "b"\nrun = "c"\ninputs = ["{work}/missing"]\n'
    )
    with pytest.raises(ValueError, match=r"a needs \{work\}/missing"):
        load(tmp_path / "recipe.toml", "small")


@pytest.mark.parametrize("recipe", [RECIPE, PAIR])
@pytest.mark.parametrize("route", ["small", "large"])
def test_each_step_names_what_it_reads_and_writes(recipe: Path, route: str) -> None:
    for step in load(recipe, route):
        named = {*step.inputs, *step.outputs}
        given = [*step.arguments, *(value for value in step.options.values() if isinstance(value, str))]
        for word in given:
            if word.startswith("{"):
                assert any(path == word or path.startswith(f"{word}/") for path in named), (step.name, word)


@pytest.mark.parametrize("route", ["small", "large"])
def test_the_commands_of_the_readers_recipe_are_those_of_its_steps(route: str) -> None:
    places = {name: f"/{name}" for name in ("data", "shared", "base", "large", "work", "out")}
    for step in load(RECIPE, route):
        words = step.words(places, {"device": "cuda", "threads": "2", "jobs": "4"})
        if words[1] == "training.reader":
            options = parser().parse_args(words[2:])
            assert str(options.arrays or options.work) == "/work/sets"
            assert options.device == "cuda" or options.step == "prepare"


def test_contents_of_contents_are_read_by_both_rounds_of_teachers() -> None:
    depths = {
        step.name: step.options["depth"] for step in load(RECIPE, "large") if step.name.endswith("label")
    }
    assert depths == {"small-label": 2, "large-label": 2}


@pytest.mark.parametrize("how", ["--dry-run", "--list"])
def test_the_steps_can_be_seen_without_running_any(tmp_path: Path, how: str) -> None:
    folders = {"--work": "w", "--base": "base", "--large": "mpnet", "--out": "my out"}
    words = [word for name, folder in folders.items() for word in (name, str(tmp_path / folder))]
    command = [sys.executable, "-m", "training.reader", "all", how, *words]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for step in load(RECIPE, "large"):
        assert step.name in done.stdout
    assert not (tmp_path / "w").exists()
    if how == "--dry-run":
        assert f"--out '{tmp_path}/my out'" in done.stdout
        shell = subprocess.run(["bash", "-n"], input=done.stdout, text=True, capture_output=True)
        assert shell.returncode == 0, shell.stderr
