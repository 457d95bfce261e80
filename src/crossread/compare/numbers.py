"""Numbers of two units: which speak of one thing, and whether they can both hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crossread.compare.lexicon import class_of, is_nation
from crossread.compare.units import Unit
from crossread.compare.words import Kind
from crossread.records import Quantity

_NEED = 2  # near words in common
_NEAR = 6  # words to each side that say what a number counts


@dataclass(frozen=True, slots=True)
class NumberPair:
    """Two quantities of one thing; ``compatible`` says whether both can hold."""

    one: Quantity
    other: Quantity
    shared: frozenset[str]
    compatible: bool


def by_article(quantities: Sequence[Quantity]) -> Mapping[str, tuple[Quantity, ...]]:
    """Quantities of each article, in text order."""
    out: dict[str, list[Quantity]] = {}
    for quantity in sorted(quantities, key=lambda q: (q.article, q.span)):
        out.setdefault(quantity.article, []).append(quantity)
    return {article: tuple(found) for article, found in out.items()}


def numbers_of(
    unit: Unit, quantities: Mapping[str, Sequence[Quantity]]
) -> list[tuple[Quantity, frozenset[str]]]:
    """The unit's quantities, each with the words that stand near it."""
    out = []
    for quantity in quantities.get(unit.article, ()):
        if quantity.ordinal or (quantity.low is None and quantity.high is None):
            continue
        if any(span.contains(quantity.span) for span in unit.spans):
            out.append((quantity, _near(unit, quantity)))
    return out


def _near(unit: Unit, quantity: Quantity) -> frozenset[str]:
    """Classes of the words around a quantity, its own words left out."""
    inside = [i for i, term in enumerate(unit.terms) if term.span.overlap(quantity.span)]
    if not inside:
        return frozenset()
    around = range(max(0, inside[0] - _NEAR), min(len(unit.terms), inside[-1] + _NEAR + 1))
    words = [unit.terms[i] for i in around if i not in inside]
    return frozenset(class_of(term.stem) for term in words if term.kind in (Kind.CONTENT, Kind.NAME))


def compare_numbers(
    one: Sequence[tuple[Quantity, frozenset[str]]],
    other: Sequence[tuple[Quantity, frozenset[str]]],
    expects: tuple[bool, bool],
) -> list[NumberPair]:
    """Pairs of quantities of one unit of measure whose near words agree.

    A number that one side expects says nothing of what the other side counts.
    """
    if expects[0] != expects[1]:
        return []
    out = []
    for first, near_first in one:
        for second, near_second in other:
            if first.unit != second.unit:
                continue
            shared = frozenset(c for c in near_first & near_second if not is_nation(c))
            same = bool(first.unit) and (first.low, first.high) == (second.low, second.high)
            if len(shared) >= (1 if same else _NEED):
                out.append(NumberPair(first, second, shared, first.compatible(second)))
    return out
