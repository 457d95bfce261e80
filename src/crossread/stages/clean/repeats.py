"""Lines that an article repeats: paragraphs shown twice, pull quotes, teasers cut short."""

from collections import defaultdict

from rapidfuzz import fuzz

from crossread.stages.clean.document import Document
from crossread.stages.clean.lines import Line, Shape, ends_sentence

_LONG = 60  # code points above which an equal paragraph is the page's doing, not the writer's
_CUT = 24  # shortest beginning that counts as a truncated paragraph
_PULLED = 8  # words of the shortest pull quote
_NEAR = 92.0  # similarity (Levenshtein, percent) of neighbours that are one line written twice
_MOST_LINES = 4000  # beyond that only equal lines are sought: the others cost more than linear time
_MOST_ALIKE = 50  # lines with one beginning that are compared
_MOST_SEARCHED = 200_000_000  # code points of prose that pull quotes may be sought in, over all of them
_MOST_COMPARED = 2000  # code points of lines that are compared letter by letter


def mark_repeats(document: Document) -> None:
    """Mark what is there twice: of equal or nearly equal lines the later one, of a cut one the cut."""
    _mark_equal(document)
    if len(document.lines) <= _MOST_LINES:
        _mark_cut(document)
        _mark_neighbours(document)
        _mark_pulled(document)


def _mark_equal(document: Document) -> None:
    seen: set[str] = set()
    for line in document.lines:
        if len(line.plain) >= _LONG or (line.shape is Shape.LABEL and line.words >= 4):
            if line.key in seen:
                document.mark(line, "repeated paragraph")
            seen.add(line.key)


def _mark_cut(document: Document) -> None:
    """A line without an end that another, longer one begins with."""
    starts: dict[str, list[Line]] = defaultdict(list)
    for line in document.lines:
        if len(line.key) >= _CUT:
            starts[line.key[:_CUT]].append(line)
    for line in document.lines:
        bare = line.key.rstrip(".… ")
        if (
            len(bare) < _CUT
            or line.words < 4
            or (ends_sentence(line.plain) and not line.plain.endswith(("...", "…")))
        ):
            continue
        for other in starts[bare[:_CUT]][:_MOST_ALIKE]:
            if (
                other.index != line.index
                and len(other.key) > len(line.key) + 10
                and other.key.startswith(bare)
            ):
                document.mark(line, "truncated start of another paragraph")
                break


def _mark_neighbours(document: Document) -> None:
    for line, following in zip(document.lines, document.lines[1:], strict=False):
        if (
            min(line.words, following.words) < 8
            or len(line.key) > _MOST_COMPARED
            or abs(len(line.key) - len(following.key)) > 0.1 * len(line.key)
        ):
            continue
        if fuzz.ratio(line.key, following.key) >= _NEAR:
            document.mark(following, "repeated paragraph")
            if line.index in document.marks or following.index in document.marks:
                _same_kind(document, line, following)


def _same_kind(document: Document, line: Line, following: Line) -> None:
    """A caption with and without its credit: what one is the other is, too."""
    why = document.marks.get(following.index, "")
    if why.startswith("caption"):
        document.mark(line, why)


def _mark_pulled(document: Document) -> None:
    """A short line whose very words stand in a longer paragraph: a pull quote, shown large."""
    longer = [line for line in document.lines if line.shape is Shape.PROSE and line.words >= 2 * _PULLED]
    whole = "\n".join(line.key for line in longer)
    if len(whole) * len(document.lines) > _MOST_SEARCHED:
        return
    for line in document.lines:
        if not _PULLED <= line.words <= 45 or not document.open(line) or line.plain.endswith(":"):
            continue
        bare = line.key.strip("\"' .,")
        if len(bare) < 40 or bare not in whole:
            continue
        if any(
            bare in other.key and len(other.key) > len(bare) + 20
            for other in longer
            if other.index != line.index
        ):
            document.mark(line, "pull quote")
