"""How well tellings of one utterance are put together, on BASIL's triples: three outlets on one event.

    python bench/variants.py [--show]

No gold is needed: where two outlets print the same run of at least six words in
quotation marks, somebody said it once, and both places must be tellings of one
utterance (recall). Of the pairs that are put together over two outlets, those
whose quoted words share no run of three words are suspect; the rest share words
that hardly two people choose alike (an upper bound of precision). ``--show``
prints the missed and the suspect for reading by eye.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from common import machine
from crossread.models import Encoder, Reader
from crossread.records import Article, Grouping, Resolution, Span
from crossread.stages.compare.pages import pages
from crossread.stages.compare.stance import view
from crossread.stages.compare.units import Unit, units
from crossread.stages.compare.utterances import utterances
from crossread.stages.group import group
from crossread.stages.read import read
from crossread.stages.resolve import resolve
from speakers import stories

_QUOTED = re.compile(r"[“\"]([^“”\"\n]{8,})[”\"]")
_WORD = re.compile(r"[\w'’]+")
_RUN = 6
_SHARED = 3


@dataclass(frozen=True)
class Place:
    """A quotation in an article: where its shared words stand."""

    article: str
    span: Span


def quotations(article: Article) -> Iterator[tuple[list[str], list[Span]]]:
    """The words of each quotation, lower case, and where each stands."""
    for found in _QUOTED.finditer(article.text):
        words = list(_WORD.finditer(article.text, found.start(1), found.end(1)))
        yield [w.group().lower().replace("’", "'") for w in words], [Span(w.start(), w.end()) for w in words]


def twins(one: Article, other: Article) -> list[tuple[Place, Place]]:
    """Places where two articles quote the same run of six words, one pair for each two quotations."""
    runs: dict[tuple[str, ...], list[tuple[int, Span]]] = defaultdict(list)
    for number, (words, spans) in enumerate(quotations(other)):
        for i in range(len(words) - _RUN + 1):
            runs[tuple(words[i : i + _RUN])].append((number, Span(spans[i].start, spans[i + _RUN - 1].end)))
    out: dict[tuple[int, int], tuple[Place, Place]] = {}
    for number, (words, spans) in enumerate(quotations(one)):
        for i in range(len(words) - _RUN + 1):
            for there, span in runs.get(tuple(words[i : i + _RUN]), []):
                here = Span(spans[i].start, spans[i + _RUN - 1].end)
                out.setdefault((number, there), (Place(one.id, here), Place(other.id, span)))
    return list(out.values())


def told(place: Place, everything: Sequence[Unit], groups: Sequence[int]) -> set[int]:
    """The utterances of the units that hold at least half of a place."""
    return {
        groups[index]
        for index, unit in enumerate(everything)
        if unit.article == place.article and 2 * sum(map(place.span.overlap, unit.spans)) >= len(place.span)
    }


def _words(text: str) -> list[str]:
    return [found.group().lower().replace("’", "'") for found in _WORD.finditer(text)]


def shared_run(one: Unit, other: Unit) -> int:
    """The longest run of words that two units share."""
    sides = [
        [w.group().lower().replace("’", "'") for w in _WORD.finditer(unit.text)] for unit in (one, other)
    ]
    best, previous = 0, [0] * (len(sides[1]) + 1)
    for left in sides[0]:
        row = [0] * (len(sides[1]) + 1)
        for j, right in enumerate(sides[1], 1):
            row[j] = previous[j - 1] + 1 if left == right else 0
        best, previous = max(best, *row), row
    return best


def grouped(
    articles: Sequence[Article], resolution: Resolution, grouping: Grouping
) -> tuple[tuple[Unit, ...], list[int]]:
    """The units of some articles and the utterance of each."""
    everything = units(pages(articles, resolution.actors), resolution, grouping)
    found = utterances(everything, tuple(view(unit) for unit in everything))
    return everything, [found.find(index) for index in range(len(everything))]


def measure(*, show: bool = False) -> dict[str, float]:
    """Recall over the twins, and the share of pairs put together that share a run of words."""
    reader, encoder = Reader(), Encoder()
    counts: Counter[str] = Counter()
    for articles, _ in stories():
        resolution = resolve(articles, [read(article, reader) for article in articles])
        everything, groups = grouped(articles, resolution, group(articles, resolution, encoder))
        texts = {article.id: article.text for article in articles}
        for one, other in combinations(articles, 2):
            for places in twins(one, other):
                here, there = (told(place, everything, groups) for place in places)
                counts["twins"] += 1
                counts["found"] += bool(here & there)
                if show and not here & there:
                    print("missed:", " | ".join(places[0].span.of(texts[places[0].article]).split()))
        for i, j in combinations(range(len(everything)), 2):
            if groups[i] == groups[j] and everything[i].article != everything[j].article:
                run = shared_run(everything[i], everything[j])
                counts["joined"] += 1
                counts["shared"] += run >= _SHARED
                if show and run < _SHARED:
                    print("suspect:", everything[i].text[:120], "<>", everything[j].text[:120])
    return {
        "twins": counts["twins"],
        "recall": counts["found"] / max(1, counts["twins"]),
        "joined": counts["joined"],
        "shared": counts["shared"] / max(1, counts["joined"]),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true", help="print what is missed and what is suspect")
    scores = measure(show=parser.parse_args().show)
    print(
        f"{scores['twins']:.0f} twins, {scores['recall']:.1%} found;"
        f" {scores['joined']:.0f} pairs put together, {scores['shared']:.1%} share a run of {_SHARED} words"
    )
    print(machine())
