"""The reader: one MiniLM-L6 encoder with heads for attribution, entities and links.

The encoder itself is in ``encoder.py``.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from crossread.stages.read import features, labels, pairs
from training.encoder import WIDTH, MiniLM

HEAD_WIDTH, FEATURE_WIDTH, ENTITY_WIDTH, LINK_WIDTH = 192, 16, 96, 48
LINKS = ("content_cue", "cue_source")


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
