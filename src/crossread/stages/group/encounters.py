"""Calls, meetings and summits that documents of several parties report: the same people, on the same day.

Two meetings of the same people three months apart look alike in every surface
way, and so do one day's calls of a president with two others. What tells them
apart is who took part and when, both stated in the opening of such a document.
So only openings are read: titles and the first sentences. (Neither likeness of
texts nor grouping by it is asked: on 4,811 documents of two governments it put a
call of one president with a third beside the other's, see bench/encounters.py.)
"""

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import combinations, product

from crossread.records import Article, Grain, Span, TimeMention
from crossread.records.segment import sentences
from crossread.stages.group.components import components

_OPENING = 1_500  # code points after the title in which an telling says what it is about
_SENTENCES = 8
_HALF = 0.5
_WEEK = timedelta(days=7)
_NAME = r"[^\W\d_a-z][\w’'\-]*(?:\.(?=\s[^\W\d_a-z]))?"
_NAMES = re.compile(rf"{_NAME}(?:\s+(?:bin|al|el|von|van|der|de|da|{_NAME}))*")
_NUMBERED = re.compile(r"\b[A-Z]\d+\b|\b[A-Z]{2,6}\b")


@dataclass(frozen=True, slots=True)
class _Opening:
    """The title or an early sentence: its words, and where they stand (None: not in the text)."""

    words: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Telling:
    """What one document says of an encounter: in which words, on which day, who took part.

    ``span`` is None where its title says it, which is not in the text. ``people`` are
    surnames in small letters, ``names`` how they are written; ``principal`` is who
    mostly calls and meets for the party; ``event`` is what a summit is called by
    ("g20"), empty for others. ``stated`` says that the day stands in the text.
    """

    article: str
    party: str
    sort: str
    span: Span | None
    day: date
    stated: bool
    people: frozenset[str]
    principal: str
    names: tuple[str, ...]
    event: frozenset[str]


@dataclass(frozen=True, slots=True)
class Encounter:
    """One call, meeting or summit with the tellings of all parties that report it, in order of party."""

    day: date
    sort: str
    people: tuple[str, ...]
    tellings: tuple[Telling, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """Who reports it."""
        return tuple(sorted({telling.party for telling in self.tellings}))


def encounters(
    articles: Sequence[Article], times: Mapping[str, Sequence[TimeMention]], *, within: int = 1
) -> tuple[Encounter, ...]:
    """The encounters that at least two parties report, in order of time.

    ``times`` are the dated expressions of each article by its id; ``within`` is how
    many days apart the days of two tellings may be where one of them is only that of
    publication.
    """
    openings = {article.id: _openings(article) for article in articles}
    known = _surnames(openings.values())
    principals = _principals(articles, openings, known)
    found = [
        telling
        for article in articles
        for telling in (
            _telling(article, openings[article.id], times.get(article.id, ()), known, principals),
        )
        if telling is not None
    ]
    groups = _joined(found, within)
    made = [_encounter([found[place] for place in group]) for group in groups]
    return tuple(
        sorted(
            (one for one in made if len(one.parties) > 1),
            key=lambda one: (one.day, one.sort, one.tellings[0].article),
        )
    )


# --- one document --------------------------------------------------------------------


def _telling(
    article: Article,
    openings: Sequence[_Opening],
    times: Sequence[TimeMention],
    known: frozenset[str],
    principals: Mapping[str, str],
) -> Telling | None:
    """What a document says in its opening of an encounter that has been, if anything."""
    published = _day(article.published)
    if published is None:
        return None
    principal = principals.get(_party(article), "")
    for place, opening in enumerate(openings):
        people = _people(opening.words, known)
        sort = _sort(opening.words, title=place == 0, people=len(people))
        if not sort:
            continue
        if _future().search(opening.words):
            return None
        if principal:  # who calls or meets for a party need not be named in its own document
            people = {principal: "", **people}
        event = _event(opening.words) if sort == "summit" else frozenset()
        if not event and len(people) < 2:
            continue
        day, stated = _day_of(openings[place:], times, published)
        if day > published:
            return None
        return Telling(
            article=article.id,
            party=_party(article),
            sort=sort,
            span=opening.span,
            day=day,
            stated=stated,
            people=frozenset(people),
            principal=principal,
            names=tuple(name for name in people.values() if name),
            event=event,
        )
    return None


def _openings(article: Article) -> tuple[_Opening, ...]:
    """The title, and the first sentences of the body."""
    title = article.title_span
    out = [_Opening(article.title, title)] if article.title else []
    for part in article.body():
        start = max(part.start, title.end) if title else part.start
        if start >= part.end:
            continue
        for sentence in sentences(article.text, start, min(part.end, start + _OPENING)):
            out.append(_Opening(sentence.of(article.text), sentence))
            if len(out) > _SENTENCES:
                return tuple(out)
    return tuple(out)


def _party(article: Article) -> str:
    return article.party or article.label


def _day(stamp: str | None) -> date | None:
    try:
        return date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None


def _day_of(openings: Sequence[_Opening], times: Sequence[TimeMention], published: date) -> tuple[date, bool]:
    """The first day in a sentence on an encounter, else that of publication; whether it stands there."""
    for opening in openings:
        if opening.span is None or not any(pattern.search(opening.words) for _, pattern in _sorts()):
            continue
        for found in times:
            inside = opening.span.start <= found.span.start < opening.span.end
            if inside and found.interval.grain in (Grain.DAY, Grain.MINUTE):
                day = found.interval.start.date()
                if timedelta() <= published - day < _WEEK:
                    return day, True
    return published, False


@cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(files(__package__ or "").joinpath("encounters.toml").read_text("utf-8"))


def _any(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.I)


@cache
def _sorts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sort, _any(words)) for sort, words in _table()["words"].items())


@cache
def _future() -> re.Pattern[str]:
    return _any(_table()["future"]["words"])


@cache
def _titles() -> re.Pattern[str]:
    return _any(_table()["people"]["titles"])


@cache
def _no_names() -> frozenset[str]:
    table = _table()["people"]
    titles = {word for title in table["titles"] for word in title.split()}
    return frozenset((*titles, *table["between"]))


def _sort(words: str, *, title: bool, people: int) -> str:
    """Of what sort an encounter is. Below the title a summit is often only where people meet."""
    found = [sort for sort, pattern in _sorts() if pattern.search(words)]
    if "summit" in found and (title or (found == ["summit"] and people < 2)):
        return "summit"
    return next((sort for sort in found if sort != "summit"), "")


def _surnames(documents: Iterable[Sequence[_Opening]]) -> frozenset[str]:
    """The surnames, in small letters, that stand right after a title ("President Biden") in some documents.

    What stands in small letters as often is a word, not a name.
    """
    titled: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for openings in documents:
        here: set[str] = set()
        for words in (opening.words for opening in openings):
            plain.update(set(re.findall(r"(?<!\w)[a-z]+(?!\w)", words)))
            for title in _titles().finditer(words):
                found = (
                    _NAMES.match(words, title.end() + 1)
                    if words[title.end() : title.end() + 1] == " "
                    else None
                )
                name = _name(found.group()) if found else ()
                if name:
                    here.add(_folded(name[-1]))
        titled.update(here)
    return frozenset(name for name, count in titled.items() if count > 1 and count > plain[name])


def _people(words: str, known: frozenset[str]) -> dict[str, str]:
    """Surnames in small letters that are known for a person's, and the names as written."""
    out: dict[str, str] = {}
    for found in _NAMES.finditer(words):
        for name in _cut(found.group()):
            if name and _folded(name[-1]) in known:
                out.setdefault(_folded(name[-1]), " ".join(name[-3:]))
    return out


def _name(run: str) -> tuple[str, ...]:
    """The first name in a run of capitalised words, titles left out; empty where there is none."""
    return next((name for name in _cut(run) if name), ())


def _cut(run: str) -> list[tuple[str, ...]]:
    """A run of capitalised words, cut behind possessives and at titles ("Biden’s Call")."""
    out: list[list[str]] = [[]]
    for word in run.split():
        plain = re.sub(r"[’']s$|[’']$", "", word).rstrip(".,")
        if plain.casefold() in _no_names() or not plain:
            out.append([])
            continue
        out[-1].append(plain)
        if len(plain) < len(word.rstrip(".,")):
            out.append([])
    return [tuple(part) for part in out]


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def _event(words: str) -> frozenset[str]:
    """What a summit is called by: an abbreviation (G20, APEC), or the capitalised words before "Summit"."""
    short = {
        found.casefold()
        for found in _NUMBERED.findall(words)
        if found not in ("US", "U", "UK", "EU", "FACT", "SHEET")
    }
    if short:
        return frozenset(short)
    for found in re.finditer(rf"((?:{_NAME}\s+)+)(?:[Ss]ummit|[Ll]eaders[’'] [Mm]eeting)", words):
        own = [_folded(word) for word in found.group(1).split() if _folded(word) not in _no_names()]
        if own:
            return frozenset([" ".join(own[-2:])])
    return frozenset()


def _principals(
    articles: Sequence[Article], openings: Mapping[str, Sequence[_Opening]], known: frozenset[str]
) -> dict[str, str]:
    """Of each party the person whom its openings name most: it is mostly that person who calls and meets."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        for opening in openings[article.id][:3]:
            counts[_party(article)].update(set(_people(opening.words, known)))
    return {party: names.most_common(1)[0][0] for party, names in counts.items() if names}


# --- several documents -----------------------------------------------------------------


def _joined(found: Sequence[Telling], within: int) -> list[list[int]]:
    """Tellings that fit each other, as groups of their places; looked for among those near in time only."""
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    for place, telling in enumerate(found):
        by_day[telling.day].append(place)
    edges = []
    for day, places in by_day.items():
        later = [place for ahead in range(1, within + 1) for place in by_day.get(day + timedelta(ahead), ())]
        for one, other in (*combinations(places, 2), *product(places, later)):
            if found[one].party != found[other].party and fits(found[one], found[other], within):
                edges.append((one, other))
    return [sorted(group) for group in components(edges)]


def fits(one: Telling, other: Telling, within: int) -> bool:
    """Whether two tellings can be of one encounter: the day, and the people or the name of the summit."""
    apart = abs((one.day - other.day).days)
    if apart > (0 if one.stated and other.stated else within):
        return False
    if one.event or other.event:
        return bool(one.event & other.event)
    common = one.people & other.people
    both = {one.principal, other.principal} <= common
    return both and len(common) >= 2 and len(common) > _HALF * len(one.people | other.people)


def _encounter(tellings: Sequence[Telling]) -> Encounter:
    order = sorted(tellings, key=lambda telling: (telling.party, telling.day, telling.article))
    stated = Counter(telling.day for telling in order if telling.stated) or Counter(
        telling.day for telling in order
    )
    people = Counter(name for telling in order for name in telling.people)
    written: dict[str, str] = {}
    for telling in order:
        for name in sorted(telling.names, key=len, reverse=True):
            written.setdefault(_folded(name.split()[-1].rstrip(".,")), name)
    shared = [
        name for name, count in sorted(people.items(), key=lambda item: (-item[1], item[0])) if count > 1
    ]
    return Encounter(
        day=min(stated, key=lambda day: (-stated[day], day)),
        sort=Counter(telling.sort for telling in order).most_common(1)[0][0],
        people=tuple(written[name] for name in shared if name in written),
        tellings=tuple(order),
    )
