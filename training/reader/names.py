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
import logging
import random
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from onnx import compose
from onnx.utils import Extractor
from torch import Tensor, nn
from torch.nn import functional

from crossread.models import Reader, files
from crossread.stages.read.features import block
from crossread.stages.read.labels import ENTITY
from crossread.stages.read.scores import score

from training.cards import with_line
from training.export import Graph, export
from training.files import whole
from training.reader.losses import allowed_loss
from training.reader.prepare import GOLD, OUTSIDE_OR_OTHER, Document, entity_bits, named, polnear, token_set
from training.reader.train import Recipe, decay, running_mean

log = logging.getLogger("training")
INVENTED = Path(__file__).with_name("invented.txt.gz")
PIECES = 20  # of invented text a document
EVERY = 20  # of PolNeAR's articles one serves
HEADS, WIDTH, REACH = 3, 128, 5
PASSES, RATE, DROPOUT, DECAY, WARM_UP = 4, 1e-3, 0.25, 0.995, 40
# Taken from the scores of names, as log odds: invented text names more than what is read.
RARER = 0.5
_MARKED = re.compile(r"\[(PER|ORG|LOC) ([^\[\]]+)\]")
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
    yield from token_set(data / "entities" / "uner_en_ewt_dev.jsonl.gz", 40)
    yield from named(data)
    yield from islice(polnear(data / "attribution" / "polnear_train.jsonl.gz"), 0, None, EVERY)
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


def part(model: onnx.ModelProto, outputs: Sequence[str]) -> onnx.ModelProto:
    """What of a graph leads to some of its values, and what its file says of itself."""
    found = Extractor(model).extract_model([given.name for given in model.graph.input], list(outputs))
    found.metadata_props.extend(model.metadata_props)
    return found


def tapped(model: onnx.ModelProto) -> onnx.ModelProto:
    """A reader that says in place of its memory what its heads read of each word."""
    tap = words_in(model.graph)
    out = part(model, ["attribution", "inner", "entity", tap])
    out.graph.node.append(onnx.helper.make_node("Identity", [tap], ["memory"]))
    out.graph.output[-1].name = "memory"
    return out


def put(model: onnx.ModelProto, source: Path, folder: Path) -> None:
    """Write a reader with this first pass to ``folder``, all else as it is in ``source``."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.resolve() != source.resolve():
        for name in ("roles.onnx", "tokenizer.json", "card.md"):
            shutil.copyfile(source / name, folder / name)
    with whole(folder / "reader.onnx") as new:
        onnx.save(model, str(new))
    card = folder / "card.md"
    digest = files.digest(folder / "reader.onnx")
    card.write_text(with_line(card.read_text("utf-8"), f"sha256: {digest}"), "utf-8")


def learned(examples: Examples, seed: int, passes: int) -> Head:
    """A head; the mean of its weights over the steps."""
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    head = Head(examples[0][0].shape[1])
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.02)
    recipe, total, step = Recipe(average=DECAY), passes * len(examples), 0
    mean = running_mean(head, lambda: decay(step, recipe))
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
            mean.update_parameters(head)
            step += 1
    result: Head = mean.module
    return result.eval()


def grafted(model: onnx.ModelProto, head: nn.Module, width: int) -> onnx.ModelProto:
    """The reader's graph with this head in place of the one it has for names; all else as it was."""
    tap = words_in(model.graph)
    words = {1: "words"}
    graph = Graph(head, {"words": (torch.zeros(1, REACH, width), words)}, {"entity": words}, {})
    with TemporaryDirectory() as folder:
        file = Path(folder, "head.onnx")
        export(graph, file, float32=True)
        kept = part(model, ["attribution", "inner", "memory", tap])
        return compose.merge_models(
            kept,
            onnx.load(str(file)),
            io_map=[(tap, "words")],
            outputs=["attribution", "inner", "entity", "memory"],
        )


def examples_of(reader: Reader, held: Iterable[Document]) -> Examples:
    """What the head sees of each document by a tapped reader, in half precision, and what it shall say."""
    return [
        (
            torch.tensor(score(one.block, reader).memory).half(),
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
    model = onnx.load(str(options.model / "reader.onnx"))
    with TemporaryDirectory() as folder:
        put(tapped(model), options.model, Path(folder))
        examples = examples_of(Reader(Path(folder)), documents(options.data, options.invented))
    log.info("%d documents, %d words", len(examples), sum(len(bits) for _, bits, _ in examples))
    heads = []
    for seed in range(1, HEADS + 1):
        heads.append(learned(examples, seed, options.epochs))
        log.info("head %d of %d", seed, HEADS)
    width = examples[0][0].shape[1]
    put(grafted(model, Together(heads).eval(), width), options.model, options.out)


if __name__ == "__main__":
    main()
