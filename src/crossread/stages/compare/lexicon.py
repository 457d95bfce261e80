"""What words mean to each other: classes of one matter, opposed words, tones. All by stem."""

from collections.abc import Mapping
from functools import cache

from crossread.stages.compare import tables
from crossread.stages.compare.words import stem


@cache
def _classes() -> Mapping[str, str]:
    """Stem to class, for stems that stand in a class."""
    out: dict[str, str] = {}
    for nation, forms in tables.pairs("nations.csv"):
        for form in forms.split():
            for key in {form, stem(form)}:
                out.setdefault(key, f"nation:{nation}")
    for line in tables.word_rows("synonyms.txt"):
        for word in line:
            out.setdefault(stem(word), f"class:{stem(line[0])}")
    for negative, positive in tables.pairs("affixes.csv"):
        out.setdefault(stem(negative), out.get(stem(positive), stem(positive)))
    return out


@cache
def _negatives() -> frozenset[str]:
    return frozenset(stem(negative) for negative, _ in tables.pairs("affixes.csv"))


def negates_itself(stem_: str) -> bool:
    """True for stems like "illegal": of the class of "legal", and its denial."""
    return stem_ in _negatives()


def class_of(stem_: str) -> str:
    """The class of a stem: words of one class name one matter."""
    return _classes().get(stem_, stem_)


def looks_past(word: str) -> bool:
    """Whether a lower-cased word looks like a past form of a verb: "blamed", "sold"."""
    return word.endswith("ed") or word in tables.word_list("pasts.txt")


@cache
def classes_in(name: str) -> frozenset[str]:
    """The classes of the words of a list."""
    return frozenset(class_of(stem(word)) for word in tables.word_list(name))


def is_nation(class_: str) -> bool:
    """True for the class of a country's names."""
    return class_.startswith("nation:")


@cache
def weight(class_: str) -> float:
    """Background weight of a class in [0, 1]: that of its most usual word; nations weigh little."""
    if is_nation(class_):
        return 0.25
    members = _members().get(class_)
    return min(tables.rarity(member) for member in members) if members else tables.rarity(class_)


@cache
def _members() -> Mapping[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for stem_, class_ in _classes().items():
        out.setdefault(class_, []).append(stem_)
    return {class_: tuple(sorted(stems)) for class_, stems in out.items()}


@cache
def _opposites() -> Mapping[str, tuple[tuple[int, int, float], ...]]:
    """Stem to (row, side, weight) of the table of opposed words."""
    out: dict[str, list[tuple[int, int, float]]] = {}
    for row, (one, other, value) in enumerate(tables.triples("opposites.csv")):
        for side, cell in enumerate((one, other)):
            for word in cell.split():
                out.setdefault(stem(word), []).append((row, side, value))
    return {key: tuple(values) for key, values in out.items()}


def opposed(one: str, other: str) -> float:
    """How strongly two stems are opposed, in [0, 1]; 0 where they are not."""
    first, second = _opposites().get(one, ()), _opposites().get(other, ())
    return max((v for r, s, v in first for q, t, _ in second if r == q and s != t), default=0.0)


def has_opposite(stem_: str) -> bool:
    """True for stems that stand in the table of opposed words."""
    return stem_ in _opposites()


@cache
def tones() -> Mapping[str, int]:
    """Stem to 1 (bright) or -1 (dark)."""
    return {stem(word): int(tone) for word, tone in tables.pairs("tones.csv")}
