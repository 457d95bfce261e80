"""Positions: the spine of every record.

A position is a pair of Unicode code points, end exclusive, into the *stored text*
of one article. Nothing keeps words beside a position: words are derived by
:meth:`Span.of`, so that a record can never say what its source does not.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from crossread.errors import PositionError

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of code points ``[start, end)`` in the stored text of an article that the context names."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise PositionError(
                f"A span needs 0 <= start < end, not [{self.start}, {self.end}).",
                remedy="Build spans from positions of the stored text; leave empty ones out.",
            )

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of this span in ``text``; raises PositionError where it does not resolve."""
        if self.end > len(text):
            raise PositionError(
                f"Span [{self.start}, {self.end}) lies outside a text of {len(text)} code points.",
                remedy="Positions point into the stored text, not into a cleaned or re-encoded copy of it.",
            )
        return text[self.start : self.end]

    def shift(self, offset: int) -> "Span":
        """The same run seen from a text that begins ``offset`` code points earlier."""
        return Span(self.start + offset, self.end + offset)

    def overlap(self, other: "Span") -> int:
        """How many code points both hold."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, other: "Span") -> bool:
        """True where ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A span together with the id of the article that it points into."""

    article: str
    span: Span


def trimmed(text: str, start: int, end: int) -> Span | None:
    """``[start, end)`` without white space at its edges; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted, non-overlapping cover of ``spans``; touching spans become one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def outside(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """The gaps that ``spans`` leave in a text of ``length`` code points, in order."""
    position = 0
    for span in merged(spans):
        if position < span.start:
            yield Span(position, span.start)
        position = span.end
    if position < length:
        yield Span(position, length)


class Places(Generic[T]):
    """Things that stand at spans of one text, to be asked which of them a span touches.

    A question costs what lies near the span, not what there is in all.
    """

    def __init__(self, things: Iterable[tuple[Span, T]]) -> None:
        held = [(span, order, thing) for order, (span, thing) in enumerate(things)]
        self._held = sorted(held, key=lambda item: (item[0], item[1]))
        self._starts = [span.start for span, _, _ in self._held]
        self._longest = max((len(span) for span, _, _ in self._held), default=0)

    def touching(self, span: Span) -> list[tuple[Span, T]]:
        """What shares a code point with ``span``, in the order in which it was given."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        near = [item for item in self._held[first:last] if item[0].end > span.start]
        return [(at, thing) for at, _, thing in sorted(near, key=lambda item: item[1])]
