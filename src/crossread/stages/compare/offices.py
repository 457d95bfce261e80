"""Unnamed speakers who may be a named one: "a spokesman for the port" and "Olin, the port's spokesman"."""

from collections.abc import Sequence

from crossread.records import Actor
from crossread.stages.compare import tables
from crossread.stages.compare.words import Kind, terms


def maybe_one(actors: Sequence[Actor]) -> dict[str, frozenset[str]]:
    """For each actor those whom it may be: one of the two has no name, and office and house are the same."""
    told = [(actor, *_office(actor)) for actor in actors if not actor.members]
    held = [item for item in told if item[1]]
    out: dict[str, set[str]] = {}
    for index, (one, offices, houses) in enumerate(held):
        for other, theirs, belonging in held[:index]:
            if one.named != other.named and offices & theirs and houses & belonging:
                out.setdefault(one.id, set()).add(other.id)
                out.setdefault(other.id, set()).add(one.id)
    return {actor: frozenset(others) for actor, others in out.items()}


def _office(actor: Actor) -> tuple[frozenset[str], frozenset[str]]:
    """The offices of those who speak for others that an actor is called by, and the words of the house."""
    words = [term for form in actor.mentions for term in terms(form, 0, len(form)) if term.matters]
    offices = {t.stem for t in words if t.lower in tables.word_list("spokespeople.txt")}
    name = {term.stem for term in terms(actor.name, 0, len(actor.name))} if actor.named else offices
    houses = {t.stem for t in words if t.kind in (Kind.CONTENT, Kind.NAME)} - name - offices
    return frozenset(offices), frozenset(houses)
