"""Comparing: points, their parties' stances, and what sets them apart or joins them."""

from crossread.compare.compare import compare
from crossread.compare.encoder import Encoder

__all__ = ["Encoder", "compare"]
