"""Questions: a few words that name the matter, taken from one source as they stand there."""

from collections.abc import Callable, Iterable, Sequence

from crossread.compare import tables
from crossread.compare.lexicon import class_of
from crossread.compare.units import Unit
from crossread.compare.words import Kind, Term

_LONGEST = 12
_OPENERS = frozenset({"whether"})
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
    for start, term in enumerate(terms):
        if term.kind is Kind.MARK or (
            term.lower in tables.word_list("edges.txt") and term.lower not in _LEADS
        ):
            continue
        held: set[str] = set()
        words = content = 0
        for end in range(start, len(terms)):
            here = terms[end]
            if here.lower in {".", "!", "?", ";", ":", "(", ")", "—", "–"}:
                break
            words += here.kind is not Kind.MARK
            content += here.matters
            if words > _LONGEST:
                break
            if here.matters and class_of(here.stem) in shared:
                held.add(class_of(here.stem))
            if (
                here.matters
                and here.kind is not Kind.NUMBER
                and here.lower not in tables.word_list("edges.txt")
            ):
                value = sum(weight(c) for c in sorted(held)) - 0.04 * words
                value += 0.5 * (term.lower in _OPENERS)
                if held and content >= 2:
                    yield start, end, round(value, 6)


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
