"""Articles and posts to stories: what happened, told by whom; and which articles carry one text."""

from crossread.stages.group.signals import TextEncoder
from crossread.stages.group.stage import group

__all__ = ["TextEncoder", "group"]
