"""Numbers of two units: which count one thing, and whether they can both hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10

from crossread.records import Quantity
from crossread.stages.compare import tables
from crossread.stages.compare.lexicon import class_of, is_nation
from crossread.stages.compare.mentions import mentioned
from crossread.stages.compare.units import Unit
from crossread.stages.compare.words import Kind

_NEED = 2  # near words in common
_NEED_LARGE = 3  # the same for sums and shares, of which a report holds many
_SUMS = frozenset({"dollar", "euro", "pound", "percent", "yen", "yuan", "rouble", "ruble"})
_NEAR = 6  # words to each side that say what a number counts
_AFTER = 3  # words of matter after a number that name the thing counted
_LIST = 3  # so many numbers of one unit of measure are a list of different things
_ANYBODY = frozenset(
    {"others", "people", "persons", "more"}
)  # "injuring eight others": who is counted says the verb
_AGED = 3  # words between "aged" and a number
_RATIO = 10.0  # numbers further apart than this count different things


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity in a unit, the words near it, and those right after it."""

    quantity: Quantity
    near: frozenset[str]
    after: frozenset[str]
    kinds: frozenset[str] = frozenset()  # of what sort the counted things are: "private", "median"


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


def numbers_of(unit: Unit, quantities: Mapping[str, Sequence[Quantity]]) -> tuple[Number, ...]:
    """The unit's quantities with their surroundings; lists of numbers are left out."""
    held = [
        quantity
        for quantity in quantities.get(unit.article, ())
        if not quantity.ordinal
        and (quantity.low, quantity.high) != (None, None)
        and any(span.contains(quantity.span) for span in unit.spans)
    ]
    counts = [quantity.unit for quantity in held]
    return tuple(
        _number(unit, quantity)
        for quantity in held
        if counts.count(quantity.unit) < _LIST
        and not (_supposed(unit, quantity) or _age(unit, quantity) or _one_of_two(unit, quantity))
    )


def _one_of_two(unit: Unit, quantity: Quantity) -> bool:
    """ "For five or ten days": either may hold."""
    at = [i for i, term in enumerate(unit.terms) if term.span.overlap(quantity.span)]
    if not at:
        return False
    near = [unit.terms[i].lower for i in (at[0] - 1, at[-1] + 1) if 0 <= i < len(unit.terms)]
    numbers = [term.kind is Kind.NUMBER for term in unit.terms[max(0, at[0] - 4) : at[-1] + 5]]
    return "or" in near and sum(numbers) + ("either" in {t.lower for t in unit.terms[: at[0]]}) > 1


def _age(unit: Unit, quantity: Quantity) -> bool:
    """ "Ilse Corran, 30, said", "aged 8 and 10": how old one is, which no other's age contradicts."""
    words = unit.terms
    at = next((i for i, term in enumerate(words) if term.span.overlap(quantity.span)), None)
    if at is None:
        return False
    between = [words[i].lower if 0 <= i < len(words) else "," for i in (at - 1, at + 1)]
    named = at > 1 and words[at - 2].kind is Kind.NAME and between == [",", ","]
    return named or bool({"aged", "ages"} & {term.lower for term in words[max(0, at - _AGED) : at]})


def _supposed(unit: Unit, quantity: Quantity) -> bool:
    """Whether a number stands in what is only wished, planned or supposed: it says nothing of what is."""
    at = next((i for i, term in enumerate(unit.terms) if term.span.overlap(quantity.span)), None)
    if at is None:
        return False
    before = range(max(0, at - _NEAR), at)
    supposing = tables.word_list("modals.txt")
    return any(
        unit.terms[i].lower in supposing or (unit.terms[i].kind is Kind.CONTENT and mentioned(unit.terms, i))
        for i in before
    )


def _number(unit: Unit, quantity: Quantity) -> Number:
    inside = [i for i, term in enumerate(unit.terms) if term.span.overlap(quantity.span)]
    if not inside:
        return Number(quantity, frozenset(), frozenset())
    around = range(max(0, inside[0] - _NEAR), min(len(unit.terms), inside[-1] + _NEAR + 1))
    near = [unit.terms[i] for i in around if i not in inside]
    after: list[str] = []
    for term in unit.terms[inside[-1] + 1 :]:
        if len(after) >= _AFTER or term.lower in {".", ",", ";", "—", "–", "(", ")"}:
            break
        if term.kind in (Kind.CONTENT, Kind.NAME) and term.lower not in _ANYBODY:
            after.append(class_of(term.stem))
    told = (Kind.CONTENT, Kind.NAME)
    here = [unit.terms[i] for i in around]  # what stands between a number and its noun belongs to it
    sorts = {class_of(t.stem) for t in here if t.lower in tables.word_list("sorts.txt")}
    return Number(
        quantity,
        frozenset(class_of(t.stem) for t in near if t.kind in told),
        frozenset(after),
        frozenset(sorts),
    )


def compare_numbers(
    one: Sequence[Number], other: Sequence[Number], expects: tuple[bool, bool]
) -> list[NumberPair]:
    """Pairs of quantities of one unit of measure that count one thing, by the words near and after them.

    A number that one side expects says nothing of what the other side counts.
    """
    if expects[0] != expects[1]:
        return []
    out = []
    for first in one:
        for second in other:
            a, b = first.quantity, second.quantity
            if a.unit != b.unit or _far(a, b):
                continue
            if first.after and second.after and not first.after & second.after:
                continue
            fits = a.compatible(b) or _rounded(a, b)
            if first.kinds != second.kinds and not fits:
                continue  # "private jobs" and "jobs", the median and the most
            shared = frozenset(c for c in first.near & second.near if not is_nation(c))
            same = bool(a.unit) and (a.low, a.high) == (b.low, b.high)
            need = 1 if same else _NEED_LARGE if a.unit in _SUMS else _NEED
            if len(shared) >= need:
                out.append(NumberPair(a, b, shared, fits))
    return out


def _value(quantity: Quantity) -> float:
    return abs(quantity.low if quantity.low is not None else quantity.high or 0.0)


def _far(one: Quantity, other: Quantity) -> bool:
    low, high = sorted((_value(one), _value(other)))
    return high > _RATIO * low if low else high > _RATIO


def _rounded(one: Quantity, other: Quantity) -> bool:
    """Whether one number is the other rounded: 43,000 and 43,350."""
    first, second = _value(one), _value(other)
    return any(b and abs(a - b) <= _step(b) / 2 for a, b in ((first, second), (second, first)))


def _step(value: float) -> float:
    """The unit that a number seems to be rounded to: 1,000 for 43,000; at most a tenth of it."""
    step = 1.0
    while value % (step * 10) == 0 and step * 10 <= value:
        step *= 10
    return min(step, 10 ** int(log10(value))) if value >= 10 else 0.0
