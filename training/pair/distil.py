"""A small network learns from a larger one that reads the same batches beside it.

Besides what the teacher says of a pair the student learns how the teacher's layers see each piece
(TinyBERT, Jiao et al. 2020: each of its layers against the one twice as deep, through a linear map that
is thrown away). Since the teacher reads each batch itself, pairs may be changed at random before both
read them (Beyer et al. 2022, "a good teacher is patient and consistent"): few pairs are seen twice.
"""

from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.pair.data import MASK, Batch
from training.pair.model import PairNet, Scores

CHANGED = 0.6  # of the pairs of a batch
MOST_CHANGED = 0.3  # of the pieces of such a pair; half are hidden, half are another pair's


class Kept:
    """What some layers of an encoder gave in its last run, each [batch, pieces, width]."""

    def __init__(self, encoder: nn.Module, places: range) -> None:
        self.layers: list[Tensor] = [torch.empty(0)] * len(places)
        for at, place in enumerate(places):
            encoder.layers[place].register_forward_hook(partial(self._keep, at))

    def _keep(self, at: int, _module: nn.Module, _inputs: tuple[Tensor, ...], found: Tensor) -> None:
        self.layers[at] = found


@dataclass(slots=True)
class Told:
    """What the teacher says of a batch, and how far the student's layers are from its own."""

    scores: Scores
    distance: Tensor


class Teacher(nn.Module):
    """The larger network, at rest, and the maps from the student's layers to its own."""

    def __init__(self, teacher: PairNet, student: PairNet) -> None:
        super().__init__()
        own, its = len(student.encoder.layers), len(teacher.encoder.layers)
        if its % own:
            raise SystemExit(f"A teacher of {its} layers does not fit a student of {own}.")
        step = its // own
        self.teacher = teacher.eval().requires_grad_(False)
        self.maps = nn.ModuleList(nn.Linear(student.encoder.width, teacher.encoder.width) for _ in range(own))
        self._its = Kept(teacher.encoder, range(step - 1, its, step))
        self._own = Kept(student.encoder, range(own))

    def forward(self, batch: Batch) -> Told:
        """To be called when the student has read the same batch."""
        with torch.no_grad():
            scores = self.teacher(batch.ids, batch.second, batch.mask)
        shares = batch.mask / batch.mask.sum()
        distance = torch.zeros((), device=batch.ids.device)
        for to_its, own, its in zip(self.maps, self._own.layers, self._its.layers, strict=True):
            wanted = functional.layer_norm(its.float(), its.shape[-1:])
            off = (to_its(own).float() - wanted).square().mean(-1)
            distance = distance + (off * shares).sum() / len(self.maps)
        return Told(scores, distance)


def changed(batch: Batch) -> tuple[Batch, Tensor]:
    """The batch with pieces of some pairs hidden or exchanged, and which pairs were, [batch]."""
    size, device = batch.ids.shape, batch.ids.device
    which = torch.rand(size[0], device=device) < CHANGED
    share = torch.rand(size[0], device=device) * MOST_CHANGED * which
    chosen = (torch.rand(size, device=device) < share[:, None]) & (batch.ids > MASK)
    others = batch.ids[torch.randperm(size[0], device=device)]  # of like length, at the same place
    known = (others > MASK) & (torch.rand(size, device=device) < 0.5)
    ids = torch.where(chosen, torch.where(known, others, MASK), batch.ids)
    return Batch(ids, batch.second, batch.mask), which
