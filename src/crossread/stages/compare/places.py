"""What a denial points at: its own words for it, and the units before it in its article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crossread.records import Act
from crossread.stages.compare import tables
from crossread.stages.compare.lexicon import class_of, classes_in, is_nation
from crossread.stages.compare.units import Unit
from crossread.stages.compare.words import Kind

_BARE = 3  # words of a denial that only names what kind of thing it turns down
_OPENING = 10  # words of a denial in which its object stands
_TURNING_DOWN = frozenset({Act.REJECT, Act.REFUSE})
_POINTERS = frozenset({"that", "this", "those", "these", "such"})


@dataclass(frozen=True, slots=True)
class Places:
    """For each unit the place of its sentence in its article, and the units of each article in order."""

    sentence: tuple[int, ...]
    by_article: dict[str, tuple[int, ...]]
    units: tuple[Unit, ...]


def placed(units: Sequence[Unit]) -> Places:
    """The places of all units."""
    starts: dict[str, list[int]] = {}
    by_article: dict[str, list[int]] = {}
    for index, unit in enumerate(units):
        starts.setdefault(unit.article, []).append(unit.sentence.start)
        by_article.setdefault(unit.article, []).append(index)
    rank = {a: {s: i for i, s in enumerate(sorted(set(values)))} for a, values in starts.items()}
    return Places(
        tuple(rank[unit.article][unit.sentence.start] for unit in units),
        {article: tuple(found) for article, found in by_article.items()},
        tuple(units),
    )


def preceding(places: Places, index: int, most: int) -> Iterator[int]:
    """Units of up to so many sentences before a unit, and of its own sentence, the nearest first."""
    here = places.sentence[index]
    near = [
        other
        for other in places.by_article[places.units[index].article]
        if other != index and 0 <= here - places.sentence[other] <= most
    ]
    yield from sorted(near, key=lambda other: (here - places.sentence[other], places.units[other].key))


def points_back(unit: Unit) -> bool:
    """ "That assertion", "this account", "such involvement": what was said last."""
    words = [term.lower for term in unit.terms]
    named = tables.word_list("telling_nouns.txt") | tables.word_list("charges.txt")
    return any(a in _POINTERS and b in named for a, b in pairwise(words[:_OPENING]))


def of_a_proposal(denial: Unit) -> bool:
    """ "Rejected that idea": who turns a proposal down says of nothing that it is not so."""
    words = [term.lower for term in denial.terms]
    if 0 < len(words) <= _BARE and words[-1] in tables.word_list("proposals.txt"):
        return True
    # "Rejected the bill that she planned to put before the council".
    end = next((i for i, term in enumerate(denial.terms) if i and not term.matters), len(words))
    measures = tables.word_list("measures.txt")
    return denial.act in _TURNING_DOWN and any(word in measures for word in words[:end][-1:])


def denied_words(denial: Unit) -> list[str]:
    """The classes of a denial's words that say what is denied: no names, no "allegations".

    What stands after "as" ("disputed the figures as invented") judges it and is left out.
    """
    end = next((i for i, term in enumerate(denial.terms) if i and term.lower == "as"), len(denial.terms))
    content = [class_of(term.stem) for term in denial.terms[:end] if term.kind is Kind.CONTENT]
    return [c for c in dict.fromkeys(content) if not meta(c) and not is_nation(c)]


def meta(class_: str) -> bool:
    """Words like "allegation" and "report": what is denied is what stands in them."""
    return class_ in classes_in("telling_nouns.txt")
