"""The cast of a run: actors under construction, their forms of words, names, types and sides."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crossread.records import Actor, ActorType, content_id
from crossread.stages.resolve.lexicon import Place, country_names, fold, places, table_key, words
from crossread.stages.resolve.people import Person, best_form

_ARTICLES = ("the ", "a ", "an ")


@dataclass(slots=True, eq=False)
class Entry:
    """An actor under construction."""

    id: str
    type: ActorType
    forms: Counter[str] = field(default_factory=Counter)
    proper: Counter[str] = field(default_factory=Counter)  # forms fit to be its name
    preferred: str = ""  # the table's name, shown where a source holds it
    side: str | None = None
    named: bool = True
    gender: str = ""
    plural: bool = False
    members: tuple[str, ...] = ()
    person: Person | None = None
    passing: bool = False  # some people mentioned on the way, who never speak


class Cast:
    """Collects actors by key. Ids are hashes of the key, so the order of asking does not matter."""

    def __init__(self, acronyms: Mapping[str, str] | None = None) -> None:
        self.entries: dict[str, Entry] = {}
        self.acronyms = acronyms or {}

    def _entry(self, type_: ActorType, *key: str) -> Entry:
        actor = content_id("actor", type_, *key)
        if actor not in self.entries:
            self.entries[actor] = Entry(actor, type_)
        return self.entries[actor]

    def person(self, person: Person, form: str) -> Entry:
        """The actor of a person."""
        entry = self._entry(ActorType.PERSON, person.key)
        entry.person, entry.gender = person, person.gender
        entry.side = entry.side or person.country
        _count(entry, form)
        return entry

    def place(self, place: Place, form: str) -> Entry:
        """The actor of a government or a known organisation."""
        if place.government:
            entry = self._entry(ActorType.GOVERNMENT, place.name)
            entry.side = place.name
        else:
            entry = self._entry(ActorType(place.form), table_key(place.name))
            entry.side = place.country or None
        entry.preferred = place.name
        _count(entry, form)
        if form and place.form not in ("capital", "seat", "demonym"):
            entry.proper[_bare(form)] += 1
        return entry

    def government(self, country: str, form: str = "") -> Entry:
        """The actor of a country's government, by the table's name."""
        entry = self._entry(ActorType.GOVERNMENT, country)
        entry.side = country
        _count(entry, form)
        return entry

    def mention(self, entry: Entry, form: str) -> None:
        """Counts another form of words for an actor."""
        _count(entry, form)

    def office(self, role: str, place: str, form: str, gender: str) -> Entry:
        """Whoever holds an office of a place that no text of the run ties to a name."""
        entry = self._entry(ActorType.PERSON, "office", role, place)
        entry.named, entry.gender = False, gender
        entry.side = place if place in country_names() else None
        _count(entry, form)
        return entry

    def unnamed(self, type_: ActorType, article: str, key: str, form: str, side: str | None) -> Entry:
        """Someone, or some people, whom an article does not name. ``article`` is "" for run-wide groups."""
        entry = self._entry(type_, "unnamed", article, key)
        entry.named = not article
        entry.plural = type_ is ActorType.GROUP
        entry.side = entry.side or side
        _count(entry, form)
        return entry

    def organisation(self, form: str, *, outlet: bool = False) -> Entry:
        """An organisation, or an outlet, that no table knows."""
        key = table_key(_bare(form))
        key = table_key(self.acronyms.get(key, key))
        known = places().get(key, ())
        if known and not known[0].government:
            return self.place(known[0], form)
        entry = self._entry(ActorType.OUTLET if outlet else ActorType.ORGANISATION, key)
        entry.proper[_bare(form)] += 1
        _count(entry, form)
        return entry

    def joint(self, members: Sequence[str], form: str) -> Entry:
        """Several actors who speak as one."""
        ids = sorted(set(members))
        entry = self._entry(ActorType.GROUP, "joint", *ids)
        entry.members, entry.plural = tuple(ids), True
        _count(entry, form)
        return entry

    def party(self, header: str) -> Entry:
        """The giver that a document's header names: from the tables, else an organisation."""
        written = header.replace("-", " ").split()
        keys = [table_key(word) for word in written]
        runs = [(start, end) for start in range(len(keys)) for end in range(len(keys), start, -1)]
        for start, end in sorted(runs, key=lambda run: (run[0] - run[1], run[0])):
            found = places().get(" ".join(keys[start:end]))
            if found and found[0].form != "demonym":
                return self.place(found[0], " ".join(written[start:end]))
        return self.organisation(header)

    def outlet(self, label: str) -> Entry:
        """The giver of an article."""
        known = next((place for place in places().get(table_key(label), ()) if place.form == "outlet"), None)
        if known is not None:
            return self.place(known, label)
        entry = self._entry(ActorType.OUTLET, table_key(label) or label)
        entry.forms[label] += 1
        return entry

    def actors(self, sides: Mapping[str, str], voices: frozenset[str]) -> tuple[Actor, ...]:
        """The actors, sorted by id, with the sides that the user gave (keys: folded names or mentions).

        Unnamed people who are no one's voice in any claim (``voices``) are left out.
        """
        needed = voices.union(*(self.entries[actor].members for actor in self.entries))
        kept = [entry for _, entry in sorted(self.entries.items()) if not entry.passing or entry.id in needed]
        return tuple(self._actor(entry, sides) for entry in kept)

    def _actor(self, entry: Entry, sides: Mapping[str, str]) -> Actor:
        name = _name(entry)
        forms = sorted(
            {*entry.forms, *(entry.person.forms if entry.person else ())},
            key=lambda form: (form.casefold(), form),
        )
        given = next((sides[key] for key in map(side_key, (name, *forms)) if key in sides), None)
        if given is None and entry.side:
            given = sides.get(side_key(entry.side), entry.side)
        return Actor(
            id=entry.id,
            name=name,
            type=entry.type,
            side=given,
            mentions=tuple(forms),
            named=entry.named,
            members=entry.members,
        )


def side_key(name: str) -> str:
    """How a name of the user's file of sides is compared with names and mentions."""
    return " ".join(fold(_bare(name)).split())


def _bare(form: str) -> str:
    lowered = form.casefold()
    for word in _ARTICLES:
        if lowered.startswith(word) and len(form) > len(word):
            return form[len(word) :]
    return form


def _count(entry: Entry, form: str) -> None:
    if form:
        entry.forms[form] += 1


def _name(entry: Entry) -> str:
    if entry.person and entry.person.forms:
        return best_form(entry.person)
    if entry.proper:
        held = [form for form in entry.proper if table_key(form) == table_key(entry.preferred)]
        return _commonest(entry.proper, held or list(entry.proper))
    if entry.members:
        return min(entry.forms, key=_joint_order)
    forms = entry.forms
    if not forms:
        return entry.id
    return _commonest(forms, list(forms))


def _commonest(counts: Counter[str], forms: Sequence[str]) -> str:
    """The form used most, no acronym where there is another, the longest of equals.

    Forms that differ by full stops alone ("U.S.", "US") count together; the one without them is shown.
    """
    together: Counter[str] = Counter()
    for form, count in counts.items():
        together[form.replace(".", "")] += count

    def order(form: str) -> tuple[bool, int, bool, int, str]:
        return form.isupper(), -together[form.replace(".", "")], "." in form, -len(form), form

    return min(forms, key=order)


def _joint_order(form: str) -> tuple[bool, bool, bool, int, str]:
    """Names before "the two leaders", the shortest first, none that opens with a pronoun."""
    first = form.split()[0].casefold()
    pronoun = first in words("masculine") or first in words("feminine")
    return " and " not in form, pronoun, first in ("the", "both"), len(form), form
