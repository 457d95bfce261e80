"""Corrections applied to what was resolved: actors merged or split, speakers set right."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from crossread.records import (
    Actor,
    ActorType,
    Article,
    Claim,
    Correction,
    Mend,
    Place,
    Resolution,
    content_id,
    text_digest,
)


def in_force(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """The corrections that nobody has undone, each once, the earliest first. Undoing can be undone."""
    known = {correction.id: correction for correction in corrections}
    order = sorted(known.values(), key=lambda item: (item.on, item.id))
    undone: set[str] = set()
    for correction in reversed(order):
        if correction.undoes and correction.id not in undone:
            undone.add(correction.undoes)
    return tuple(item for item in order if item.id not in undone and item.mend is not Mend.UNDO)


def set_right(
    resolution: Resolution, articles: Sequence[Article], corrections: Sequence[Correction]
) -> Resolution:
    """``resolution`` as those who corrected it want it, in the order of their times.

    Corrections of other things, and of articles that are not here, change nothing.
    """
    digests = {article.id: text_digest(article.text) for article in articles}
    texts = {article.id: article.text for article in articles}
    for correction in in_force(corrections):
        apply = _APPLIED.get(correction.mend)
        if apply is not None:
            resolution = apply(resolution, correction, _Where(digests, texts))
    return resolution


@dataclass(frozen=True, slots=True)
class _Where:
    digests: Mapping[str, str]
    texts: Mapping[str, str]

    def holds(self, place: Place, article: str) -> bool:
        return self.digests.get(article) == place.text


def _merge(resolution: Resolution, correction: Correction, where: _Where) -> Resolution:
    """All actors of the correction become the first of them that is here, under the name of the first."""
    wanted = {item.id for item in correction.actors} | {
        _key(item.name, item.type) for item in correction.actors
    }
    meant = [actor for actor in resolution.actors if wanted & {actor.id, _key(actor.name, actor.type)}]
    if not meant:
        return resolution
    first = correction.actors[0]
    forms = sorted(
        {form for actor in meant for form in actor.mentions}, key=lambda form: (form.casefold(), form)
    )
    whole = Actor(
        id=first.id,
        name=first.name,
        type=ActorType(first.type),
        side=next((actor.side for actor in meant if actor.side), None),
        mentions=tuple(forms),
        named=any(actor.named for actor in meant) or bool(first.name),
    )
    gone = {actor.id: first.id for actor in meant}
    kept = [actor for actor in resolution.actors if actor.id not in gone and actor.id != first.id]
    return _renamed(replace(resolution, actors=_sorted([*kept, whole])), gone)


def _split(resolution: Resolution, correction: Correction, where: _Where) -> Resolution:
    """Where the texts are those of ``places``, or the words those of ``forms``, the actor is another."""
    old = next((actor for actor in resolution.actors if actor.id == correction.actors[0].id), None)
    if old is None:
        return resolution
    forms = {form.casefold() for form in correction.forms}
    new = _new_actor(correction.value, old.type)

    def other(article: str, words: str) -> bool:
        return any(where.holds(place, article) for place in correction.places) or words.casefold() in forms

    claims = []
    for claim in resolution.claims:
        words = claim.source.of(where.texts[claim.article]) if claim.source else ""
        voices = claim.voices
        if old.id in voices and other(claim.article, words):
            voices = tuple(new.id if voice == old.id else voice for voice in voices)
        claims.append(replace(claim, voices=voices))
    mentions = tuple(
        replace(item, actor=new.id)
        if item.actor == old.id and other(item.article, item.span.of(where.texts[item.article]))
        else item
        for item in resolution.actor_mentions
    )
    left = replace(old, mentions=tuple(form for form in old.mentions if form.casefold() not in forms))
    taken = replace(
        new, mentions=tuple(form for form in old.mentions if form.casefold() in forms), side=old.side
    )
    kept = [actor for actor in resolution.actors if actor.id not in (old.id, new.id)]
    return replace(
        resolution, actors=_sorted([*kept, left, taken]), claims=tuple(claims), actor_mentions=mentions
    )


def _speaker(resolution: Resolution, correction: Correction, where: _Where) -> Resolution:
    """The claims whose content lies at the places get the named actor as their innermost voice."""
    meant = [
        claim.id
        for claim in resolution.claims
        if any(
            where.holds(place, claim.article)
            and place.span is not None
            and 2 * claim.extent.overlap(place.span) >= max(len(claim.extent), len(place.span))
            for place in correction.places
        )
    ]
    if not meant:
        return resolution
    actor = _called(resolution, correction)
    claims = tuple(_said_by(claim, actor) if claim.id in meant else claim for claim in resolution.claims)
    actors = resolution.actors
    if all(known.id != actor.id for known in actors):
        actors = _sorted([*actors, actor])
    return replace(resolution, actors=actors, claims=claims)


def _said_by(claim: Claim, actor: Actor) -> Claim:
    return replace(claim, voices=(*claim.voices[:-1], actor.id))


def _called(resolution: Resolution, correction: Correction) -> Actor:
    """The actor that a correction names: by id where it knows one, else by a name or form of words."""
    ids = {item.id for item in correction.actors}
    name = correction.value.casefold()
    by_id = next((actor for actor in resolution.actors if actor.id in ids), None)
    by_name = next((actor for actor in resolution.actors if actor.name.casefold() == name), None)
    by_form = [actor for actor in resolution.actors if name in {form.casefold() for form in actor.mentions}]
    if by_id or by_name:
        found: Actor = by_id or by_name  # type: ignore[assignment]
        return found
    if len(by_form) == 1:
        return by_form[0]
    known = correction.actors[0] if correction.actors else None
    if known:
        return Actor(known.id, known.name, ActorType(known.type), mentions=(known.name,))
    return _new_actor(correction.value, ActorType.PERSON)


def _new_actor(name: str, type_: ActorType) -> Actor:
    return Actor(
        content_id("actor", type_, "named by a person", name.casefold()), name, type_, mentions=(name,)
    )


def _renamed(resolution: Resolution, ids: Mapping[str, str]) -> Resolution:
    def voices(claim: Claim) -> tuple[str, ...]:
        named = [ids.get(voice, voice) for voice in claim.voices]
        return tuple(voice for n, voice in enumerate(named) if n == 0 or voice != named[n - 1])

    return replace(
        resolution,
        actors=tuple(
            replace(actor, members=tuple(dict.fromkeys(ids.get(member, member) for member in actor.members)))
            for actor in resolution.actors
        ),
        claims=tuple(replace(claim, voices=voices(claim)) for claim in resolution.claims),
        actor_mentions=tuple(
            replace(item, actor=ids.get(item.actor, item.actor)) for item in resolution.actor_mentions
        ),
    )


def _sorted(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    return tuple(sorted(actors, key=lambda actor: actor.id))


def _key(name: str, type_: str) -> str:
    return f"{type_}: {name.casefold()}"


_APPLIED: dict[Mend, Callable[[Resolution, Correction, _Where], Resolution]] = {
    Mend.MERGE_ACTORS: _merge,
    Mend.SPLIT_ACTOR: _split,
    Mend.SPEAKER: _speaker,
}
