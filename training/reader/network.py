"""The reader: one encoder, heads over its words, and a light second pass for each cue."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from crossread.stages.read import features, labels

from training.encoder import Layer, padding_bias
from training.encoders import Encoder
from training.reader.crf import Crf

HEAD_WIDTH, FEATURE_WIDTH, ENTITY_WIDTH = 192, 16, 96
ROLE_WIDTH, ROLE_HEADS, ROLE_INNER, ROLE_LAYERS = 192, 3, 576, 2
DISTANCES, MARKS = 20, 3


@dataclass
class Outputs:
    """Per word: tags [.., 7], inner cues [.., 3], names [.., 9], quotations [.., 2], memory [.., 192]."""

    attribution: Tensor
    inner: Tensor
    entity: Tensor
    quote: Tensor
    memory: Tensor


class Roles(nn.Module):
    """The second pass: given a cue, which words are its source and content, and whether it is one at all."""

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        self.mark = nn.Embedding(MARKS, ROLE_WIDTH)
        self.distance = nn.Embedding(DISTANCES, ROLE_WIDTH)
        self.asked = nn.Linear(ROLE_WIDTH, ROLE_WIDTH)
        self.norm = nn.LayerNorm(ROLE_WIDTH)
        self.layers = nn.ModuleList(
            Layer(ROLE_WIDTH, ROLE_HEADS, ROLE_INNER, dropout) for _ in range(ROLE_LAYERS)
        )
        self.parts = nn.Linear(ROLE_WIDTH, len(labels.PARTS))
        self.real = nn.Linear(ROLE_WIDTH, 1)
        for table in (self.mark, self.distance):
            nn.init.normal_(table.weight, std=0.1)

    def forward(
        self, memory: Tensor, mark: Tensor, distance: Tensor, inside: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Words around cues [frames, view, 192] to part scores [frames, view, 5] and cue scores [frames]."""
        is_cue = (mark > 0).unsqueeze(-1).to(memory.dtype)
        size = is_cue.sum(1).clamp(min=1.0)
        cue = (memory * is_cue).sum(1) / size
        x = memory + self.mark(mark) + self.distance(distance) + self.asked(cue)[:, None]
        x = self.norm(x)
        bias = padding_bias(inside)
        for layer in self.layers:
            x = layer(x, bias)
        known = (x * is_cue).sum(1) / size
        return self.parts(x).float(), self.real(known).float()[:, 0]


class Reader(nn.Module):
    """Encoder, heads and second pass."""

    def __init__(self, encoder: Encoder, dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = encoder
        first = encoder.word.embedding_dim
        self.inputs = nn.ModuleList(nn.Embedding(size, first, padding_idx=0) for size in features.SIZES)
        self.late = nn.ModuleList(nn.Embedding(size, FEATURE_WIDTH) for size in features.SIZES)
        wide = encoder.width + FEATURE_WIDTH * len(features.SIZES)
        self.shared = nn.Linear(wide, HEAD_WIDTH)
        self.attribution = nn.Linear(HEAD_WIDTH, len(labels.ATTRIBUTION))
        self.inner = nn.Linear(HEAD_WIDTH, len(labels.INNER))
        self.quote = nn.Linear(HEAD_WIDTH, 2)
        self.entity_shared = nn.Linear(wide, ENTITY_WIDTH)
        self.entity = nn.Linear(ENTITY_WIDTH, len(labels.ENTITY))
        self.memory = nn.Linear(wide, ROLE_WIDTH)
        self.roles = Roles(dropout)
        self.crf = Crf(labels.ATTRIBUTION)
        self.parts_crf = Crf(labels.PARTS)
        self.dropout = nn.Dropout(0.1)
        for table in self.inputs:
            nn.init.normal_(table.weight, std=0.01)

    def forward(self, ids: Tensor, facts: Tensor, first: Tensor, mask: Tensor | None = None) -> Outputs:
        """Ids [batch, pieces], facts [batch, pieces, 4], ``first`` piece of each word [batch, words]."""
        extra = sum(table(facts[..., index]) for index, table in enumerate(self.inputs))
        x = self.encoder(ids, mask, extra).float()
        x = x.gather(1, first[..., None].expand(-1, -1, self.encoder.width))
        known = facts.gather(1, first[..., None].expand(-1, -1, facts.shape[2]))
        late = [table(known[..., index]) for index, table in enumerate(self.late)]
        x = self.dropout(torch.cat([x, *late], dim=-1))
        hidden = self.dropout(functional.gelu(self.shared(x)))
        entity = self.entity(self.dropout(functional.gelu(self.entity_shared(x))))
        return Outputs(
            self.attribution(hidden).float(),
            self.inner(hidden).float(),
            entity.float(),
            self.quote(hidden).float(),
            self.memory(x),
        )

    def view(self, memory: Tensor, row: Tensor, start: Tensor, size: int) -> Tensor:
        """The words around each cue: memory [batch, words, 192] to [frames, size, 192]."""
        at = (start[:, None] + torch.arange(size, device=memory.device)).clamp(max=memory.shape[1] - 1)
        return memory[row[:, None], at]
