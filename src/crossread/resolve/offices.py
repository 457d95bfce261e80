"""Who holds an office that a text names without a name: "the secretary", "the Russian president", "both leaders"."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from crossread.records import ActorType
from crossread.resolve.cast import Entry
from crossread.resolve.lexicon import country_names, roles, words
from crossread.resolve.people import Person
from crossread.resolve.scene import Scene
from crossread.resolve.sightings import Office

_SAME_CALLING = (frozenset({"minister", "diplomat"}),)
_FOREIGN_AFFAIRS = frozenset(
    {
        "foreign minister",
        "foreign secretary",
        "secretary of state",
        "minister of foreign affairs",
        "minister for foreign affairs",
        "top diplomat",
    }
)
# Whoever the sentence names already would be "he", not "the president".
_BESIDE = -0.8
_JOINT_REACH = 3  # sentences
_HEADS = {
    "leaders": ("leader",),
    "presidents": ("leader",),
    "premiers": ("leader",),
    "chancellors": ("leader",),
    "statesmen": ("leader", "minister", "diplomat"),
    "heads": ("leader",),
    "diplomats": ("diplomat",),
    "envoys": ("diplomat",),
    "ministers": ("minister", "diplomat"),
    "secretaries": ("minister", "diplomat"),
    "chiefs": ("chief", "military", "diplomat"),
    "senators": ("lawmaker",),
    "lawmakers": ("lawmaker",),
    "candidates": ("politician", "leader"),
}


def fits_office(asked: Office, held: Office) -> float:
    """How well a phrase's office fits one that somebody holds: 0 not at all, 1 generic, 2 the same."""
    if asked.place and held.place and asked.place != held.place:
        return 0.0
    if asked.former and not held.former:
        return 0.0
    known = 0.5 if asked.place and asked.place == held.place else 0.0
    known -= 0.6 if held.former and not asked.former else 0.0
    if asked.role == held.role:
        return 2.0 + known
    one, other = roles().get(asked.role), roles().get(held.role)
    if not one or not other:
        return 0.0
    kin = one.kin == other.kin or any({one.kin, other.kin} <= group for group in _SAME_CALLING)
    if not kin or (one.gender and other.gender and one.gender != other.gender):
        return 0.0
    generic = one.role == other.kin or one.kin == "spokesperson" or one.role.split()[-1] == other.kin
    contained = f" {one.role} " in f" {other.role} " or f" {other.role} " in f" {one.role} "
    same_job = bool(asked.place) and {one.role, other.role} <= _FOREIGN_AFFAIRS
    return 1.0 + known if generic or contained or same_job else 0.0


def holder(
    scene: Scene, people: Sequence[tuple[Person, Entry]], asked: Office, position: int
) -> Entry | None:
    """The person of the run whom an office means at a place of an article; None where nobody fits.

    Whoever the same article names with that office comes first; a person known
    only from other articles needs the same office with the same country.
    """
    article, sentence = scene.page.article.id, scene.page.sentence(position)
    beside = {event.actor.id for event in scene.events if event.sentence == sentence and not event.pronoun}
    best: tuple[float, str] | None = None
    chosen: Entry | None = None
    for person, entry in people:
        fit = max((fits_office(asked, office) for office in person.offices), default=0.0)
        if fit and not asked.place and entry.side is None and person.articles.get(article):
            fit += 0.1
        if not fit or (asked.place in country_names() and person.country not in (None, asked.place)):
            continue
        here = person.articles.get(article, 0)
        if not here and (fit < 2.5 or not asked.place):
            continue
        value = fit + (1.0 if here else -1.0) + presence(scene, entry, position)
        value += _BESIDE if entry.id in beside else 0.0
        value += person.ties.get(asked.place, 0.0) - person.ties.get(_elsewhere(person, asked.place), 0.0)
        key = (-value, entry.id)
        if best is None or key < best:
            best, chosen = key, entry
    return chosen


def _elsewhere(person: Person, place: str) -> str:
    """The country other than ``place`` that the person is named beside most."""
    others = [other for other in person.ties if other != place] if place else []
    return min(others, key=lambda other: (-person.ties[other], other), default="")


def presence(scene: Scene, actor: Entry, position: int) -> float:
    """How present an actor is at a place of the text, in [0, 2]: recency, frequency, having just spoken."""
    here, sentence = scene.page.section(position), scene.page.sentence(position)
    latest = next(
        (event for event in scene.before(position, section=here) if event.actor.id == actor.id), None
    )
    value = 0.0
    if latest:
        value += 0.8 * 0.85 ** (sentence - latest.sentence)
    spoken = scene.last_spoken(position)
    if spoken and actor in spoken.speakers:
        value += 0.5
    return value + 0.7 * min(scene.counts[actor.id], 10) / 10


def pair(
    scene: Scene, people: Sequence[tuple[Person, Entry]], head: str, position: int, size: int = 2
) -> tuple[Entry, ...]:
    """The ``size`` actors that "the two leaders", "both ministers" or "the two sides" mean; empty if unclear."""
    section, sentence = scene.page.section(position), scene.page.sentence(position)
    governments = head in words("government_pairs")
    by_actor = {entry.id: person for person, entry in people}
    joint = _last_joint(scene, by_actor, head, position, size)
    if joint is not None:
        return joint
    scores: dict[str, float] = defaultdict(float)
    entries: dict[str, Entry] = {}
    events = [event for event in scene.before(position, section=section)]
    if len({event.actor.id for event in events}) < size:
        events = [event for event in reversed(scene.events) if event.span.end <= position] or events
    telling = {
        speaker.id
        for spoken in scene.spoken
        if spoken.content.start <= position < spoken.content.end
        for speaker in spoken.speakers
    }
    for event in events:
        actor = event.actor
        if actor.id in telling:
            continue  # a speaker seldom counts as one of "the two men"
        if (actor.type is not ActorType.GOVERNMENT) if governments else (actor.id not in by_actor):
            continue
        if head == "men" and actor.gender == "f" or head == "women" and actor.gender == "m":
            continue
        entries[actor.id] = actor
        scores[actor.id] += 0.8 ** max(0, sentence - event.sentence)
    wanted = _HEADS.get(head)
    if wanted and not governments:
        held = {actor for actor in entries if _kin(by_actor[actor]) & set(wanted)}
        if len(held) < size:
            return ()
        entries = {actor: entries[actor] for actor in held}
    order = sorted(entries, key=lambda actor: (-scores[actor], actor))
    return tuple(entries[actor] for actor in order[:size]) if len(order) >= size else ()


def _last_joint(
    scene: Scene, by_actor: Mapping[str, Person], head: str, position: int, size: int
) -> tuple[Entry, ...] | None:
    """The members of the latest "A and B" within three sentences, where the noun ``head`` fits them."""
    section, sentence = scene.page.section(position), scene.page.sentence(position)
    wanted = set(_HEADS.get(head, ()))
    for event in scene.before(position, section=section):
        members = event.actor.members
        if sentence - event.sentence > _JOINT_REACH:
            return None
        if len(members) != size:
            continue
        known = {entry.actor.id: entry.actor for entry in scene.events if entry.actor.id in members}
        if len(known) != size:
            continue
        if head in words("government_pairs"):
            if all(entry.type is ActorType.GOVERNMENT for entry in known.values()):
                return tuple(known[actor] for actor in members)
        elif all(actor in by_actor and (not wanted or _kin(by_actor[actor]) & wanted) for actor in members):
            return tuple(known[actor] for actor in members)
    return None


def _kin(person: Person) -> set[str]:
    return {roles()[office.role].kin for office in person.offices if office.role in roles()}
