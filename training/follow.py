"""Follow a recipe: run the steps that are not done, one process each, with the time that is left.

The same command goes on where an earlier run was cut off.
"""

import argparse
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from training.recipe import Ledger, State, Step, given, load, marks, shown, spared

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "src" / "crossread" / "models"
Execute = Callable[[list[str]], int]


def process(words: list[str]) -> int:
    """Run ``python WORDS`` in the repository; returns its exit code."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, *words]
    env = {**os.environ, "PYTHONPATH": path}
    # What is inheritable is the lock of `alone`: a step that outlives this process keeps it.
    return subprocess.run(command, check=False, cwd=ROOT, env=env, close_fds=False).returncode


@contextmanager
def alone(work: Path) -> Iterator[bool]:
    """Whether no other run, and no step that one left behind, is at work in ``work``; no other can begin."""
    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of one route with the folders they work on, and the machine's options."""

    steps: Sequence[Step]
    places: Mapping[str, str]
    machine: Mapping[str, str]

    def states(self) -> dict[str, State]:
        """How far each step is."""
        ledger, known = Ledger(Path(self.places["work"])), marks(self.steps, self.places)
        held = {step.name: ledger.state(step, known[step.name], self.places) for step in self.steps}
        return spared(self.steps, held)

    def words(self, step: Step) -> list[str]:
        """The command of a step behind ``python``."""
        return step.words(self.places, self.machine)

    def lacking(self) -> str:
        """A word on what a run would trip over; empty where nothing is wrong."""
        states = self.states()
        to_do = [step for step in self.steps if states[step.name].runs]
        used = {name for step in to_do for wanted in step.inputs if (name := given(wanted))}
        for name in sorted(used):
            if not Path(self.places[name]).exists():
                return f"{self.places[name]} (--{name}) is not there."
        out = Path(self.places["out"])
        if out.resolve().is_relative_to(SHIPPED):
            return f"{out} is the model that ships. Write elsewhere, and copy it when the check has passed."
        for step in self.steps:
            state = states[step.name]
            if state is State.OTHERWISE:
                return (
                    f"{step.name} was made in {self.places['work']} from another encoder or by other options"
                    f" than the recipe has now. Take another --work, or delete {_paths(step, self.places)},"
                    f" a .checkpoint beside it, and steps/{step.name}.json."
                )
            if state is State.FOUND and any(path.startswith("{out}") for path in step.outputs):
                return f"{out} holds a model that no run in {self.places['work']} made. Name another --out."
        return ""


def _paths(step: Step, places: Mapping[str, str]) -> str:
    return ", ".join(output.format_map(places) for output in step.outputs) or "nothing"


def minutes_left(plan: Plan, ledger: Ledger, rest: Sequence[Step]) -> float:
    """Minutes that ``rest`` may take: its costs, at the pace of the steps that were done here."""
    took = [(step.costs, ledger.seconds(step)) for step in plan.steps]
    known = [(costs, seconds / 60) for costs, seconds in took if seconds is not None]
    pace = sum(minutes for _, minutes in known) / sum(costs for costs, _ in known) if known else 1.0
    return pace * sum(step.costs for step in rest)


def follow(plan: Plan, execute: Execute = process, until: str = "") -> int:
    """Run what is to do; returns the exit code of the first step that fails, else 0."""
    ledger, known = Ledger(Path(plan.places["work"])), marks(plan.steps, plan.places)
    states = plan.states()
    for number, step in enumerate(plan.steps):
        head = f"[{number + 1}/{len(plan.steps)}] {step.name}"
        if not states[step.name].runs:
            print(f"{head}: {states[step.name].value}", flush=True)
        else:
            rest = [one for one in plan.steps[number:] if states[one.name].runs]
            print(f"{head}: {step.does} (about {minutes_left(plan, ledger, rest):.0f} min left)", flush=True)
            for later in plan.steps[number + 1 :]:
                if not later.outputs:  # what leaves no file of its own is done again
                    ledger.forget(later)
                    states[later.name] = State.TO_DO
            ledger.note(step, known[step.name], plan.places)
            started = time.time()
            code = execute(plan.words(step))
            if code:
                print(f"{step.name} ended with {code}; the same command goes on from here.", file=sys.stderr)
                return code
            ledger.note(step, known[step.name], plan.places, time.time() - started)
        if step.name == until:
            break
    return 0


def show(plan: Plan) -> None:
    """Print each step with its state."""
    states = plan.states()
    for step in plan.steps:
        print(f"{states[step.name].value:14}  {step.name:18}  {step.does}")


def rehearse(plan: Plan) -> None:
    """Print the steps as commands of a shell; those that are not to do as comments."""
    states = plan.states()
    print(f"cd {ROOT}; export PYTHONPATH=src:.")
    for step in plan.steps:
        state = states[step.name]
        print(f"# {step.name}: {step.does}{'' if state.runs else f' ({state.value})'}")
        print(("" if state.runs else "# ") + shown(plan.words(step)))


def main(recipe: Path, words: Sequence[str], *, prog: str, execute: Execute = process) -> int:
    """The command line of a recipe."""
    parser = argparse.ArgumentParser(
        prog=prog, description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--data", type=Path, default=ROOT.parent / "shared" / "data", help="the sets; eval/ lies beside them")
    add("--base", type=Path, required=True, help="folder of the encoder that the model is made from")
    add("--large", type=Path, help="folder of the larger encoder that teaches it; without: the short route")
    add("--work", type=Path, required=True, help="where everything goes that the steps make")
    add("--out", type=Path, help="where the model goes (default: WORK/model)")
    add("--device", choices=["cpu", "cuda"], default="cpu")
    add("--threads", type=int, default=2)
    add("--jobs", type=int, default=1, help="label: sets at once; a GPU has room for several")
    add("--until", default="", metavar="STEP", help="stop when this step is done")
    add("--list", action="store_true", help="show the steps and how far they are")
    add("--dry-run", action="store_true", help="show the steps as commands of a shell")
    options = parser.parse_args(words)
    steps = load(recipe, "large" if options.large else "small")
    if options.until and options.until not in [step.name for step in steps]:
        parser.error(f"--until: no step {options.until}; there are {', '.join(step.name for step in steps)}")
    folders = {
        "data": options.data, "shared": options.data.resolve().parent, "base": options.base,
        "large": options.large or "", "work": options.work, "out": options.out or options.work / "model",
    }  # fmt: skip
    places = {name: str(Path(folder).resolve()) for name, folder in folders.items()}
    machine = {name: str(getattr(options, name)) for name in ("device", "threads", "jobs")}
    plan = Plan(steps, places, machine)
    if options.list or options.dry_run:
        (show if options.list else rehearse)(plan)
        return 0
    if found := plan.lacking():
        print(found, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # which ends the step, too
    with alone(Path(places["work"])) as free:
        if not free:
            print(f"Another run is at work in {places['work']}.", file=sys.stderr)
            return 2
        try:
            return follow(plan, execute, options.until)
        except KeyboardInterrupt:
            print("\nCut off; the same command goes on from here.", file=sys.stderr)
            return 128 + signal.SIGINT
