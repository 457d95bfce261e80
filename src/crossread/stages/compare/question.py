"""Questions: a few words that name the matter, taken from one source as they stand there."""

from collections.abc import Callable, Iterable, Sequence

from crossread.stages.compare import tables
from crossread.stages.compare.lexicon import class_of
from crossread.stages.compare.units import Unit
from crossread.stages.compare.words import Kind, Term

_LONGEST = 12
_OPENERS = frozenset({"whether"})
_STOPS = frozenset({".", "!", "?", ";", ":", "(", ")", "[", "]", "—", "–"})
_HYPHENS = frozenset({"-", "‐", "‑"})
_QUOTES = frozenset({'"', "“", "”", "«", "»", "„"})
_WORD = 0.04  # what each word costs
_WHETHER = 0.5
_WHOLE = 0.2  # what a clean end is worth
_CUT = 0.3
_LEADS = frozenset({"the", "a", "an", "no", "whether", "any", "all"})


def question(units: Iterable[Unit], weight: Callable[[str], float], shared: frozenset[str]) -> str:
    """The run of at most twelve words of one passage that holds most of the shared words' weight.

    Words of a source, never invented; of equal runs the shorter one, then the
    first by article and position.
    """
    best: tuple[float, int, tuple[object, ...], str] | None = None
    for unit in units:
        for start, end, value in _windows(unit.terms, weight, shared):
            text = _words(unit, start, end)
            if text is None:
                continue
            key = (-value, end - start, unit.key, text)
            if best is None or key[:3] < best[:3]:
                best = key
    return best[3] if best else ""


def _windows(
    terms: Sequence[Term], weight: Callable[[str], float], shared: frozenset[str]
) -> Iterable[tuple[int, int, float]]:
    edges = tables.word_list("edges.txt")
    for start, term in enumerate(terms):
        if term.kind is Kind.MARK or (term.lower in edges and term.lower not in _LEADS):
            continue
        held: set[str] = set()
        words = content = 0
        for end in range(start, len(terms)):
            here = terms[end]
            if here.lower in _STOPS:
                break
            words += here.kind is not Kind.MARK
            content += here.matters
            if words > _LONGEST:
                break
            if here.matters and class_of(here.stem) in shared:
                held.add(class_of(here.stem))
            if held and content >= 2 and here.matters and here.kind is not Kind.NUMBER:
                value = sum(weight(c) for c in sorted(held)) - _WORD * words
                value += _WHETHER * (term.lower in _OPENERS) + _shape(terms, start, end)
                yield start, end, round(value, 6)


def _shape(terms: Sequence[Term], start: int, end: int) -> float:
    """Whole phrases read better than cut ones: marks or words of grammar stand around them."""
    before = terms[start - 1] if start else None
    after = terms[end + 1] if end + 1 < len(terms) else None
    value = sum(_WHOLE for term in (before, after) if term is None or not term.matters)
    value -= sum(_CUT for term in (before, after) if term is not None and term.lower in _HYPHENS)
    last = terms[end]
    if last.kind is Kind.CONTENT and last.lower.endswith("ed") and after is not None:
        value -= _CUT  # a verb that waits for its object
    quotes = sum(term.lower in _QUOTES for term in terms[start : end + 1])
    return value - _CUT * (quotes % 2)


def _words(unit: Unit, start: int, end: int) -> str | None:
    """The words as they stand in the text; None where they run over two passages."""
    first, last = unit.terms[start].span, unit.terms[end].span
    offset = 0
    for span in unit.spans:
        if span.start <= first.start and last.end <= span.end:
            begin = offset + first.start - span.start
            found = unit.text[begin : begin + last.end - first.start]
            return None if "\n" in found else found
        offset += len(span) + 1
    return None
