"""A voice for what is said by somebody whom the text does not name: "it is alleged that …", "fears of …".

Such words are not the article's own. The voice is for readers of the report:
nothing is compared by it, so that it is nobody's account and no witness.
"""

from collections.abc import Sequence
from dataclasses import replace

from crossread.records import UNSTATED, Actor, Claim


def with_unstated(
    claims: Sequence[Claim], actors: Sequence[Actor]
) -> tuple[tuple[Claim, ...], tuple[Actor, ...]]:
    """``claims`` whose cue has no voice given to the unstated one, and ``actors`` with it where it speaks.

    Where another's claim tells of it, that one's voices stand before it.
    """
    known_voices = {claim.id: claim.voices for claim in claims}
    given = tuple(
        replace(claim, voices=(*known_voices.get(claim.parent or "", ()), UNSTATED.id))
        if claim.cue is not None and not claim.voices
        else claim
        for claim in claims
    )
    speaks = any(UNSTATED.id in claim.voices for claim in given)
    known = any(actor.id == UNSTATED.id for actor in actors)
    everybody = [*actors, UNSTATED] if speaks and not known else list(actors)
    return given, tuple(sorted(everybody, key=lambda actor: actor.id))
