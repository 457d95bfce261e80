"""A recipe: the steps from data to a model, written in a TOML file, and which of them are done.

Each ``[[step]]`` has a ``name``, what it ``does``, what it ``run``s (a module
with its first words, or a script), ``inputs``, ``outputs``, ``options``,
``arguments`` without a name, the options that the ``machine`` says, and what it
``costs`` (minutes where it was measured). ``seeds`` makes one step of each.
``only`` names the route that has the step. ``{work}`` and the like stand for
folders that the command line gives.
"""

import hashlib
import json
import os
import shlex
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from training.files import whole

GIVEN = ("data", "shared", "base", "large")  # folders that no step makes
WEIGHED = ("config.json", "tokenizer.json", "*.safetensors", "*.npz")  # what a given encoder is known by


@dataclass(frozen=True, slots=True)
class Step:
    """One step; its words hold ``{work}`` and the like unfilled."""

    name: str
    does: str
    run: str
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    machine: tuple[str, ...] = ()
    costs: float = 1.0
    only: str = ""

    def words(self, places: Mapping[str, str], machine: Mapping[str, str]) -> list[str]:
        """The command line behind ``python``, with every folder filled in."""
        head = self.run.split()
        out = head if head[0].endswith(".py") else ["-m", *head]
        out = [*out, *self.arguments, *flags(self.options)]
        for name in self.machine:
            out += [f"--{name}", machine[name]]
        return [word.format_map(places) for word in out]


def flags(options: Mapping[str, Any]) -> Iterator[str]:
    """Options as words: several values follow one name, true is a flag alone."""
    for name, value in options.items():
        yield f"--{name}"
        if value is not True:
            yield from map(str, value if isinstance(value, tuple) else [value])


def load(path: Path, route: str) -> list[Step]:
    """The steps of a route, in order; raises ValueError where one needs what none before it makes."""
    rows = tomllib.loads(path.read_text("utf-8"))["step"]
    steps = [step for row in rows for step in _seeded(row) if step.only in ("", route)]
    made: set[str] = set()
    for step in steps:
        for wanted in step.inputs:
            if wanted not in made and not given(wanted):
                raise ValueError(f"{path.name}: {step.name} needs {wanted}, which no step before it makes.")
        made.update(step.outputs)
    return steps


def _seeded(row: Mapping[str, Any]) -> Iterator[Step]:
    seeds = row.get("seeds", [None])
    for seed in seeds:
        held = {name: _filled(value, seed) for name, value in row.items() if name != "seeds"}
        if seed is not None:
            held["options"] = {**held.get("options", {}), "seed": seed}
        yield Step(**held)


def _filled(value: Any, seed: int | None) -> Any:
    """A value of a step with its seed in place; lists as tuples."""
    if isinstance(value, dict):
        return {name: _filled(one, seed) for name, one in value.items()}
    if isinstance(value, list):
        return tuple(_filled(one, seed) for one in value)
    return value.replace("{seed}", str(seed)) if isinstance(value, str) else value


def given(place: str) -> str:
    """The name of the given folder that a path begins with; empty for what a step makes."""
    name = place.partition("}")[0].removeprefix("{")
    return name if name in GIVEN else ""


def marks(steps: Sequence[Step], places: Mapping[str, str]) -> dict[str, str]:
    """What each step's result is known by: its command and, through its inputs, all commands before it.

    Where the folders lie and on what device it runs makes no difference; which encoders are given does.
    """
    makers: dict[str, str] = {}
    encoders: dict[str, str] = {}
    out: dict[str, str] = {}
    for step in steps:
        origins = []
        for wanted in step.inputs:
            name = given(wanted)
            if name in ("base", "large"):
                encoders[name] = encoders.get(name) or weighed(Path(places[name]))
            origins.append(makers.get(wanted) or encoders.get(name, name))
        held = [step.run, step.arguments, sorted(step.options.items()), origins]
        out[step.name] = hashlib.sha256(json.dumps(held).encode()).hexdigest()
        makers |= dict.fromkeys(step.outputs, out[step.name])
    return out


def weighed(folder: Path) -> str:
    """A hash of an encoder's files."""
    found = hashlib.sha256()
    for path in sorted(path for pattern in WEIGHED for path in folder.glob(pattern)):
        found.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


class State(Enum):
    """How far a step is."""

    DONE = "done"
    FOUND = "found"  # its result is there, but no run of this recipe noted that it made it
    BEGUN = "begun"
    TO_DO = "to do"
    OTHERWISE = "made otherwise"
    NOT_NEEDED = "not needed"  # all that its result would be for is there

    @property
    def runs(self) -> bool:
        """Whether a run takes this step."""
        return self in (State.BEGUN, State.TO_DO)


def spared(steps: Sequence[Step], states: Mapping[str, State]) -> dict[str, State]:
    """``states``, where no step is to do that only leads to results which are there.

    What goes to ``{out}`` is wanted for its own sake, and so is what no other step takes.
    """
    taken = {path for step in steps for path in step.inputs}
    wanted: set[str] = set()
    out = dict(states)
    for step in reversed(steps):
        if states[step.name].runs:
            last = not taken.intersection(step.outputs) or any(
                path.startswith("{out}") for path in step.outputs
            )
            if last or wanted.intersection(step.outputs):
                wanted.update(step.inputs)
            else:
                out[step.name] = State.NOT_NEEDED
    return out


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was begun and what was done in a folder, a small file for each step."""

    folder: Path

    def _path(self, step: Step) -> Path:
        return self.folder / "steps" / f"{step.name}.json"

    def note(self, step: Step, mark: str, places: Mapping[str, str], seconds: float | None = None) -> None:
        """Write that a step was begun, or done in so many seconds."""
        path = self._path(step)
        path.parent.mkdir(parents=True, exist_ok=True)
        held = {"mark": mark, "seconds": seconds, "made": self._made(step, places)}
        with whole(path) as new:
            new.write_text(json.dumps(held), "utf-8")

    def forget(self, step: Step) -> None:
        """Strike a step out."""
        self._path(step).unlink(missing_ok=True)

    def seconds(self, step: Step) -> float | None:
        """How long a step took, where it was done here."""
        path = self._path(step)
        return json.loads(path.read_text("utf-8"))["seconds"] if path.is_file() else None

    def _made(self, step: Step, places: Mapping[str, str]) -> list[str]:
        # Seen from the folder, which may be moved.
        return [os.path.relpath(output.format_map(places), self.folder) for output in step.outputs]

    def state(self, step: Step, mark: str, places: Mapping[str, str]) -> State:
        """How far a step is."""
        made = self._made(step, places)
        there = all((self.folder / path).exists() for path in made)
        note = self._path(step)
        held = json.loads(note.read_text("utf-8")) if note.is_file() else {}
        if held.get("made") != made:
            return State.FOUND if made and there else State.TO_DO
        if held["mark"] != mark:
            return State.OTHERWISE if made else State.TO_DO
        if held["seconds"] is not None:
            return State.DONE if there else State.TO_DO
        # Files in the folder are there as a whole or not at all; a model is several.
        outside = any(output.startswith("{out}") for output in step.outputs)
        return State.FOUND if made and there and not outside else State.BEGUN


def shown(words: Sequence[str]) -> str:
    """A command as one would type it."""
    return shlex.join(["python", *words])
