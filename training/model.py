"""The reader: one MiniLM-L6 encoder with heads for attribution, entities and links.

A BERT encoder is small enough to be written out, which spares a dependency and
exports to a clean graph. Parameter names follow the published weights.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from crossread.stages.read import features, labels, pairs

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
HEAD_WIDTH, FEATURE_WIDTH, ENTITY_WIDTH, LINK_WIDTH = 192, 16, 96, 48
LINKS = ("content_cue", "cue_source")


class Layer(nn.Module):
    """One encoder layer, normalised after each half, without dropout."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm_feed = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """[batch, pieces, WIDTH] to the same; ``bias`` [batch, 1, 1, pieces] is far below 0 for padding."""
        batch, length = x.shape[0], x.shape[1]
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        # Plain products: on CPU the fused kernel is two to four times slower in bfloat16.
        with torch.autocast("cpu", enabled=False):
            scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
            if bias is not None:
                scores = scores + bias.to(scores.dtype)
            seen = scores.softmax(-1) @ v
        x = self.norm_attention(x + self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH)))
        return self.norm_feed(x + self.down(functional.gelu(self.up(x))))


class MiniLM(nn.Module):
    """The encoder. ``extra`` [batch, pieces, WIDTH] is added to the embeddings before they are normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor | None = None, extra: Tensor | None = None) -> Tensor:
        """Piece ids [batch, pieces] to vectors [batch, pieces, WIDTH]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(places) + self.kind
        x = self.norm(x if extra is None else x + extra)
        bias = None if mask is None else torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_pretrained(self, folder: Path) -> None:
        """Take over the weights of ``folder``/model.safetensors."""
        old = load_file(str(folder / "model.safetensors"))
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
        for layer in range(LAYERS):
            prefix = f"encoder.layer.{layer}."
            for end in ("weight", "bias"):
                qkv = [old[f"{prefix}attention.self.{name}.{end}"] for name in ("query", "key", "value")]
                state[f"layers.{layer}.qkv.{end}"] = torch.cat(qkv)
                for new, name in parts.items():
                    state[f"layers.{layer}.{new}.{end}"] = old[f"{prefix}{name}.{end}"]
        self.load_state_dict(state)


class Crf(nn.Module):
    """A linear-chain CRF over BIO tags; illegal moves are barred, not learned."""

    BARRED = -1e4

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        size = len(names)
        self.moves = nn.Parameter(torch.zeros(size, size))
        self.first = nn.Parameter(torch.zeros(size))
        barred = torch.zeros(size, size)
        start = torch.zeros(size)
        for to, name in enumerate(names):
            if name.startswith("I-"):
                start[to] = self.BARRED
                for origin, other in enumerate(names):
                    if other[2:] != name[2:]:
                        barred[origin, to] = self.BARRED
        self.register_buffer("barred", barred)
        self.register_buffer("barred_first", start)

    def transitions(self) -> tuple[Tensor, Tensor]:
        """Scores of moves [from, to] and of the first tag."""
        return self.moves + self.barred, self.first + self.barred_first

    def nll(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Summed negative log-likelihood; scores [batch, words, tags], tags and mask [batch, words]."""
        moves, first = self.transitions()
        alpha = scores[:, 0] + first
        for at in range(1, scores.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + moves, dim=1) + scores[:, at]
            alpha = torch.where(mask[:, at, None], step, alpha)
        picked = (scores.gather(2, tags[..., None])[..., 0] * mask).sum(1)
        moved = (moves[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum(1)
        return (torch.logsumexp(alpha, dim=1) - picked - moved - first[tags[:, 0]]).sum()


class Linker(nn.Module):
    """Bias tables of one kind of link, and its "none"; the products come from the encoder's vectors."""

    def __init__(self) -> None:
        super().__init__()
        self.tables = nn.ParameterList(nn.Parameter(torch.zeros(size)) for size in pairs.SIZES)
        self.none = nn.Parameter(torch.zeros(LINK_WIDTH))
        self.none_bias = nn.Parameter(torch.zeros(()))

    def forward(self, queries: Tensor, keys: Tensor, facts: Tensor) -> Tensor:
        """Scores [queries, candidates + 1], the last column meaning "none"."""
        scale = LINK_WIDTH**-0.5
        scores = queries @ keys.T * scale
        for index, table in enumerate(self.tables):
            scores = scores + table[facts[:, :, index]]
        none = queries @ self.none * scale + self.none_bias
        return torch.cat([scores, none[:, None]], dim=1)


@dataclass
class Outputs:
    """Per word: tag scores [.., 7], entity log-odds [.., 9], link vectors [.., 4, 2, LINK_WIDTH].

    The four link roles are content as query, cue as key, cue as query, source
    as key; the two slots serve a span's first and last word.
    """

    attribution: Tensor
    entity: Tensor
    links: Tensor


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = MiniLM()
        self.encoder.word.weight.requires_grad_(False)
        self.inputs = nn.ModuleList(nn.Embedding(size, WIDTH, padding_idx=0) for size in features.SIZES)
        self.late = nn.ModuleList(nn.Embedding(size, FEATURE_WIDTH) for size in features.SIZES)
        wide = WIDTH + FEATURE_WIDTH * len(features.SIZES)
        self.shared = nn.Linear(wide, HEAD_WIDTH)
        self.attribution = nn.Linear(HEAD_WIDTH, len(labels.ATTRIBUTION))
        self.entity_shared = nn.Linear(wide, ENTITY_WIDTH)
        self.entity = nn.Linear(ENTITY_WIDTH, len(labels.ENTITY))
        self.link = nn.Linear(HEAD_WIDTH, 4 * 2 * LINK_WIDTH)
        self.crf = Crf(labels.ATTRIBUTION)
        self.linkers = nn.ModuleDict({name: Linker() for name in LINKS})
        self.dropout = nn.Dropout(0.1)
        for table in self.inputs:
            nn.init.normal_(table.weight, std=0.01)

    def forward(self, ids: Tensor, facts: Tensor, first: Tensor, mask: Tensor | None = None) -> Outputs:
        """Ids [batch, pieces], facts [batch, pieces, 4], ``first`` piece of each word [batch, words]."""
        extra = sum(table(facts[..., index]) for index, table in enumerate(self.inputs))
        x = self.encoder(ids, mask, extra).float()
        x = x.gather(1, first[..., None].expand(-1, -1, WIDTH))
        known = facts.gather(1, first[..., None].expand(-1, -1, facts.shape[2]))
        late = [table(known[..., index]) for index, table in enumerate(self.late)]
        x = self.dropout(torch.cat([x, *late], dim=-1))
        hidden = self.dropout(functional.gelu(self.shared(x)))
        entity = self.entity(self.dropout(functional.gelu(self.entity_shared(x))))
        links = self.link(hidden).unflatten(-1, (4, 2, LINK_WIDTH))
        return Outputs(self.attribution(hidden).float(), entity.float(), links.float())
