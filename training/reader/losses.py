"""The losses of the heads and of the second pass."""

import torch
from torch import Tensor
from torch.nn import functional

from crossread.stages.read.labels import ENTITY

from training.reader.corpus import Batch
from training.reader.network import Outputs, Reader

PARTS_WEIGHT, REAL_WEIGHT, INNER_WEIGHT, ENTITY_WEIGHT, QUOTE_WEIGHT = 1.0, 0.5, 0.5, 0.5, 0.1
# Casing as crossread.stages.read.features numbers it: what lower-cased text, headlines and capitals show.
LOWER, TITLE, UPPER, MIXED = 1, 2, 3, 4
RECASED = (LOWER, LOWER, LOWER, TITLE, UPPER)


def recased(facts: Tensor, share: float) -> Tensor:
    """Features [rows, pieces, 4] with the casing of some rows lost: all words in small letters, say."""
    shape = facts[..., 0]
    rows = torch.rand(shape.shape[0], 1, device=shape.device) < share
    forms = torch.tensor(RECASED, device=shape.device)
    chosen = forms[torch.randint(len(RECASED), (shape.shape[0], 1), device=shape.device)]
    letters = (shape >= LOWER) & (shape <= MIXED)
    return torch.cat([torch.where(rows & letters, chosen, shape)[..., None], facts[..., 1:]], dim=-1)


def losses(model: Reader, batch: Batch, *, hide: float = 0.0, recase: float = 0.0) -> dict[str, Tensor]:
    """The parts of the loss of one batch, each a mean over its words.

    ``hide``: share of hidden pieces; ``recase``: share of windows whose casing is lost.
    """
    facts = recased(batch.facts, recase)
    hidden = (torch.rand(batch.ids.shape, device=batch.ids.device) < hide) & (batch.facts[..., 0] > 0)
    ids = batch.ids.masked_fill(hidden, model.encoder.mask)
    out = model(ids, facts, batch.first, batch.mask)
    words = batch.words.sum()
    parts = {
        "tags": tag_loss(model, out, batch) / words,
        "entity": ENTITY_WEIGHT * entity_loss(out.entity, batch) / words,
        "inner": INNER_WEIGHT * known_loss(out.inner, batch.inner) / words,
        "quote": QUOTE_WEIGHT * known_loss(out.quote, batch.quote) / words,
    }
    if len(batch.row):
        spans, real = frame_losses(model, out, batch)
        parts["parts"] = PARTS_WEIGHT * spans / words
        parts["real"] = REAL_WEIGHT * real / words
    return parts


def tag_loss(model: Reader, out: Outputs, batch: Batch) -> Tensor:
    """Summed CRF loss of the windows that are tagged."""
    known = batch.tags[:, 0] >= 0
    loss = model.crf.nll(out.attribution, batch.tags.clamp(min=0), batch.words)
    return (loss * known * batch.tag_weight).sum()


def frame_losses(model: Reader, out: Outputs, batch: Batch) -> tuple[Tensor, Tensor]:
    """Summed losses of the parts of real cues, and of which cues are real."""
    memory = model.view(out.memory, batch.row, batch.start, batch.mark.shape[1])
    scores, real = model.roles(memory, batch.mark, batch.distance, batch.inside)
    spans = model.parts_crf.nll(scores, batch.parts, batch.inside) * batch.real * batch.frame_weight
    sure = functional.binary_cross_entropy_with_logits(real, batch.real, batch.frame_weight, reduction="sum")
    return spans.sum(), sure


def known_loss(scores: Tensor, labels: Tensor) -> Tensor:
    """Summed cross-entropy where a label is known."""
    return functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=-1, reduction="sum")


def entity_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Summed minus log-probability of the labels that a word may have."""
    return (allowed_loss(scores, batch.entity) * batch.words * batch.entity_weight[:, None]).sum()


def allowed_loss(scores: Tensor, entity: Tensor) -> Tensor:
    """Minus log-probability that a word's label is one of those whose bits are set in ``entity``."""
    bits = torch.arange(len(ENTITY), device=scores.device)
    allowed = (entity[..., None] >> bits) & 1
    logs = functional.log_softmax(scores, dim=-1).masked_fill(allowed == 0, -1e4)
    return -torch.logsumexp(logs, dim=-1)
