"""Quantities of an article: amounts with their bounds and units, outside dates and names."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from crossread.records import Article, Quantity, Span
from crossread.stages.resolve.numerals import ordinal_pattern, ordinal_value
from crossread.stages.resolve.quantities.amounts import SPACE, Amount, amounts
from crossread.stages.resolve.quantities.bounds import Bound, bound_after, bound_before
from crossread.stages.resolve.quantities.tables import nouns, singular
from crossread.stages.resolve.quantities.units import Unit, unit_after
from crossread.stages.resolve.time import expressions
from crossread.stages.resolve.time.lexicon import words

_ORDINAL = re.compile(rf"(?<![\w-])(?P<ordinal>{ordinal_pattern()}){SPACE}+(?P<noun>[a-z]+)", re.IGNORECASE)
_AND_A_HALF = re.compile(rf"{SPACE}+and{SPACE}+a{SPACE}+half\b", re.IGNORECASE)
_JOINT = re.compile(rf"(?:,|{SPACE})*(?:and{SPACE}+)?")
_NAME_BEFORE = re.compile(rf"(?P<word>[\w.’'$#]+)(?:{SPACE}|-)+$")


def quantities(article: Article) -> tuple[Quantity, ...]:
    """All numbers in the body of an article that count or measure something, in text order.

    Durations come in minutes, distances in kilometres, shares in percent, money
    in its currency; a count has its noun's singular ("troop", "people"). A bound
    is kept open: "more than two hours" has low 120 and no high. Numbers in
    dates, clock times and names ("Boeing 737", "G20") are left out.
    """
    times = expressions(article)
    found: list[Quantity] = []
    for body in article.body():
        found.extend(_measured(article, body))
        found.extend(_ordinals(article, body))
    return tuple(_not_overlapping(_outside(found, times)))


def _outside(found: Iterable[Quantity], times: Sequence[Span]) -> Iterator[Quantity]:
    """Those that touch no time expression; ``times`` come in text order and do not overlap."""
    ends = [time.end for time in times]
    for one in found:
        after = bisect_right(ends, one.span.start)
        if after == len(times) or times[after].start >= one.span.end:
            yield one


def _not_overlapping(found: Iterable[Quantity]) -> Iterator[Quantity]:
    end = 0
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if one.span.start >= end:
            yield one
            end = one.span.end


def _measured(article: Article, body: Span) -> Iterator[Quantity]:
    text = article.prose
    taken = body.start
    for amount in amounts(text, body.start, body.end):
        if amount.start < taken:
            continue
        unit = unit_after(text, amount, body.end)
        if unit is None or _in_name(text, amount, unit):
            continue
        amount, unit = _compound(text, amount, unit, body.end)
        before = bound_before(text, amount.start, taken)
        after = bound_after(text, unit.end, body.end)
        if amount.is_article and not (before or after):
            continue
        quantity = _quantity(article.id, amount, unit, before, after)
        taken = quantity.span.end
        yield quantity


def _compound(text: str, amount: Amount, unit: Unit, limit: int) -> tuple[Amount, Unit]:
    """ "Two hours and 16 minutes", "an hour and a half": one duration."""
    if unit.name != "minute" or unit.factor < 60 or amount.is_range:
        return amount, unit
    half = _AND_A_HALF.match(text, unit.end, limit)
    if half:
        value = amount.low + 0.5
        return Amount(amount.start, half.end(), value, value), Unit("minute", unit.factor, half.end())
    joint = _JOINT.match(text, unit.end, limit)
    after = joint.end() if joint else unit.end
    following = next(amounts(text, after, min(limit, after + 40)), None)
    if following is None or following.start != after or following.is_range or following.open_:
        return amount, unit
    smaller = unit_after(text, following, limit)
    if smaller is None or smaller.name != "minute" or smaller.factor >= unit.factor:
        return amount, unit
    total = amount.low * unit.factor + following.low * smaller.factor
    return Amount(amount.start, smaller.end, total, total), Unit("minute", 1.0, smaller.end)


def _quantity(
    article: str, amount: Amount, unit: Unit, before: Bound | None, after: Bound | None
) -> Quantity:
    low: float | None = amount.low * unit.factor
    high: float | None = amount.high * unit.factor
    kinds = {bound.kind for bound in (before, after) if bound}
    if "low" in kinds or amount.open_:
        high = None
    if "high" in kinds:
        low, high = None, amount.high * unit.factor
    start = before.start if before else amount.start
    end = after.end if after else unit.end
    return Quantity(article, Span(start, end), low, high, unit.name, approximate="approximate" in kinds)


def _in_name(text: str, amount: Amount, unit: Unit) -> bool:
    """Whether a bare number belongs to a name or a label: "Boeing 737", "Article 5", "No. 10"."""
    found = _NAME_BEFORE.search(text, max(0, amount.start - 40), amount.start)
    if not found or unit.measures:
        return False
    word = found["word"]
    if word.casefold() in words("guards", "before_number"):
        return True
    return not unit.name and word[0].isupper()


def _ordinals(article: Article, body: Span) -> Iterator[Quantity]:
    """ "Eighth time", "second meeting": ordinals of things that happen again."""
    for match in _ORDINAL.finditer(article.prose, body.start, body.end):
        value, noun = ordinal_value(match["ordinal"]), singular(match["noun"])
        if value is not None and noun in nouns("ordinal"):
            span = Span(match.start(), match.end())
            yield Quantity(article.id, span, float(value), float(value), noun, ordinal=True)
