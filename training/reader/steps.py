"""The steps of training: each reads what earlier ones wrote and leaves its own result, whole or not at all.

``arrays`` is where prepare wrote the sets, ``work`` where weights and labels go:
two rounds of teachers and students share the sets and nothing else.
"""

import argparse
import json
import logging
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from training.encoders import tokenizer_of
from training.files import whole
from training.reader import vocabulary
from training.reader.adapt import adapt
from training.reader.corpus import INNER, OUTER, Corpus
from training.reader.decode import figures, name_figures
from training.reader.label import label, names_only, with_decoys, with_inner
from training.reader.network import Reader
from training.reader.train import Given, Recipe, load, train

log = logging.getLogger("training")
STREAM_CHARACTERS = 4000  # of an article
LABELS = "labels.json"  # frames of each level in each labelled set; there when all sets are labelled


def corpus(options: argparse.Namespace, name: str) -> Corpus:
    """One prepared set."""
    return Corpus.load(options.arrays / f"{name}.npz")


def labelled(options: argparse.Namespace, name: str) -> Corpus:
    """One set as the teachers labelled it."""
    return Corpus.load(options.work / f"{name}-labelled.npz")


def streams(options: argparse.Namespace) -> list[str]:
    """Names of the sets of articles without labels."""
    return sorted(path.stem for path in options.arrays.glob("stream-?.npz"))


def step_prepare(options: argparse.Namespace) -> None:
    """The sets as arrays."""
    from training.reader.prepare import prepare

    prepare(options.data, options.base, options.arrays, characters=STREAM_CHARACTERS)


def step_adapt(options: argparse.Namespace) -> None:
    """Masked-language training on all texts."""
    held = [corpus(options, name) for name in ("train", *streams(options))]
    budget = 256 * (options.budget or (48 if options.device == "cuda" else 8))
    adapt(held, options.base, options.work / "adapted.pt", epochs=options.adapt_epochs, budget=budget,
          device=options.device, rate=options.rate or 5e-4)  # fmt: skip


def start_of(options: argparse.Namespace) -> Path:
    """The encoder to start from: adapted where that was done."""
    adapted: Path = options.work / "adapted.pt"
    return adapted if adapted.exists() and not options.published else options.base


def recipe_of(options: argparse.Namespace, epochs: int) -> Recipe:
    """Larger batches where they are cheap; half the rate from weights that were trained before."""
    if options.device == "cuda":
        recipe = Recipe(epochs=epochs, budget=24 * 256, workers=options.workers)
    else:
        recipe = Recipe(epochs=epochs, budget=12 * 256, encoder_rate=2.5e-4, dropout=0.05, workers=0)
    if options.start:
        recipe = replace(recipe, encoder_rate=1.5e-4, head_rate=5e-4, warm_up=0.03)
    return replace(
        recipe,
        budget=256 * options.budget if options.budget else recipe.budget,
        encoder_rate=options.rate or recipe.encoder_rate,
        head_rate=options.head_rate or recipe.head_rate,
        minutes=options.minutes,
    )


def step_teacher(options: argparse.Namespace) -> None:
    """One reader on the gold sets."""
    given = Given([corpus(options, name) for name in ("train", "gum", "entities")], [1, 1, 2])
    target = options.work / f"teacher-{options.seed}.pt"
    recipe = recipe_of(options, options.epochs or 8)
    model = train(given, start_of(options), target, recipe, seed=options.seed, device=options.device)
    report([model], options, target.stem)


def step_label(options: argparse.Namespace) -> None:
    """The ensemble's labels: all of articles, what lies within contents of PolNeAR, names of sentences.

    What these teachers labelled already stays: several processes may share the work (``jobs``, ``sets``).
    """
    found = sorted(options.work.glob("teacher-*.pt"))
    every = ["train", "sentences", *streams(options)]
    there = [name for name in every if _newer(_path(options, name), found)]
    log.info("labelled already: %s", ", ".join(there) or "nothing")
    wanted = [name for name in options.sets or every if name not in there]
    if options.jobs > 1:
        _beside(wanted, options.jobs)
    else:
        _label(wanted, found, options)
    if set(every) <= {*there, *wanted}:
        counts = {name: _frames(labelled(options, name)) for name in every}
        with whole(options.work / LABELS) as new:
            new.write_text(json.dumps(counts), "utf-8")


def _newer(path: Path, sources: Sequence[Path]) -> bool:
    return path.exists() and all(path.stat().st_mtime >= source.stat().st_mtime for source in sources)


def _beside(names: Sequence[str], jobs: int) -> None:
    """This very command for each set, ``jobs`` at once: on a GPU most of the time goes to Python."""
    command = [sys.executable, "-m", "training.reader", *sys.argv[1:], "--jobs", "1", "--sets"]
    with ThreadPoolExecutor(jobs) as pool:
        for done in pool.map(lambda name: subprocess.run([*command, name], check=False), names):
            done.check_returncode()


def _label(wanted: Sequence[str], teachers: Sequence[Path], options: argparse.Namespace) -> None:
    models = [load(path, options.base, options.device) for path in teachers] if wanted else []
    if "train" in wanted:
        report(models, options, "ensemble")
    for name in wanted:
        held = corpus(options, name)
        if name != "train":
            held = label(models, held, options.device)
        inner = name != "sentences"
        held = with_inner(models, held, options.device, options.depth) if inner else names_only(held)
        held.save(_path(options, name))
        log.info("labelled %s: %s", name, _frames(held))


def _path(options: argparse.Namespace, name: str) -> Path:
    path: Path = options.work / f"{name}-labelled.npz"
    return path


def _frames(held: Corpus) -> dict[str, int]:
    counts = Counter(held.level.tolist())
    return {"outermost": counts[OUTER], "within": counts[INNER]}


def step_student(options: argparse.Namespace) -> None:
    """A reader of gold, and of what the ensemble says of other articles."""
    words = words_of(options.base)
    gold = [labelled(options, "train"), corpus(options, "gum"), corpus(options, "entities"),
            labelled(options, "sentences")]  # fmt: skip
    stream = [with_decoys(labelled(options, name), words) for name in streams(options)]
    given = Given([with_decoys(held, words) for held in gold], [1, 3, 4, 1], stream, options.stream_share)
    target = options.work / f"student-{options.seed}.pt"
    recipe = recipe_of(options, options.epochs or (2 if options.start else 12))
    model = train(given, start_of(options), target, recipe, seed=options.seed, device=options.device,
                  start=options.start)  # fmt: skip
    report([model], options, target.stem)


def words_of(base: Path) -> list[str]:
    """The form of each piece."""
    tokenizer = tokenizer_of(base if base.is_dir() else base.parent)
    return [tokenizer.id_to_token(number) or "" for number in range(tokenizer.get_vocab_size())]


def report(models: list[Reader], options: argparse.Namespace, name: str) -> None:
    """Print figures on PolNeAR dev and UNER test as a line of JSON."""
    spans = figures(models, corpus(options, "dev"), options.device)
    names = name_figures(models, corpus(options, "entities_test"), options.device)
    print(json.dumps({"name": name, "spans": spans, "names": names}), flush=True)


STEPS = {
    "prepare": step_prepare,
    "adapt": step_adapt,
    "teacher": step_teacher,
    "label": step_label,
    "student": step_student,
}


def run(options: argparse.Namespace) -> None:
    """One step, where the arrays fit the encoder."""
    vocabulary.check(options.arrays, options.base)
    options.work.mkdir(parents=True, exist_ok=True)
    STEPS[options.step](options)
