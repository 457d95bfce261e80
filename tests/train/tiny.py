"""Encoders of a few thousand random weights, and sets of a few sentences: enough for every step to run."""

import gzip
import json
import runpy
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors

from training import follow

PLACES, INNER, HEADS = 128, 64, 2
NAMES = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size",
         "max_position_embeddings")  # fmt: skip
BERT = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
MPNET = ("<pad>", "[UNK]", "<s>", "</s>", "<mask>")
TEXT = (
    "“The quay is not for sale”, said Ada Lund. Ben Roe said that no offer had come. Owners doubt it.\n"
    "Cara Dean said that the harbour was shut and that Ada Lund said that the quay was sold.\n"
)
SAID = (  # of TEXT; the cue is the first word of what stands at "verb"
    {"source": "Ada Lund", "verb": "said Ada Lund", "content": "“The quay is not for sale”"},
    {"source": "Ben Roe", "verb": "said that no", "content": "that no offer had come"},
    {"source": "Cara Dean", "verb": "said that the harbour",
     "content": "that the harbour was shut and that Ada Lund said that the quay was sold"},
)  # fmt: skip


def needed(module: str) -> Any:
    """A module of the training tools; skips the test where they are not installed."""
    return pytest.importorskip(module, reason="training/requirements.txt")


def in_process(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Run what ``python WORDS`` would, which spares the start of a process."""
    monkeypatch.setattr(sys, "argv", words[1:] if words[0] == "-m" else words)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of modules imported before: that is the point
        if words[0] == "-m":
            runpy.run_module(words[1], run_name="__main__")
        else:
            runpy.run_path(str(follow.ROOT / words[0]), run_name="__main__")


def tokenizer_of(specials: tuple[str, ...], places: tuple[int, ...]) -> Tokenizer:
    """Word pieces of whole small words and of letters; the special ones at given places, as BERT has them."""
    words = sorted({word.strip(".,“”").lower() for word in TEXT.split()})
    letters = [chr(code) for code in range(33, 127)] + ["“", "”"]
    pieces = dict(zip(places, specials, strict=True))
    names = [pieces.get(at, f"[unused{at}]") for at in range(max(places) + 1)]
    forms = dict.fromkeys([*names, *words, *letters, *(f"##{letter}" for letter in letters)])
    found = Tokenizer(models.WordPiece({form: at for at, form in enumerate(forms)}, unk_token=BERT[1]))
    found.normalizer = normalizers.BertNormalizer(lowercase=True)
    found.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    found.add_special_tokens([AddedToken(name, special=True) for name in specials])
    first, last = specials[2], specials[3]
    found.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}",
        special_tokens=[(name, found.token_to_id(name)) for name in (first, last)],
    )
    return found


def _write(
    folder: Path, kind: str, tokenizer: Tokenizer, width: int, shapes: dict[str, tuple[int, ...]]
) -> Path:
    torch, safetensors = needed("torch"), needed("safetensors.torch")
    folder.mkdir(parents=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    sizes = (width, 1, HEADS, INNER, tokenizer.get_vocab_size(), PLACES)
    (folder / "config.json").write_text(
        json.dumps({"model_type": kind, **dict(zip(NAMES, sizes, strict=True))})
    )
    torch.manual_seed(1)
    weights = {name: torch.randn(shape) * 0.1 for name, shape in shapes.items()}
    safetensors.save_file(
        {name: value + 1 if "LayerNorm.weight" in name else value for name, value in weights.items()},
        folder / "model.safetensors",
    )
    return folder


def _linear(name: str, out: int, into: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (out, into), f"{name}.bias": (out,)}


def _norm(name: str, width: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (width,), f"{name}.bias": (width,)}


def _shared(layer: str, pieces: int, width: int) -> dict[str, tuple[int, ...]]:
    """The shapes that BERT and MPNet have under the same names."""
    return {
        "embeddings.word_embeddings.weight": (pieces, width),
        "embeddings.position_embeddings.weight": (PLACES, width),
        **_norm("embeddings.LayerNorm", width),
        **_norm(f"{layer}.output.LayerNorm", width),
        **_linear(f"{layer}.intermediate.dense", INNER, width),
        **_linear(f"{layer}.output.dense", width, INNER),
    }


def tiny_bert(folder: Path, width: int = 32) -> Path:
    """A BERT of one layer under its published names."""
    tokenizer = tokenizer_of(BERT, (0, 100, 101, 102, 103))
    layer = "encoder.layer.0"
    shapes = {
        **_shared(layer, tokenizer.get_vocab_size(), width),
        "embeddings.token_type_embeddings.weight": (2, width),
        **_norm(f"{layer}.attention.output.LayerNorm", width),
        **_linear(f"{layer}.attention.output.dense", width, width),
    }
    for part in ("query", "key", "value"):
        shapes |= _linear(f"{layer}.attention.self.{part}", width, width)
    return _write(folder, "bert", tokenizer, width, shapes)


def tiny_mpnet(folder: Path, width: int = 48) -> Path:
    """An MPNet of one layer under its published names, with pieces of other numbers than the BERT's."""
    tokenizer = tokenizer_of(MPNET, (1, 3, 0, 2, 4))
    layer = "encoder.layer.0"
    shapes = {
        **_shared(layer, tokenizer.get_vocab_size(), width),
        "encoder.relative_attention_bias.weight": (32, HEADS),
        **_norm(f"{layer}.attention.LayerNorm", width),
    }
    for part in ("q", "k", "v", "o"):
        shapes |= _linear(f"{layer}.attention.attn.{part}", width, width)
    return _write(folder, "mpnet", tokenizer, width, shapes)


def write_sets(data: Path) -> None:
    """The sets that the reader's recipe asks for, nearly all of them empty."""
    prepare = needed("training.reader.prepare")

    def rows(name: str, *held: Any) -> None:
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in held).encode()))

    spans = [
        {role: [[TEXT.index(words), TEXT.index(words) + len(words)]] for role, words in said.items()}
        for said in SAID
    ]
    for held in spans:
        start = held.pop("verb")[0][0]
        held["cue"] = [[start, start + len("said")]]
    polnear = {"doc": "d", "text": TEXT, "toks": [], "attributions": spans}
    rows("attribution/polnear_train.jsonl.gz", polnear, polnear)
    rows("attribution/polnear_dev.jsonl.gz", polnear)
    rows("stories/stream_articles.jsonl.gz", {"text": TEXT * 3})
    for name in ("attribution/gum.train", "entities/uner_en_ewt_dev", "entities/uner_en_ewt_test",
                 "entities/wnut17_train", "entities/wnut17_dev", "entities/meantime"):  # fmt: skip
        rows(f"{name}.jsonl.gz")
    for name in prepare.GOVERNMENTS:
        rows(f"readouts/{name}")
    for name in prepare.SENTENCES:
        rows(f"pairs/{name}.train.jsonl.gz", {"premise": "The mayor met Ada Lund on the quay."})
