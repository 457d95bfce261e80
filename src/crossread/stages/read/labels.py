"""The labels of the reader's taggers. The model file repeats them; reading compares."""

from collections.abc import Mapping, Sequence
from typing import Final

from crossread.errors import ModelError

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


def check(found: Mapping[str, Sequence[str]], name: str) -> None:
    """Raise ModelError where the labels of model ``name`` are not those of this version."""
    for tagger, wanted in (
        ("attribution", ATTRIBUTION),
        ("inner", INNER),
        ("entity", ENTITY),
        ("parts", PARTS),
    ):
        if tuple(found.get(tagger, ())) != wanted:
            raise ModelError(
                f"The reader {name} has other labels for {tagger} than this version of crossread:"
                f" {', '.join(found.get(tagger, ())) or 'none'}.",
                remedy="Export it again with training/export.py of this version, or train it again.",
            )
