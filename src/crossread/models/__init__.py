"""The models that crossread ships: the only importer of onnxruntime.

Weights lie beside this file, each with a card that pins their hash. Nothing is
fetched at run time. Every model runs one text or window at a time: int8 takes
its activation scale over a whole batch, so that a batch of one is what makes
results independent of batch size, order and worker count.
"""

from crossread.models.cross_encoder import CrossEncoder
from crossread.models.encoder_model import DIMENSIONS, Encoder
from crossread.models.pair_model import PairModel
from crossread.models.reader_model import Reader, ReaderOutput, Views
from crossread.models.second_reader import Answer, PairQuestion, SecondReader, Statement

__all__ = [
    "DIMENSIONS",
    "Answer",
    "CrossEncoder",
    "Encoder",
    "PairModel",
    "PairQuestion",
    "Reader",
    "ReaderOutput",
    "SecondReader",
    "Statement",
    "Views",
]
