"""Articles and posts to stories: what happened, told by whom; and which articles carry one text."""

from crossread.group.signals import TextEncoder
from crossread.group.stage import group

__all__ = ["TextEncoder", "group"]
