"""Judging stage: what people said of findings, applied to those of a run; and the file that keeps it."""

from crossread.stages.judge.identity import Places, speaking, target_of
from crossread.stages.judge.lines import from_lines, to_line
from crossread.stages.judge.replay import judge, standing

__all__ = ["Places", "from_lines", "judge", "speaking", "standing", "target_of", "to_line"]
