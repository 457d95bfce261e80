"""Judging stage: what people said of findings, applied to those of a run; and the file that keeps it.

Corrections, of what findings are made from, are applied here too, earlier in the
way of the data: to an article before it is read, to actors and claims before
they are grouped.
"""

from crossread.stages.judge.identity import Places, speaking, target_of
from crossread.stages.judge.lines import from_lines, to_line
from crossread.stages.judge.replay import judge, standing
from crossread.stages.judge.setright import in_force, set_right
from crossread.stages.judge.texts import dated, marked

__all__ = [
    "Places",
    "dated",
    "from_lines",
    "in_force",
    "judge",
    "marked",
    "set_right",
    "speaking",
    "standing",
    "target_of",
    "to_line",
]
