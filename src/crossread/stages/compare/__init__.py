"""Comparing: points, their parties' stances, and what sets them apart or joins them."""

from crossread.stages.compare.compare import compare
from crossread.stages.compare.encoder import Encoder

__all__ = ["Encoder", "compare"]
