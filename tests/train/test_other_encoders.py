"""A reader from another encoder: made, trained for a step, exported, read with. Needs the training tools."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crossread.models import Reader
from crossread.records import Article
from crossread.stages.read import read
from models.tiny import cased_tokenizer

REPOSITORY = Path(__file__).parents[2]
WIDTH, PLACES = 32, 120
TEXT = "“The quay is not for sale”, said Ada Lund, who added that no offer had come. Owners doubt it.\n"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A RoBERTa of random weights: capitals, bytes, other special pieces, few places."""
    pytest.importorskip("torch", reason="training/requirements.txt")
    transformers = pytest.importorskip("transformers", reason="training/requirements.txt")
    folder = tmp_path_factory.mktemp("base") / "random"
    tokenizer = cased_tokenizer()
    config = transformers.RobertaConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=WIDTH, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=PLACES, pad_token_id=0, bos_token_id=1, eos_token_id=2,
    )  # fmt: skip
    transformers.RobertaModel(config).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def write_sets(data: Path) -> None:
    """The sets that the recipe asks for, of a sentence each."""
    prepare = pytest.importorskip("training.reader.prepare", reason="training/requirements.txt")

    def rows(name: str, *held: object) -> None:
        path = data / f"{name}.jsonl.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in held).encode()))

    spans = {"cue": [[28, 32]], "source": [[33, 41]], "content": [[0, 26]]}
    polnear = {"doc": "d", "text": TEXT * 6, "toks": [], "attributions": [spans]}
    rows("attribution/polnear_train", *[polnear] * 4)
    rows("attribution/polnear_dev", polnear)
    for name in ("attribution/gum.train", "entities/uner_en_ewt_dev", "entities/wnut17_train"):
        rows(name)
    for name in ("entities/wnut17_dev", "entities/meantime", "entities/uner_en_ewt_test"):
        rows(name)
    rows("stories/stream_articles")
    for name in prepare.GOVERNMENTS:
        rows(f"readouts/{name.split('.')[0]}")
    for name in prepare.SENTENCES:
        rows(f"pairs/{name}.train")


def step(*arguments: str | Path) -> None:
    """One command of the recipe."""
    path = os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY)])
    command = [sys.executable, "-m", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=REPOSITORY, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_recipe_makes_a_reader_of_another_encoder(base: Path, tmp_path: Path) -> None:
    write_sets(tmp_path / "data")
    common: list[str | Path] = ["--base", base, "--work", tmp_path / "work", "--threads", "1"]
    step("training.reader", "prepare", *common, "--data", tmp_path / "data")
    step("training.reader", "adapt", *common, "--adapt-epochs", "1")
    step("training.reader", "teacher", *common, "--epochs", "1")
    out, checkpoint = tmp_path / "reader", tmp_path / "work" / "teacher-1.pt"
    step("training.export", "reader", "--base", base, "--checkpoint", checkpoint, "--out", out)

    reader = Reader(out)
    assert reader.name == "crossread-reader-random"
    assert reader.window == PLACES - 4
    assert len(reader.pieces(["quay"])[0]) == len("quay") + 1  # bytes, each word with the space before it
    text = TEXT * 20
    found = read(Article("a", "a.txt", text, "text", "utf-8", "en"), reader)
    assert all(span.end <= len(text) for one in found.attributions for span in one.content)
