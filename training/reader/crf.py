"""A linear-chain CRF over BIO tags whose sums run in parallel over the words."""

import torch
from torch import Tensor, nn

BARRED = -1e4


class Crf(nn.Module):
    """Scores of moves between tags; illegal moves are barred, not learned."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        size = len(names)
        self.moves = nn.Parameter(torch.zeros(size, size))
        self.first = nn.Parameter(torch.zeros(size))
        barred = torch.zeros(size, size)
        start = torch.zeros(size)
        for to, name in enumerate(names):
            if name.startswith("I-"):
                start[to] = BARRED
                for origin, other in enumerate(names):
                    if other[2:] != name[2:]:
                        barred[origin, to] = BARRED
        self.register_buffer("barred", barred)
        self.register_buffer("barred_first", start)

    def transitions(self) -> tuple[Tensor, Tensor]:
        """Scores of moves [from, to] and of the first tag."""
        return self.moves + self.barred, self.first + self.barred_first

    def nll(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood of each row; scores [rows, words, tags], tags and mask [rows, words]."""
        moves, first = self.transitions()
        picked = (scores.gather(2, tags[..., None])[..., 0] * mask).sum(1)
        moved = (moves[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum(1)
        return log_partition(scores, mask, moves, first) - picked - moved - first[tags[:, 0]]


def log_partition(scores: Tensor, mask: Tensor, moves: Tensor, first: Tensor) -> Tensor:
    """Log of the sum over all paths, [rows]: pairs of neighbouring steps are joined until one is left."""
    size = scores.shape[-1]
    alpha = scores[:, 0] + first
    if scores.shape[1] == 1:
        return alpha.logsumexp(-1)
    stay = torch.full((size, size), BARRED, device=scores.device).fill_diagonal_(0.0)
    steps = torch.where(mask[:, 1:, None, None], moves + scores[:, 1:, None, :], stay)
    while steps.shape[1] > 1:
        if steps.shape[1] % 2:
            steps = torch.cat([steps, stay.expand(steps.shape[0], 1, size, size)], dim=1)
        left, right = steps[:, 0::2], steps[:, 1::2]
        steps = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], dim=-2)
    return torch.logsumexp(alpha[:, :, None] + steps[:, 0], dim=1).logsumexp(-1)


def marginals(scores: Tensor, mask: Tensor, moves: Tensor, first: Tensor) -> Tensor:
    """Probability of each tag at each word, [rows, words, tags]: the gradient of the log of the sum."""
    with torch.enable_grad():
        asked = scores.detach().requires_grad_()
        total = log_partition(asked, mask, moves.detach(), first.detach()).sum()
        return torch.autograd.grad(total, asked)[0]


def viterbi(scores: Tensor, mask: Tensor, moves: Tensor, first: Tensor) -> Tensor:
    """The best tags, int64 [rows, words]; what lies behind the mask means nothing."""
    rows, count, size = scores.shape
    best = scores[:, 0] + first
    back = torch.zeros(rows, count, size, dtype=torch.long, device=scores.device)
    same = torch.arange(size, device=scores.device)
    for at in range(1, count):
        total, origin = (best[:, :, None] + moves).max(1)
        here = mask[:, at, None]
        back[:, at] = torch.where(here, origin, same)
        best = torch.where(here, total + scores[:, at], best)
    path = torch.zeros(rows, count, dtype=torch.long, device=scores.device)
    path[:, -1] = best.argmax(1)
    for at in range(count - 1, 0, -1):
        path[:, at - 1] = back[:, at].gather(1, path[:, at, None])[:, 0]
    return path
