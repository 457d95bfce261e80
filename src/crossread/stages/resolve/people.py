"""People: one record per person across all articles of a run, and who each naming of a person names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from crossread.stages.resolve.lexicon import country_names, roles, words
from crossread.stages.resolve.names import Name, compatible, gender_of
from crossread.stages.resolve.page import Page
from crossread.stages.resolve.sightings import Sighting
from crossread.stages.resolve.tagging import Tags
from crossread.stages.resolve.titles import Office

# Kinds of office that tie whoever holds them to the country they are named with.
GOVERNING = frozenset(
    [
        "leader",
        "deputy leader",
        "royal",
        "diplomat",
        "minister",
        "official",
        "spokesperson",
        "adviser",
        "chief",
        "governor",
        "lawmaker",
        "judge",
        "military",
        "lawyer",
        "spouse",
        "politician",
        "police",
    ]
)

_SLIP = 80.0  # least likeness of a misspelt surname: one letter in six


@dataclass(slots=True)
class Person:
    """A person under construction: names, forms of words, offices and genders with their counts."""

    name: Name
    names: list[Name] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    offices: Counter[Office] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    # Share of the sentences naming the person that name each country too: a weak sign of whose office it is.
    ties: dict[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What the person's id is made of: the folded name."""
        return " ".join((*self.name.parts, self.name.suffix)).strip()

    @property
    def gender(self) -> str:
        """The gender that titles and offices vote for, else the given name's; "" where unknown."""
        votes = sorted(((count, gender) for gender, count in self.genders.items() if gender), reverse=True)
        return votes[0][1] if votes else next(filter(None, map(gender_of, self.names)), "")

    @property
    def country(self) -> str | None:
        """The country that the texts tie the person to by an office, if any."""
        votes: Counter[str] = Counter()
        for office, count in self.offices.items():
            if _kin(office) in GOVERNING and office.place in country_names():
                votes[office.place] += count
        return min(votes, key=lambda place: (-votes[place], place)) if votes else None

    def add(self, sighting: Sighting, article: str, form: str) -> None:
        """Counts one naming."""
        self.forms[form] += 1
        self.articles[article] += 1
        self.genders[sighting.gender] += 1
        for office in sighting.offices:
            self.offices[office] += 1
            self.genders[roles()[office.role].gender if office.role in roles() else ""] += 1


@dataclass(frozen=True, slots=True)
class Roster:
    """All people of a run. ``who`` maps (article id, start of the name) to a person."""

    people: tuple[Person, ...]
    who: Mapping[tuple[str, int], Person]


def gather(pages: Sequence[Page], sightings: Mapping[str, Sequence[Sighting]]) -> Roster:
    """Makes people of all named sightings of a run.

    Full names first: the commonest opens a person, compatible ones join. Then,
    in text order, bare surnames go to the namesake that is most present in the
    article, or are people of their own. The order of ``pages`` does not matter.
    """
    named = [
        (page, item) for page in pages for item in sightings[page.article.id] if item.name and item.name.last
    ]
    people = _full_people(item.name for _, item in named if item.name)
    by_name = {name: person for person in people for name in person.names}
    who: dict[tuple[str, int], Person] = {}
    for page, item in named:
        if item.name and item.name.full:
            person = by_name[item.name]
            person.add(item, page.article.id, item.core.of(page.text))
            who[page.article.id, item.core.start] = person
    singles = _Singles(people)
    for page in pages:
        singles.assign(page, [item for item in sightings[page.article.id] if item.name], who)
    return Roster(tuple(sorted([*people, *singles.new.values()], key=lambda person: person.key)), who)


def _full_people(names: Iterable[Name]) -> list[Person]:
    counts = Counter(name for name in names if name.full)
    blocks: dict[str, list[Person]] = defaultdict(list)
    people: list[Person] = []
    for name in sorted(counts, key=lambda item: (-counts[item], item)):
        block = blocks[name.last[:3]]
        person = next((one for one in block if all(compatible(name, other) for other in one.names)), None)
        if person is None:
            person = Person(name)
            block.append(person)
            people.append(person)
        person.names.append(name)
    return people


class _Singles:
    """Gives bare surnames (and, after a title or a full naming, other single names) to people."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.by_last: dict[str, list[Person]] = defaultdict(list)
        self.by_first: dict[str, list[Person]] = defaultdict(list)
        self.new: dict[tuple[str, str], Person] = {}
        self.by_prefix: dict[str, set[str]] = defaultdict(set)
        for person in sorted(people, key=lambda item: item.key):
            for last in sorted({name.last for name in person.names}):
                self.by_last[last].append(person)
                self.by_prefix[last[:3]].add(last)
            for first in sorted({name.first for name in person.names}):
                self.by_first[first].append(person)

    def assign(self, page: Page, items: Sequence[Sighting], who: dict[tuple[str, int], Person]) -> None:
        """Assigns the single names of one article, in text order."""
        article = page.article.id
        seen: Counter[str] = Counter()
        latest: dict[str, int] = {}
        for item in sorted(items, key=lambda one: one.core):
            person = who.get((article, item.core.start))
            if person is None and item.name is not None:
                person = self._choose(page, item, item.name.last, seen, latest) or self._fresh(item)
                person.add(item, article, item.core.of(page.text))
                who[article, item.core.start] = person
            if person is not None:
                seen[person.key] += 1
                latest[person.key] = page.paragraph(item.core.start)

    def _choose(
        self, page: Page, item: Sighting, last: str, seen: Counter[str], latest: Mapping[str, int]
    ) -> Person | None:
        known = [*self.by_last.get(last, ()), *(self.new[key] for key in sorted(self.new) if key[0] == last)]
        candidates = [one for one in known if not (_is_father(item, one) or _is_holder(item, one))]
        titled = bool(item.gender or item.offices)
        if not candidates:
            candidates = [
                person
                for person in self.by_first.get(last, ())
                if page.article.id in person.articles or titled
            ]
        if not candidates:
            candidates = self._misspelt(page.article.id, last)
        candidates = [
            one for one in candidates if not (item.gender and one.gender and item.gender != one.gender)
        ]
        candidates = _of_generation(candidates, item)
        here = page.paragraph(item.core.start)

        def score(person: Person) -> tuple[float, str]:
            value = 0.5 * min(seen[person.key], 6) + 0.02 * min(sum(person.articles.values()), 50)
            value += 2.0 if any(office in person.offices for office in item.offices) else 0.0
            value += 1.5 if here - latest.get(person.key, -9) <= 1 else 0.0
            value += 0.7 if page.article.id in person.articles else 0.0
            aside = is_married_in(person) or (is_younger(person) and not _says_younger(item))
            value -= 0.6 if aside else 0.0
            value += 2.0 if item.gender and item.gender == person.gender else 0.0
            return -value, person.key

        return min(candidates, key=score) if candidates else None

    def _misspelt(self, article: str, last: str) -> list[Person]:
        """People of the article whose surname the word may be a slip for."""
        if len(last) < 5:
            return []
        known = (n for n in self.by_prefix[last[:3]] if n != last and fuzz.ratio(n, last) >= _SLIP)
        return [
            person for name in sorted(known) for person in self.by_last[name] if article in person.articles
        ]

    def _fresh(self, item: Sighting) -> Person:
        name = item.name or Name((), "")
        key = (name.last, item.gender)
        if not item.gender:
            key = next((known for known in sorted(self.new) if known[0] == name.last), key)
        elif (name.last, "") in self.new:
            self.new[key] = self.new.pop((name.last, ""))
        if key not in self.new:
            self.new[key] = Person(Name((), name.last, key[1] and f"({key[1]})"), [Name((), name.last)])
        return self.new[key]


def _is_father(item: Sighting, person: Person) -> bool:
    """Whether one of two names is the father's: "King Salman" beside "Mohammed bin Salman", "bin Salman"."""
    of_father = item.name is not None and item.name.of_father
    return of_father != all(name.of_father for name in person.names)


_SPOUSE = "spouse"
_CHILDREN = frozenset({"son", "daughter", "nephew", "niece", "grandson", "granddaughter"})


def is_younger(person: Person) -> bool:
    """Whether the texts call somebody a "Jr", or somebody's child."""
    return any(name.suffix == "jr" for name in person.names) or any(
        office.role in _CHILDREN for office in person.offices
    )


def _kin(office: Office) -> str | None:
    """The kind of an office, None where the table does not have it."""
    role = roles().get(office.role)
    return role.kin if role else None


def is_married_in(person: Person) -> bool:
    """Whether the texts know somebody as the husband or wife of whoever holds an office."""
    return any(_kin(office) == _SPOUSE for office in person.offices)


def _is_holder(item: Sighting, person: Person) -> bool:
    """Whether a single name with an office is that of the person's husband or wife: "President Doe"."""
    return (
        bool(item.offices)
        and person.offices.keys().isdisjoint(item.offices)
        and is_married_in(person)
        and all(_kin(office) not in (None, _SPOUSE) for office in item.offices)
    )


def _says_younger(item: Sighting) -> bool:
    return item.generation == "younger" or (item.name is not None and item.name.suffix == "jr")


def _of_generation(people: list[Person], item: Sighting) -> list[Person]:
    """Those whom "Jr", "the younger" or "the elder" leaves; all, where nobody is known as the younger."""
    younger = [person for person in people if is_younger(person)]
    if _says_younger(item):
        return younger or people
    juniors = [person for person in younger if all(name.suffix == "jr" for name in person.names)]
    left = [person for person in people if person not in (younger if item.generation else juniors)]
    return left or people


def tie(pages: Sequence[Page], tags: Mapping[str, Tags], roster: Roster) -> None:
    """Fills every person's ``ties`` from the sentences of a run."""
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    named: Counter[str] = Counter()
    starts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (article, start), person in roster.who.items():
        starts[article].append((start, person.key))
    for page in pages:
        countries: dict[int, set[str]] = defaultdict(set)
        for index, (_, found) in tags[page.article.id].places.items():
            if found[0].government:
                countries[page.sentence(page.tokens[index].start)].add(found[0].name)
        for start, key in sorted(starts[page.article.id]):
            named[key] += 1
            beside[key].update(sorted(countries.get(page.sentence(start), ())))
    for person in roster.people:
        total = named[person.key] or 1
        person.ties = {place: count / total for place, count in sorted(beside[person.key].items())}


_SUFFIX = re.compile(r",?\s+(?:Jr|Sr)\.?$", re.IGNORECASE)


def best_form(person: Person) -> str:
    """The name to show: the longest of the common, well-capitalised forms of words."""
    forms = person.forms
    if any(not name.suffix for name in person.names):
        forms = Counter[str]()
        for form, count in sorted(person.forms.items()):
            forms[_SUFFIX.sub("", form)] += count

    def capitals(form: str) -> bool:
        return all(
            word[0].isupper() or word.casefold() in words("particles")
            for word in form.replace("-", " ").split()
        )

    well = {form: count for form, count in forms.items() if capitals(form)} or dict(forms)
    well = {form: count for form, count in well.items() if len(form.split()) > 1} or well
    floor = 0.15 * max(well.values())
    common = [form for form in well if well[form] >= floor]
    return min(common, key=lambda form: (-min(len(form.split()), 3), -well[form], -len(form), form))
