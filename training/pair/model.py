"""The pair model: both texts through one encoder, three small heads.

``label`` scores entailment, contradiction, neither of the second text by the
first; ``stance`` scores for, against, observing, unrelated of the first text to
the second; ``rival`` whether two accounts of one event are rivals: clear conflict,
weak conflict, compatible, unrelated. The order is that of ``LABELS``, ``STANCES``
and ``RIVALS``.
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder import MiniLM, Sizes
from training.mpnet import MPNet

LABELS, STANCES, RIVALS = 3, 4, 4
Scores = tuple[Tensor, Tensor, Tensor]
ENCODERS = {"minilm": MiniLM, "mpnet": MPNet}


class PairNet(nn.Module):
    """Encoder and heads; the heads see the first vector and the mean of all."""

    def __init__(self, kind: str = "minilm", sizes: Sizes | None = None) -> None:
        super().__init__()
        self.kind = kind
        self.encoder = ENCODERS[kind]() if sizes is None else ENCODERS[kind](sizes=sizes)
        width = self.encoder.width
        self.segment = nn.Parameter(torch.zeros(width))  # added to what belongs to the second text
        self.shared = nn.Linear(2 * width, width)
        self.label = nn.Linear(width, LABELS)
        self.stance_shared = nn.Linear(2 * width, width // 2)
        self.stance = nn.Linear(width // 2, STANCES)
        self.rival_shared = nn.Linear(2 * width, width // 2)
        self.rival = nn.Linear(width // 2, RIVALS)
        self.dropout = nn.Dropout(0.1)

    def load_pretrained(self, base: Path) -> None:
        """Take over published encoder weights, with the second segment's vector where there is one."""
        kinds = self.encoder.load_pretrained(base).get("embeddings.token_type_embeddings.weight")
        with torch.no_grad():
            if kinds is not None:
                self.segment.copy_(kinds[1] - kinds[0])

    def forward(self, ids: Tensor, second: Tensor, mask: Tensor | None = None) -> Scores:
        """Ids [batch, pieces], 1 where they are of the second text; scores [batch, 3], [batch, 4] twice."""
        x = self.encoder(ids, mask, second[..., None] * self.segment)
        mean = x.mean(1) if mask is None else (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        both = self.dropout(torch.cat([x[:, 0], mean], dim=-1))
        label = self.label(self.dropout(functional.gelu(self.shared(both))))
        stance = self.stance(self.dropout(functional.gelu(self.stance_shared(both))))
        rival = self.rival(self.dropout(functional.gelu(self.rival_shared(both))))
        return label.float(), stance.float(), rival.float()
