"""What changed between two texts of one page: sentences first, then the words of those that differ."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from crossread.dossier.views import Change
from crossread.records import Span
from crossread.records.segment import sentences

_WORD = re.compile(r"\S+")
_MOST = 400  # words of a stretch; a longer one is shown as changed whole


def changes(old: str, new: str) -> tuple[Change, ...]:
    """The passages in which two texts differ, in text order; white space alone is no difference."""
    before, after = sentences(old), sentences(new)
    out: list[Change] = []
    for a, b in _differing(_keys(old, before), _keys(new, after)):
        left, right = before[a.start : a.stop], after[b.start : b.stop]
        out += _words(old, _hull(left), new, _hull(right))
    return tuple(out)


def _words(old: str, left: Span | None, new: str, right: Span | None) -> Iterator[Change]:
    if left is None or right is None:
        yield Change(left, right)
        return
    before, after = _spans(old, left), _spans(new, right)
    if max(len(before), len(after)) > _MOST:
        yield Change(left, right)
        return
    for a, b in _differing(_keys(old, before), _keys(new, after)):
        yield Change(_hull(before[a.start : a.stop]), _hull(after[b.start : b.stop]))


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[range, range]]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield range(a, b), range(c, d)


def _spans(text: str, within: Span) -> list[Span]:
    return [Span(*match.span()) for match in _WORD.finditer(text, within.start, within.end)]


def _keys(text: str, spans: Sequence[Span]) -> list[str]:
    return [" ".join(span.of(text).split()) for span in spans]


def _hull(spans: Sequence[Span]) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None
