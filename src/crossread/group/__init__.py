"""Articles and posts to stories: what happened, told by whom; and which articles carry one text."""

from crossread.group.stage import TextEncoder, group

__all__ = ["TextEncoder", "group"]
