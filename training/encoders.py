"""Which encoder a folder holds, and any that transformers can load behind the interface of our own MiniLM.

A folder is as model hubs have it: ``config.json``, weights, ``tokenizer.json``.
What is special about its pieces (:class:`Pieces`) is read from these. The
transformers library is needed for other encoders than MiniLM-L6 only.
"""

import json
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from tokenizers import Tokenizer, pre_tokenizers
from torch import Tensor, nn

from crossread.models import tokens
from crossread.stages.read.windows import PIECES as WINDOW

from training.encoder import CLS, MASK, SEP, MiniLM, Sizes
from training.mpnet import MPNET_BASE, MPNet, is_packed

MARGIN = 4  # places that special pieces, and some encoders' padding, take
FIRST_WEIGHT = "embeddings.word_embeddings.weight"
LEAST_WINDOW = 48  # pieces: three of the longest words that a window must take


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces before and behind a window, the one that hides, how many there are, and a window's size."""

    start: int
    end: int
    mask: int
    vocabulary: int
    window: int


def config_of(folder: Path) -> dict[str, Any]:
    """What a folder says of its encoder; nothing where it holds bare weights."""
    path = folder / "config.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def sizes_of(folder: Path) -> Sizes | None:
    """The sizes of an encoder that our own code fits: a BERT with the special pieces of the first; else none.

    Bare weights are MiniLM-L6's.
    """
    held = config_of(folder)
    if not held:
        return Sizes()
    plain = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}
    weights = folder / "model.safetensors"
    if "model_type" not in held or any(held.get(key, value) != value for key, value in plain.items()):
        return None
    if not weights.is_file() or FIRST_WEIGHT not in safe_open(weights, "pt").keys():  # noqa: SIM118
        return None  # under a prefix, say, as in a model with heads
    tokenizer = tokenizer_of(folder)
    if [tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]", "[MASK]")] != [CLS, SEP, MASK]:
        return None
    names = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size",
             "max_position_embeddings")  # fmt: skip
    return Sizes(*(int(held[name]) for name in names))


def is_minilm(folder: Path) -> bool:
    """Whether a folder holds MiniLM-L6 with the uncased vocabulary."""
    return sizes_of(folder) == Sizes()


def tokenizer_of(folder: Path) -> Tokenizer:
    """The tokenizer without padding and truncation, and so that words cut apart look as in running text."""
    path = folder / "tokenizer.json"
    if not path.is_file():
        raise SystemExit(
            f"{path} is missing. Where an encoder comes with another form of tokenizer, write it:"
            " transformers.AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER)"
        )
    found = Tokenizer.from_file(str(path))
    found.no_padding()
    found.no_truncation()
    if isinstance(found.pre_tokenizer, pre_tokenizers.ByteLevel):
        found.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    elif isinstance(found.pre_tokenizer, pre_tokenizers.Metaspace):
        found.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    return found


def pieces_of(folder: Path, tokenizer: Tokenizer) -> Pieces:
    """What is special about the pieces of the encoder in ``folder``."""
    before, behind = tokens.around(tokenizer)
    if len(before) != 1 or len(behind) != 1:
        raise SystemExit(f"The tokenizer in {folder} must put one piece before a text and one behind it.")
    masks = [tokenizer.token_to_id(name) for name in ("[MASK]", "<mask>")]
    mask = next((found for found in masks if found is not None), tokens.unknown(tokenizer))
    places = int(config_of(folder).get("max_position_embeddings", WINDOW + MARGIN))
    window = min(WINDOW, places - MARGIN)
    if window < LEAST_WINDOW:
        raise SystemExit(f"The encoder in {folder} takes {places} pieces; a reader needs more.")
    return Pieces(before[0], behind[0], mask, tokenizer.get_vocab_size(), window)


class Pretrained(nn.Module):
    """Any encoder that transformers can load. Its word embeddings are given from outside, to add features."""

    def __init__(self, folder: Path, dropout: float = 0.0) -> None:
        super().__init__()
        from transformers import AutoConfig, AutoModel

        config = AutoConfig.from_pretrained(folder, local_files_only=True)
        for name in vars(config):
            if "dropout" in name and isinstance(getattr(config, name), float):
                setattr(config, name, dropout)
        # Plain attention: the fused kinds are not there for every encoder, and do not export.
        self.model = AutoModel.from_pretrained(
            folder, config=config, local_files_only=True, attn_implementation="eager", dtype=torch.float32
        )
        self.folder = folder
        self.width = int(config.hidden_size)
        self.mask = pieces_of(folder, tokenizer_of(folder)).mask

    @property
    def word(self) -> nn.Embedding:
        """The embeddings of the pieces."""
        found: nn.Embedding = self.model.get_input_embeddings()
        return found

    def table(self) -> Tensor:
        """The embedding of each piece, [pieces, first width]."""
        return self.word.weight

    def forward(self, ids: Tensor, mask: Tensor | None = None, extra: Tensor | None = None) -> Tensor:
        """Piece ids [batch, pieces] to vectors [batch, pieces, width]."""
        x = self.word(ids)
        known = torch.ones_like(ids) if mask is None else mask.long()
        out: Tensor = self.model(
            inputs_embeds=x if extra is None else x + extra, attention_mask=known
        ).last_hidden_state
        return out


Encoder = MiniLM | MPNet | Pretrained


def encoder_of(base: Path, dropout: float = 0.0) -> Encoder:
    """The encoder in a folder, or the adapted one in a ``.pt`` file of training.reader.adapt.

    Its word embeddings are frozen: half the weights of a small encoder, and what few texts would spoil first.
    """
    if base.suffix == ".pt":
        held = torch.load(base, weights_only=True)
        state = held.get("encoder", held)
        sizes = Sizes(*held["sizes"]) if "sizes" in held else None
        encoder: Encoder
        if "folder" in held:
            encoder = encoder_of(Path(held["folder"]), dropout)
        elif "mpnet" in held:
            encoder = MPNet(sizes or MPNET_BASE, len(state["renumbered"]))
        else:
            encoder = MiniLM(dropout, sizes or Sizes())
        encoder.load_state_dict(state)
    elif is_packed(base):
        encoder = MPNet.packed(base)
    elif sizes := sizes_of(base):
        encoder = MiniLM(dropout, sizes)
        encoder.load_pretrained(base)
    else:
        encoder = Pretrained(base, dropout)
    encoder.word.weight.requires_grad_(False)
    return encoder


def adapted(encoder: Encoder) -> dict[str, Any]:
    """What a ``.pt`` file holds of an adapted encoder."""
    state = encoder.state_dict()
    if isinstance(encoder, Pretrained):
        return {"folder": str(encoder.folder), "encoder": state}
    kind = {"mpnet": True} if isinstance(encoder, MPNet) else {}
    return {**kind, "sizes": list(astuple(encoder.sizes)), "encoder": state}
