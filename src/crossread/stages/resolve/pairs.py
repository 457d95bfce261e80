"""Several actors as one: "Doe and Roe", "the two leaders", "both sides"."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from crossread.records import ActorType, Span
from crossread.stages.resolve.cast import Cast, Entry
from crossread.stages.resolve.lexicon import words
from crossread.stages.resolve.offices import Holders
from crossread.stages.resolve.page import Page
from crossread.stages.resolve.scene import Event, Scene

_SPEAKS = (ActorType.PERSON, ActorType.GOVERNMENT, ActorType.ORGANISATION, ActorType.GROUP)
_COMMA = ", and"
_BETWEEN = frozenset({"and", "&", _COMMA, "and the", "and his", "and her"})
_NEAR = 4  # events among which the one right before another is found
_REACH = 3  # sentences within which "the two …" goes back to "A and B"
_DECAY = 0.8  # weight of a naming one sentence further back
_KINDS = {
    "leaders": {"leader"},
    "presidents": {"leader"},
    "premiers": {"leader"},
    "chancellors": {"leader"},
    "heads": {"leader"},
    "statesmen": {"leader", "minister", "diplomat"},
    "diplomats": {"diplomat"},
    "envoys": {"diplomat"},
    "ministers": {"minister", "diplomat"},
    "secretaries": {"minister", "diplomat"},
    "chiefs": {"chief", "military", "diplomat"},
    "senators": {"lawmaker"},
    "lawmakers": {"lawmaker"},
    "candidates": {"politician", "leader"},
}
_WITHOUT_NUMBER = frozenset({"leaders", "presidents", "diplomats", "ministers", "pair", "duo"})
_FILLERS = frozenset({"of", "the", "foreign", "top", "world", "two", "prime"})


@dataclass(frozen=True, slots=True)
class Several:
    """A phrase for several actors: where, its head noun, how many."""

    span: Span
    head: str
    size: int


def phrases(page: Page) -> Iterator[Several]:
    """Phrases that stand for several actors just named: "the two men", "both sides", "the leaders"."""
    items = page.tokens
    for index, token in enumerate(items):
        if token.key not in ("both", "two", "three", "the"):
            continue
        numeral = token.key in ("two", "three")
        start = index - 1 if numeral and index and items[index - 1].key == "the" else index
        if numeral and start == index:
            continue
        head = _head(page, index + 1, counted=token.key != "the")
        if head is not None:
            size = 3 if token.key == "three" else 2
            yield Several(Span(items[start].start, items[head].end), items[head].key, size)


def _head(page: Page, first: int, *, counted: bool) -> int | None:
    """The head noun of a phrase that goes on at ``first``; without a number only a few nouns will do."""
    for index in range(first, min(len(page.tokens), first + (4 if counted else 1))):
        key = page.tokens[index].key
        if page.gap(index - 1, index) != " ":
            return None
        if key in (words("pair_heads") if counted else _WITHOUT_NUMBER) or (counted and key == "them"):
            return index
        if key not in _FILLERS and not key.endswith(("an", "ish", "ese")):
            return None
    return None


def coordinate(scene: Scene, cast: Cast, event: Event) -> None:
    """Where ``event`` closes an "A and B", notes both as one, too."""
    before = list(islice(scene.recent(event.span.start, anywhere=True), _NEAR))
    last = max(before, key=lambda item: (item.span.end, len(item.span)), default=None)
    if last is None or event.span.start - last.span.end > 12 or last.possessive:
        return
    between = scene.page.text[last.span.end : event.span.start].strip().casefold()
    # "… out of Ruritania, and Brask said": the comma begins a clause of its own.
    if between not in _BETWEEN or (between == _COMMA and last.oblique):
        return
    one, other = last.actor, event.actor
    members = one.members or (one.id,)
    if (
        other.id in members
        or other.members
        or any(item.type not in _SPEAKS or item.passing for item in (one, other))
    ):
        return
    span = Span(last.span.start, event.span.end)
    entry = cast.joint([*members, other.id], span.of(scene.page.text))
    scene.note(span, entry, possessive=event.possessive)


def members(scene: Scene, holders: Holders, cast: Cast, several: Several) -> tuple[Entry, ...]:
    """Who "the two leaders", "both ministers" or "the two sides" are; empty where that is unclear.

    The last "A and B" of the sentences before, where it fits the noun; else
    those named most and latest who hold such an office.
    """
    position, wanted = several.span.start, _KINDS.get(several.head, set())
    governments = several.head in words("government_pairs")
    joint = _latest_joint(scene, holders, cast, several)
    if joint:
        return joint
    telling = {
        speaker.id
        for spoken in scene.said(position, paragraphs=1)
        if spoken.content.start <= position < spoken.content.end
        for speaker in spoken.speakers
    }
    weights = _weights(scene, position, several.size)
    kept: dict[str, float] = {}
    for actor, weight in weights.items():
        entry = cast.entries[actor]
        fits = entry.type is ActorType.GOVERNMENT if governments else actor in holders.by_actor
        if not fits or actor in telling or _wrong_gender(several.head, entry):
            continue  # (a speaker seldom counts himself as one of "the two men")
        if governments or not wanted or holders.kin(actor) & wanted:
            kept[actor] = weight
    order = sorted(kept, key=lambda actor: (-kept[actor], actor))[: several.size]
    return tuple(cast.entries[actor] for actor in order) if len(order) == several.size else ()


def _weights(scene: Scene, position: int, size: int) -> dict[str, float]:
    """How present each actor is before ``position``: namings, discounted by distance."""
    events = list(scene.recent(position))
    if len({event.actor.id for event in events}) < size:
        events = list(scene.recent(position, anywhere=True))
    sentence = scene.page.sentence(position)
    weights: dict[str, float] = defaultdict(float)
    for event in events:
        weights[event.actor.id] += _DECAY ** max(0, sentence - event.sentence)
    return weights


def _wrong_gender(head: str, entry: Entry) -> bool:
    return (head == "men" and entry.gender == "f") or (head == "women" and entry.gender == "m")


def _latest_joint(scene: Scene, holders: Holders, cast: Cast, several: Several) -> tuple[Entry, ...]:
    """The members of the latest "A and B" near by that the noun fits."""
    wanted = _KINDS.get(several.head, set())
    for event in scene.recent(several.span.start, sentences=_REACH):
        actors = event.actor.members
        if len(actors) != several.size:
            continue
        if several.head in words("government_pairs"):
            fits = all(cast.entries[actor].type is ActorType.GOVERNMENT for actor in actors)
        else:
            fits = all(_holds(holders, actor, wanted) for actor in actors)
        if fits:
            return tuple(cast.entries[actor] for actor in actors)
    return ()


def _holds(holders: Holders, actor: str, wanted: set[str]) -> bool:
    return actor in holders.by_actor and (not wanted or bool(holders.kin(actor) & wanted))
