"""Train the reader, from the sets to the exported model.

    python -m training.reader all --data ../shared/data --base BASE --work WORK

or one step: prepare, adapt, teacher (``--seed``), label, student. Each step
leaves its result in WORK and is skipped where it is there; a run that is cut off
goes on from its checkpoint. ``--device cuda`` where there is one.
"""

import argparse
import json
import logging
import math
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import torch

from training.encoders import tokenizer_of
from training.reader.adapt import adapt
from training.reader.corpus import Corpus
from training.reader.decode import figures, name_figures
from training.reader.label import label, names_only, with_decoys, with_inner
from training.reader.network import Reader
from training.reader.train import Given, Recipe, load, train

log = logging.getLogger("training")
TEACHERS = 5
STREAM_CHARACTERS = 4000  # of an article


def corpus(options: argparse.Namespace, name: str) -> Corpus:
    """One prepared set."""
    return Corpus.load(options.work / f"{name}.npz")


def streams(options: argparse.Namespace) -> list[str]:
    """Names of the sets of articles without labels."""
    return sorted(path.stem for path in options.work.glob("stream-?.npz"))


def step_prepare(options: argparse.Namespace) -> None:
    """The sets as arrays."""
    from training.reader.prepare import prepare

    prepare(options.data, options.base, options.work, characters=STREAM_CHARACTERS)


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


def teachers(options: argparse.Namespace) -> list[Reader]:
    """All readers trained so far."""
    found = sorted(options.work.glob("teacher-*.pt"))
    return [load(path, options.base, options.device) for path in found]


def step_label(options: argparse.Namespace) -> None:
    """The ensemble's labels: all of articles, what lies within contents of PolNeAR, names of sentences."""
    models = teachers(options)
    sets = options.sets or ["train", "sentences", *streams(options)]
    if "train" in sets:
        report(models, options, "ensemble")
    for name in sets:
        held = corpus(options, name)
        if name != "train":
            held = label(models, held, options.device)
        held = names_only(held) if name == "sentences" else with_inner(models, held, options.device)
        held.save(options.work / f"{name}-labelled.npz")


def step_student(options: argparse.Namespace) -> None:
    """The reader that is shipped: gold, and what the ensemble says of other articles."""
    names = ("train-labelled", "gum", "entities", "sentences-labelled")
    vocabulary = words_of(options.base)
    gold = [with_decoys(corpus(options, name), vocabulary) for name in names]
    stream = [with_decoys(corpus(options, f"{name}-labelled"), vocabulary) for name in streams(options)]
    given = Given(gold, [1, 3, 4, 1], stream, options.stream_share)
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


def step_all(options: argparse.Namespace) -> None:
    """Every step that has not been done, then the export."""
    for step, wanted in (("prepare", "stream-0.npz"), ("adapt", "adapted.pt")):
        if not (options.work / wanted).exists():
            STEPS[step](options)
    for seed in range(1, TEACHERS + 1):
        options.seed = seed
        if not (options.work / f"teacher-{seed}.pt").exists():
            step_teacher(options)
    options.seed = 1
    for step, wanted in (("label", "stream-0-labelled.npz"), ("student", "student-1.pt")):
        if not (options.work / wanted).exists():
            STEPS[step](options)
    command = [sys.executable, "-m", "training.export", "reader", "--base", str(options.base),
               "--checkpoint", str(options.work / "student-1.pt"), "--out", str(options.out)]  # fmt: skip
    subprocess.run(command, check=True, env=os.environ)


STEPS = {
    "all": step_all,
    "prepare": step_prepare,
    "adapt": step_adapt,
    "teacher": step_teacher,
    "label": step_label,
    "student": step_student,
}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.reader", description=__doc__)
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("--data", type=Path, help="the folder of the sets (prepare)")
    parser.add_argument(
        "--base", type=Path, required=True, help="folder of the pretrained encoder, or its weights"
    )
    parser.add_argument("--work", type=Path, required=True, help="where arrays and weights go")
    parser.add_argument("--out", type=Path, default=Path("src/crossread/models/reader"))
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=None)
    parser.add_argument("--adapt-epochs", type=int, default=3)
    parser.add_argument(
        "--start", type=Path, help="student: go on from these weights, two passes at half the rate"
    )
    parser.add_argument("--stream-share", type=float, default=1.0, help="student: share of articles to see")
    parser.add_argument("--published", action="store_true", help="start from the encoder as published")
    parser.add_argument("--sets", nargs="+", help="label: which sets (else all)")
    parser.add_argument("--minutes", type=float, default=math.inf, help="teacher, student: end after so long")
    parser.add_argument("--budget", type=int, default=None, help="pieces a batch, in windows of 256")
    parser.add_argument("--rate", type=float, default=None, help="highest rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=None, help="highest rate of all else")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2, help="processes that make batches (cuda)")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    STEPS[options.step](options)


if __name__ == "__main__":
    main()
