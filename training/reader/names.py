"""Teach the head for names on top of a reader that was exported, and leave all else in it as it is.

    python -m training.reader.names --data ../shared/data --model WORK/exported --out WORK/model

The head reads what the encoder says of each word (``reader.onnx`` as it runs, in int8) and of two words to
either side. It learns from the gold sets of names, some of PolNeAR with CoreNLP's names, and
``invented.txt.gz``: 4,000 pieces of reviews, letters, posts and questions that a language model made up with
their names marked, since the gold sets hardly hold shops, clubs and firms in the spelling of the web.
Three heads of different seeds speak together. Five minutes of one CPU core.
"""

import argparse
import gzip
import hashlib
import logging
import random
import re
import shutil
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from onnx import TensorProto, compose, helper
from torch import Tensor, nn
from torch.nn import functional

from crossread.models import Reader, ReaderOutput
from crossread.stages.read.features import Block, block
from crossread.stages.read.labels import ENTITY
from crossread.stages.read.scores import score

from training.files import whole
from training.reader import gum
from training.reader.losses import allowed_loss
from training.reader.prepare import (
    GOLD,
    OUTSIDE_OR_OTHER,
    Document,
    entity_bits,
    meantime,
    polnear,
    token_set,
)

log = logging.getLogger("training")
INVENTED = Path(__file__).with_name("invented.txt.gz")
PIECES = 20  # of invented text a document
EVERY = 20  # of PolNeAR's articles one serves
HEADS, WIDTH, REACH = 3, 128, 5
PASSES, RATE, DROPOUT, DECAY, WARM_UP = 4, 1e-3, 0.25, 0.995, 40
# Taken from the scores of names, as log odds: invented text names more than what is read.
RARER = 0.5
_MARKED = re.compile(r"\[(PER|ORG|LOC) ([^\[\]]+)\]")
_PREFIX = "names/"
Floats = npt.NDArray[np.float32]
Examples = list[tuple[Tensor, Tensor, float]]
"""Of a document: words [words, width], allowed labels as bits [words], and its weight."""


def invented(path: Path) -> Iterator[Document]:
    """The invented pieces, some to a document; ``[ORG Hart & Sons]`` marks a name."""
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    random.Random(1).shuffle(lines)  # noqa: S311 - nothing secret
    for at in range(0, len(lines), PIECES):
        text, names = unmarked(lines[at : at + PIECES])
        item = block(text)
        yield Document(item, entity=entity_bits(item, names, OUTSIDE_OR_OTHER), entity_weight=GOLD)


def unmarked(lines: Iterable[str]) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks, a line each, and the names as start, end and type.

    >>> unmarked(["Ask [PER Jo] at [ORG Hart & Sons]."])
    ('Ask Jo at Hart & Sons.\\n', [(4, 6, 'PER'), (10, 22, 'ORG')])
    """
    text, names = "", []
    for line in lines:
        at = 0
        for mark in _MARKED.finditer(line):
            text += line[at : mark.start()]
            names.append((len(text), len(text) + len(mark[2]), mark[1]))
            text += mark[2]
            at = mark.end()
        text += line[at:] + "\n"
    return text, names


def documents(data: Path, texts: Path) -> Iterator[Document]:
    """All that the head learns from; UNER EWT dev twice."""
    entities, attribution = data / "entities", data / "attribution"
    for name, times in (("uner_en_ewt_dev", 2), ("wnut17_train", 1), ("wnut17_dev", 1)):
        yield from [*token_set(entities / f"{name}.jsonl.gz", 40)] * times
    yield from gum.names(attribution / "gum.train.jsonl.gz")
    yield from meantime(entities / "meantime.jsonl.gz")
    yield from islice(polnear(attribution / "polnear_train.jsonl.gz"), 0, None, EVERY)
    yield from invented(texts)


class Head(nn.Module):
    """What a word is, from what the encoder says of it and of its neighbours."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.into = nn.Linear(width, WIDTH)
        self.beside = nn.Conv1d(WIDTH, WIDTH, REACH, padding=REACH // 2)
        self.norm = nn.LayerNorm(WIDTH)
        self.out = nn.Linear(WIDTH, len(ENTITY))
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, words: Tensor) -> Tensor:
        """[1, words, width] to scores [1, words, 9]."""
        x = self.dropout(functional.gelu(self.into(self.dropout(words))))
        beside = self.beside(x.transpose(1, 2)).transpose(1, 2)
        scores: Tensor = self.out(self.dropout(self.norm(x + self.dropout(functional.gelu(beside)))))
        return scores


class Together(nn.Module):
    """The mean of what some heads say, names made a little rarer."""

    def __init__(self, heads: Sequence[Head]) -> None:
        super().__init__()
        self.heads = nn.ModuleList(heads)
        rarer = torch.full((len(ENTITY),), -RARER)
        rarer[0] = 0.0
        self.register_buffer("rarer", rarer)

    def forward(self, words: Tensor) -> Tensor:
        """[1, words, width] to scores [1, words, 9]."""
        said = [head(words) for head in self.heads]
        return torch.stack(said).mean(0) + self.rarer


def words_in(graph: onnx.GraphProto) -> str:
    """The name of what the heads of a reader read of each word: the last thing joined before its memory."""
    made = {name: node for node in graph.node for name in node.output}
    at = "memory"
    while made[at].op_type != "Concat":
        at = next(name for name in made[at].input if name in made)
    return at


class Tapped(Reader):
    """A reader that says in place of its memory what the heads read of each word."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        model = onnx.load(str(folder / "reader.onnx"))
        self.tap = words_in(model.graph)
        model.graph.output.append(helper.make_tensor_value_info(self.tap, TensorProto.FLOAT, None))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(model.SerializeToString(), options)

    def run(self, pieces: Sequence[Sequence[int]], features: npt.NDArray[np.int64]) -> ReaderOutput:
        """Scores of one window's words, their memory replaced."""
        names = ["attribution", "inner", "entity", self.tap]
        return ReaderOutput(*(value[0] for value in self.session.run(names, self.given(pieces, features))))

    def words(self, item: Block) -> Floats:
        """What the heads read of each word of a block, float32 [words, width]."""
        return score(item, self).memory


def learned(examples: Examples, seed: int, passes: int) -> Head:
    """A head; the mean of its weights over the steps."""
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    head = Head(examples[0][0].shape[1])
    mean = [value.detach().clone() for value in head.parameters()]
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.02)
    total, step = passes * len(examples), 0
    for _ in range(passes):
        for number in rng.sample(range(len(examples)), len(examples)):
            words, bits, weight = examples[number]
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, (step + 1) / WARM_UP) * (1 - step / total)
            loss = allowed_loss(head(words[None].float())[0], bits).mean() * weight / GOLD
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            step += 1
            kept = min(DECAY, (1 + step) / (10 + step))
            with torch.no_grad():
                for old, new in zip(mean, head.parameters(), strict=True):
                    old.mul_(kept).add_(new, alpha=1 - kept)
    with torch.no_grad():
        for value, new in zip(head.parameters(), mean, strict=True):
            value.copy_(new)
    return head.eval()


def grafted(model: onnx.ModelProto, head: nn.Module, width: int, scratch: Path) -> onnx.ModelProto:
    """The reader's graph with this head in place of the one it has for names; all else as it was."""
    graph, tap = model.graph, words_in(model.graph)
    places = [output.name for output in graph.output]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            head, (torch.zeros(1, REACH, width),), str(scratch), dynamo=False, opset_version=17,
            input_names=["words"], output_names=["entity"],
            dynamic_axes={"words": {1: "words"}, "entity": {1: "words"}},
        )  # fmt: skip
    new = compose.add_prefix(onnx.load(str(scratch)), _PREFIX).graph
    ends = {f"{_PREFIX}words": tap, f"{_PREFIX}entity": "entity"}
    for node in new.node:
        node.input[:] = [ends.get(name, name) for name in node.input]
        node.output[:] = [ends.get(name, name) for name in node.output]
    new.output[0].name = "entity"
    outputs = {output.name: output for output in [*graph.output, *new.output]}
    _only(graph, {name for name in places if name != "entity"})
    graph.node.extend(new.node)
    graph.initializer.extend(new.initializer)
    del graph.output[:]
    graph.output.extend(outputs[name] for name in places)
    onnx.checker.check_model(model)
    return model


def _only(graph: onnx.GraphProto, wanted: set[str]) -> None:
    """Leave of a graph what leads to ``wanted``."""
    kept = []
    for node in reversed(list(graph.node)):
        if not wanted.isdisjoint(node.output):
            kept.append(node)
            wanted |= set(node.input)
    held = [one for one in graph.initializer if one.name in wanted]
    del graph.node[:]
    graph.node.extend(reversed(kept))
    del graph.initializer[:]
    graph.initializer.extend(held)


def examples_of(tell: Callable[[Block], Floats], held: Iterable[Document]) -> Examples:
    """What the head sees of each document, in half precision, and what it shall say."""
    return [
        (
            torch.tensor(tell(one.block)).half(),
            torch.tensor(np.asarray(one.entity, np.int64)),
            one.entity_weight,
        )
        for one in held
        if one.entity is not None and one.block.words
    ]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of the sets")
    parser.add_argument("--model", type=Path, required=True, help="folder of the exported reader")
    parser.add_argument("--out", type=Path, required=True, help="where the reader with the new head goes")
    parser.add_argument("--invented", type=Path, default=INVENTED)
    parser.add_argument("--epochs", type=int, default=PASSES)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    reader = Tapped(options.model)
    examples = examples_of(reader.words, documents(options.data, options.invented))
    log.info("%d documents, %d words", len(examples), sum(len(bits) for _, bits, _ in examples))
    heads = []
    for seed in range(1, HEADS + 1):
        heads.append(learned(examples, seed, options.epochs))
        log.info("head %d of %d", seed, HEADS)
    options.out.mkdir(parents=True, exist_ok=True)
    if options.out.resolve() != options.model.resolve():
        for name in ("roles.onnx", "tokenizer.json", "card.md"):
            shutil.copyfile(options.model / name, options.out / name)
    width = examples[0][0].shape[1]
    with whole(options.out / "reader.onnx") as new:
        scratch = new.with_name("head.onnx.new")
        model = onnx.load(str(options.model / "reader.onnx"))
        onnx.save(grafted(model, Together(heads).eval(), width, scratch), str(new))
        scratch.unlink()
    digest = hashlib.sha256((options.out / "reader.onnx").read_bytes()).hexdigest()
    card = options.out / "card.md"
    card.write_text(
        re.sub(r"(?m)^sha256: .*$", f"sha256: {digest}", card.read_text("utf-8"), count=1), "utf-8"
    )


if __name__ == "__main__":
    main()
