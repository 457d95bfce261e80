"""Articles and posts to stories: what happened, told by whom; and which articles carry one text."""

from crossread.stages.group.claims import claims_with_story
from crossread.stages.group.encounters import Encounter, Telling, encounters
from crossread.stages.group.growing import Change, Placed, Stories
from crossread.stages.group.nearness import LEVELS, Embeddings, Sketch, features, level, sketch, worth_a_look
from crossread.stages.group.signals import TextEncoder
from crossread.stages.group.stage import group

__all__ = [
    "LEVELS",
    "Change",
    "Embeddings",
    "Encounter",
    "Placed",
    "Sketch",
    "Stories",
    "Telling",
    "TextEncoder",
    "claims_with_story",
    "encounters",
    "features",
    "group",
    "level",
    "sketch",
    "worth_a_look",
]
