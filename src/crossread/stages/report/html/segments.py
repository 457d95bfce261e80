"""An article's stored text cut into lines of segments, each with all that covers it.

Claims, passages of findings and furniture overlap freely, and a page's elements
cannot. So the boundaries of all of them are flattened: between two neighbouring
boundaries nothing begins or ends, and every begin has a segment of its own to
carry its anchor.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crossread.records import Article, Span
from crossread.stages.report.shown import harmless


@dataclass(frozen=True, slots=True)
class Cover:
    """Something that covers a span: a ``layer`` ("finding", "claim", "furniture", …) and a ``key`` in it."""

    span: Span
    layer: str
    key: str
    anchored: bool = False  # whether something may link to its start


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text with no boundary inside. ``keys``: what covers it, by layer; ``start``: its position."""

    start: int
    text: str
    anchored: bool
    keys: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the stored text. ``break_anchored`` where something begins at the line break that ends it."""

    start: int
    end: int
    segments: tuple[Segment, ...]
    break_anchored: bool

    @property
    def blank(self) -> bool:
        """Whether nothing can be seen on it."""
        return not any(segment.text.strip() for segment in self.segments)


def article_lines(article: Article, covers: Iterable[Cover]) -> list[Line]:
    """The lines of an article's text, made harmless; joined by "\\n" they are the whole text.

    ``covers`` may overlap in any way. The start of each anchored cover is the
    ``start`` of an anchored segment, or a line break that is anchored.
    """
    text = harmless(article.text)
    kept = sorted(covers, key=lambda cover: (cover.span, cover.layer, cover.key))
    begins: defaultdict[int, list[Cover]] = defaultdict(list)
    ends: defaultdict[int, list[Cover]] = defaultdict(list)
    for cover in kept:
        begins[cover.span.start].append(cover)
        ends[cover.span.end].append(cover)
    anchors = {cover.span.start for cover in kept if cover.anchored}
    bounds = sorted({*begins, *ends})
    lines: list[Line] = []
    active: dict[Cover, None] = {}  # a dict, for it keeps the order of beginning
    position = bound = 0
    for words in text.split("\n"):
        end = position + len(words)
        cuts = [position]
        while bound < len(bounds) and bounds[bound] < end:
            if bounds[bound] > position:
                cuts.append(bounds[bound])
            bound += 1
        segments = []
        for start, stop in zip(cuts, [*cuts[1:], end], strict=True):
            _advance(active, begins, ends, start)
            if start < stop:
                segments.append(Segment(start, text[start:stop], start in anchors, _by_layer(active)))
        _advance(active, begins, ends, end)
        while bound < len(bounds) and bounds[bound] <= end:
            bound += 1
        lines.append(Line(position, end, tuple(segments), end in anchors))
        position = end + 1
    return lines


def _advance(
    active: dict[Cover, None],
    begins: Mapping[int, list[Cover]],
    ends: Mapping[int, list[Cover]],
    position: int,
) -> None:
    """Bring ``active`` to what covers ``position``; every boundary is visited in order."""
    for cover in ends.get(position, ()):
        active.pop(cover, None)
    for cover in begins.get(position, ()):
        active[cover] = None


def _by_layer(active: Mapping[Cover, None]) -> dict[str, tuple[str, ...]]:
    layers: dict[str, list[str]] = {}
    for cover in active:
        layers.setdefault(cover.layer, []).append(cover.key)
    return {layer: tuple(dict.fromkeys(keys)) for layer, keys in layers.items()}
