"""The writers' own contrast: where an article itself says that accounts differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from crossread.compare import tables
from crossread.compare.lexicon import class_of, is_nation, weight
from crossread.compare.units import Page, Unit
from crossread.compare.words import terms

_REACH = 2  # sentences after a strong contrast that it may speak of


@dataclass(frozen=True, slots=True)
class Contrast:
    """A sentence that contrasts: its place, its words, how strong, and what it is about."""

    article: str
    sentence: int
    phrase: str
    strong: bool
    classes: frozenset[str]


def contrasts(page: Page) -> tuple[Contrast, ...]:
    """The contrasts that a page's sentences draw, in order."""
    text = page.article.text
    out = []
    for index, sentence in enumerate(page.sentences):
        words = terms(text, sentence.start, sentence.end)
        lowered = [term.lower for term in words]
        found = _find(lowered)
        if found:
            classes = frozenset(class_of(term.stem) for term in words if term.matters)
            out.append(Contrast(page.article.id, index, " ".join(found[0]), found[1] == "strong", classes))
    return tuple(out)


@cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, strength in tables.phrases("contrasts.csv"):
        by_first.setdefault(phrase[0], []).append((phrase, strength))
    return {
        first: tuple(sorted(rest, key=lambda p: (p[1] != "strong", -len(p[0]), p[0])))
        for first, rest in by_first.items()
    }


def _find(words: Sequence[str]) -> tuple[tuple[str, ...], str] | None:
    """The strongest phrase of contrast in a sentence; the last word of one may be a plural."""
    best = None
    for index, word in enumerate(words):
        for phrase, strength in _phrases().get(word, ()):
            here = tuple(words[index : index + len(phrase)])
            if (
                len(here) == len(phrase)
                and here[:-1] == phrase[:-1]
                and here[-1] in (phrase[-1], phrase[-1] + "s")
            ):
                if strength == "strong":
                    return phrase, strength
                best = best or (phrase, strength)
    return best


class Contrasts:
    """Looks up what the writers say of two units."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = {page.article.id: page for page in pages}
        self._by_place = {(c.article, c.sentence): c for page in pages for c in contrasts(page)}
        self._strong = [c for c in self._by_place.values() if c.strong]

    def between(self, one: Unit, other: Unit) -> Contrast | None:
        """The contrast of one article that covers both units: in their sentence, between or just before."""
        if one.article != other.article:
            return None
        page = self._pages[one.article]
        first, last = sorted((page.sentence_of(one.spans[0].start), page.sentence_of(other.spans[0].start)))
        if last - first > _REACH:
            return None
        places = [*range(max(0, last - _REACH), last + 1)]
        found = [self._by_place[key] for index in places if (key := (one.article, index)) in self._by_place]
        strong = [c for c in found if c.strong and c.sentence >= first - 1]
        if strong:
            return strong[0]
        return next((c for c in found if c.sentence == last), None)

    def about(self, shared: frozenset[str], article: str) -> Contrast | None:
        """A strong contrast whose sentence holds two or more of the telling words that two units share."""
        best = [c for c in self._strong if c.article == article and len(_telling(c.classes & shared)) >= 2]
        return min(best, key=lambda c: (-len(c.classes & shared), c.sentence)) if best else None


def _telling(classes: frozenset[str]) -> frozenset[str]:
    return frozenset(c for c in classes if not is_nation(c) and weight(c) >= 0.4)
