"""The labels of the reader's taggers. The model file repeats them; loading compares."""

from typing import Final

ROLES: Final = ("source", "cue", "content")
ATTRIBUTION: Final = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
PARTS: Final = ("O", "B-source", "I-source", "B-content", "I-content")  # of one cue
INNER: Final = ("O", "B-cue", "I-cue")  # cues within contents
ENTITY: Final = (
    "O",
    "B-person",
    "I-person",
    "B-organisation",
    "I-organisation",
    "B-place",
    "I-place",
    "B-other",
    "I-other",
)
