"""The MiniLM-L6 encoder that the reader and the pair model share.

A BERT encoder is small enough to be written out, which spares a dependency and
exports to a clean graph. Nothing here needs more than torch and safetensors, so
that it trains on a bare machine.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
CLS, SEP, PAD, MASK = 101, 102, 0, 103
BARRED = -1e4


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large an encoder is: MiniLM-L6's numbers, or those of a smaller one that a test makes."""

    width: int = WIDTH
    layers: int = LAYERS
    heads: int = HEADS
    inner: int = INNER
    vocabulary: int = VOCABULARY
    positions: int = POSITIONS


def mixed(device: str) -> torch.autocast:
    """Arithmetic in bfloat16 where the device has it: on a CPU with AVX512-BF16 three times as fast."""
    able = device == "cuda" or bool(torch.cpu.get_capabilities().get("avx512_bf16"))
    return torch.autocast(device, dtype=torch.bfloat16, enabled=able)


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(
        self,
        width: int = WIDTH,
        heads: int = HEADS,
        inner: int = INNER,
        dropout: float = 0.0,
        eps: float = 1e-12,
    ) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm_attention = nn.LayerNorm(width, eps=eps)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm_feed = nn.LayerNorm(width, eps=eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """[batch, places, width] to the same.

        ``bias``, of a shape that broadcasts to [batch, heads, places, places], is far below 0 for padding.
        """
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        if x.is_cuda:
            masked = None if bias is None else bias.to(q.dtype).expand(-1, -1, length, -1)
            seen = functional.scaled_dot_product_attention(q, k, v, masked)
        else:
            # Plain products: on CPU the fused kernel is two to four times slower in bfloat16.
            with torch.autocast("cpu", enabled=False):
                scores = q @ k.transpose(-1, -2) * (width // self.heads) ** -0.5
                if bias is not None:
                    scores = scores + bias.to(scores.dtype)
                seen = scores.softmax(-1) @ v
        seen = seen.transpose(1, 2).reshape(batch, length, width)
        x = self.norm_attention(x + self.dropout(self.out(seen)))
        return self.norm_feed(x + self.dropout(self.down(functional.gelu(self.up(x)))))


def padding_bias(mask: Tensor) -> Tensor:
    """What :class:`Layer` adds to its scores, [batch, 1, 1, places], for a bool mask [batch, places]."""
    return torch.zeros(mask.shape, device=mask.device).masked_fill(~mask, BARRED)[:, None, None, :]


class MiniLM(nn.Module):
    """The encoder. ``extra`` [batch, pieces, width] is added to the embeddings before they are normalised."""

    mask = MASK

    def __init__(self, dropout: float = 0.0, sizes: Sizes = Sizes()) -> None:
        super().__init__()
        self.sizes, self.width = sizes, sizes.width
        self.word = nn.Embedding(sizes.vocabulary, sizes.width)
        self.position = nn.Embedding(sizes.positions, sizes.width)
        self.kind = nn.Parameter(torch.zeros(sizes.width))
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(sizes.width, sizes.heads, sizes.inner, dropout) for _ in range(sizes.layers)
        )
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor | None = None, extra: Tensor | None = None) -> Tensor:
        """Piece ids [batch, pieces] to vectors [batch, pieces, width]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(places) + self.kind
        x = self.dropout(self.norm(x if extra is None else x + extra))
        bias = None if mask is None else padding_bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def table(self) -> Tensor:
        """The embedding of each piece, [pieces, width]."""
        return self.word.weight

    def load_pretrained(self, base: Path) -> dict[str, Tensor]:
        """Take over published weights, of any float format; returns them under their published names.

        ``base`` is the weights file, or a folder with a ``model.safetensors``.
        """
        file = base / "model.safetensors" if base.is_dir() else base
        old = {
            name: value.float() for name, value in load_file(str(file)).items() if value.is_floating_point()
        }
        names = {
            "word.weight": "embeddings.word_embeddings.weight",
            "position.weight": "embeddings.position_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        parts = {
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm_feed": "output.LayerNorm",
        }
        state = {new: old[name] for new, name in names.items()}
        state["kind"] = old["embeddings.token_type_embeddings.weight"][0]
        for layer in range(self.sizes.layers):
            prefix = f"encoder.layer.{layer}."
            for end in ("weight", "bias"):
                qkv = [old[f"{prefix}attention.self.{name}.{end}"] for name in ("query", "key", "value")]
                state[f"layers.{layer}.qkv.{end}"] = torch.cat(qkv)
                for new, name in parts.items():
                    state[f"layers.{layer}.{new}.{end}"] = old[f"{prefix}{name}.{end}"]
        self.load_state_dict(state)
        return old
