"""What a verb of undertaking is on: the words of its object, and their kind (``data/objects.csv``)."""

from collections.abc import Sequence
from functools import cache

from crossread.stages.compare import tables
from crossread.stages.compare.lexicon import class_of
from crossread.stages.compare.words import Kind, Term, stem

PHRASE = 5
"""Words of matter in which an object's noun must stand."""
_OBJECT = 12  # words of an object at most
_STOPS = frozenset(
    {".", ";", "!", "?", ":", "—", "–", "(", "but", "because", "after", "when", "while", "although", "though"}
    | {"if", "unless", "whether", "following", "amid", "despite", "since", "before", "where", "who", "saying"}
)
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "gets", "got"})
_AFTER_PASSIVE = frozenset(
    {"by", "in", "on", "at", "after", "until", "for", "since", "from", "over", "last", "this"}
)


@cache
def families() -> dict[str, str]:
    """Noun to the family of things undertaken."""
    return {noun: family for family, nouns in tables.pairs("objects.csv") for noun in nouns.split()}


@cache
def _family_classes() -> frozenset[str]:
    return frozenset(class_of(stem(noun)) for noun in families())


def generic(class_: str) -> bool:
    """Whether a class only says what kind of thing is undertaken ("the agreement")."""
    return class_ in _family_classes()


def family_of(words: Sequence[Term], terms: Sequence[Term]) -> str:
    """The kind of thing that an object is: by the last noun of its first phrase that the table knows."""
    known = [i for i, term in enumerate(terms[:PHRASE]) if term.lower in families()]
    places = {term.span.start: place for place, term in enumerate(words)}
    found = [i for i in known if words[max(0, places[terms[i].span.start] - 1)].lower != "to"]
    if not found:
        return ""
    last = found[0]
    for i in found[1:]:
        if i == last + 1 and terms[i].span.start - terms[last].span.end < 2:
            last = i
    return families()[terms[last].lower]


def object_of(words: Sequence[Term], place: int) -> list[Term]:
    """The words of matter of a verb's object: those after it; of a passive those before it."""
    before = [term.lower for term in words[max(0, place - 3) : place]]
    if place + 1 < len(words) and words[place + 1].lower in {"it", "them"}:
        return _meant(words, place)
    after = words[place + 1].lower if place + 1 < len(words) else "."
    passive = bool(_BE & set(before)) and (after in _AFTER_PASSIVE or not after.isalnum())
    if passive:
        return _before(words, place)
    return words_after(words, place)


def words_after(words: Sequence[Term], place: int) -> list[Term]:
    """The words of matter after a verb, to the end of its clause."""
    out: list[Term] = []
    for offset, term in enumerate(words[place + 1 : place + 1 + 2 * _OBJECT]):
        if term.lower in _STOPS or (term.lower == "," and len(out) > 1) or len(out) >= _OBJECT:
            break
        if offset and term.lower in {"who", "which"}:
            break
        if term.kind in (Kind.CONTENT, Kind.NAME):
            out.append(term)
    return out


def _before(words: Sequence[Term], place: int) -> list[Term]:
    out: list[Term] = []
    for term in reversed(words[max(0, place - 2 * _OBJECT) : place]):
        relative = term.lower in {"that", "which", "who"}  # "a truce that is to begin"
        if term.kind is Kind.MARK or term.lower in {"and", "but"} or (relative and out):
            break
        if term.kind in (Kind.CONTENT, Kind.NAME):
            out.append(term)
    return out[::-1]


def _meant(words: Sequence[Term], place: int) -> list[Term]:
    """What "it" likely stands for: the nearest thing before the verb that can be undertaken."""
    for index in range(place - 1, -1, -1):
        if words[index].lower in families():
            return [t for t in words[max(0, index - 3) : index + 1] if t.kind in (Kind.CONTENT, Kind.NAME)]
    return []
