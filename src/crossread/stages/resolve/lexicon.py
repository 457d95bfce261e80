"""Tables of names, titles, offices, countries and organisations, read once from the files under ``data``."""

import csv
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

_JOINERS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "_": " "})


@dataclass(frozen=True, slots=True)
class Role:
    """An office or calling: its word, its kin ("leader", "diplomat"), its gender, a country it implies."""

    role: str
    kin: str
    gender: str
    country: str


@dataclass(frozen=True, slots=True)
class Place:
    """What a name of the tables stands for: a government, or an organisation with the country it belongs to.

    ``form`` says which name it is: ``name`` or ``alias``, ``demonym``,
    ``capital`` or ``seat`` for governments, else the organisation's type.
    ``exact`` asks for capitals throughout ("US" is no pronoun).
    """

    name: str
    form: str
    country: str
    exact: bool = False

    @property
    def government(self) -> bool:
        """True for a government, False for another organisation."""
        return self.form in ("name", "demonym", "capital", "seat")


def fold(text: str) -> str:
    """``text`` for comparing: no case, no accents, no stops, plain apostrophes and hyphens."""
    plain = unicodedata.normalize("NFKD", text.translate(_JOINERS))
    kept = "".join(char for char in plain if not unicodedata.category(char).startswith(("M", "Cf")))
    return kept.casefold().replace(".", "")


def table_key(name: str) -> str:
    """The key of a name in a table: its folded words, hyphens and apostrophes as word breaks."""
    return " ".join(fold(name).replace("-", " ").replace("'", " ").replace(",", " ").split())


@cache
def words(name: str) -> frozenset[str]:
    """One word list of ``words.toml``."""
    return frozenset(_word_lists()[name])


@cache
def parties() -> Mapping[str, str]:
    """Adjectives of political parties before an office, each with the one that stands for its party."""
    return {word: name for name, forms in _PARTIES.items() for word in forms}


_PARTIES = {
    "republican": ("republican", "gop"),
    "democratic": ("democratic", "democrat"),
    "conservative": ("conservative", "tory"),
    "labour": ("labour",),
    "liberal": ("liberal",),
    "socialist": ("socialist",),
}


def is_function_word(key: str) -> bool:
    """Whether a folded word belongs to a closed list: a pronoun, a determiner, a preposition and the like."""
    return any(key in words(name) for name in _CLOSED)


_CLOSED = (
    "determiners",
    "connectives",
    "masculine",
    "feminine",
    "neuter",
    "plural",
    "first_singular",
    "first_plural",
    "second",
    "relative",
    "prepositions",
    "collective_nouns",
    "unnamed_heads",
    "modifiers",
)


@cache
def roles() -> Mapping[str, Role]:
    """Offices by their folded words."""
    return {
        table_key(row["role"]): Role(table_key(row["role"]), row["kin"], row["gender"], row["country"])
        for row in _rows("roles.csv")
    }


@cache
def honorifics() -> Mapping[str, Role]:
    """Titles that stand before a name ("Mr", "Gen."), each with its gender and the office it is short for."""
    return {
        fold(row["title"]): Role(row["role"] or "", "", row["gender"], "") for row in _rows("honorifics.csv")
    }


@cache
def first_names() -> Mapping[str, str]:
    """First names by their folded form, with "m", "f" or "" (either)."""
    return {fold(row["name"]): row["gender"] for row in _rows("first_names.csv")}


@cache
def census_names() -> Mapping[str, str]:
    """Rarer given names with the gender they tell; too many of them are other words to find people by."""
    text = files(__package__).joinpath("data", "census_names.toml").read_text("utf-8")
    return {name: gender for gender, names in tomllib.loads(text).items() for name in names.split()}


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """Short forms of first names, with the full names that they may stand for."""
    return {row["short"]: frozenset(row["full"].split(";")) for row in _rows("nicknames.csv")}


@cache
def places() -> Mapping[str, tuple[Place, ...]]:
    """Governments and organisations by every folded name they go by."""
    out: dict[str, tuple[Place, ...]] = {}
    for name, place in [*_governments(), *_bodies()]:
        key = table_key(name)
        if key and place not in out.get(key, ()):
            out[key] = (*out.get(key, ()), place)
    return out


@cache
def country_names() -> frozenset[str]:
    """The names of all governments in the table."""
    return frozenset(row["name"] for row in _rows("countries.csv"))


@cache
def realms() -> Mapping[str, frozenset[str]]:
    """What a state is called by its form ("kingdom"), each with the countries that are called so."""
    return {table_key(row["phrase"]): frozenset(row["countries"].split(";")) for row in _rows("realms.csv")}


def _governments() -> Iterator[tuple[str, Place]]:
    for row in _rows("countries.csv"):
        for column, form in _FORMS:
            for name in filter(None, row[column].split(";")):
                yield name, Place(row["name"], form, row["name"], _is_acronym(name))


_FORMS = (
    ("name", "name"),
    ("aliases", "name"),
    ("demonyms", "demonym"),
    ("capital", "capital"),
    ("seats", "seat"),
)


def _bodies() -> Iterator[tuple[str, Place]]:
    for row in _rows("bodies.csv"):
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            yield name, Place(row["name"], row["type"], row["country"], _is_acronym(name))


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return letters.isupper() and len(letters) <= 5


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(StringIO(text), delimiter="|"))


@cache
def _word_lists() -> Mapping[str, list[str]]:
    text = files(__package__).joinpath("data", "words.toml").read_text("utf-8")
    return tomllib.loads(text)
