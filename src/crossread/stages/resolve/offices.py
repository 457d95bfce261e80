"""Who holds an office that a text names without a name: "the secretary", "the Russian president"."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from crossread.stages.resolve.cast import Entry
from crossread.stages.resolve.lexicon import country_names, roles
from crossread.stages.resolve.people import GOVERNING, Person
from crossread.stages.resolve.scene import Scene
from crossread.stages.resolve.titles import Office

_SAME_CALLING = (frozenset({"minister", "diplomat"}),)
_FOREIGN_AFFAIRS = frozenset(
    {
        "foreign minister",
        "foreign secretary",
        "secretary of state",
        "minister of foreign affairs",
        "minister for foreign affairs",
        "top diplomat",
        "foreign affairs minister",
        "head of the foreign ministry",
        "foreign ministry head",
        "head of the ministry of foreign affairs",
        "head of the state department",
        "head of diplomacy",
    }
)
_ANY = {"diplomat": ("envoy",), "adviser": ("aide",), "leader": ("head of state",)}  # any of that kind
_SAME, _GENERIC, _NARROWER = 2.0, 1.0, 0.6
_SAME_PLACE, _PAST = 0.5, -0.6
_HERE, _ELSEWHERE = 1.0, -1.0
# Whoever the sentence names already would be "he", not "the president".
_BESIDE = -0.8
_TIED = 0.3  # share of the sentences naming a person that name a country, from which on it is the person's
_HOME = 1.0  # in a government's own document "the president" is its own


@dataclass(slots=True)
class Holders:
    """All people of a run by article and by office, so that a lookup never walks through all of them."""

    by_actor: dict[str, Person] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    by_article: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_office: dict[Office, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_role: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    likely: dict[Office, list[str]] = field(default_factory=dict)  # looked for once for each office

    @classmethod
    def of(cls, people: Iterable[tuple[Person, Entry]]) -> "Holders":
        """Indexes people, each with its actor."""
        out = cls()
        for person, entry in people:
            out.by_actor[entry.id], out.entries[entry.id] = person, entry
            for article in person.articles:
                out.by_article[article].append(entry.id)
            for office in person.offices:
                out.by_office[office].append(entry.id)
                out.by_role[office.role].append(entry.id)
        return out

    def candidates(self, article: str, asked: Office) -> list[str]:
        """Everyone of an article, then those elsewhere who hold just this office of this place.

        Where nobody does, the only one who holds it of no named place and stands mostly beside this one.
        """
        elsewhere = self.by_office.get(asked, []) if asked.place else []
        if asked.place and not elsewhere:
            elsewhere = self._likely(asked)
        return list(dict.fromkeys([*self.by_article.get(article, []), *elsewhere]))

    def _likely(self, asked: Office) -> list[str]:
        """The only one who holds a role of no named place and stands mostly beside the asked one, if any."""
        if asked not in self.likely:
            holding = dict.fromkeys(self.by_role.get(asked.role, ()))
            found = [actor for actor in holding if self._of(actor, asked)]
            self.likely[asked] = found if len(found) == 1 else []
        return self.likely[asked]

    def _of(self, actor: str, asked: Office) -> bool:
        """Whether a holder of the asked role, of no named place, is mostly named beside the asked one."""
        person = self.by_actor[actor]
        placed = any(office.role == asked.role and office.place for office in person.offices)
        return not placed and person.ties.get(asked.place, 0.0) >= _TIED and _tie(person, asked.place) > 0

    def kin(self, actor: str) -> set[str]:
        """The kinds of office that a person holds."""
        return {roles()[office.role].kin for office in self.by_actor[actor].offices if office.role in roles()}


def fits_office(asked: Office, held: Office) -> float:
    """How well a phrase's office fits one that somebody holds: 0 not at all, about 1 loosely, 2 the same."""
    if (asked.place and held.place and asked.place != held.place) or (asked.former and not held.former):
        return 0.0
    known = _SAME_PLACE if asked.place and asked.place == held.place else 0.0
    known += _PAST if held.former and not asked.former else 0.0
    if asked.role == held.role:
        return _SAME + known
    one, other = roles().get(asked.role), roles().get(held.role)
    if not one or not other or (one.gender and other.gender and one.gender != other.gender):
        return 0.0
    if one.kin != other.kin and not any({one.kin, other.kin} <= group for group in _SAME_CALLING):
        return 0.0
    generic = (
        one.role in (other.kin, *_ANY.get(other.kin, ()))
        or one.kin == "spokesperson"
        or one.role.split()[-1] == other.kin
    )
    same_job = bool(asked.place) and {one.role, other.role} <= _FOREIGN_AFFAIRS
    if generic or same_job or f" {one.role} " in f" {other.role} ":
        return _GENERIC + known
    return _NARROWER + known if f" {other.role} " in f" {one.role} " else 0.0


def holder(scene: Scene, holders: Holders, asked: Office, position: int) -> Entry | None:
    """The person of the run whom an office means at a place of an article; None where nobody fits.

    Whoever the same article names with that office comes first; a person known
    only from other articles needs the same office of the same place.
    """
    article = scene.page.article.id
    beside = {event.actor.id for event in scene.in_sentence(position) if not event.pronoun}
    scores: dict[str, float] = {}
    loose = 0
    for actor in holders.candidates(article, asked):
        person, entry = holders.by_actor[actor], holders.entries[actor]
        fit = max((fits_office(asked, office) for office in person.offices), default=0.0)
        foreign = asked.place in country_names() and entry.side not in (None, asked.place)
        if fit <= 0 or foreign:
            continue
        if fit < _GENERIC:
            loose += 1
        here = article in person.articles
        scores[actor] = fit + (_HERE if here else _ELSEWHERE) + presence(scene, entry, position)
        scores[actor] += (_BESIDE if actor in beside else 0.0) + _tie(person, asked.place)
        scores[actor] += _HOME if scene.home and not asked.place and entry.side == scene.home else 0.0
    best = min(scores, key=lambda actor: (-scores[actor], actor), default=None)
    if best is None or len(scores) == loose > 1:
        return None  # "the secretary of state" in a text with two secretaries of it knows not what
    found = holders.entries[best]
    if found.side is None and asked.place in country_names() and roles()[asked.role].kin in GOVERNING:
        found.side = asked.place
    return found


def _tie(person: Person, place: str) -> float:
    """How much more often the person is named beside ``place`` than beside another country."""
    if not place:
        return 0.0
    others = (share for other, share in person.ties.items() if other != place)
    return person.ties.get(place, 0.0) - max(others, default=0.0)


def presence(scene: Scene, actor: Entry, position: int) -> float:
    """How present an actor is at a place of the text, in [0, 2]: recency, frequency, having just spoken."""
    sentence = scene.page.sentence(position)
    latest = next((event for event in scene.recent(position) if event.actor.id == actor.id), None)
    value = 0.7 * min(scene.counts[actor.id], 10) / 10
    if latest:
        value += 0.8 * 0.85 ** max(0, sentence - latest.sentence)
    spoken = scene.last_said(position)
    return value + (0.5 if spoken and actor in spoken.speakers else 0.0)
